"""The cases behind a figure, and the figure computed anew from the events of exactly these cases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from saduak.cases.queries.courses import Course, courses
from saduak.core.calendars import BANGKOK
from saduak.core.paths import DECIDED, STEP
from saduak.core.reasons import Words
from saduak.oversight.models import CountedCase, Variant
from saduak.oversight.queries.figures import Part, cells_in, figures
from saduak.oversight.tallies import BESIDE, NOTHING, Tally, arrows_of, marks_of, month_of, tallied

PAGE = 25
MOST = 2_000
"""Cases that a page computes anew; the command line takes any number."""
BATCH = 200
COMMON = 20
"""A figure to which one in so many cases adds is common."""


class Figure(NamedTuple):
    """One figure: a measure with its name, and of its cases perhaps only those that were `good` or that were not."""

    measure: str
    name: str
    good: bool | None = None


class After(NamedTuple):
    """Where a page ended."""

    closed_at: datetime
    case: UUID


@dataclass(frozen=True, slots=True)
class BehindCase:
    """A case behind a figure, and what it adds: a value and whether it is good; None where it does not say."""

    case: UUID
    number: str
    service: str
    publication: UUID
    agency: Words
    closed_at: datetime
    value: int | None
    good: bool | None


@dataclass(frozen=True, slots=True)
class BehindPage:
    """One page of them, the latest ended first, and where the next begins."""

    cases: Sequence[BehindCase]
    next: After | None


def cases_behind(part: Part, figure: Figure, *, after: After | None = None, page: int = PAGE) -> BehindPage:
    """The cases that a figure counts."""
    rows = _behind(part, figure).select_related("agency")
    if after:
        rows = rows.filter(Q(closed_at__lt=after.closed_at) | Q(closed_at=after.closed_at, case__lt=after.case))
    ordered = rows.order_by("-closed_at", "-case").iterator(chunk_size=BATCH)
    found = list(islice((row for row in ordered if _adds(row, figure)), page + 1))
    more = After(found[page - 1].closed_at, found[page - 1].case) if len(found) > page else None
    return BehindPage([_shown(row, figure) for row in found[:page]], more)


def _adds(row: CountedCase, figure: Figure) -> bool:
    """Whether a case adds to a figure: what the index finds is a little more."""
    own = (mark for mark in row.marks if (mark[0], mark[1]) == figure[:2])
    return any(figure.good is None or mark[3] == figure.good for mark in own)


def ids_behind(part: Part, *, most: int | None = None) -> list[UUID]:
    """Every case of a part, whatever it adds."""
    rows = _within(part).order_by("closed_at", "case").values_list("case", flat=True)
    return list(rows[:most] if most is not None else rows.iterator(chunk_size=5000))


def _within(part: Part) -> QuerySet[CountedCase]:
    first, last = (datetime.combine(day, time.min, BANGKOK) for day in (part.since, part.last_day + timedelta(days=1)))
    rows = CountedCase.objects.filter(closed_at__gte=first, closed_at__lt=last)
    rows = rows if part.agencies is None else rows.filter(agency__in=part.agencies)
    return rows.filter(service=part.service) if part.service else rows


def _behind(part: Part, figure: Figure) -> QuerySet[CountedCase]:
    rows = _within(part)
    match figure.measure:
        case "whole":
            return rows.filter(in_time=figure.good) if figure.good is not None else rows.exclude(in_time=None)
        case "told":
            said = rows.exclude(told_in_time=None)
            return said.filter(told_in_time=figure.good) if figure.good is not None else said
        case "channel":
            return rows.filter(channel=figure.name)
        case "end":
            return rows.filter(end=figure.name)
        case _:
            return rows if _is_common(part, figure) else rows.filter(variant__in=_variants(part, figure))


def _is_common(part: Part, figure: Figure) -> bool:
    """Whether so many cases add to a figure that a page is full after a few hundred, by the day on which they ended."""
    cells = cells_in(part)
    some = cells.filter(measure=figure.measure, name=figure.name).aggregate(all=Sum("count"))["all"] or 0
    every = cells.filter(measure="end").aggregate(all=Sum("count"))["all"] or 0
    return some * COMMON >= every


def _variants(part: Part, figure: Figure) -> list[UUID]:
    """The variants that hold an arrow or a step; they grow with the ways that cases find, not with the cases."""
    rows = Variant.objects.filter(service=part.service) if part.service else Variant.objects.all()
    return [row.pk for row in rows if _holds(row.path, figure)]


def _holds(path: str, figure: Figure) -> bool:
    """Whether a path has an arrow, or a step: one without an activity of its own ends with the decision."""
    if figure.measure == "arrow":
        return figure.name in arrows_of(path)
    names = path.replace(BESIDE, "").split()
    return f"{STEP}{figure.name}" in names or DECIDED in names


def _shown(row: CountedCase, figure: Figure) -> BehindCase:
    own = [mark for mark in row.marks if (mark[0], mark[1]) == figure[:2]]
    return BehindCase(
        *(row.case, row.number, row.service, row.publication_id),
        Words(row.agency.name_th, row.agency.name_en),
        row.closed_at,
        max((mark[2] for mark in own), default=None),
        all(mark[3] for mark in own) if own else None,
    )


# Computed anew


class Compared(NamedTuple):
    """A figure as it is kept and as the events of its cases say."""

    measure: str
    name: str
    kept: Tally
    computed: Tally

    @property
    def is_equal(self) -> bool:
        """Whether both are the same."""
        return self.kept == self.computed


def compared(part: Part, *measures: str, case_ids: Iterable[UUID] | None = None) -> list[Compared]:
    """Each figure of a part beside what the events of its cases say (those counted, or the ones named)."""
    ids = ids_behind(part) if case_ids is None else list(case_ids)
    told = (mark for course in walked(ids) if _belongs(course, part) for mark in marks_of(course))
    computed = tallied(mark for mark in told if mark.measure in measures)
    stored = figures(part, *measures)
    names = sorted({*computed, *stored})
    return [Compared(*name, stored.get(name, NOTHING), computed.get(name, NOTHING)) for name in names]


def _belongs(course: Course, part: Part) -> bool:
    is_its = part.agencies is None or course.agency in part.agencies
    return is_its and part.service in {"", course.service} and part.since <= month_of(course) <= part.until


def walked(case_ids: Sequence[UUID]) -> Iterator[Course]:
    """The courses of many cases, a few hundred at a time."""
    for start in range(0, len(case_ids), BATCH):
        found: Mapping[UUID, Course] = courses(case_ids[start : start + BATCH])
        yield from found.values()


class Unequal(NamedTuple):
    """A figure that is not what the events say, of one agency, service and month."""

    agency: UUID
    service: str
    month: date
    compared: Compared
