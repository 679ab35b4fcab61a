"""One-time codes: made, kept in the session as a digest only, and good for ten minutes of real time."""

import secrets
from typing import NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS, SECONDS = 6, 600
TRIES = 5
"""Guesses at one code; counted in `limits`, where two windows at once cannot outrun the count."""


class Kept(NamedTuple):
    """What a session keeps of a code that was sent: `mark` names it, `until` is a Unix time."""

    email: str
    mark: str
    digest: str
    until: float


def fresh(email: str, at: float) -> tuple[str, Kept]:
    """A new code for an address, and what to keep of it."""
    code, mark = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", secrets.token_hex(16)
    return code, Kept(email, mark, _digest(mark, code), at + SECONDS)


def is_right(kept: Kept, given: str, at: float) -> bool:
    """Whether `given` is the code, typed as people type it (Thai digits, spaces), and still good at the time `at`."""
    digits = "".join(str(int(letter)) for letter in given if letter.isdecimal())
    return at < kept.until and constant_time_compare(_digest(kept.mark, digits), kept.digest)


def _digest(mark: str, code: str) -> str:
    return salted_hmac("saduak.entrance.code", f"{mark}:{code}", algorithm="sha256").hexdigest()
