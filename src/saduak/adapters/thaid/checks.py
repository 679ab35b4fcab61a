"""What must hold before ThaID is used: an issuer over TLS outside a demonstration, a whole registration, an answer."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from django.conf import settings

LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 - refused, not bound
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
SECONDS = 10


def troubles() -> list[str]:
    """What is wrong with the set-up, one sentence each; the last ones are found out over the network."""
    if not settings.THAID["issuer"]:
        return []
    return list(_of_settings()) or list(_of_discovery(settings.THAID["issuer"].rstrip("/")))


def _of_settings() -> Iterator[str]:
    parts = urlsplit(settings.THAID["issuer"])
    if not settings.DEMO and (parts.scheme != "https" or parts.hostname in LOOPBACK):
        yield "SADUAK_THAID_ISSUER is not the address of ThaID but of a stand-in."
    for name in ("client_id", "client_secret"):
        if not settings.THAID[name]:
            yield f"SADUAK_THAID_ISSUER is set, but SADUAK_THAID_{name.upper()} is missing."


def _of_discovery(issuer: str) -> Iterator[str]:
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=SECONDS)
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as error:
        yield f"{issuer} does not answer as an identity provider: {type(error).__name__}."
        return
    yield from (f"{issuer} does not say its {name}." for name in NEEDED if not told.get(name))
    if told.get("issuer", issuer) != issuer:
        yield f"{issuer} calls itself {told['issuer']}: SADUAK_THAID_ISSUER must be the same to the letter."
