"""The identities as a Django application."""

from django.apps import AppConfig


class IdentitiesConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.identities"
    verbose_name = "Identities"
