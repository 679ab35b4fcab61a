"""Oversight as a Django application."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.oversight"
    verbose_name = "Oversight"
