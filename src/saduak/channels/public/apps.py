"""The public channel as Django sees it."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Pages that need no log-in."""

    name = "saduak.channels.public"
    label = "public"
    texts = ("texts", "paper", "verifying")
