"""The fees as a Django application."""

from django.apps import AppConfig


class FeesConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.fees"
    verbose_name = "Fees"
