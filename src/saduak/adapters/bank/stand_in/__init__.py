"""A bank of play money for the demonstration: a process of its own that is paid bills, calls back and makes statements.

Nothing of it is used outside a demonstration, and each of its pages says what it is.
"""
