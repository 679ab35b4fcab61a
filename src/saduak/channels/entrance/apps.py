"""The entrance as Django sees it."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """Log-in pages, and the guards that portal and desk put before their views."""

    name = "saduak.channels.entrance"
    label = "entrance"
    texts = ("texts",)
