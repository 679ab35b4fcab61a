"""The cases as a Django application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.cases"
    verbose_name = "Cases"
