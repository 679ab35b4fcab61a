"""Working days and working time of one office.

A calendar answers two different questions (law.md 4.1 and 4.2):

* *Is this moment working time?* decides when an electronic filing counts as received (EPA s.10). Extra openings
  count, because the Act speaks of the agency's own hours.
* *Is this day a working day?* decides how periods are counted (APA s.64). Extra openings do not count unless the
  regime says so: a counter that opens on a Saturday does not make Saturday an ordinary working day (U3).

Years are loaded one by one, so that a question which needs an unknown year fails by naming it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from typing import NamedTuple

from saduak.core.errors import CalendarYearUnknown, LawError

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Thailand keeps UTC+7 all year; decisions are made in this zone, stored times are UTC."""

ONE_DAY = timedelta(days=1)
LATEST_YEAR = 2400
"""No period may end after this year: later figures are nearly always Buddhist years typed by mistake."""


class Opening(NamedTuple):
    """One stretch of working time on one day; both ends belong to it unless the regime says otherwise (U3)."""

    opens: time
    closes: time


class Holiday(NamedTuple):
    """A day on which government offices are closed, and where that is written.

    `provinces` holds two-digit codes; empty means the whole country.
    """

    on: date
    name_th: str
    name_en: str
    source: str
    kind: str = "holiday"
    provinces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class YearSheet:
    """The government holidays of one year (Common Era) as one file under `law/calendars/` states them."""

    year: int
    holidays: tuple[Holiday, ...]
    version: str

    def for_province(self, province: str | None) -> dict[date, Holiday]:
        return {day.on: day for day in self.holidays if not day.provinces or province in day.provinces}


@dataclass(frozen=True)
class Calendar:
    """The working days and hours of one office; see the module for what counts as which.

    `years` maps a year to its holidays. With `covers_all_years` an absent year has none: that is how a calendar
    written out in a question behaves.
    """

    name: str
    years: Mapping[int, Mapping[date, Holiday]]
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    hours: tuple[Opening, ...] = (Opening(time(8, 30), time(16, 30)),)
    extra_open: Mapping[date, tuple[Opening, ...]] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    covers_all_years: bool = False
    close_inclusive: bool = True
    extra_open_is_working_day: bool = False
    version: str = "unversioned"
    _working: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)
    _open: dict[date, tuple[Opening, ...]] = field(default_factory=dict, repr=False, compare=False)
