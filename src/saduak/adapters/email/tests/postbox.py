"""A real mail server on this machine: it takes mail, and refuses addresses that say so."""

import socket
from collections.abc import Callable
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller

REFUSALS = {"unknown": "550 5.1.1 No such user", "later": "451 4.3.0 Try again later"}
"""What the server answers, by what stands before the @."""
TOO_LARGE = "552 5.3.4 Message too big"


class Postbox:
    """The server; `mails` are what it took, parsed. `on_mail` is called when it has taken one, before it says so."""

    def __init__(self, on_mail: Callable[[EmailMessage], None] = lambda _: None) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.on_mail = on_mail
        self.port = _free_port()
        self.refuses_content = False
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """What `SADUAK_SMTP_URL` must be."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take the recipient or refuse."""
        refusal = REFUSALS.get(address.partition("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        """Take the mail."""
        if self.refuses_content:
            return TOO_LARGE
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.raw.append(envelope.content)
        self.mails.append(parsed)
        self.on_mail(parsed)
        return "250 OK"


def header(raw: bytes, name: str) -> str:
    """A header as mail programs show it. Python's own parser of addresses leaves a blank where a name was broken."""
    return str(make_header(decode_header(message_from_bytes(raw)[name])))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
