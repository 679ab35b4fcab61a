"""Which of two lengths of time is longer, where their units differ and only a calendar can tell.

Thirty days may be more or fewer than twenty working days: it depends on the day they start. A promise must hold on
every day, so two lengths are compared from every start on file.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from saduak.core.calendars import BANGKOK, LATEST_YEAR, ONE_DAY, Calendar
from saduak.core.errors import CalendarYearUnknown, LawError
from saduak.core.periods import last_day, moment_after
from saduak.core.spans import Span, Unit
from saduak.sources.calendars import known_years, national_calendar

OPENING, CLOSING = time(8, 30), time(16, 30)
"""Hours and minutes are run from both ends of the first day: they may end on it, or on the next."""

MINUTES = {Unit.WORKING_MINUTE: 1, Unit.WORKING_HOUR: 60, Unit.ELAPSED_HOUR: 60}
MINUTES_IN_A_DAY = 24 * 60
HOURS_IN_A_DAY = {Unit.WORKING_MINUTE: 480, Unit.WORKING_HOUR: 8, Unit.ELAPSED_HOUR: 24}
"""How many of a unit make a day: an office is open eight hours (08:30 to 16:30)."""


class Overrun(NamedTuple):
    """A start from which one length ends after the other."""

    start: date
    ends: date
    other_ends: date


def overrun(longer: Span, other: Span) -> Overrun | None:
    """The first start on file from which `longer` ends after `other`; None when there is none."""
    return _overrun(longer, other, known_years())


@lru_cache(maxsize=1024)
def _overrun(longer: Span, other: Span, years: tuple[int, ...]) -> Overrun | None:
    calendar = national_calendar()
    clocks = (CLOSING,) if longer.unit.is_of_days and other.unit.is_of_days else (OPENING, CLOSING)
    for start, clock in product(starts(years), clocks):
        ends, other_ends = soonest(start, longer, calendar, clock), latest(start, other, calendar, clock)
        if ends > other_ends:
            return Overrun(start, ends, other_ends)
    return None


def starts(years: tuple[int, ...]) -> Iterator[date]:
    """Every day of the years on file."""
    for year in years:
        day = date(year, 1, 1)
        while day.year == year:
            yield day
            day += ONE_DAY


def soonest(start: date, span: Span, calendar: Calendar, clock: time = CLOSING) -> date:
    """The day on which a length ends, begun at `clock` on `start`; past the years on file, a day it cannot end before:
    so many working days are at least as many days."""
    found = _end(start, span, calendar, clock)
    return found if found is not None else _later(start, _whole_days(span))


def latest(start: date, span: Span, calendar: Calendar, clock: time = CLOSING) -> date:
    """The same; past the years on file, a day it cannot end after: more than half of all days are working days."""
    found = _end(start, span, calendar, clock)
    return found if found is not None else _later(start, 2 * _whole_days(span) + LONGEST_CLOSURE)


LONGEST_CLOSURE = 30
"""Offices have never been closed for as many days at a stretch."""


def _end(start: date, span: Span, calendar: Calendar, clock: time) -> date | None:
    """The day itself; None where a year that it needs is not on file, or hours would be run for months on end."""
    if start.year > LATEST_YEAR or (not span.unit.is_of_days and _whole_days(span) > LONGEST_IN_HOURS):
        return None
    try:
        if span.unit.is_of_days:
            return last_day(start, span, calendar)
        return moment_after(datetime.combine(start, clock, BANGKOK), span, calendar).date()
    except CalendarYearUnknown:
        return None
    except (LawError, OverflowError):  # past every date that there is
        return date.max


LONGEST_IN_HOURS = 31
"""Days: no law states a longer time in hours, and running one hour by hour is slow."""


def _whole_days(span: Span) -> int:
    return span.amount if span.unit.is_of_days else span.amount // HOURS_IN_A_DAY[span.unit]


def _later(start: date, days: int) -> date:
    return start + timedelta(days=days) if days < (date.max - start).days else date.max


def is_longer(one: Span, other: Span) -> bool:
    """Whether `one` can end after `other`. The same unit needs no calendar, nor do minutes and hours of work."""
    if one.unit is other.unit:
        return one.amount > other.amount
    if one.unit in WORKING and other.unit in WORKING:
        return MINUTES[one.unit] * one.amount > MINUTES[other.unit] * other.amount
    return overrun(one, other) is not None


WORKING = frozenset({Unit.WORKING_MINUTE, Unit.WORKING_HOUR})


def is_over_a_day(span: Span) -> bool:
    """Whether a length in minutes or hours is more than a day and ought to be stated in days."""
    return not span.unit.is_of_days and span.amount > HOURS_IN_A_DAY[span.unit]
