"""The delay register: every delay notice with the regulator's copy, as the regulator reads it (LFA s.10 para 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from saduak.cases.models import RegulatorCopy
from saduak.cases.policy import CENTRAL, STAFF
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Words
from saduak.ledger.actors import Actor
from saduak.parties.policy.standing import standing_of

PAGE = 50


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
    joined = rows.select_related("notice", "agency", "case__publication").defer("case__publication__compiled")
    found = list(joined.order_by("-sent_at", "-notice")[: page + 1])
    more = After(found[page - 1].sent_at, found[page - 1].notice_id) if len(found) > page else None
    return RegisterPage([_line(copy) for copy in found[:page]], more)


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
