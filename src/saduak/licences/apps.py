"""The licences as a Django application."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.licences"
    verbose_name = "Licences"
