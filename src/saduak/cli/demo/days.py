"""The calendar of the demonstration: its cases are told in working days before the day on which it was made."""

from datetime import UTC, date, datetime, time, timedelta

from saduak.core.calendars import BANGKOK
from saduak.sources.calendars import national_calendar

BEGINNING = 430
"""Days before today on which the agencies are set up: licences that were given for a year have ended since."""
OLDEST = 240
"""Days before today on which most of the cases begin."""
PROVINCE = "40"
LIVED = timedelta(days=60)
"""How long a case that waits over Songkran goes on after it."""


def moment(day: date, clock: str) -> datetime:
    """A time of day in Thailand, as UTC."""
    return datetime.combine(day, time.fromisoformat(clock), BANGKOK).astimezone(UTC)


def before(today: date, told: str) -> datetime:
    """The moment that "12 10:30" (twelve working days before today), "friday 18:45", "sunday 13:10" or "songkran 10:00"
    (seven working days before Songkran) tells."""
    day, clock = told.split()
    if day == "songkran":
        return moment(_before_songkran(today), clock)
    if day.isdecimal():
        return moment(_working_day(today, int(day)), clock)
    return moment(_last(today, {"friday": 5, "sunday": 7}[day]), clock)


def after(filed: date, told: str) -> datetime:
    """The moment so many working days after a filing: "2 09:10"; "0" is the day itself."""
    days, clock = told.split()
    calendar = national_calendar(PROVINCE)
    return moment(calendar.after_working_days(filed, int(days)) if int(days) else filed, clock)


def working_days_after(day: date, count: int) -> date:
    """The working day so many later."""
    return national_calendar(PROVINCE).after_working_days(day, count)


def _working_day(today: date, count: int) -> date:
    """The working day so many before today."""
    calendar, day = national_calendar(PROVINCE), today
    for _ in range(count):
        day = calendar.last_working_day(day - timedelta(days=1))
    return day


def _last(today: date, weekday: int) -> date:
    """The last such day before today."""
    return today - timedelta(days=(today.isoweekday() - weekday - 1) % 7 + 1)


def _before_songkran(today: date) -> date:
    """Seven working days before the latest Songkran, so that what is asked then waits over the holidays. Once that was
    longer ago than most cases, a day as long ago as the rest of such a case needs."""
    found = max(date(year, 4, 13) for year in (today.year - 1, today.year) if date(year, 4, 13) < today - LIVED)
    day = _working_day(found, 7)
    return day if day > today - timedelta(days=OLDEST) else _working_day(today, 60)
