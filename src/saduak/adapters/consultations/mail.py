"""A consultation told by e-mail to the agency that is asked: who asks, about which matter, by when, where to answer.

What is asked stands behind the link only, so that a mail that goes astray tells nothing of an application.
"""

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
from saduak.cases.queries.consultations import Errand, errand
from saduak.core.reasons import Language, say
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.wiring import Outgoing
from saduak.sources.texts import read_sentences, sentences

HERE = Path(__file__).parent


def send_errand(outgoing: Outgoing) -> None:
    """Effect `cases.consult`: one mail that it was asked, is due soon, or is asked after; none once it is over."""
    told = errand(UUID(outgoing.payload["consultation"]))
    if told is None:
        return
    try:
        _send(told, outgoing.payload["what"])
    except (SMTPException, OSError, ValueError) as error:
        raise DeliveryFailed(type(error).__name__) from error


def _send(told: Errand, what: str) -> None:
    if not settings.SMTP_URL or not settings.MAIL_FROM:
        raise OSError("no mail server is set up")
    ours = settings.MAIL_FROM.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _said(f"subject_{what}", "th", number=told.number)
    mail["From"], mail["To"] = settings.MAIL_FROM, str(Address(addr_spec=told.address))
    mail["Message-ID"], mail["Auto-Submitted"] = make_msgid(domain=ours), "auto-generated"
    mail.set_content("\n\n".join((_body(told, what, "th"), _body(told, what, "en"))), charset="utf-8", cte="base64")
    with Server.named(settings.SMTP_URL).talk(ours) as smtp:
        smtp.sendmail(settings.MAIL_FROM, [told.address], mail.as_bytes())


def _body(told: Errand, what: str, language: Language) -> str:
    agency = told.agency.en if language == "en" else told.agency.th
    where = f"{settings.SITE.rstrip('/')}/{'en/' if language == 'en' else ''}{told.path}"
    said = _said(f"body_{what}", language, agency=agency, number=told.number, due=told.due_on)
    return "\n".join((said, _said("where", language), where))


def _said(key: str, language: Language, **params: Any) -> str:
    words = {**sentences(language), **read_sentences(HERE / f"texts.{language}.yaml")}
    return say(f"consultation_mail.{key}", params, language, words)
