"""The log of outages, and what one on a person's last day gives (APA s.66; U17)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from saduak.cases.models import Outage
from saduak.core.calendars import BANGKOK
from saduak.core.lawbook import Lawbook
from saduak.core.outages import Outage as Stretch
from saduak.core.outages import Relief, relief

CHANNEL, PAUSE = "channel", "worker"
"""What did not work: the electronic channel, or the worker alone, which only sends and warns."""
__all__ = ["CHANNEL", "PAUSE", "Outage", "outages_of", "relief_for"]

LISTED = 100
"""Outages that a page shows, the latest first."""


def outages_of(agency: UUID | None = None, *, since: datetime | None = None) -> Sequence[Outage]:
    """Those of an agency with those of the whole system, latest first; of no agency the latter alone."""
    found = Outage.objects.filter(Q(agency=None) | Q(agency=agency)).select_related("agency", "officer")
    if since:
        found = found.filter(until__gte=since)
    return list(found.order_by("-since", "-id")[:LISTED])


def relief_for(agency: UUID, act_by: date, book: Lawbook) -> Relief | None:
    """What a person has whose last day fell into an outage, as the setting of the agency says; None where the channel
    worked on that day."""
    first = datetime.combine(act_by, time.min, BANGKOK)
    on_that_day = Q(since__lt=first + timedelta(days=1), until__gte=first)
    found = Outage.objects.filter(Q(agency=None) | Q(agency=agency), on_that_day, what=CHANNEL)
    stretches = [Stretch(since, until) for since, until in found.values_list("since", "until")]
    return relief(act_by, stretches, book) if stretches else None
