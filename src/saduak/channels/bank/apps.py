"""The door of the banks as Django sees it."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    """Takes call-backs."""

    name = "saduak.channels.bank"
    label = "bank"
