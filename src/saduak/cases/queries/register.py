"""The delay register: every delay notice with the regulator's copy, as the regulator reads it (LFA s.10 para 3), notice
by notice or late case by late case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from saduak.cases.models import RegulatorCopy
from saduak.cases.policy import CENTRAL, STAFF
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Words
from saduak.ledger.actors import Actor
from saduak.parties.policy.standing import standing_of

PAGE = 50
CASES = 20
"""Late cases on a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One notice: `overdue_since` is the missed day, `kind` how it came by its reason ("given", or "missing",
    "repeated", "copying": then `told` are facts), `days_late` how late the case was, `window_late` how many days the
    notice missed its window by."""

    notice: UUID
    case: UUID
    case_number: str
    service: str
    service_name: Words
    agency: Words
    number: int
    overdue_since: date
    sent_at: datetime
    kind: str
    told: str
    days_late: int
    window_on: date | None
    window_until: date | None
    window_late: int
    next_on: date | None
    letter: UUID | None


class After(NamedTuple):
    """Where a page ended."""

    sent_at: datetime
    notice: UUID


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register, latest first, and where the next begins."""

    lines: Sequence[Line]
    next: After | None


def delay_register(
    actor: Actor,
    now: datetime,
    *,
    since: date | None = None,
    until: date | None = None,
    agency: UUID | None = None,
    service: str = "",
    case: UUID | None = None,
    after: After | None = None,
    page: int = PAGE,
) -> RegisterPage:
    """Notices sent from `since` to `until` (days in Bangkok, both included): the regulator and auditors see all, an
    officer those of the own agency."""
    rows = _visible(actor, now).filter(_between(since, until))
    for name, value in (("agency", agency), ("service", service), ("case", case)):
        rows = rows.filter(**{name: value}) if value else rows
    if after:
        rows = rows.filter(Q(sent_at__lt=after.sent_at) | Q(sent_at=after.sent_at, notice__lt=after.notice))
    found = list(_joined(rows).order_by("-sent_at", "-notice")[: page + 1])
    more = After(found[page - 1].sent_at, found[page - 1].notice_id) if len(found) > page else None
    return RegisterPage([_line(copy) for copy in found[:page]], more)


@dataclass(frozen=True, slots=True)
class LateCase:
    """A case with its series of notices in order. `due_on` is the promised day, `decided_at` when its series ended,
    `days_late` how late it is by then or by now; `awaits` is the day by which a notice that has not gone had to go."""

    id: UUID
    number: str
    service: str
    service_name: Words
    agency: Words
    due_on: date | None
    decided_at: datetime | None
    days_late: int
    notices: Sequence[Line]
    awaits: date | None

    @property
    def gaps(self) -> int:
        """Windows that were missed: by a notice that went late, and by one that has not gone."""
        return sum(line.window_late > 0 for line in self.notices) + (self.awaits is not None)


@dataclass(frozen=True, slots=True)
class LateCases:
    """One page of late cases, the latest notice first, and where the next begins."""

    cases: Sequence[LateCase]
    next: After | None


def late_cases(
    actor: Actor,
    now: datetime,
    *,
    since: date | None = None,
    until: date | None = None,
    agency: UUID | None = None,
    service: str = "",
    after: After | None = None,
    page: int = CASES,
) -> LateCases:
    """The cases of which a notice went from `since` to `until`, each once with its whole series; who sees what is as in
    `delay_register`."""
    within = _between(since, until)
    later = RegulatorCopy.objects.filter(within, case=OuterRef("case"), number__gt=OuterRef("number"))
    rows = _visible(actor, now).filter(within, ~Exists(later))
    for name, value in (("agency", agency), ("service", service)):
        rows = rows.filter(**{name: value}) if value else rows
    if after:
        rows = rows.filter(Q(sent_at__lt=after.sent_at) | Q(sent_at=after.sent_at, notice__lt=after.notice))
    found = list(rows.order_by("-sent_at", "-notice")[: page + 1])
    more = After(found[page - 1].sent_at, found[page - 1].notice_id) if len(found) > page else None
    return LateCases(_series([copy.case_id for copy in found[:page]], now), more)


def _series(cases: Sequence[UUID], now: datetime) -> list[LateCase]:
    held: dict[UUID, list[RegulatorCopy]] = {case: [] for case in cases}
    for copy in _joined(RegulatorCopy.objects.filter(case__in=cases)).order_by("number"):
        held[copy.case_id].append(copy)
    return [_late(copies, now) for copies in held.values()]


def _late(copies: Sequence[RegulatorCopy], now: datetime) -> LateCase:
    case, lines = copies[-1].case, [_line(copy) for copy in copies]
    end = case.decided_at or case.closed_at
    over = (end or now).astimezone(BANGKOK).date()
    next_on = lines[-1].next_on
    awaits = next_on if end is None and next_on and next_on < now.astimezone(BANGKOK).date() else None
    last = lines[-1]
    late = max((over - last.overdue_since).days, last.days_late)
    return LateCase(
        *(case.id, case.number, last.service, last.service_name, last.agency),
        *(case.promise_on or case.due_on, end, late, lines, awaits),
    )


def _joined(rows: QuerySet[RegulatorCopy]) -> QuerySet[RegulatorCopy]:
    return rows.select_related("notice", "agency", "case__publication").defer("case__publication__compiled")


def _visible(actor: Actor, now: datetime) -> QuerySet[RegulatorCopy]:
    who = standing_of(actor, now)
    if who.has_anywhere(*CENTRAL):
        return RegulatorCopy.objects.all()
    return RegulatorCopy.objects.filter(agency__in=who.agencies_as(*STAFF))


def _between(since: date | None, until: date | None) -> Q:
    found = Q()
    if since:
        found &= Q(sent_at__gte=datetime.combine(since, time.min, BANGKOK))
    if until:
        found &= Q(sent_at__lt=datetime.combine(until + timedelta(days=1), time.min, BANGKOK))
    return found


def _line(copy: RegulatorCopy) -> Line:
    notice, case, agency = copy.notice, copy.case, copy.agency
    return Line(
        notice.id,
        case.id,
        case.number,
        copy.service,
        Words(case.publication.name_th, case.publication.name_en),
        Words(agency.name_th, agency.name_en),
        copy.number,
        copy.overdue_since,
        copy.sent_at,
        copy.kind,
        notice.told,
        copy.days_late,
        notice.window_on,
        notice.window_until,
        copy.window_late,
        notice.next_on,
        notice.letter,
    )
