"""The second factor of officers: authenticator apps and recovery codes."""
