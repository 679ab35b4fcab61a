"""Migrations of the fees."""
