"""The portal as Django sees it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for citizens who are logged in, and for those who need not be."""

    name = "saduak.channels.portal"
    label = "portal"
    texts = ("texts/*",)
