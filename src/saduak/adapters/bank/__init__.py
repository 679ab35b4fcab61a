"""Banks: their statements."""
