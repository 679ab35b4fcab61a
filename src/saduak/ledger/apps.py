"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.ledger"
    verbose_name = "Ledger"
