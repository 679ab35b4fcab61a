"""Saduak (สะดวก): public services that keep the law by themselves."""

__version__ = "0.1.0"
