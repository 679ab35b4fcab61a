"""Another agency's opinion: what may be asked and answered, and until when an answer is due.

Asking others does not stop the clock (LFA s.10), so the answer has a date of its own: by the agreement between the two
agencies where one is in force, else by the step of the manual, else by the default of the house, which says that it is
nothing more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from saduak.core.calendars import ONE_DAY, Calendar
from saduak.core.errors import CalendarYearUnknown
from saduak.core.periods import Period, last_day, period
from saduak.core.reasons import Reason, because
from saduak.core.spans import Doer, Span, Unit

KINDS = (
    *("land_use", "building", "environment", "fire_safety", "health", "transport"),
    *("utilities", "technical", "legal", "other"),
)
"""What a question can be about; agreements are made by it."""
OPINIONS = ("approves", "approves_with_clauses", "objects", "no_opinion")
"""What may be answered to one question."""
IN_WORDS = frozenset({"approves_with_clauses", "objects"})
"""Opinions that say nothing without words: the clauses, or the reasons against it."""

REMINDER, OVERDUE, CHASED = "consultation_reminder", "consultation_overdue", "consultation_chased"
"""What is noted of an answer that is awaited: that its day is near, that it is over, that somebody asked after it."""

Basis = Literal["agreement", "manual", "default"]


@dataclass(frozen=True, slots=True)
class Term:
    """How long an answer may take and on what that rests; `number` is that of the agreement's document."""

    span: Span
    basis: Basis
    number: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """Until when an answer is due, and why."""

    last_day: date
    because: tuple[Reason, ...]


def answer_due(asked_on: date, term: Term, calendar: Calendar) -> AnswerDue:
    """The last day of a term from the day of asking, which is not counted. Where the holidays of its year are not on
    file the weekdays are counted meanwhile, and it says so: no question waits for a calendar."""
    try:
        found: Period = period(asked_on, term.span, Doer.AUTHORITY, calendar)
    except CalendarYearUnknown as missing:
        day = _by_weekdays(asked_on, term.span, calendar)
        pending = because("consultation.pending_calendar", last_day=day, year=missing.year)
        return AnswerDue(day, (_basis(term), pending, because("consultation.clock_runs")))
    return AnswerDue(found.last_day, (_basis(term), *found.because, because("consultation.clock_runs")))


def _by_weekdays(start: date, span: Span, calendar: Calendar) -> date:
    """The last day as far as it is known: holidays where they are on file, elsewhere the weekdays alone."""
    if span.unit is not Unit.WORKING_DAY:
        return last_day(start, span, calendar)
    day, left = start, span.amount
    while left:
        day += ONE_DAY
        left -= _counts(day, calendar)
    return day


def _counts(day: date, calendar: Calendar) -> bool:
    try:
        return calendar.is_working_day(day)
    except CalendarYearUnknown:
        return day.isoweekday() in calendar.weekdays


def _basis(term: Term) -> Reason:
    if term.basis == "agreement":
        return because("consultation.agreed", span=term.span, number=term.number)
    return because(f"consultation.{term.basis}", span=term.span)
