"""A duty told by e-mail to the officers who have it: how urgent, which case, by when. What it is stands in the list."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.conf import settings

from saduak.adapters.email.server import Server
from saduak.cases.queries.duties import Reminder, reminder
from saduak.core.reasons import Language, say
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.wiring import Outgoing
from saduak.sources.texts import read_sentences, sentences

HERE = Path(__file__).parent


def send_reminder(outgoing: Outgoing) -> None:
    """Effect `cases.warn`: one mail to each officer who has the duty, unless it is done meanwhile."""
    told = reminder(UUID(outgoing.payload["duty"]), outgoing.at)
    if told is None:
        return
    try:
        for address in told.addresses:
            _send(address, told)
    except (SMTPException, OSError, ValueError) as error:
        raise DeliveryFailed(type(error).__name__) from error


def _send(address: str, told: Reminder) -> None:
    if not settings.SMTP_URL or not settings.MAIL_FROM:
        raise OSError("no mail server is set up")
    ours = settings.MAIL_FROM.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _said("subject", "th", kind=_said(f"severity_{told.severity}", "th"), number=told.number)
    mail["From"], mail["To"] = settings.MAIL_FROM, str(Address(addr_spec=address))
    mail["Message-ID"], mail["Auto-Submitted"] = make_msgid(domain=ours), "auto-generated"
    mail.set_content("\n\n".join((_body(told, "th"), _body(told, "en"))), charset="utf-8", cte="base64")
    with Server.named(settings.SMTP_URL).talk(ours) as smtp:
        smtp.sendmail(settings.MAIL_FROM, [address], mail.as_bytes())


def _body(told: Reminder, language: Language) -> str:
    key = "body" if told.due_on else "body_undated"
    said = _said(key, language, number=told.number, due=told.due_on)
    return "\n".join((said, _said("where", language), settings.SITE))


def _said(key: str, language: Language, **params: Any) -> str:
    words = {**sentences(language), **read_sentences(HERE / f"texts.{language}.yaml")}
    return say(f"reminder.{key}", params, language, words)
