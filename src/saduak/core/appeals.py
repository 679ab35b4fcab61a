"""The clock of an appeal: whether it came in time, until when who made the order considers it, and until when the
superior decides.

Sources: APA s.40, s.44 and s.45; a licence's own law where it has an appeal of its own. How the time to appeal runs
from notification stands in `orders`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from saduak.core.acts import Limit
from saduak.core.calendars import Calendar
from saduak.core.errors import CalendarYearUnknown
from saduak.core.lawbook import Lawbook
from saduak.core.limits import Extension, ExtensionTerms, extended, statutory
from saduak.core.looks import Look, opening
from saduak.core.periods import Period, act_by, last_day, why_last_day
from saduak.core.reasons import Reason, because
from saduak.core.spans import Doer


class Stage(StrEnum):
    """With whom an appeal lies: who made the order, the superior, or nobody any more."""

    MAKER = "maker"
    SUPERIOR = "superior"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Against(StrEnum):
    """What an appeal contests: the decision, a return under LFA s.9, or the order that a notification has lapsed."""

    DECISION = "decision"
    RETURN = "return"
    LAPSE = "lapse"


OPEN = (Stage.MAKER, Stage.SUPERIOR)
NEAR, DUE_DAY, OVERDUE = "appeal_near", "appeal_due_day", "appeal_overdue"
LOOKS_OF_APPEALS = (NEAR, DUE_DAY, OVERDUE)
"""What is looked at before, on and after the last day of a stage."""
NEAR_DAYS = 3
"""Working days before the day to act by at which the first warning goes."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Whether an appeal came in time, and why."""

    is_late: bool
    because: Reason


def timeliness(filed_on: date, until: Period) -> Timeliness:
    """Whether an appeal of `filed_on` came in time, by the day on which the appellant may still act."""
    is_late = filed_on > until.act_by
    rule = "appeal.late" if is_late else "appeal.in_time"
    reason = because(rule, citation=until.because[0].citation, filed=filed_on, last_day=until.act_by)
    return Timeliness(is_late, reason)


def considered_by(received_on: date, book: Lawbook) -> Period:
    """Until when who made the order agrees and changes it, or reports to the superior (APA s.45 para 1)."""
    return _within(book.limit("apa.appeal_officer"), received_on, book.calendar)


def decided_by(reported_on: date, extensions: Sequence[Extension], book: Lawbook) -> Period:
    """Until when the superior decides what was reported on `reported_on`, with the extensions that were told in time
    (APA s.45 para 2)."""
    limit = book.limit("apa.appeal_superior")
    found = _within(limit, reported_on, book.calendar)
    if not extensions:
        return found
    terms = ExtensionTerms(limit.extension, limit.citation) if limit.extension else None
    moved = extended(found.last_day, extensions, terms, book.calendar)
    try:
        by = act_by(moved.last_day, Doer.AUTHORITY, book.calendar)
    except CalendarYearUnknown:
        by = moved.last_day
    return Period(moved.last_day, by, (*found.because, *moved.because))


def _within(limit: Limit, start: date, calendar: Calendar) -> Period:
    """The time of a stage, to its nominal last day while the holidays of that year are not on file: no appeal waits for
    a calendar."""
    try:
        return statutory(limit, start, calendar)
    except CalendarYearUnknown:
        end = last_day(start, limit.span, calendar)
        stated = because("limit.stated", citation=limit.citation, span=limit.span)
        return Period(end, end, (stated, *why_last_day(start, end, limit.span, calendar)))


def next_appeal_look(due: Period, done: Collection[str], now: datetime, calendar: Calendar) -> Look | None:
    """The next moment at which somebody is told of an open stage; of those missed only the latest is left."""
    looks = list(_looks(due, calendar))
    told = max((place for place, look in enumerate(looks, 1) if look.what in done), default=0)
    looks = looks[told:]
    missed = [look for look in looks if look.at <= now]
    return missed[-1] if missed else (looks[0] if looks else None)


def _looks(due: Period, calendar: Calendar) -> Iterator[Look]:
    yield Look(opening(_before(due.act_by, calendar), calendar), NEAR)
    yield Look(opening(due.act_by, calendar), DUE_DAY)
    yield Look(opening(due.last_day + timedelta(days=1), calendar), OVERDUE)


def _before(day: date, calendar: Calendar) -> date:
    """Three working days before; calendar days where the year is not on file."""
    try:
        found = day
        for _ in range(NEAR_DAYS):
            found = calendar.last_working_day(found - timedelta(days=1))
    except CalendarYearUnknown:
        return day - timedelta(days=NEAR_DAYS)
    return found
