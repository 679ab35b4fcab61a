"""The clock of a case in words: how long there is, until when, and why."""

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


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock in words. `tone` is "late", "soon", "calm", "waits" (somebody else has it) or "over"; `until` the day or
    moment that is meant, if there is one."""

    says: str
    tone: str
    until: date | datetime | None
    because: tuple[Reason, ...]


def clock_shown(clock: Clock, state: State, act_on: date, calendar: Calendar, now: datetime) -> ClockShown:
    """What a list or a page says of a clock; `act_on` is the day by which somebody has to act next."""
    today = now.astimezone(BANGKOK).date()
    if state is State.DEFECT_OPEN:
        return _mending(act_on, today, clock.because)
    if state in {State.DECIDED, State.DEEMED_GRANTED}:
        return _telling(clock.notify_by, calendar, today)
    if state in {State.SUBMITTED, State.COMPLETE, State.UNDER_CONSIDERATION} and clock.due:
        return _deciding(clock, clock.due, calendar, now)
    return ClockShown(_say("over"), "over", None, clock.because)


def _mending(deadline: date, today: date, because: tuple[Reason, ...]) -> ClockShown:
    if today > deadline:
        return ClockShown(_say("mend_over", days=(today - deadline).days), "soon", deadline, because)
    if today == deadline:
        return ClockShown(_say("mend_today"), "waits", deadline, because)
    return ClockShown(_say("mend", days=(deadline - today).days), "waits", deadline, because)


def _telling(due: Due | None, calendar: Calendar, today: date) -> ClockShown:
    by = (due.act_by or due.last_day) if due else None
    if due is None or by is None:
        return ClockShown(_say("tell"), "soon", None, ())
    if today > by:
        return ClockShown(_say("tell_late", days=(today - by).days), "late", by, due.because)
    left = working_days_left(today, by, calendar)
    return ClockShown(_say("tell_left", days=left) if left else _say("tell_today"), "soon", by, due.because)


def _deciding(clock: Clock, due: Due, calendar: Calendar, now: datetime) -> ClockShown:
    because = (*due.because, *clock.because)
    today = now.astimezone(BANGKOK).date()
    if due.last_day is None:
        return ClockShown(_say("paused" if due.status == "paused" else "pending"), "waits", None, because)
    until = due.at.astimezone(BANGKOK) if due.at else due.last_day
    if clock.is_overdue(now):
        late = (today - due.last_day).days
        return ClockShown(_say("late", days=late) if late else _say("late_today"), "late", until, because)
    by = due.act_by or due.last_day
    left = working_days_left(today, by, calendar) if today < by else 0
    if not left:
        return ClockShown(_say("today"), "soon", until, because)
    return ClockShown(_say("left", days=left), "soon" if left <= SOON else "calm", until, because)


def working_days_left(today: date, until: date, calendar: Calendar) -> int:
    """Working days after today up to and with a day; calendar days where the year is not on file."""
    try:
        return calendar.working_days_between(today, until)
    except CalendarYearUnknown:
        return max((until - today).days, 0)


def _say(key: str, **params: int) -> str:
    return say(f"desk.clock.{key}", language_of_page(), **params)
