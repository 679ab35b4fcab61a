"""How people prove who they are: proofs of identity, what a log-in told, and invitations of officers."""
