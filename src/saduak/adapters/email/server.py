"""Which mail server, and how to talk to it."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

PATIENCE = 20.0
"""Seconds for each step of the talk: far less than the worker's claim on a letter."""
HERE = {"localhost", "127.0.0.1", "::1"}
PORTS = {"smtp": 587, "smtps": 465}


class Server(NamedTuple):
    """A mail server as `SADUAK_SMTP_URL` names it: `smtp://user:word@host:port` or `smtps://…`."""

    scheme: str
    host: str
    port: int
    user: str
    word: str

    @classmethod
    def named(cls, url: str) -> Self:
        """ValueError for what is no address of a mail server."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("SADUAK_SMTP_URL must be smtp://host:port or smtps://host:port")
        port = parts.port or PORTS[parts.scheme]
        return cls(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))

    @contextmanager
    def talk(self, our_name: str) -> Iterator[smtplib.SMTP]:
        """A connection that is encrypted wherever the server can, and always before a password is told."""
        smtp = self._connected(our_name)
        try:
            self._introduce(smtp)
            yield smtp
        finally:
            with suppress(Exception):  # what was taken over stays taken over, however the farewell goes
                smtp.quit()
            smtp.close()

    def _connected(self, our_name: str) -> smtplib.SMTP:
        if self.scheme == "smtps":
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, our_name, timeout=PATIENCE, context=trusted)
        return smtplib.SMTP(self.host, self.port, our_name, timeout=PATIENCE)

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo()
        if self.scheme == "smtp" and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        elif self.scheme == "smtp" and self.user and self.host not in HERE:
            raise smtplib.SMTPNotSupportedError("the server offers no encryption, so it is told no password")
        if self.user:
            smtp.login(self.user, self.word)
