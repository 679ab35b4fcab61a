"""Keys for one purpose each, all derived from `settings.IDENTIFIER_KEY`, and the keyed digests made with
them.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def subkey(purpose: str) -> bytes:
    """32 bytes for `purpose` (HKDF-SHA256); a key for one purpose says nothing about the others."""
    return _derived(settings.IDENTIFIER_KEY, purpose)


@lru_cache(maxsize=32)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"saduak/{purpose}".encode()).derive(secret.encode())


def keyed(purpose: str, *parts: bytes) -> str:
    """HMAC-SHA256 (hex) of `parts`, each preceded by its length, under the key for `purpose`."""
    message = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.digest(subkey(purpose), message, hashlib.sha256).hex()
