"""Codes and invitations as e-mail."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path
from smtplib import SMTPException
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from saduak.adapters.email.server import Server
from saduak.core.errors import Unavailable
from saduak.core.reasons import Language, say
from saduak.identities.queries import Invited, invitation, invitation_token
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.wiring import Outgoing
from saduak.sources.texts import read_sentences, sentences

HERE = Path(__file__).parent


def send_code(address: str, code: str, language: Language) -> None:
    """See the port. It goes out at once and through no outbox, so that no table ever holds a code."""
    try:
        _send(address, _said("code.subject", language), _said("code.body", language, code=code))
    except (SMTPException, OSError, ValueError) as error:
        raise Unavailable("email_away") from error


def send_invitation(outgoing: Outgoing) -> None:
    """Effect `identities.invitation`: the letter with the link, unless it was used meanwhile."""
    told = invitation(UUID(outgoing.payload["invitation"]))
    if told.accepted_at:
        return
    link = link_of(told.id)
    thai = _letter(told, "th", told.agency_th, link)
    english = _letter(told, "en", told.agency_en, link)
    try:
        _send(told.email, _said("invitation.subject", "th"), f"{thai}\n\n{english}")
    except (SMTPException, OSError, ValueError) as error:
        raise DeliveryFailed(type(error).__name__) from error


def _letter(told: Invited, language: Language, agency: str, link: str) -> str:
    """The letter in one language; the link stands bare on a line of its own, since sentences shorten what is long."""
    before = _said("invitation.before", language, position=told.position, agency=agency)
    return "\n\n".join((before, link, _said("invitation.after", language, until=told.until)))


def link_of(invitation_id: UUID) -> str:
    """The whole address of an invitation."""
    with override("th"):
        path = reverse("entrance:invitation", args=(invitation_token(invitation_id),))
    return urljoin(settings.SITE, path)


def _send(address: str, subject: str, body: str) -> None:
    """Hand one mail to the mail server; OSError or ValueError where there is none, or no such address."""
    if not settings.SMTP_URL or not settings.MAIL_FROM:
        raise OSError("no mail server is set up")
    user, _, domain = address.rpartition("@")
    to = Address("", user, domain.encode("idna").decode())
    ours = settings.MAIL_FROM.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"], mail["From"], mail["To"] = subject, settings.MAIL_FROM, str(to)
    mail["Message-ID"], mail["Auto-Submitted"] = make_msgid(domain=ours), "auto-generated"
    mail.set_content(body, charset="utf-8", cte="base64")
    with Server.named(settings.SMTP_URL).talk(ours) as smtp:
        smtp.sendmail(settings.MAIL_FROM, [to.addr_spec], mail.as_bytes())


def _said(key: str, language: Language, **params: Any) -> str:
    words = {**sentences(language), **read_sentences(HERE / f"texts.{language}.yaml")}
    return say(key, params, language, words)
