"""The messages as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

NO_MAIL = "saduak.messages.W001"


class MessagesConfig(AppConfig):
    """Its name, its label (the framework has an application called `messages`), and what `saduak check` asks of it."""

    name = "saduak.messages"
    label = "letters"
    verbose_name = "Messages"

    def ready(self) -> None:
        """Have the check run with those of a public installation."""
        checks.register(mail_is_set_up, deploy=True)


def mail_is_set_up(**_: Any) -> list[checks.CheckMessage]:
    """A warning when e-mails wait because no mail server is named."""
    if settings.SMTP_URL and settings.MAIL_FROM:
        return []
    return [
        checks.Warning(
            "SADUAK_SMTP_URL or SADUAK_MAIL_FROM is not set. Letters stand in the inbox and can be printed and posted,"
            " but e-mails wait until both are set.",
            hint="Name the mail server of the agency and the address that letters come from.",
            id=NO_MAIL,
        )
    ]
