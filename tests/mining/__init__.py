"""Event logs read by the tool that people use for them, from outside."""
