"""The second factor of officers: the library's authenticator apps and recovery codes, their secrets encrypted."""

import base64
import os
from typing import Any
from uuid import UUID

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.http import urlencode

from saduak.ledger.keys import subkey

NONCE = 12
ISSUER = "Saduak"


class EncryptedFactors(DefaultMFAAdapter):
    """The library's hook: what it stores of a factor is sealed, so that a copied database opens no door."""

    def encrypt(self, text: str) -> str:
        """AES-256-GCM under a key of the installation."""
        nonce = os.urandom(NONCE)
        return base64.b64encode(nonce + AESGCM(subkey("second factor")).encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text behind `encrypt`."""
        sealed = base64.b64decode(encrypted_text)
        return AESGCM(subkey("second factor")).decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()


def has_factor(user_id: UUID) -> bool:
    """Whether an authenticator app is set up."""
    return bool(Authenticator.objects.filter(user=user_id, type=Authenticator.Type.TOTP).exists())


def passes(user_id: UUID, code: str) -> bool:
    """Whether `code` is what the app shows now, not used before, or an unused recovery code, which is then used up."""
    bare = "".join(str(int(letter)) for letter in code if letter.isdecimal())
    for factor in Authenticator.objects.filter(user=user_id).order_by("-type"):
        if bare and factor.wrap().validate_code(bare):
            factor.record_usage()
            return True
    return False


def new_secret() -> str:
    """A secret for an app that is to be set up."""
    secret: str = generate_totp_secret()
    return secret


def set_up(user_id: UUID, secret: str, code: str) -> bool:
    """Keep the secret if `code` shows that the app has it, in place of any factor before; False otherwise."""
    bare = "".join(str(int(letter)) for letter in code if letter.isdecimal())
    if not validate_totp_code(secret, bare):
        return False
    account = get_user_model()._base_manager.get(pk=user_id)
    with transaction.atomic():
        forget(user_id)
        TOTP.activate(account, secret)
        RecoveryCodes.activate(account)
    return True


def recovery_codes(user_id: UUID) -> list[str]:
    """The recovery codes that were not used yet."""
    kept = Authenticator.objects.filter(user=user_id, type=Authenticator.Type.RECOVERY_CODES).first()
    codes: list[str] = kept.wrap().get_unused_codes() if kept else []
    return codes


def forget(user_id: UUID) -> None:
    """Remove every factor of a log-in: an invitation begins anew."""
    Authenticator.objects.filter(user=user_id).delete()


def picture(secret: str, email: str) -> dict[str, Any]:
    """What the set-up page shows: the QR code as inline SVG, its link for a telephone, and the secret in groups."""
    query = urlencode({"secret": secret, "issuer": ISSUER})
    link = f"otpauth://totp/{ISSUER}:{email}?{query}"
    svg = segno.make(link, error="m", micro=False).svg_inline(scale=5, dark="#1d2b2c", light="#fff", border=3)
    return {"svg": svg, "link": link, "groups": [secret[i : i + 4] for i in range(0, len(secret), 4)]}
