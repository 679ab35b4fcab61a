"""Tests of the identities."""
