"""What must hold before ThaID is used: an issuer over TLS outside a demonstration, both halves of the registration."""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core import checks

LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 - refused, not bound


def check_thaid(**_: Any) -> list[checks.CheckMessage]:
    """A stand-in never passes for ThaID in a real installation; half a registration is told."""
    wired = settings.THAID
    if not wired["issuer"]:
        return []
    found: list[checks.CheckMessage] = []
    parts = urlsplit(wired["issuer"])
    if not settings.DEMO and (parts.scheme != "https" or parts.hostname in LOOPBACK):
        found.append(
            checks.Error("SADUAK_THAID_ISSUER is not the address of ThaID but of a stand-in.", id="saduak.E101")
        )
    if not (wired["client_id"] and wired["client_secret"]):
        found.append(
            checks.Warning("SADUAK_THAID_ISSUER is set, but client number or secret is missing.", id="saduak.W101")
        )
    return found


def self_check() -> list[str]:
    """Ask ThaID for its discovery document; what is wrong with it, in words. Reaches over the network."""
    issuer = settings.THAID["issuer"].rstrip("/")
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10)
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as error:
        return [f"{issuer} does not answer as an identity provider: {type(error).__name__}"]
    needed = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    return [f"{issuer} does not say its {name}" for name in needed if not told.get(name)]
