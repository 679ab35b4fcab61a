"""The second factors of the demonstration's officers: set up for them, and told to whoever asks."""

import base64
import hmac
import time
from importlib import import_module
from uuid import UUID

from django.conf import settings

from saduak.identities.ports import SecondFactor
from saduak.ledger.keys import subkey

ISSUER, PERIOD, DIGITS = "Saduak", 30, 6


def set_up_factor(user_id: UUID, email: str) -> None:
    """Set up the app of an officer who has none."""
    factors: SecondFactor = import_module(settings.WIRING).SECOND_FACTOR
    if not factors.is_set_up(user_id):
        factors.set_up(user_id, secret_of(email), code_of(email))


def secret_of(email: str) -> str:
    """The secret in an officer's app: another in every installation, the same at every start."""
    return base64.b32encode(_key(email)).decode()


def code_of(email: str) -> str:
    """What the app shows now (RFC 6238). Second factors keep the real time, also where business time was moved."""
    digest = hmac.digest(_key(email), (int(time.time()) // PERIOD).to_bytes(8, "big"), "sha1")
    place = digest[-1] & 0x0F
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def link_of(email: str) -> str:
    """What an app reads from a QR code."""
    return f"otpauth://totp/{ISSUER}:{email}?secret={secret_of(email)}&issuer={ISSUER}"


def _key(email: str) -> bytes:
    return hmac.digest(subkey("demo factor"), email.encode(), "sha1")
