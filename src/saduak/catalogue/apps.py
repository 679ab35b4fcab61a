"""The catalogue as a Django application."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Its name and its label in lists."""

    name = "saduak.catalogue"
    verbose_name = "Catalogue"
