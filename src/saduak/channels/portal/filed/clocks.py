"""The clock of an application as its applicant reads it: who has it, how long there is, until when, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.clock import Clock
from saduak.core.dues import Due
from saduak.core.errors import CalendarYearUnknown
from saduak.core.reasons import Reason
from saduak.core.transitions import State

SOON = 3
"""Working days that are few."""
WITH_AGENCY = frozenset({State.SUBMITTED, State.COMPLETE, State.UNDER_CONSIDERATION})


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock in words. `tone` is "calm", "soon", "late", "yours" (the applicant has it) or "over"; `until` the day or
    moment that is meant."""

    says: str
    tone: str
    until: date | datetime | None
    because: tuple[Reason, ...]


def clock_shown(clock: Clock, state: State, act_on: date, calendar: Calendar, now: datetime) -> ClockShown:
    """What a page says of a clock; `act_on` is the day by which somebody has to act next."""
    today = now.astimezone(BANGKOK).date()
    if state is State.DEFECT_OPEN:
        return mending(act_on, today)
    if state in {State.DECIDED, State.DEEMED_GRANTED}:
        return _telling(clock.notify_by, calendar, today)
    if state in WITH_AGENCY and clock.due:
        return _deciding(clock, clock.due, calendar, now)
    return ClockShown("", "over", None, ())


def mending(deadline: date, today: date, because: tuple[Reason, ...] = ()) -> ClockShown:
    """How long there is to mend: a person's time, so it is counted in days."""
    if today > deadline:
        return ClockShown(_say("mend_over", days=(today - deadline).days), "late", deadline, because)
    if today == deadline:
        return ClockShown(_say("mend_today"), "yours", deadline, because)
    return ClockShown(_say("mend", days=(deadline - today).days), "yours", deadline, because)


def _telling(due: Due | None, calendar: Calendar, today: date) -> ClockShown:
    by = (due.act_by or due.last_day) if due else None
    if due is None or by is None:
        return ClockShown(_say("tell"), "calm", None, ())
    if today > by:
        return ClockShown(_say("tell_late", days=(today - by).days), "late", by, due.because)
    return ClockShown(_say("tell_left", days=_days_left(today, by, calendar)), "calm", by, due.because)


def _deciding(clock: Clock, due: Due, calendar: Calendar, now: datetime) -> ClockShown:
    because = (*due.because, *clock.because)
    if due.last_day is None:
        return ClockShown(_say("paused" if due.status == "paused" else "pending"), "calm", None, because)
    today = now.astimezone(BANGKOK).date()
    until = due.at.astimezone(BANGKOK) if due.at else due.last_day
    if clock.is_overdue(now):
        late = (today - due.last_day).days
        return ClockShown(_say("late", days=late) if late else _say("late_today"), "late", until, because)
    left = _days_left(today, due.act_by or due.last_day, calendar)
    if not left:
        return ClockShown(_say("today"), "soon", until, because)
    key = "left_if" if due.status == "if_complete" else "left"
    return ClockShown(_say(key, days=left), "soon" if left <= SOON else "calm", until, because)


def _days_left(today: date, until: date, calendar: Calendar) -> int:
    """Working days after today up to and with a day; calendar days where the year is not on file."""
    if until <= today:
        return 0
    try:
        return calendar.working_days_between(today, until)
    except CalendarYearUnknown:
        return (until - today).days


def _say(key: str, **params: int) -> str:
    return say(f"case_clock.{key}", language_of_page(), **params)
