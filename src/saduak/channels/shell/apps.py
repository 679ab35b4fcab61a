"""The frame as Django sees it."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What the pages of every channel share."""

    name = "saduak.channels.shell"
    label = "shell"
    texts = ("texts/*",)
