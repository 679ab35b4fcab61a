"""Sweeps over everything: each address and each command, found by themselves, tried by everybody."""
