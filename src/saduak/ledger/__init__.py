"""Streams of append-only, hash-chained events, and `command`, the one door through which anything is
written.
"""
