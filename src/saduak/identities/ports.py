"""What the identities need from outside: providers that vouch for people, and a way to send a code."""

from typing import NamedTuple, Protocol

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

    def begin(self, request: HttpRequest, callback: str) -> HttpResponseBase:
        """The redirect to the provider, which will send browsers back to `callback`; Unavailable("provider_away")."""

    def finish(self, request: HttpRequest, callback: str) -> Vouched:
        """What the provider vouches for. Raises Unavailable("provider_away"), DomainError("login_given_up") when the
        person turned back, DomainError("login_refused") for an answer that is not one to our question.
        """


class CodeSender(Protocol):
    """Sends a one-time code to an e-mail address; Unavailable("email_away") when that cannot be done now."""

    def __call__(self, address: str, code: str, language: Language) -> None: ...
