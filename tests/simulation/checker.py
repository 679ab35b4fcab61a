"""Whether the delay notices of a case went as LFA s.10 wants them. Shares nothing with the engine but the calendar
files: days are counted here by hand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

FILES = Path(__file__).resolve().parents[2] / "law" / "calendars"
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Told:
    """What an observer sees of a case: the day of its filing, the days of its notices with their numbers, how many
    copies and letters of them there are and duties for a missed window, and the day on which nothing more was owed."""

    number: str
    filed: date
    notices: Sequence[tuple[int, date]]
    copies: int
    letters: int
    duties: int
    ended: date


class Observer:
    """Counts with the working days of a province's offices, less the days on which this one closed."""

    def __init__(self, years: Iterable[int], province: str, closed: Iterable[date], away: Iterable[date]) -> None:
        listed = [day for year in years for day in yaml.safe_load((FILES / f"{year + 543}.yaml").read_text())["days"]]
        holidays = {
            day["date"]
            for day in listed
            if day["kind"] != "extra_working_day" and province in day.get("provinces", [province])
        }
        self.closed, self.away = holidays | set(closed), set(away)

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.isoweekday() < 6 and day not in self.closed

    def promised(self, filed: date, days: int) -> date:
        """The last of so many working days after the day of receipt."""
        while not self.works(filed):
            filed += DAY
        while days:
            filed += DAY
            days -= self.works(filed)
        return filed

    def wanted(self, missed: date, told: Sequence[date]) -> Iterator[date]:
        """The day of each notice given when those before it went, and of the one after the last."""
        day = missed + DAY
        while not self.works(day):
            day += DAY
        yield day
        for went in told:
            day = went + WEEK
            while not self.works(day):
                day -= DAY
            yield day

    def faults(self, case: Told, promise: int) -> Iterator[str]:
        """Everything that is wrong with the notices of a case."""
        days, missed = [day for _, day in case.notices], self.promised(case.filed, promise)
        *wanted, after = self.wanted(missed, days)
        yield from self._miscounted(case)
        if after < case.ended and not self._excused(after, case.ended):
            yield f"missed on {after}"
        for day, went in zip(wanted, days, strict=True):
            if went < day:
                yield f"early on {went} for {day}"
            if went > day and not self._excused(day, went):
                yield f"late on {went} for {day}"
        by = [*wanted[:1], *(max(day, before + WEEK) for before, day in zip(days, wanted[1:], strict=False))]
        late = sum(went > latest for went, latest in zip(days, by, strict=True))
        if late != case.duties:
            yield f"{late} missed windows, {case.duties} duties"

    def _miscounted(self, case: Told) -> Iterator[str]:
        numbers, count = [number for number, _ in case.notices], len(case.notices)
        if numbers != list(range(1, count + 1)):
            yield "not numbered one after another"
        if not case.copies == case.letters == count:
            yield f"{count} notices, {case.copies} copies, {case.letters} letters"
        if len({day for _, day in case.notices}) != count:
            yield "two on one day"

    def _excused(self, day: date, until: date) -> bool:
        """Whether the system was away on every day from one to before the other."""
        return all(day + DAY * each in self.away for each in range((until - day).days))
