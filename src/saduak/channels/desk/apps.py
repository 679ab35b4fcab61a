"""The desk as Django sees it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages for officers, behind two factors."""

    name = "saduak.channels.desk"
    label = "desk"
    texts = ("texts/*",)
