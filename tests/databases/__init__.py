"""Throw-away databases for tests, faults and benchmarks."""
