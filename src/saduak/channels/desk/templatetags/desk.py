"""Template tags of the desk."""

from datetime import datetime

from django import template

from saduak.core.calendars import BANGKOK

register = template.Library()


@register.filter
def in_bangkok(moment: datetime) -> datetime:
    """A moment by the clock of Thailand, to the minute."""
    return moment.astimezone(BANGKOK).replace(second=0, microsecond=0)
