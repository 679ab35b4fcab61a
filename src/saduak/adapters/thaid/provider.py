"""The log-in itself: authorization code with PKCE, state and nonce.

The library speaks the protocol; we add what it leaves out: a nonce, and a look at the signature of the answer even
where TLS would let it go unchecked.
"""

import hashlib
import secrets
from typing import Any

import jwt
import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from saduak.adapters.thaid.checks import troubles
from saduak.adapters.thaid.claims import vouched
from saduak.core.errors import DomainError, Unavailable
from saduak.identities.ports import Vouched

NAME = "thaid"
SCOPES = ("openid", "pid", "title", "name", "birthdate", "address", "ial")
"""What a form of an agency needs to know of an applicant, and nothing more."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256"]
SECONDS = 10
LEEWAY = 30
"""Seconds by which the clocks of two machines may differ."""
PROBLEMS = (OAuth2Error, PermissionDenied, KeyError, ValueError, TypeError, jwt.PyJWTError)
"""What the library raises for an answer that is none to our question."""


class ThaID:
    """The provider as the identities see it."""

    def is_wired(self) -> bool:
        """Whether this installation has a client number at ThaID."""
        return bool(settings.THAID["issuer"] and settings.THAID["client_id"])

    def troubles(self) -> list[str]:
        """See the port."""
        return troubles()

    def begin(self, request: HttpRequest, callback: str) -> HttpResponseBase:
        """See the port."""
        provider = _Adapter(request, callback).get_provider()
        nonce = secrets.token_urlsafe(24)
        try:
            answer: HttpResponseBase = _Provider(provider, callback).redirect(
                request, "login", auth_params={"nonce": nonce}, nonce=nonce
            )
        except (requests.RequestException, ValueError, KeyError) as error:
            raise Unavailable("provider_away") from error
        return answer

    def finish(self, request: HttpRequest, callback: str) -> Vouched:
        """See the port."""
        try:
            return _finished(_Adapter(request, callback), request)
        except requests.RequestException as error:
            raise Unavailable("provider_away") from error
        except PROBLEMS as error:
            raise DomainError("login_refused") from error


class _Adapter(OpenIDConnectOAuth2Adapter):
    """The library's adapter with the exact address that ThaID knows us by."""

    basic_auth = True

    def __init__(self, request: HttpRequest, callback: str) -> None:
        super().__init__(request, NAME)
        self.callback = callback

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002 - the library's signature
        return self.callback


class _Provider:
    """The library's provider, sending browsers away with our adapter in place of its own."""

    def __init__(self, provider: Any, callback: str) -> None:
        self.provider = provider
        self.provider.get_oauth2_adapter = lambda request: _Adapter(request, callback)

    def redirect(self, request: HttpRequest, process: str, **asked: Any) -> Any:
        return self.provider.redirect(request, process, **asked)


def _finished(adapter: _Adapter, request: HttpRequest) -> Vouched:
    """Take the state back, fetch the tokens, check the signed one, read the claims."""
    if request.GET.get("error"):
        raise DomainError("login_given_up")
    provider = adapter.get_provider()
    state = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    client = adapter.get_client(request, provider.app)
    tokens = client.get_access_token(request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"])
    signed = _signed(adapter, tokens["id_token"])
    if not secrets.compare_digest(str(signed.get("nonce", "")), state["nonce"]):
        raise OAuth2Error("the nonce is not ours")
    claims = {**tokens, **_more(adapter, tokens, signed), **signed}
    return vouched(claims, hashlib.sha256(tokens["id_token"].encode()).hexdigest()[:32])


def _signed(adapter: _Adapter, id_token: str) -> dict[str, Any]:
    """The claims of the signed token, if the provider signed it, for us, and lately.

    Providers with one key need not name it, so the library's own check, which asks for a name, does not do.
    """
    told = adapter.openid_config
    answer = requests.get(told["jwks_uri"], timeout=SECONDS)
    answer.raise_for_status()
    keys = jwt.PyJWKSet.from_dict(answer.json()).keys
    named = jwt.get_unverified_header(id_token).get("kid")
    key = next((key for key in keys if named is None or key.key_id == named), None)
    if key is None:
        raise OAuth2Error("signed with a key that the provider does not show")
    claims: dict[str, Any] = jwt.decode(
        id_token,
        key.key,
        algorithms=ALGORITHMS,
        issuer=told["issuer"],
        audience=settings.THAID["client_id"],
        leeway=LEEWAY,
        options={"require": ["exp", "iat", "iss", "aud"]},
    )
    return claims


def _more(adapter: _Adapter, tokens: dict[str, Any], signed: dict[str, Any]) -> dict[str, Any]:
    """The claims of the user information address, asked for only where the tokens do not say who it is."""
    if "pid" in signed or "pid" in tokens:
        return {}
    told: dict[str, Any] = adapter._fetch_user_info(tokens["access_token"])  # noqa: SLF001 - as above
    if told.get("sub") != signed.get("sub"):
        raise OAuth2Error("the user information is of somebody else")
    return told


THAID = ThaID()
