"""The messages as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

NO_MAIL, SAMPLE_MAIL = "saduak.messages.W001", "saduak.messages.W002"
SAMPLE = "@example.com"
"""How the sender of a demonstration ends; its mail server is a stand-in that delivers to nobody."""


class MessagesConfig(AppConfig):
    """Its name, its label (the framework has an application called `messages`), and what `saduak check` asks of it."""

    name = "saduak.messages"
    label = "letters"
    verbose_name = "Messages"

    def ready(self) -> None:
        """Have the check run with those of a public installation."""
        checks.register(mail_is_set_up, deploy=True)


def mail_is_set_up(**_: Any) -> list[checks.CheckMessage]:
    """A warning when e-mails wait because no mail server is named, or go to the stand-in of a demonstration."""
    if settings.SMTP_URL and settings.MAIL_FROM:
        return [] if settings.DEMO or not settings.MAIL_FROM.endswith(SAMPLE) else [_sample()]
    return [
        checks.Warning(
            "SADUAK_SMTP_URL or SADUAK_MAIL_FROM is not set. Letters stand in the inbox and can be printed and posted,"
            " but e-mails wait until both are set.",
            hint="Name the mail server of the agency and the address that letters come from.",
            id=NO_MAIL,
        )
    ]


def _sample() -> checks.Warning:
    return checks.Warning(
        "SADUAK_MAIL_FROM is the address of a demonstration, so SADUAK_SMTP_URL may be its stand-in.",
        hint="Name the mail server of the agency and the address that letters come from.",
        id=SAMPLE_MAIL,
    )
