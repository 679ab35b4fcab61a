"""What the tests of the entrance start and do: a stand-in for ThaID, a mail server, a browser that follows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from aiosmtpd.controller import Controller
from django.test import Client

from tests.serving import free_port

CODE = re.compile(r"\b\d{6}\b")
LINK = re.compile(r"https?://\S+")


class Mailbox:
    """Keeps what the mail server took over."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.mails.append(message_from_bytes(envelope.content))  # type: ignore[arg-type]
        return "250 taken"

    def text(self) -> str:
        """The words of the last mail."""
        return self.mails[-1].get_payload(decode=True).decode()  # type: ignore[union-attr]

    def code(self) -> str:
        """The code in the last mail."""
        return str(CODE.findall(self.text())[0])


@contextmanager
def mail_server() -> Iterator[tuple[str, Mailbox]]:
    """A mail server on loopback; its address and what it took."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}", box
    finally:
        controller.stop()


def chosen(client: Client, leaving: Any, who: str, *, deny: bool = False) -> str:
    """Go where a redirect leads at the provider, choose a person there; the address that leads back to us."""
    told = {"action": "deny"} if deny else {"sub": who}
    answer = requests.post(leaving.headers["Location"], data=told, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def log_in_with_thaid(client: Client, who: str, next_page: str = "") -> Any:
    """All the way through the provider and back; the page that stands at the end."""
    leaving = client.get("/in/with/thaid/", {"next": next_page} if next_page else {})
    parts = urlsplit(chosen(client, leaving, who))
    return client.get(f"{parts.path}?{parts.query}", follow=True)


def log_in_by_code(client: Client, box: Mailbox, email: str) -> Any:
    """Ask for a code and give it."""
    client.post("/in/code/", {"email": email})
    return client.post("/in/code/check/", {"code": box.code()}, follow=True)


def whole(address: str) -> str:
    """The path and question of an address."""
    return urljoin(address, urlsplit(address).path)
