"""The files as a Django application."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from saduak.files.ports import Scanner

NOT_SCANNED = "saduak.files.W001"


class FilesConfig(AppConfig):
    """Its name, its label in lists, and what `saduak check` asks of it."""

    name = "saduak.files"
    verbose_name = "Files"

    def ready(self) -> None:
        """Have the check run with those of a public installation."""
        checks.register(malware_is_looked_for, checks.Tags.security, deploy=True)


def malware_is_looked_for(**_: Any) -> list[checks.CheckMessage]:
    """A warning when nothing looks for malware in what people hand in."""
    scanner: Scanner = import_module(settings.WIRING).SCANNER
    if scanner.is_looking:
        return []
    return [
        checks.Warning(
            "SADUAK_CLAMD is not set. Files that people hand in are checked for type, size and structure, but nothing"
            " looks for malware in them.",
            hint="Run clamd of ClamAV and name its socket in SADUAK_CLAMD.",
            id=NOT_SCANNED,
        )
    ]
