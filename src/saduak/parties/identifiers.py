"""13-digit identification numbers of persons and organisations: read, checked, encrypted, found again, never
shown whole.
"""

import os
import re
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saduak.core.errors import DomainError
from saduak.ledger.keys import keyed, subkey

NONCE = 12
PURPOSE = b"saduak/identifier"


def digits_of(written: str) -> str:
    """The 13 digits of a number as people write it: Thai digits, spaces and dashes are welcome.

    Raises DomainError("identifier_length") or DomainError("identifier_checksum"); neither repeats the number.
    """
    bare = re.sub(r"[\s\u200b\-–]", "", written)
    if len(bare) != 13 or not bare.isdecimal():
        raise DomainError("identifier_length")
    digits = "".join(str(unicodedata.decimal(letter)) for letter in bare)
    if check_digit(digits) != int(digits[12]):
        raise DomainError("identifier_checksum")
    return digits


def check_digit(digits: str) -> int:
    """The last digit that the first twelve call for (Department of Provincial Administration, modulus 11)."""
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10


def masked(digits: str) -> str:
    """The last three digits, the only ones that any page, letter or log may show."""
    return "x-xxxx-xxxxx-" + digits[-3:-1] + "-" + digits[-1]


def masked_address(address: str) -> str:
    """The first letter and the domain of an e-mail address ("s…@example.com"): enough for who knows it already."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""


def encrypted(digits: str) -> bytes:
    """AES-256-GCM with a fresh nonce in front: two rows with one number do not look alike."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(subkey("identifier")).encrypt(nonce, digits.encode(), PURPOSE)


def decrypted(sealed: bytes) -> str:
    """The digits behind `encrypted`; cryptography's InvalidTag when the key or the bytes are not the right
    ones.
    """
    return AESGCM(subkey("identifier")).decrypt(sealed[:NONCE], sealed[NONCE:], PURPOSE).decode()


def lookup(digits: str) -> str:
    """The keyed hash under which a number is found again."""
    return keyed("identifier look-up", digits.encode())
