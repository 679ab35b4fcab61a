"""What the identities need from outside: providers that vouch for people, and a way to send a code."""

from typing import NamedTuple, Protocol
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from saduak.core.reasons import Language


class Vouched(NamedTuple):
    """What a provider says of somebody. `identifier` is a checked 13-digit number, `birthdate` ISO text or empty."""

    identifier: str
    name: str
    title: str
    birthdate: str
    address: str
    ial: str
    aal: str
    reference: str


class Provider(Protocol):
    """An identity provider: sends a browser away to log in, and reads what it comes back with."""

    def is_wired(self) -> bool:
        """Whether this installation is registered with the provider."""

    def troubles(self) -> list[str]:
        """What is wrong with the set-up, one sentence each, for whoever runs `saduak check`; may ask the provider."""

    def begin(self, request: HttpRequest, callback: str) -> HttpResponseBase:
        """The redirect to the provider, which will send browsers back to `callback`; Unavailable("provider_away")."""

    def finish(self, request: HttpRequest, callback: str) -> Vouched:
        """What the provider vouches for. Raises Unavailable("provider_away"), DomainError("login_given_up") when the
        person turned back, DomainError("login_refused") for an answer that is not one to our question.
        """


class SecondFactor(Protocol):
    """Keeps the second factor of officers: an app that shows codes, and recovery codes for when it is not at hand."""

    def is_set_up(self, user_id: UUID) -> bool:
        """Whether an app is set up."""

    def passes(self, user_id: UUID, code: str) -> bool:
        """Whether `code` is what the app shows now, or an unused recovery code; either is then used up."""

    def new_secret(self) -> str:
        """A secret for an app that is to be set up."""

    def set_up(self, user_id: UUID, secret: str, code: str) -> bool:
        """Keep the secret, in place of any factor before, if `code` shows that the app has it; False otherwise."""

    def recovery_codes(self, user_id: UUID) -> list[str]:
        """The recovery codes that were not used yet."""

    def forget(self, user_id: UUID) -> None:
        """Remove every factor: an invitation begins anew."""


class CodeSender(Protocol):
    """Sends a one-time code to an e-mail address; Unavailable("email_away") when that cannot be done now."""

    def __call__(self, address: str, code: str, language: Language) -> None: ...
