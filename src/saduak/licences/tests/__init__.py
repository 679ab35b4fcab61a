"""Tests of the licences."""
