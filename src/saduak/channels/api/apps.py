"""The programming interface as Django sees it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Answers for programs."""

    name = "saduak.channels.api"
    label = "api"
