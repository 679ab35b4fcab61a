"""Passwords of a demonstration."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Hashes with little work: everybody knows the passwords of a demonstration, which is to start in seconds.

    Elsewhere Django takes such a hash for too weak and makes a strong one at the next log-in.
    """

    iterations = 1000
