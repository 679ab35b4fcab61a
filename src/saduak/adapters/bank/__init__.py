"""Banks: their statements and their call-backs."""
