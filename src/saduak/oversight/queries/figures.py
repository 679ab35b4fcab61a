"""The figures of a part of what was counted: of some agencies, a service, some months. Few rows, however many cases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from saduak.cases.queries.courses import TOUCHING
from saduak.core.calendars import BANGKOK
from saduak.core.spread import Spread
from saduak.ledger.history import touched_since
from saduak.oversight.commands.counting import start_of_reading, uncounted
from saduak.oversight.models import Cell, Reading
from saduak.oversight.tallies import Figures, Tally, together

Key = TypeVar("Key")
Named = tuple[str, UUID, UUID, str, str]
"""Service, agency, manual, measure and name of a figure."""
MOST_WAITING = 5_000
"""Events that are looked through for finished cases that are not counted yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked about: agencies (None: every one), a service (empty: every one), and the months from `since` to
    `until`, both given by their first days and included."""

    agencies: frozenset[UUID] | None
    service: str
    since: date
    until: date

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return (self.until + timedelta(days=32)).replace(day=1) - timedelta(days=1)


class Kept(NamedTuple):
    """One figure of one agency and manual."""

    service: str
    agency: UUID
    publication: UUID
    measure: str
    name: str
    tally: Tally


def cells_in(part: Part) -> QuerySet[Cell]:
    """The cells of a part."""
    rows = Cell.objects.filter(month__gte=part.since, month__lte=part.until)
    rows = rows if part.agencies is None else rows.filter(agency__in=part.agencies)
    return rows.filter(service=part.service) if part.service else rows


def kept(part: Part, *measures: str) -> list[Kept]:
    """The figures of a part for these measures, one for each agency, manual, measure and name: months added up.

    A year of a busy service is tens of thousands of cells: their buckets are added as they come, by the text of their
    numbers, and made into numbers once.
    """
    columns = ("service", "agency", "publication", "measure", "name", "count", "good", "total", "buckets")
    rows = cells_in(part).filter(measure__in=measures).values_list(*columns).order_by()
    sums: dict[Named, list[int]] = {}
    spreads: dict[Named, dict[str, int]] = {}
    for service, agency, publication, measure, name, count, good, total, buckets in rows.iterator(chunk_size=5000):
        named = (service, agency, publication, measure, name)
        known = spreads.get(named)
        if known is None:
            sums[named], spreads[named] = [count, good, total], buckets
            continue
        for place, number in enumerate((count, good, total)):
            sums[named][place] += number
        for bucket, number in buckets.items():
            known[bucket] = known.get(bucket, 0) + number
    return [Kept(*named, _tally(sums[named], buckets)) for named, buckets in spreads.items()]


def _tally(numbers: Sequence[int], buckets: Mapping[str, int]) -> Tally:
    count, good, total = numbers
    return Tally(count, good, total, Spread({int(bucket): number for bucket, number in buckets.items()}))


def figures(part: Part, *measures: str) -> Figures:
    """The figures of a part, all agencies, manuals and months as one."""
    return together({(each.measure, each.name): each.tally} for each in kept(part, *measures))


def by_agency(part: Part, *measures: str) -> Mapping[UUID, Figures]:
    """The same, apart for each agency."""
    return _grouped((each.agency, each) for each in kept(part, *measures))


def by_service(part: Part, *measures: str) -> Mapping[str, Figures]:
    """The same, apart for each service."""
    return _grouped((each.service, each) for each in kept(part, *measures))


def _grouped(rows: Iterable[tuple[Key, Kept]]) -> dict[Key, Figures]:
    found: dict[Key, list[Figures]] = {}
    for key, each in rows:
        found.setdefault(key, []).append({(each.measure, each.name): each.tally})
    return {key: together(several) for key, several in found.items()}


class Freshness(NamedTuple):
    """Up to when the figures are counted (None: never), and how many finished cases still wait for it."""

    at: datetime | None
    waiting: int


def freshness() -> Freshness:
    """How far the figures lag behind the cases."""
    reading = Reading.objects.filter(pk=Reading.ONLY).first()
    touched = touched_since(start_of_reading(), TOUCHING, MOST_WAITING)
    return Freshness(reading.at if reading else None, len(uncounted([UUID(key) for _, key in touched])))


def month_at(now: datetime) -> date:
    """The month in which `now` is."""
    return now.astimezone(BANGKOK).date().replace(day=1)
