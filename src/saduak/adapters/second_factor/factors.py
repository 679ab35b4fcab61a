"""The port `identities.ports.SecondFactor` over the log-in library, with what it stores encrypted."""

import base64
import os
from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from saduak.ledger.keys import subkey
from saduak.parties.queries import known_user

NONCE = 12
PURPOSE = "second factor"


class EncryptedFactors(DefaultMFAAdapter):
    """The library's hook: what it stores of a factor is sealed, so that a copied database opens no door."""

    def encrypt(self, text: str) -> str:
        """AES-256-GCM under a key of the installation."""
        nonce = os.urandom(NONCE)
        return base64.b64encode(nonce + AESGCM(subkey(PURPOSE)).encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text behind `encrypt`."""
        sealed = base64.b64decode(encrypted_text)
        return AESGCM(subkey(PURPOSE)).decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()


class Factors:
    """Apps that show a code every half minute (RFC 6238), and ten recovery codes."""

    def is_set_up(self, user_id: UUID) -> bool:
        """See the port."""
        return Authenticator.objects.filter(user=user_id, type=Authenticator.Type.TOTP).exists()

    def passes(self, user_id: UUID, code: str) -> bool:
        """See the port."""
        digits = digits_of(code)
        for factor in Authenticator.objects.filter(user=user_id).order_by("-type"):
            if digits and factor.wrap().validate_code(digits):
                factor.record_usage()
                return True
        return False

    def new_secret(self) -> str:
        """See the port."""
        return generate_totp_secret()

    def set_up(self, user_id: UUID, secret: str, code: str) -> bool:
        """See the port."""
        if not validate_totp_code(secret, digits_of(code)):
            return False
        account = known_user(user_id)
        with transaction.atomic():
            self.forget(user_id)
            TOTP.activate(account, secret)
            RecoveryCodes.activate(account)
        return True

    def recovery_codes(self, user_id: UUID) -> list[str]:
        """See the port."""
        kept = Authenticator.objects.filter(user=user_id, type=Authenticator.Type.RECOVERY_CODES).first()
        return kept.wrap().get_unused_codes() if kept else []

    def forget(self, user_id: UUID) -> None:
        """See the port."""
        Authenticator.objects.filter(user=user_id).delete()


def digits_of(typed: str) -> str:
    """A code as people type it: spaces and Thai digits are welcome."""
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())


FACTORS = Factors()
