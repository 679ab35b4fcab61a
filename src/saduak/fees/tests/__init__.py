"""Tests of the fees."""
