"""The identities as a Django application."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


def providers_are_real(**_: Any) -> list[checks.CheckMessage]:
    """Whoever vouches for people in a real installation must be who they seem, and answer."""
    wired = import_module(settings.WIRING).IDENTITY_PROVIDERS
    said = [trouble for provider in wired.values() for trouble in provider.troubles()]
    return [checks.Error(trouble, id="saduak.E101") for trouble in said]


class IdentitiesConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.identities"
    verbose_name = "Identities"

    def ready(self) -> None:
        """Let `saduak check` ask about the providers."""
        checks.register(providers_are_real, checks.Tags.security, deploy=True)
