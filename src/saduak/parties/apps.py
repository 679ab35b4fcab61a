"""The parties as a Django application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.parties"
    verbose_name = "Parties"
