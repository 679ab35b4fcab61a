"""The way `gdx`: the government's data exchange with DOPA Linkage and the juristic profile of DBD behind it.

The contract is that of the gateway's developer guide: validate gives a token, which dies after an hour without use;
every call carries the consumer key and the token; a look at a person needs the officer's card in the reader. No host is
known here: all comes from settings, and nothing is called before an agency connects a register this way.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from saduak.linkage.ports import Answer, CannotLook, Question

SECONDS = 20
LARGEST = 5_000_000
TOKEN_LIFE = 55 * 60
"""Seconds without use after which a token is asked for anew; the gateway forgets it after 60 minutes."""
LONGEST_FACT = 4_000
"""Characters; what is longer is a picture in base64, which no case needs."""
NO_CARD = "90001"
PRESENT = frozenset({"AgentAvailable", "CitizenAvailable"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
REFERENCES = ("transactionid", "referenceid", "messageid")
SERVICES = {"dopa.person": "001", "dopa.house": "008"}
"""Registers behind DOPA Linkage by the number of their service."""
JURISTIC = "dbd.juristic"


class _Stays(HTTPRedirectHandler):
    """Follows no redirection: keys and numbers go to the host that was set and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """None: the answer is then an error."""


@dataclass(slots=True)
class Gateway:
    """A connection to the exchange at `url` as a consumer with a key and a secret, for the office of a number."""

    url: str
    consumer_key: str
    consumer_secret: str = field(repr=False)
    office: str
    _tokens: dict[str, tuple[str, float]] = field(default_factory=dict, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _opener: OpenerDirector = field(default_factory=lambda: build_opener(_Stays), repr=False)

    def __post_init__(self) -> None:
        """ValueError for an address over which keys would travel in clear."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("SADUAK_GDX_URL must begin with https://")

    def look(self, question: Question) -> Answer:
        """Ask; a token that the gateway no longer knows is replaced once. Raises `CannotLook`."""
        if not question.agent:
            raise CannotLook("officer_number_missing")
        try:
            return self._looked(question)
        except _TokenDied:
            self._forget(question.agent)
        try:
            return self._looked(question)
        except _TokenDied:
            raise CannotLook("gateway_refused") from None

    def _looked(self, question: Question) -> Answer:
        if question.register == JURISTIC:
            return self._asked("/ws/dbd/juristic/v4/profile/information", question, JuristicID=question.identifier)
        if question.register not in SERVICES:
            raise CannotLook("register_not_served")
        self._require_card(question)
        service = {"OfficeID": self.office, "ServiceID": SERVICES[question.register], "Version": "01"}
        return self._asked("/ws/dopa/linkage/v1/link", question, **service, CitizenID=question.identifier)

    def _require_card(self, question: Question) -> None:
        """The officer's card must be in the reader and its PIN given, or the registry says nothing."""
        asked = {"Consumer": self.consumer_key, "CitizenID": question.agent}
        said = self._get("/ws/dopa/linkage/v1/agent/permission", self._headers(question.agent), asked)
        if _member(said or {}, "sessionstate") not in PRESENT:
            raise CannotLook("officer_card_missing")

    def _asked(self, path: str, question: Question, **asked: str) -> Answer:
        said = self._get(path, self._headers(question.agent), asked)
        if said is None:
            return Answer(None)
        reference = next((found for name in REFERENCES if (found := _member(said, name))), "")
        return Answer(_without_pictures(said), reference)

    def _headers(self, agent: str) -> dict[str, str]:
        return {"Consumer-Key": self.consumer_key, "Token": self._token(agent)}

    def _token(self, agent: str) -> str:
        with self._guard:
            token, used = self._tokens.get(agent, ("", 0.0))
            if not token or time.monotonic() - used > TOKEN_LIFE:
                token = self._validated(agent)
            self._tokens[agent] = token, time.monotonic()
            return token

    def _validated(self, agent: str) -> str:
        asked = {"ConsumerSecret": self.consumer_secret, "AgentID": agent}
        try:
            said = self._get("/ws/auth/validate", {"Consumer-Key": self.consumer_key}, asked)
        except _TokenDied:
            raise CannotLook("gateway_refused") from None
        token = _member(said or {}, "result")
        if not token:
            raise CannotLook("gateway_refused")
        return token

    def _forget(self, agent: str) -> None:
        with self._guard:
            self._tokens.pop(agent, None)

    def _get(self, path: str, headers: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, Any] | None:
        """The answer as JSON, or None for 404. What goes wrong is told by a code: an address would tell a number."""
        request = Request(f"{self.url.rstrip('/')}{path}?{urlencode(asked)}", headers=dict(headers))  # noqa: S310 - checked above
        try:
            with self._opener.open(request, timeout=SECONDS) as response:
                return _checked(_read(response.read(LARGEST + 1)))
        except HTTPError as error:
            with error:
                _require_found(error.code, error.read(LARGEST))
                return None
        except (URLError, HTTPException, OSError):
            raise CannotLook("gateway_unreachable") from None


class _TokenDied(Exception):
    """The gateway does not know the token (any more)."""


def _require_found(status: int, body: bytes) -> None:
    """Nothing for "not found"; else raise by the status, or by the code in the body if it has one."""
    if body.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        _checked(_read(body))
    if status == HTTPStatus.NOT_FOUND:
        return
    if status == HTTPStatus.UNAUTHORIZED:
        raise _TokenDied
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        raise CannotLook("gateway_closed")
    raise CannotLook("gateway_refused" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "gateway_unreachable")


def _read(body: bytes) -> dict[str, Any]:
    """JSON as gateways write it: perhaps with a mark in front, perhaps as JSON inside a JSON text."""
    if len(body) > LARGEST:
        raise CannotLook("gateway_answer_unreadable")
    try:
        said: Any = json.loads(body.decode("utf-8-sig").strip("\x00 \r\n\t"), parse_float=str)
        said = json.loads(said, parse_float=str) if isinstance(said, str) else said
    except (ValueError, RecursionError):
        raise CannotLook("gateway_answer_unreadable") from None
    if isinstance(said, list):
        said = said[0] if len(said) == 1 else {"items": said}
    if not isinstance(said, dict):
        raise CannotLook("gateway_answer_unreadable")
    return said


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """The answer, unless it says that the officer's card is not there."""
    codes = {_member(said, name) for name in ("code", "errorcode", "statuscode", "messagecode")}
    if NO_CARD in codes or NO_CARD in _member(said, "message"):
        raise CannotLook("officer_card_missing")
    return said


def _member(said: Mapping[str, Any], name: str) -> str:
    """A member as text, however its name is capitalised or parted."""
    plain = {str(key).lower().replace("_", "").replace("-", ""): value for key, value in said.items()}
    found = plain.get(name)
    return str(found) if isinstance(found, str | int) else ""


def _without_pictures(value: Any) -> Any:
    match value:
        case dict():
            return {name: _without_pictures(item) for name, item in value.items() if not _is_long(item)}
        case list():
            return [_without_pictures(item) for item in value if not _is_long(item)]
    return value


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_FACT
