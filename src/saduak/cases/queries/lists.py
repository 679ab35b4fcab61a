"""Lists of cases: what an officer works on, what a citizen has filed. Keyset pages; counts stop at a thousand."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from saduak.cases.models import Case, Draft
from saduak.cases.policy import CENTRAL, STAFF, applied_by
from saduak.core.calendars import BANGKOK
from saduak.core.errors import CalendarYearUnknown
from saduak.core.reasons import Words
from saduak.core.transitions import State
from saduak.ledger.actors import Actor
from saduak.parties.policy.standing import Standing, standing_of
from saduak.sources.calendars import national_calendar

PAGE = 50
MOST = 1000
"""What is counted; beyond it a list says "1,000+"."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list. `act_on` is the day by which somebody has to act next, `officer` the post of its owner."""

    id: UUID
    number: str
    service: Words
    agency: Words
    applicant: str
    state: State
    lane: str
    channel: str
    entered_at: datetime
    received_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    act_on: date
    step: str
    officer: str
    outcome: str
    closed_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Whether the due day or moment is over without a decision."""
        if self.state not in RUNNING or self.due_on is None:
            return False
        return now > self.due_at if self.due_at else now.astimezone(BANGKOK).date() > self.due_on


RUNNING = frozenset({State.SUBMITTED, State.COMPLETE, State.UNDER_CONSIDERATION})


class Cursor(NamedTuple):
    """Where a page ended."""

    act_on: date
    id: UUID


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of a list, `total` capped at `MOST`, and where the next begins."""

    rows: Sequence[Listed]
    total: int
    next: Cursor | None


VIEWS = ("mine", "unit", "new", "late", "soon", "defect", "decide", "check", "sign", "notify", "all")
"""What a work list can show, by name; the channel gives each its words."""
SOON = 3
"""Working days within which a case is due soon."""
EVERY = Q()
CLOSED = timedelta(days=31)
"""Offices are never closed so long together: the day to act by lies no further before the last day."""
NOBODY = UUID(int=0)
"""Stands for an officer or a unit where there is none."""


class Narrowed(NamedTuple):
    """A work list narrowed to an officer, a unit (`NOBODY` for cases without one) or a state; None and "" do not."""

    officer: UUID | None = None
    unit: UUID | None = None
    state: str = ""

    @property
    def condition(self) -> Q:
        """The same as a condition on cases."""
        found = Q(state=self.state) if self.state else Q()
        for name, value in (("officer", self.officer), ("unit", self.unit)):
            if value:
                found &= Q(**{name: None if value == NOBODY else value})
        return found


EVERYTHING = Narrowed()


def work_list(
    actor: Actor,
    now: datetime,
    *,
    view: str = "all",
    number: str = "",
    service: str = "",
    agency: UUID | None = None,
    narrowed: Narrowed = EVERYTHING,
    after: Cursor | None = None,
) -> CasePage:
    """Open cases of the actor's agencies, or of one of them, due first. An unknown `view` (`VIEWS`) shows all."""
    who = standing_of(actor, now)
    rows = _open(who, agency).filter(_view(view, who, now), narrowed.condition)
    if number:
        rows = rows.filter(number__startswith=number.strip().upper())
    if service:
        rows = rows.filter(service=service)
    return _page(rows, after, _within(view, now))


def work_counts(
    actor: Actor, now: datetime, *, agency: UUID | None = None, narrowed: Narrowed = EVERYTHING
) -> Mapping[str, int]:
    """How many open cases each view holds, none above `MOST`."""
    who = standing_of(actor, now)
    rows = _open(who, agency).filter(narrowed.condition)
    return {view: rows.filter(_view(view, who, now))[:MOST].count() for view in VIEWS}


def work_services(actor: Actor, now: datetime, *, agency: UUID | None = None) -> Mapping[str, Words]:
    """The services of which open cases lie at the actor's agencies, by name: one is found after another, so that no
    more cases are read than there are services."""
    found: dict[str, Words] = {}
    for own in _agencies(standing_of(actor, now), agency):
        rows, last = Case.objects.filter(agency=own, closed_at=None).order_by("service"), ""
        named = rows.values_list("service", "publication__name_th", "publication__name_en")
        while row := named.filter(service__gt=last).first():
            last, th, en = row
            found[last] = Words(th, en)
    return dict(sorted(found.items(), key=lambda each: each[1].th))


def closed_cases(actor: Actor, now: datetime, *, number: str = "", after: Cursor | None = None) -> CasePage:
    """Cases of the agencies at which the actor is staff on which nobody waits any more, found by number. Who looks
    after all agencies as well finds the others by `cases_of_all`, without names.
    """
    rows = Case.objects.filter(agency__in=_agencies(standing_of(actor, now), None)).exclude(closed_at=None)
    return _page(rows.filter(number__startswith=number.strip().upper()), after)


def cases_of_all(actor: Actor, now: datetime, *, number: str) -> CasePage:
    """Cases of every agency by number, open and closed, for who looks after all of them; nothing for others.

    No line names the applicant: a case tells of that once it is opened for a stated purpose.
    """
    who = standing_of(actor, now)
    rows = Case.objects.all() if who.has_anywhere(*CENTRAL) else Case.objects.none()
    page = _page(rows.filter(number__startswith=number.strip().upper()), None)
    return replace(page, rows=[replace(row, applicant="") for row in page.rows])


def own_cases(actor: Actor, now: datetime) -> Sequence[Listed]:
    """The applications of a citizen and of those for whom they act, latest first."""
    who = standing_of(actor, now)
    if who.person is None:
        return ()
    rows = Case.objects.filter(applied_by(who)).order_by("-entered_at", "-id")
    return [listed(case) for case in _joined(rows)[:200]]


def own_drafts(actor: Actor) -> Sequence[Draft]:
    """Applications that a citizen is still writing, last saved first."""
    rows = Draft.objects.filter(owner=actor.id, state="open", channel="electronic")
    joined = rows.select_related("agency", "publication", "organisation", "person").defer("publication__compiled")
    return list(joined.order_by("-saved_at")[:50])


def _open(who: Standing, only: UUID | None = None) -> QuerySet[Case]:
    return Case.objects.filter(agency__in=_agencies(who, only), closed_at=None)


def _agencies(who: Standing, only: UUID | None) -> set[UUID]:
    return {agency for role, agency in who.roles if role in STAFF and only in {None, agency}}


def _view(view: str, who: Standing, now: datetime) -> Q:
    today = now.astimezone(BANGKOK).date()
    found = {
        "mine": Q(officer__in=[post.officer for post in who.held]),
        "unit": Q(unit__in=[post.unit for post in who.held if post.unit]),
        "new": Q(state=State.SUBMITTED),
        "late": Q(due_on__lt=today, state__in=sorted(RUNNING)),
        "soon": Q(due_on__range=(today, soon_until(today)), state__in=sorted(RUNNING)),
        "defect": Q(state=State.DEFECT_OPEN),
        "decide": Q(state=State.UNDER_CONSIDERATION),
        "check": Q(state=State.UNDER_CONSIDERATION, decision__state="draft"),
        "sign": Q(state=State.UNDER_CONSIDERATION, decision__state="checked"),
        "notify": Q(state=State.DECIDED),
    }
    return found.get(view, Q())


def _within(view: str, now: datetime) -> Q:
    """What follows from a view about the day to act, by which its list is read: nothing more is left out."""
    if view != "soon":
        return Q()
    today = now.astimezone(BANGKOK).date()
    return Q(act_on__range=(today - CLOSED, soon_until(today)))


def soon_until(today: date) -> date:
    """The last day on which a case that is due counts as due soon, by the common calendar of the state."""
    calendar, day = national_calendar(), today
    with suppress(CalendarYearUnknown):
        for _ in range(SOON):
            day = calendar.first_working_day(day + timedelta(days=1))
    return max(day, today + timedelta(days=SOON))


def _page(rows: QuerySet[Case], after: Cursor | None, within: Q = EVERY) -> CasePage:
    total = rows[:MOST].count()
    rows = rows.filter(within)
    if after:
        rows = rows.filter(Q(act_on__gt=after.act_on) | Q(act_on=after.act_on, id__gt=after.id))
    found = list(_joined(rows.order_by("act_on", "id"))[: PAGE + 1])
    more = Cursor(found[PAGE - 1].act_on, found[PAGE - 1].id) if len(found) > PAGE else None
    return CasePage([listed(case) for case in found[:PAGE]], total, more)


def _joined(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("agency", "publication", "words", "officer").defer(
        "publication__compiled", "words__answers"
    )


def listed(case: Case) -> Listed:
    """A row as a list shows it."""
    return Listed(
        case.id,
        case.number,
        Words(case.publication.name_th, case.publication.name_en),
        Words(case.agency.name_th, case.agency.name_en),
        case.words.applicant_name,
        State(case.state),
        case.lane,
        case.channel,
        case.entered_at,
        case.received_at,
        case.due_on,
        case.due_at,
        case.act_on,
        case.step,
        case.officer.position if case.officer else "",
        case.outcome,
        case.closed_at,
    )
