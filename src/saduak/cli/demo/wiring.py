"""What a demonstration starts beside Saduak, and the settings that lead there: stand-ins as processes of their own."""

import os
import secrets
import socket
import sys
from collections.abc import MutableMapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from saduak.cli.supervisor import Child
from saduak.config import env

CLIENT = {"SADUAK_THAID_CLIENT_ID": "saduak-demo", "SADUAK_THAID_CLIENT_SECRET": "saduak-demo"}
MAIL_FROM = "saduak@example.com"


def mail_folder() -> Path:
    """Where mails of the demonstration lie."""
    return env.home() / "mail"


def enter(port: int, variables: MutableMapping[str, str] = os.environ) -> list[Child]:
    """Set the variables of a demonstration for this process and its children; the stand-ins to start.

    What the environment names already stays: a demonstration may use a real mail server. A stand-in whose package is
    not installed (`requirements/demo.lock`) is left out, and what needs it waits.
    """
    variables["SADUAK_DEMO"] = "1"
    variables.setdefault("SADUAK_SITE", f"http://localhost:{port}")
    children = []
    if "SADUAK_THAID_ISSUER" not in variables and find_spec("oidc_provider_mock"):
        found = _free_port()
        variables.update(CLIENT, SADUAK_THAID_ISSUER=f"http://127.0.0.1:{found}")
        children.append(_child("thaid", "saduak.adapters.thaid.stand_in", "--port", str(found)))
    if "SADUAK_SMTP_URL" not in variables and find_spec("aiosmtpd"):
        found = _free_port()
        variables.update(SADUAK_SMTP_URL=f"smtp://127.0.0.1:{found}", SADUAK_MAIL_FROM=MAIL_FROM)
        folder = str(mail_folder())
        children.append(_child("mail", "saduak.adapters.email.stand_in", "--port", str(found), "--folder", folder))
    if "SADUAK_BANK_SECRET" not in variables:
        found = _free_port()
        variables.update(SADUAK_BANK_SECRET=secrets.token_hex(16), SADUAK_DEMO_BANK=f"http://127.0.0.1:{found}")
        product = variables["SADUAK_SITE"]
        where = ("--folder", str(env.home() / "bank"), "--product", product)
        children.append(_child("bank", "saduak.adapters.bank.stand_in", "--port", str(found), *where))
    return children


def _child(name: str, module: str, *arguments: str) -> Child:
    env.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    return Child(name, [sys.executable, "-m", module, *arguments], env.home() / f"{name}.log")


def _free_port() -> int:
    """A port on which nothing listens; another each time, so that two demonstrations on one machine do not meet."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found
