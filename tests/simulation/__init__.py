"""A year in the life of an office, day by day, and somebody who counts after it."""
