"""Working days and working time of one office.

A calendar answers two different questions:

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
from typing import Any, NamedTuple

from saduak.core.errors import CalendarYearUnknown, LawError

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Thailand keeps UTC+7 all year; decisions are made in this zone, stored times are UTC."""

ONE_DAY = timedelta(days=1)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2400
"""Dates outside are refused: a later year is nearly always a Buddhist year typed where the Common Era is meant."""


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


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days and hours of one office; see the module for what counts as which.

    `years` maps a year to its holidays. With `covers_all_years` an absent year has none: that is how a calendar
    written out in a question behaves. `closed` beats every opening. Every method raises `CalendarYearUnknown` when it
    needs a year that is not on file.
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
    day_and_night: bool = False
    version: str = "unversioned"
    _openings: dict[date, tuple[Opening, ...]] = field(default_factory=dict, init=False, repr=False)
    _working: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False)
    _missed: dict[int, tuple[list[int], list[Holiday]]] = field(default_factory=dict, init=False, repr=False)

    @property
    def stamp(self) -> str:
        """Which calendar in which state: what an answer cites, so that it can be replayed."""
        return f"{self.name}@{self.version}"

    # What a single day is

    def holidays_of(self, year: int) -> Mapping[date, Holiday]:
        """The holidays of `year` (Common Era)."""
        found = self.years.get(year)
        if found is None:
            if not self.covers_all_years:
                raise CalendarYearUnknown(self.name, year)
            return {}
        return found

    def holiday(self, day: date) -> Holiday | None:
        """The government holiday on `day`, if it is one."""
        return self.holidays_of(day.year).get(day)

    def is_ordinary(self, day: date) -> bool:
        """Whether ordinary hours are kept on `day`: the right weekday, no holiday, not closed."""
        return day.isoweekday() in self.weekdays and self.holiday(day) is None and day not in self.closed

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts where a period is in working days (APA s.64; U3 for extra openings)."""
        if self.is_ordinary(day):
            return True
        return self.extra_open_is_working_day and day in self.extra_open and day not in self.closed

    def openings(self, day: date) -> tuple[Opening, ...]:
        """The stretches of working time on `day`, in order, overlaps joined; empty when nobody is there."""
        known = self._openings.get(day)
        if known is None:
            known = self._openings[day] = self._openings_afresh(day)
        return known

    def _openings_afresh(self, day: date) -> tuple[Opening, ...]:
        ordinary = self.hours if self.is_ordinary(day) else ()
        if day in self.closed:
            return ()
        return joined((*ordinary, *self.extra_open.get(day, ())))

    # Working days

    def working_days(self, year: int) -> list[int]:
        """The working days of `year` as proleptic ordinals, in order."""
        known = self._working.get(year)
        if known is None:
            known = self._working[year] = self._working_days_afresh(year)
        return known

    def _working_days_afresh(self, year: int) -> list[int]:
        """`is_working_day` for a whole year at once. Ordinal 1 was a Monday, so a Sunday's is divisible by seven."""
        shut = {day.toordinal() for day in (*self.holidays_of(year), *self.closed)}
        weekdays = {weekday % 7 for weekday in self.weekdays}
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        days = [day for day in range(first, last + 1) if day % 7 in weekdays and day not in shut]
        if self.extra_open_is_working_day:
            added = {day.toordinal() for day in self.extra_open if day.year == year and day not in self.closed}
            days = sorted(added.union(days))
        return days

    def after_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start` (`start` itself when `count` is 0).

        Raises `LawError` "date_out_of_range" past `LATEST_YEAR`, "calendar_never_opens" when ten years pass idle.
        """
        return self._nth_working_day(start.toordinal() + 1, count) if count else start

    def first_working_day(self, on_or_after: date) -> date:
        """The first working day on or after a day: where a person's last day rolls to (APA s.64 para 3)."""
        return self._nth_working_day(on_or_after.toordinal(), 1)

    def _nth_working_day(self, ordinal: int, count: int) -> date:
        """The `count`-th (from 1) working day at or after `ordinal`, looking at no year before it."""
        year, idle = date.fromordinal(ordinal).year, 0
        while True:
            days = self.working_days(in_range(year))
            position = bisect_left(days, ordinal) + count - 1
            if position < len(days):
                return date.fromordinal(days[position])
            count = position - len(days) + 1
            idle = 0 if days else idle + 1
            self._must_open(idle)
            year += 1

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie in `after` < day <= `until` (0 when `until` is not later)."""
        total = 0
        for year in range((after + ONE_DAY).year, until.year + 1):
            days = self.working_days(year)
            total += bisect_right(days, until.toordinal()) - bisect_right(days, after.toordinal())
        return max(total, 0)

    def last_working_day(self, on_or_before: date) -> date:
        """The last working day on or before a day: when an authority must have acted (APA s.64 para 2)."""
        ordinal, year = on_or_before.toordinal(), on_or_before.year
        for idle in range(IDLE_YEARS + 1):
            self._must_open(idle)
            days = self.working_days(in_range(year - idle))
            position = bisect_right(days, ordinal)
            if position:
                return date.fromordinal(days[position - 1])
        raise LawError("calendar_never_opens", calendar=self.name)

    def missed_between(self, after: date, until: date) -> tuple[Holiday, ...]:
        """The holidays and closures that a count over `after` < day <= `until` passes by on ordinary weekdays."""
        found: list[Holiday] = []
        for year in range((after + ONE_DAY).year, until.year + 1):
            ordinals, days = self._missed_in(year)
            found += days[bisect_right(ordinals, after.toordinal()) : bisect_right(ordinals, until.toordinal())]
        return tuple(found)

    def _missed_in(self, year: int) -> tuple[list[int], list[Holiday]]:
        known = self._missed.get(year)
        if known is None:
            closures = {day: Holiday(day, "", "", self.name, "closure") for day in self.closed if day.year == year}
            candidates = {**closures, **self.holidays_of(year)}
            days = sorted(
                candidates[day]
                for day in candidates
                if day.isoweekday() in self.weekdays and not self.is_working_day(day)
            )
            known = self._missed[year] = ([day.on.toordinal() for day in days], days)
        return known

    def _must_open(self, idle_years: int) -> None:
        if idle_years >= IDLE_YEARS:
            raise LawError("calendar_never_opens", calendar=self.name)

    # Working time

    def is_open(self, moment: datetime) -> bool:
        """Whether `moment` (aware) is working time."""
        return self.next_working_moment(moment) == moment

    def next_working_moment(self, moment: datetime) -> datetime:
        """`moment` itself in working time, else the next opening, in Bangkok time (EPA s.10)."""
        local = moment.astimezone(BANGKOK)
        day, clock = local.date(), local.time()
        for opening in self.openings(day):
            if clock < opening.opens:
                return datetime.combine(day, opening.opens, BANGKOK)
            if clock < opening.closes or (self.close_inclusive and clock == opening.closes):
                return local
        return self._first_opening(day + ONE_DAY)

    def _first_opening(self, day: date) -> datetime:
        for _ in range(IDLE_YEARS * 366):
            openings = self.openings(day)
            if openings:
                return datetime.combine(day, openings[0].opens, BANGKOK)
            day += ONE_DAY
            in_range(day.year)
        raise LawError("calendar_never_opens", calendar=self.name)

    def after_working_time(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which `length` of working time has passed since `start`, in Bangkok time (U18).

        Time outside the openings does not run; a length that ends with the day ends at closing, not at the next
        opening. Under `day_and_night` every hour runs.
        """
        if self.day_and_night:
            return start.astimezone(BANGKOK) + length
        at, left = self.next_working_moment(start), length
        while True:
            for opening in self.openings(at.date()):
                closes = datetime.combine(at.date(), opening.closes, BANGKOK)
                begins = max(at, datetime.combine(at.date(), opening.opens, BANGKOK))
                if begins + left <= closes:
                    return begins + left
                left -= max(closes - begins, timedelta())
            at = self._first_opening(at.date() + ONE_DAY)

    def working_time_between(self, since: datetime, until: datetime) -> timedelta:
        """How much working time lies between two moments (none when `until` is not later)."""
        if self.day_and_night:
            return max(until - since, timedelta())
        passed, day, last = timedelta(), since.astimezone(BANGKOK).date(), until.astimezone(BANGKOK).date()
        while day <= last:
            for opening in self.openings(day):
                begins = max(since, datetime.combine(day, opening.opens, BANGKOK))
                passed += max(min(until, datetime.combine(day, opening.closes, BANGKOK)) - begins, timedelta())
            day += ONE_DAY
        return passed

    def change(self, **fields: Any) -> "Calendar":
        """This calendar with other values for the named fields and nothing remembered."""
        return replace(self, **fields)


IDLE_YEARS = 10
"""A calendar that opens on no day in so many years is a mistake in its data, not an office."""


def in_range(year: int) -> int:
    """`year`, or `LawError` "date_out_of_range" when no sensible period ends there."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise LawError("date_out_of_range", year=year)
    return year


def joined(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Openings in order of time, those that touch or overlap made one."""
    result: list[Opening] = []
    for opening in sorted(openings):
        if result and opening.opens <= result[-1].closes:
            result[-1] = Opening(result[-1].opens, max(result[-1].closes, opening.closes))
        else:
            result.append(opening)
    return tuple(result)
