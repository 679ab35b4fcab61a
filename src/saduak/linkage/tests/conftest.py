"""Every test of the linkage may ask for a desk."""

from saduak.linkage.tests.desk import desk

__all__ = ["desk"]
