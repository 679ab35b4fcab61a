"""The linkage as a Django application."""

from django.apps import AppConfig


class LinkageConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.linkage"
    verbose_name = "Linkage"
