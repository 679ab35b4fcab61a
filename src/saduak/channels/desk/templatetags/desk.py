"""Template tags of the desk."""

from datetime import datetime

from django import template

from saduak.channels.desk.working.people import with_name
from saduak.core.calendars import BANGKOK
from saduak.parties.queries import Officer

register = template.Library()


@register.filter
def with_holder(officer: Officer) -> str:
    """A post with the name of its holder."""
    return with_name(officer.position, officer.user.name)


@register.filter
def in_bangkok(moment: datetime) -> datetime:
    """A moment by the clock of Thailand, to the minute."""
    return moment.astimezone(BANGKOK).replace(second=0, microsecond=0)
