"""The parties as a Django application."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "saduak.parties"
    verbose_name = "Parties"
