"""Periods: from a start, an amount and a unit to the nominal last day and the day by which somebody must act.

Sources: Administrative Procedure Act s.64; Civil and Commercial Code s.193/3 to 193/8. The first day is
not counted. The nominal last day never moves; what moves is the day on which one can still act: an authority acts on
the last working day on or before it, a person on the first working day on or after it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saduak.core.calendars import BANGKOK, ONE_DAY, Calendar, in_range
from saduak.core.errors import CalendarYearUnknown, LawError
from saduak.core.reasons import Reason, because
from saduak.core.spans import Doer, Span, Unit


@dataclass(frozen=True, slots=True)
class Period:
    """A period that ends on a day: the nominal last day, the day by which to act, and why."""

    last_day: date
    act_by: date
    because: tuple[Reason, ...]


def period(start: date, span: Span, doer: Doer, calendar: Calendar, *, count_start: bool = False) -> Period:
    """Both dates of a period and the reasons for them; `count_start` where the first day counts (CCC s.193/3)."""
    end = last_day(start, span, calendar, count_start=count_start)
    by = act_by(end, doer, calendar)
    reasons = (
        *why_last_day(start, end, span, calendar, count_start=count_start),
        why_act_by(end, by, doer, calendar),
    )
    return Period(end, by, reasons)


def last_day(start: date, span: Span, calendar: Calendar, *, count_start: bool = False) -> date:
    """The nominal last day, never moved. Only working days need the calendar.

    Raises `LawError` "unit_needs_moment" for hours and minutes, "date_out_of_range", `CalendarYearUnknown`.
    """
    first = start - ONE_DAY if count_start and span.amount else start
    if span.unit is Unit.WORKING_DAY:
        return calendar.after_working_days(first, span.amount)
    if span.unit is Unit.DAY:
        return _days_after(first, span.amount)
    if span.unit is Unit.MONTH:
        return months_after(first, span.amount)
    if span.unit is Unit.YEAR:
        return months_after(first, 12 * span.amount)
    raise LawError("unit_needs_moment", unit=span.unit.value)


def act_by(end: date, doer: Doer, calendar: Calendar) -> date:
    """The working day by which `doer` must act when the nominal last day is `end` (APA s.64 para 2 and 3).

    Raises `CalendarYearUnknown`, which then tells `last_day`: that much is known without the calendar.
    """
    try:
        return calendar.last_working_day(end) if doer is Doer.AUTHORITY else calendar.first_working_day(end)
    except CalendarYearUnknown as missing:
        raise missing.knowing(last_day=end) from None


def moment_after(start: datetime, span: Span, calendar: Calendar) -> datetime:
    """The moment, in Bangkok time, at which a period in hours or minutes ends; it runs at once (CCC s.193/3 para 1).

    Raises `LawError` "unit_needs_day" for units of days.
    """
    if span.unit is Unit.ELAPSED_HOUR:
        return start.astimezone(BANGKOK) + timedelta(hours=span.amount)
    if span.unit is Unit.WORKING_HOUR:
        return calendar.after_working_time(start, timedelta(hours=span.amount))
    if span.unit is Unit.WORKING_MINUTE:
        return calendar.after_working_time(start, timedelta(minutes=span.amount))
    raise LawError("unit_needs_day", unit=span.unit.value)


def commencement(published: date, after_days: int) -> date:
    """The day an Act comes into force "after N days" from publication: publication day is day one."""
    return _days_after(published, Span(after_days, Unit.DAY).amount)


def _days_after(first: date, amount: int) -> date:
    try:
        end = first + timedelta(days=amount)
    except OverflowError:
        raise LawError("date_out_of_range", year=first.year + amount // 365) from None
    in_range(end.year)
    return end


def months_after(first: date, amount: int) -> date:
    """The last day of months that start on the day after `first` (CCC s.193/5).

    It is the day before the corresponding day; where the month has no corresponding day, the month's last day.
    """
    if amount == 0:
        return first
    begins = first + ONE_DAY
    year, month = divmod(begins.year * 12 + begins.month - 1 + amount, 12)
    length = monthrange(in_range(year), month + 1)[1]
    if begins.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, begins.day) - ONE_DAY


def why_last_day(
    start: date, end: date, span: Span, calendar: Calendar, *, count_start: bool = False
) -> tuple[Reason, Reason]:
    """Why a span from `start` ends on `end`."""
    opening = "period.first_day_counted" if count_start else "period.first_day_excluded"
    return because(opening, start=start), _counted(start, end, span, calendar)


def why_act_by(end: date, by: date, doer: Doer, calendar: Calendar) -> Reason:
    """Why `doer` must act by `by` when the nominal last day is `end`."""
    return because(_WHY_ACT_BY[doer, by != end], last_day=end, act_by=by, calendar=calendar)


_WHY_ACT_BY = {
    (Doer.AUTHORITY, False): "period.authority_stays",
    (Doer.AUTHORITY, True): "period.authority_moves",
    (Doer.PERSON, False): "period.person_stays",
    (Doer.PERSON, True): "period.person_moves",
}


def _counted(start: date, end: date, span: Span, calendar: Calendar) -> Reason:
    if span.unit is Unit.WORKING_DAY:
        missed = calendar.missed_between(start, end)
        rule = "period.working_days_missed" if missed else "period.working_days"
        return because(rule, span=span, last_day=end, missed=missed, calendar=calendar)
    if span.unit is Unit.DAY:
        return because("period.days", span=span, last_day=end)
    corresponds = (start + ONE_DAY).day == (end + ONE_DAY).day
    return because("period.months" if corresponds else "period.months_short", span=span, last_day=end)
