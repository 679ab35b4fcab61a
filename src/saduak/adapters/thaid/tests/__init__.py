"""Tests of the log-in with ThaID."""
