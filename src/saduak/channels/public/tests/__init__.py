"""Tests of the pages that need no log-in."""
