"""What reaches the world outside: each folder is one adapter with its client, self-check and tests.

An adapter implements a port of a context; only `config.wiring` knows both.
"""
