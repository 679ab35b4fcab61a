"""What an agency granted of late, for rooms above that follow a grant."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from saduak.cases.models import Case

GRANTED = ("granted", "granted_with_conditions", "partly_granted")
MOST = 500


class Granted(NamedTuple):
    """A case that was granted, wholly or in part."""

    id: UUID
    number: str
    service: str
    publication_id: UUID
    outcome: str
    decided_at: datetime


def granted_since(agency_id: UUID, since: datetime) -> Sequence[Granted]:
    """The cases of an agency that were granted since a moment, the latest first, at most `MOST`."""
    rows = Case.objects.filter(agency=agency_id, outcome__in=GRANTED, decided_at__gte=since).order_by("-decided_at")
    return [Granted(*row) for row in rows.values_list(*Granted._fields)[:MOST]]
