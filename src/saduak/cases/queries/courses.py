"""The courses of finished cases, read from their events: what they passed in what order, and how long each part took.

Figures of oversight are counted from these, and recomputed from them; nothing here is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from saduak.cases.models import Case
from saduak.cases.queries.law import book_of
from saduak.cases.story import CLOSED, Story, clock_of, facts_of
from saduak.catalogue.queries import pinned
from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.clock import Clock
from saduak.core.errors import CalendarYearUnknown
from saduak.core.lawbook import Lawbook
from saduak.core.package import Service, StepKind
from saduak.core.paths import STEP, WALKED, way_of
from saduak.core.pauses import Pauses
from saduak.core.plan import PlannedStep, plan
from saduak.core.spans import Span, Unit
from saduak.core.terms import terms_of
from saduak.core.transitions import State
from saduak.ledger.history import histories
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening

ACTIVITIES: Mapping[str, str] = {
    "case.filed": "filed",
    "case.defect_recorded": "defect",
    "case.defect_extended": "defect_extended",
    "case.completed": "complete",
    "case.paused": "paused",
    "case.resumed": "resumed",
    "case.extended": "extended",
    "case.delay_noticed": "delay_notice",
    "case.hearing_opened": "hearing",
    "case.hearing_answered": "hearing_answered",
    "case.consulted": "consulted",
    "case.consultation_answered": "consultation_answered",
    "case.exception_ordered": "exception",
    "case.version_moved": "version_moved",
    "case.version_chosen": "version_chosen",
    "case.decided": "decided",
    "case.deemed_granted": "deemed_granted",
    "case.decision_posted": "posted",
    "case.notified": "told",
    "case.returned": "returned",
    "case.reinstated": "reinstated",
    "case.return_revoked": "return_revoked",
    "case.referred": "referred",
    "case.withdrawn": "withdrawn",
    "case.appeal_filed": "appeal",
    "case.appeal_decided": "appeal_decided",
    "case.order_replaced": "order_replaced",
}
"""Event kinds that are activities of a course; a finished step is one as well, under its own name."""
FINISHED = "case.task_finished"
TOUCHING = (*ACTIVITIES, FINISHED)
"""Event kinds after which a course may be another one."""
MINUTES: Mapping[Unit, int] = {Unit.WORKING_MINUTE: 1, Unit.WORKING_HOUR: 60, Unit.ELAPSED_HOUR: 60}
"""Units that are measured in minutes; all others are in days."""
WHOLE = ""
"""The name of the time from the start of the clock to the decision; the others are named by their steps."""
TELL_WITHIN = 7


@dataclass(frozen=True, slots=True)
class Passed:
    """An activity, when, and whether the manual has it at this place (`core.paths`)."""

    activity: str
    at: datetime
    in_place: bool
    event: UUID


@dataclass(frozen=True, slots=True)
class Taken:
    """How long something took: `used` of days, of working days or of minutes, as its `promise` is counted; None where
    the calendar is not on file. `in_time` is what the clock says, None where it set no date."""

    name: str
    promise: Span
    used: int | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class Course:
    """A finished case. `end` is the outcome of its decision, or the state in which it ended without one. `told_days`
    is how many days after the decision the applicant was told, None where nothing was decided."""

    case: UUID
    number: str
    agency: UUID
    publication: UUID
    service: str
    channel: str
    end: str
    closed_at: datetime
    seq: int
    path: tuple[Passed, ...]
    times: tuple[Taken, ...]
    told_days: int | None
    told_in_time: bool | None


def courses(case_ids: Iterable[UUID]) -> Mapping[UUID, Course]:
    """The course of each of these cases that is finished; the caller has asked whether its reader may see them."""
    rows = Case.objects.filter(pk__in=tuple(case_ids), closed_at__isnull=False).select_related("agency")
    cases = {Ref.of("case", row.id): row for row in rows}
    told = histories(list(cases))
    found = ((row, _story(told.get(ref, ()))) for ref, row in cases.items())
    return {row.id: _course(row, story) for row, story in found if story.happenings and story.state in CLOSED}


def _story(happenings: tuple[Happening, ...]) -> Story:
    story = Story(happenings)
    return Story(happenings[: story.seq])


def finished(case_ids: Iterable[UUID]) -> Mapping[UUID, int]:
    """Those of these cases that are finished, with the place of their last event."""
    return dict(Case.objects.filter(pk__in=tuple(case_ids), closed_at__isnull=False).values_list("pk", "seq"))


def finished_in(since: date, until: date, *, agency: UUID | None = None, service: str = "") -> Sequence[UUID]:
    """The cases that ended from one day to another (in Bangkok, both included): walks through all cases."""
    within = Q(closed_at__gte=_begin(since), closed_at__lt=_begin(until + timedelta(days=1)))
    rows = Case.objects.filter(within)
    for name, value in (("agency", agency), ("service", service)):
        rows = rows.filter(**{name: value}) if value else rows
    return list(rows.order_by("closed_at", "pk").values_list("pk", flat=True))


def groups_of_finished() -> Sequence[tuple[UUID, str, date]]:
    """Agency, service and first day of the month of everything that has ended: walks through all cases."""
    rows = Case.objects.filter(closed_at__isnull=False).values_list("agency", "service", "closed_at").order_by()
    found = {(agency, service, _month(at)) for agency, service, at in rows.iterator(chunk_size=5000) if at}
    return sorted(found)


def _month(at: datetime) -> date:
    return at.astimezone(BANGKOK).date().replace(day=1)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, BANGKOK)


UNTOLD = (State.DECIDED.value, State.DEEMED_GRANTED.value)
MOST_UNTOLD = 1_000


def untold(agencies: frozenset[UUID] | None, now: datetime) -> Sequence[tuple[UUID, str, UUID, str, datetime]]:
    """Cases decided more than seven days ago whose applicants are not told yet (LFA s.10 para 1): id, number, agency,
    service and decision, longest ago first, at most `MOST_UNTOLD`. None for `agencies` means every one."""
    rows = Case.objects.filter(closed_at=None, state__in=UNTOLD, decided_at__lt=_begin(_last_to_tell(now)))
    rows = rows if agencies is None else rows.filter(agency__in=agencies)
    found = rows.order_by("decided_at").values_list("id", "number", "agency", "service", "decided_at")
    return [(own, number, agency_id, service, at) for own, number, agency_id, service, at in found[:MOST_UNTOLD] if at]


def _last_to_tell(now: datetime) -> date:
    return now.astimezone(BANGKOK).date() - timedelta(days=TELL_WITHIN)


# One course


def _course(row: Case, story: Story) -> Course:
    service, book = pinned(UUID(story.publication)).service, book_of(row.agency, story.filed["regime"])
    clock = clock_of(story, terms_of(service, book), book)
    days = _days_to_tell(story)
    end = str(story.latest("case.decided", "outcome", "")) or story.state.value
    closed = next(each.at for each in reversed(story.happenings) if each.kind in ACTIVITIES)
    return Course(
        *(row.id, row.number, row.agency_id, UUID(story.publication), row.service, story.filed["channel"]),
        *("deemed_granted" if story.last("case.deemed_granted") else end, row.closed_at or closed, story.seq),
        _path(story, service),
        tuple(_times(story, clock, service, book)),
        days,
        None if days is None else days <= TELL_WITHIN,
    )


def _path(story: Story, service: Service) -> tuple[Passed, ...]:
    walked = {step.id for step in service.steps if step.kind in WALKED}
    found = [(name, each) for each in story.happenings if (name := _activity(each, walked))]
    kept = way_of(service.steps).kept([name for name, _ in found])
    return tuple(Passed(name, each.at, in_place, each.id) for (name, each), in_place in zip(found, kept, strict=True))


def _activity(happening: Happening, walked: set[str]) -> str:
    if happening.kind == FINISHED:
        step = happening.payload["step"]
        return f"{STEP}{step}" if step in walked else ""
    return ACTIVITIES.get(happening.kind, "")


def _days_to_tell(story: Story) -> int | None:
    decided, told = story.last("case.decided", "case.deemed_granted"), story.last("case.notified")
    if decided is None or told is None:
        return None
    delivered = datetime.fromisoformat(told.payload["delivered_at"]).astimezone(BANGKOK).date()
    return max((delivered - decided.at.astimezone(BANGKOK).date()).days, 0)


def _times(story: Story, clock: Clock, service: Service, book: Lawbook) -> Iterator[Taken]:
    decided = story.last("case.decided", "case.deemed_granted")
    if decided and clock.start:
        used = _used(clock.start.at, decided.at, service.promise, book.calendar, clock.pauses)
        yield Taken(WHOLE, service.promise, used, _kept(clock, decided.at))
    if clock.start is None:
        return
    planned = {each.id: each for each in plan(clock.start, terms_of(service, book).steps, facts_of(story), book)}
    begun = {each.payload["step"]: each.at for each in story.of("case.task_started")}
    ended = {each.payload["step"]: each.at for each in story.of(FINISHED)}
    for step in service.steps:
        if step.id in begun and step.id in ended and step.kind is not StepKind.PAYMENT:
            used = _used(begun[step.id], ended[step.id], step.time, book.calendar, clock.pauses)
            yield Taken(step.id, step.time, used, _step_kept(planned.get(step.id)))


def _kept(clock: Clock, decided: datetime) -> bool | None:
    due = clock.promise or clock.limit
    if due is None or due.last_day is None:
        return None
    return decided <= due.at if due.at else decided.astimezone(BANGKOK).date() <= due.last_day


def _step_kept(step: PlannedStep | None) -> bool | None:
    return None if step is None or step.late is None else not step.late


def _used(since: datetime, until: datetime, promise: Span, calendar: Calendar, stood: Pauses) -> int | None:
    """Time from one moment to another, less the lawful pauses between, in the unit in which it was promised."""
    parts = [(since, until)] if until > since else []
    gaps = [(max(pause.began, since), min(pause.ended or until, until)) for pause in stood.lawful]
    try:
        passed = sum(_counted(*part, promise.unit, calendar) for part in parts)
        return max(passed - sum(_counted(*gap, promise.unit, calendar) for gap in gaps if gap[0] < gap[1]), 0)
    except CalendarYearUnknown:
        return None


def _counted(since: datetime, until: datetime, unit: Unit, calendar: Calendar) -> int:
    if unit is Unit.ELAPSED_HOUR:
        return round((until - since) / timedelta(minutes=1))
    if unit in MINUTES:
        return round(calendar.working_time_between(since, until) / timedelta(minutes=1))
    first, last = since.astimezone(BANGKOK).date(), until.astimezone(BANGKOK).date()
    return calendar.working_days_between(first, last) if unit is Unit.WORKING_DAY else (last - first).days
