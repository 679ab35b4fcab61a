"""The port `messages.ports.Mailer` over SMTP: what the server says decides whether another attempt may help."""

import smtplib

from django.conf import settings

from saduak.adapters.email.message import address_of, compose, domain_of, message_id
from saduak.adapters.email.server import Server
from saduak.ledger.errors import DeliveryFailed
from saduak.messages.ports import Mail, MailRefused

UNUSABLE = "address"
"""The code of an address to which no mail can be written at all."""
PERMANENT = 500


def send(mail: Mail) -> str:
    """Hand the mail over to the mail server; its Message-ID. Raises `MailRefused`, `DeliveryFailed`.

    Only what the server says of the recipient or of the message itself is final. That it does not know us, or our
    password, is ours to mend, and the mail waits.
    """
    if not settings.SMTP_URL or not settings.MAIL_FROM:
        raise DeliveryFailed("no mail server is set up")
    try:
        to, data = address_of(mail.address), compose(mail, settings.MAIL_FROM)
    except (ValueError, UnicodeError) as error:
        raise MailRefused(UNUSABLE, str(error)) from error
    try:
        _hand_over(to, data)
    except smtplib.SMTPRecipientsRefused as refused:
        raise _judged(*next(iter(refused.recipients.values()))) from refused
    except smtplib.SMTPDataError as refused:
        raise _judged(refused.smtp_code, refused.smtp_error) from refused
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryFailed(f"{type(error).__name__}: {error}") from error
    return message_id(mail.key, settings.MAIL_FROM)


def _hand_over(to: str, data: bytes) -> None:
    with Server.named(settings.SMTP_URL).talk(domain_of(settings.MAIL_FROM)) as smtp:
        smtp.sendmail(settings.MAIL_FROM, [to], data)


def _judged(code: int, said: bytes | str) -> DeliveryFailed:
    """4xx is for now, 5xx for good."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return MailRefused(str(code), f"{code} {words}") if code >= PERMANENT else DeliveryFailed(f"{code} {words}")
