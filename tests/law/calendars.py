"""Calendars of every kind for the properties, and the plainest reading of what is a working day in them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from saduak.core.calendars import BANGKOK, Calendar, Opening
from saduak.core.lawbook import Lawbook
from saduak.sources.lawbook import lawbook

FIRST, LAST = date(2025, 12, 1), date(2027, 2, 28)
NEARBY = st.dates(FIRST, LAST)
NATIONAL = ("TH", "TH-10", "TH-40", "TH-96")


@dataclass(frozen=True)
class Office:
    """A calendar as it is asked for and as it is understood."""

    given: Any
    book: Lawbook

    @property
    def calendar(self) -> Calendar:
        return self.book.calendar

    def works_on(self, day: date) -> bool:
        """The plain reading: one of its weekdays, no holiday, not closed."""
        if isinstance(self.given, str):
            return day.isoweekday() <= 5 and self.calendar.holiday(day) is None
        shut = {*self.given["holidays"], *self.given["closed"]}
        return day.isoweekday() in self.given["weekdays"] and day.isoformat() not in shut

    def hours_on(self, day: date) -> list[Opening]:
        """The plain reading: ordinary hours on a working day, and what is opened besides, never on a closed day."""
        if isinstance(self.given, str):
            return [Opening(time(8, 30), time(16, 30))] if self.works_on(day) else []
        if day.isoformat() in self.given["closed"]:
            return []
        own = [(self.given["opens"], self.given["closes"])] if self.works_on(day) else []
        extra = [(row["opens"], row["closes"]) for row in self.given["extra_open"] if row["date"] == day.isoformat()]
        return [Opening(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in [*own, *extra]]


def _days(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(NEARBY.map(date.isoformat), max_size=most, unique=True)


HOURS = st.sampled_from([("08:30", "16:30"), ("09:00", "12:00"), ("07:45", "20:15"), ("13:00", "15:30")])


@st.composite
def _extra(draw: st.DrawFn) -> dict[str, str]:
    opens, closes = draw(HOURS)
    return {"date": draw(NEARBY).isoformat(), "opens": opens, "closes": closes}


@st.composite
def _written_out(draw: st.DrawFn) -> dict[str, Any]:
    opens, closes = draw(HOURS)
    around = draw(NEARBY)
    shut = [(around + timedelta(days=number)).isoformat() for number in range(draw(st.integers(0, 12)))]
    return {
        "weekdays": draw(st.lists(st.integers(1, 7), min_size=2, max_size=7, unique=True)),
        "opens": opens,
        "closes": closes,
        "holidays": draw(_days(15)),
        "closed": [*draw(_days(5)), *shut],
        "extra_open": draw(st.lists(_extra(), max_size=5)),
    }


def offices() -> st.SearchStrategy[Office]:
    """Offices with the national calendar, a province's, or one written out."""
    return st.one_of(st.sampled_from(NATIONAL), _written_out()).map(lambda given: Office(given, lawbook(given)))


def moments() -> st.SearchStrategy[datetime]:
    """Moments at whole minutes, many of them near opening and closing."""
    near = st.sampled_from([time(8, 30), time(16, 30), time(9), time(12), time(0), time(23, 59)])
    clocks = st.one_of(near, st.builds(time, st.integers(0, 23), st.integers(0, 59)))
    return st.builds(
        lambda day, clock: datetime.combine(day, clock, BANGKOK), st.dates(FIRST, date(2026, 12, 1)), clocks
    )
