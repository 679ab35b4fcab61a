"""A letter as an e-mail: text that can be read anywhere, the sheet as PDF, and headers that keep machines polite."""

import re
from email import policy
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from saduak.core.calendars import BANGKOK
from saduak.messages.ports import Mail
from saduak.sources.texts import read_sentences

HERE = Path(__file__).parent
LONGEST_SUBJECT, LONGEST_FILE_NAME = 200, 40
ADDRESS = re.compile(r"[!-;=?A-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""Printable ASCII but for @, < and >, and a domain in its ASCII form."""
WIRE = policy.compat32.clone(linesep="\r\n")
"""Headers are made of `Header`, which breaks a long Thai name only between whole letters."""


def compose(mail: Mail, sender: str) -> bytes:
    """The message from the installation's own address `sender`; the agency's address takes replies.

    ValueError for an address that no mail can go to.
    """
    message = MIMEMultipart(policy=WIRE)
    for name, value in _headers(mail, sender).items():
        message[name] = value  # type: ignore[assignment]  # a Header is what this policy wants
    message.attach(MIMEText(text_of(mail), "plain", "utf-8", policy=WIRE))
    if mail.pdf is not None:
        sheet = MIMEApplication(mail.pdf, "pdf", policy=WIRE)
        sheet.add_header("Content-Disposition", "attachment", filename=("utf-8", "", _file_name(mail.number)))
        message.attach(sheet)
    return message.as_bytes()


def _headers(mail: Mail, sender: str) -> dict[str, Header | str]:
    replies = {"Reply-To": _named(mail.agency, mail.reply_address)} if mail.reply_address else {}
    return {
        "From": _named(mail.agency, sender),
        "To": _named(mail.name, mail.address),
        **replies,
        "Subject": _encoded(subject_of(mail)),
        "Date": format_datetime(mail.at.astimezone(BANGKOK)),
        "Message-ID": message_id(mail.key, sender),
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"<letters.{domain_of(sender)}>",
    }


def message_id(key: str, sender: str) -> str:
    """The same for every attempt at the same letter, so that a second copy is recognised as one."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain_of(sender)}>"


def address_of(address: str) -> str:
    """An address with its domain in ASCII form. ValueError for what is no address."""
    user, _, _ = address.rpartition("@")
    written = f"{user}@{domain_of(address)}"
    if not ADDRESS.fullmatch(written):
        raise ValueError("no address")
    return written


def _named(name: str, address: str) -> Header:
    header = _encoded(_one_line(name)[:LONGEST_SUBJECT])
    header.append(f"<{address_of(address)}>", "us-ascii")
    return header


def _encoded(text: str) -> Header:
    """Words as a header has them: encoded always, so that nothing in them is taken for anything else."""
    return Header(text, "utf-8", header_name="Content-Language")  # as long as any name of a header here


def domain_of(address: str) -> str:
    """What follows the @, in its ASCII form."""
    return address.rpartition("@")[2].encode("idna").decode()


def subject_of(mail: Mail) -> str:
    """What the letter is about, on one line."""
    key = "subject_numbered" if mail.number else "subject"
    return _say(key, mail, agency=mail.agency, number=mail.number, subject=mail.subject)[:LONGEST_SUBJECT]


def text_of(mail: Mail) -> str:
    """The letter as plain text."""
    parts = [
        _say("dear", mail, name=mail.name),
        _say("opening", mail, agency=mail.agency, subject=mail.subject),
        *([_say("number", mail, number=mail.number)] if mail.number else []),
        _say("not_attached" if mail.pdf is None else "attached", mail),
        f"{_say('text', mail)}\n\n{mail.body}",
        *([_say("ask", mail, address=mail.reply_address)] if mail.reply_address else []),
        _say("footer", mail),
    ]
    return "\n\n".join(parts) + "\n"


def _say(key: str, mail: Mail, **params: Any) -> str:
    """A sentence with its parameters whole: what a letter is called is never cut short."""
    template = read_sentences(HERE / f"words.{mail.language}.yaml")[f"mail.{key}"]
    return template.format_map({name: _one_line(value) for name, value in params.items()})


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _file_name(number: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in number[:LONGEST_FILE_NAME])
    return f"letter-{kept}.pdf" if kept else "letter.pdf"
