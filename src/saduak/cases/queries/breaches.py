"""How agreements between agencies are kept, what to renegotiate, and which delay notices they would have spared.

Counted from events. An answer is late by the days between its due day and the day on which it came. Had it come on the
due day, the case would have gone on by so many days earlier, as far as nothing else was awaited on those days: days on
which another agency was late as well save nothing. The decision then moves forward by what is left, to a working day;
a delay notice sent on that day or later would not have gone. As long as a case is undecided nobody can tell, so its
notices are only counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import NamedTuple
from uuid import UUID

from saduak.cases.models import Agreement, Case, Consultation
from saduak.cases.queries.agreements import agreements_of, default_span, span_of
from saduak.cases.queries.consultations import name_of
from saduak.cases.queries.law import DEFAULT_REGIME, book_of
from saduak.cases.story import Story
from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.errors import CalendarYearUnknown
from saduak.core.reasons import Words
from saduak.core.spans import Span, Unit
from saduak.ledger.history import histories
from saduak.ledger.streams import Ref
from saduak.parties.queries import known_agency

MOST = 5_000
"""Consultations that are counted, the latest."""
AT_ONCE = 200
"""Cases whose events are read together."""


class Spared(NamedTuple):
    """A delay notice that an answer in time would have spared: of which case, which of its series, when it went, and
    how many days the case would have been ahead."""

    case: UUID
    number: str
    notice: int
    sent_on: date
    saved: int


@dataclass
class Kept:
    """How one agreement was kept; without one, how the answers of one agency came about one kind of question.

    Times are in the unit of `span`. `verdict` is "unused", "kept", "renegotiate" (more than one answer in ten takes
    longer than agreed) or "agree" (there is no agreement yet).
    """

    agreement: Agreement | None
    asked: Words
    service: str
    kind: str
    span: Span
    times: list[int] = field(default_factory=list)
    late: int = 0
    awaited: int = 0
    overdue: int = 0
    spared: list[Spared] = field(default_factory=list)
    undecided: int = 0

    @property
    def answered(self) -> int:
        return len(self.times)

    @property
    def in_time(self) -> int:
        return self.answered - self.late

    @property
    def median(self) -> int | None:
        return round(median(self.times)) if self.times else None

    @property
    def p90(self) -> int | None:
        """What nine answers in ten do not exceed."""
        return sorted(self.times)[ceil(len(self.times) * 0.9) - 1] if self.times else None

    @property
    def usual(self) -> Span | None:
        """The median as a length of time."""
        return Span(self.median, self.span.unit) if self.median is not None else None

    @property
    def longest(self) -> Span | None:
        """What nine in ten do not exceed as a length of time."""
        return Span(self.p90, self.span.unit) if self.p90 is not None else None

    @property
    def verdict(self) -> str:
        if self.agreement is None:
            return "agree"
        if self.p90 is None:
            return "renegotiate" if self.overdue else "unused"
        return "renegotiate" if self.p90 > self.span.amount or self.overdue else "kept"


def breaches(agency_id: UUID, now: datetime) -> Sequence[Kept]:
    """Every agreement of an agency, and every agency that it asks without one, the worst kept first."""
    calendar = book_of(known_agency(agency_id), DEFAULT_REGIME).calendar
    found: dict[object, Kept] = {}
    for agreement in agreements_of(agency_id):
        here = Words(agreement.asked.name_th, agreement.asked.name_en) if agreement.asked else None
        name = here or Words(agreement.name, agreement.name)
        span = span_of(agreement)
        found[agreement.id] = Kept(agreement, name, agreement.service, agreement.question_kind, span)
    asked = Consultation.objects.filter(agency=agency_id).exclude(state="taken_back").select_related("asked", "case")
    rows = list(asked.order_by("-asked_at")[:MOST])
    for row in rows:
        kept = found.setdefault(row.agreement_id or (row.body, row.question_kind), _without(row))
        _count(kept, row, calendar, now)
    _spare(found, [row for row in rows if _is_late(row)], calendar)
    return sorted(found.values(), key=lambda kept: (-len(kept.spared), -kept.late - kept.overdue, -kept.answered))


def _without(row: Consultation) -> Kept:
    return Kept(None, name_of(row), "", row.question_kind, default_span())


def _count(kept: Kept, row: Consultation, calendar: Calendar, now: datetime) -> None:
    if row.state == "answered" and row.closed_at:
        kept.times.append(_took(_day(row.asked_at), _day(row.closed_at), kept.span.unit, calendar))
        kept.late += _is_late(row)
    elif row.case.decided_at is None and row.case.closed_at is None:
        kept.awaited += 1
        kept.overdue += _day(now) > row.due_on


def _took(since: date, until: date, unit: Unit, calendar: Calendar) -> int:
    if unit is not Unit.WORKING_DAY:
        return (until - since).days
    try:
        return calendar.working_days_between(since, until)
    except CalendarYearUnknown:
        return (until - since).days


def _is_late(row: Consultation) -> bool:
    return row.state == "answered" and row.closed_at is not None and _day(row.closed_at) > row.due_on


# What an answer in time would have spared


class Wait(NamedTuple):
    """An answer that came late: under what, and the days after its due day until it came."""

    under: object
    days: frozenset[date]


def _spare(found: Mapping[object, Kept], late: Iterable[Consultation], calendar: Calendar) -> None:
    for case, story in _stories({row.case_id: row.case for row in late if row.parent_id is None}):
        noticed = [(int(said.payload["number"]), _day(said.at)) for said in story.of("case.delay_noticed")]
        decided = story.last("case.decided", "case.deemed_granted")
        waits = list(_waits(story))
        for under in dict.fromkeys(wait.under for wait in waits if wait.under in found):
            if decided is None:
                found[under].undecided += len(noticed)
                continue
            found[under].spared += _spared(case, noticed, _day(decided.at), _saved(under, waits), calendar)


def _stories(cases: Mapping[UUID, Case]) -> Iterator[tuple[Case, Story]]:
    """The cases with what happened in them, some hundreds at a time."""
    rows = list(cases.values())
    for some in (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)):
        told = histories([Ref.of("case", case.id) for case in some])
        yield from ((case, Story(told.get(Ref.of("case", case.id), ()))) for case in some)


def _waits(story: Story) -> Iterator[Wait]:
    """Every late answer of a case that its own agency asked for."""
    answered = {said.payload["consultation"]: _day(said.at) for said in story.of("case.consultation_answered")}
    for said in story.of("case.consulted"):
        asked, came = said.payload, answered.get(said.payload["consultation"])
        due = date.fromisoformat(asked["due_on"])
        if came is None or came <= due or asked["parent"]:
            continue
        under = UUID(asked["agreement"]) if asked["agreement"] else (asked["body"], asked["question_kind"])
        yield Wait(under, frozenset(due + timedelta(days=1 + place) for place in range((came - due).days)))


def _saved(under: object, waits: Sequence[Wait]) -> int:
    """Days on which nothing but these answers was awaited beyond its time."""
    own = frozenset().union(*(wait.days for wait in waits if wait.under == under))
    return len(own.difference(*(wait.days for wait in waits if wait.under != under)))


def _spared(
    case: Case, noticed: Sequence[tuple[int, date]], decided: date, saved: int, calendar: Calendar
) -> Iterator[Spared]:
    earlier = decided - timedelta(days=saved)
    try:
        earlier = min(calendar.first_working_day(earlier), decided)
    except CalendarYearUnknown:
        return
    yield from (Spared(case.id, case.number, number, day, saved) for number, day in noticed if saved and day >= earlier)


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
