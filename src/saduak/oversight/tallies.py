"""What one finished case adds to which figures, and how such marks add up. Commands keep them, queries compare them.

| measure | name | value | good when |
|---|---|---|---|
| `whole` | | time to the decision, as the promise is counted | decided in time |
| `step` | id of the step | its time, as the manual counts it | finished within its limit |
| `told` | | days from the decision to its notification | at most seven (LFA s.10) |
| `channel` | how the application came | 0 | always |
| `end` | outcome, or the state in which it ended | 0 | always |
| `arrow` | from>to, two activities of its path | seconds between them | the manual has `to` at that place |
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from saduak.cases.queries.courses import Course
from saduak.core.calendars import BANGKOK
from saduak.core.spread import Spread, bucket_of

MEASURES = ("whole", "step", "told", "channel", "end", "arrow")
EMPTY = Spread({})
BESIDE = "!"
"""Stands before an activity that came out of its place."""


class Mark(NamedTuple):
    """What one case adds to one figure."""

    measure: str
    name: str
    value: int
    good: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Marks of one figure added up."""

    count: int = 0
    good: int = 0
    total: int = 0
    spread: Spread = EMPTY

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        spread = self.spread.with_all(other.spread)
        return Tally(self.count + other.count, self.good + other.good, self.total + other.total, spread)

    def minus(self, other: "Tally") -> "Tally":
        """This one without what the other had added."""
        left = Spread({key: -count for key, count in other.spread.buckets.items()})
        kept = self.spread.with_all(left)
        return Tally(self.count - other.count, self.good - other.good, self.total - other.total, kept)

    @property
    def share(self) -> float | None:
        """How many of a hundred were good; None of nothing."""
        return 100 * self.good / self.count if self.count else None

    @property
    def mean(self) -> float | None:
        """The mean of the values."""
        return self.total / self.count if self.count else None


NOTHING = Tally()
Figures = Mapping[tuple[str, str], Tally]
"""Tallies by measure and name."""


def marks_of(course: Course) -> Iterator[Mark]:
    """Everything that a finished case adds."""
    for taken in course.times:
        if taken.used is not None and taken.in_time is not None:
            yield Mark("step" if taken.name else "whole", taken.name, taken.used, taken.in_time)
    if course.told_days is not None:
        yield Mark("told", "", course.told_days, bool(course.told_in_time))
    yield Mark("channel", course.channel, 0, good=True)
    yield Mark("end", course.end, 0, good=True)
    for one, following in pairwise(course.path):
        seconds = max(round((following.at - one.at) / timedelta(seconds=1)), 0)
        yield Mark("arrow", f"{one.activity}>{following.activity}", seconds, following.in_place)


def path_of(course: Course) -> str:
    """The path of a case as variants write it."""
    return " ".join(f"{'' if each.in_place else BESIDE}{each.activity}" for each in course.path)


def arrows_of(path: str) -> frozenset[str]:
    """The arrows on a path of a variant."""
    names = [name.lstrip(BESIDE) for name in path.split()]
    return frozenset(f"{one}>{other}" for one, other in pairwise(names))


def month_of(course: Course) -> date:
    """The month in which a case ended."""
    return course.closed_at.astimezone(BANGKOK).date().replace(day=1)


def tallied(marks: Iterable[Mark]) -> dict[tuple[str, str], Tally]:
    """Marks added up by measure and name."""
    values: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        values.setdefault((mark.measure, mark.name), []).append(mark)
    return {key: _tally(found) for key, found in values.items()}


def _tally(marks: list[Mark]) -> Tally:
    buckets: dict[int, int] = {}
    for mark in marks:
        bucket = bucket_of(mark.value)
        buckets[bucket] = buckets.get(bucket, 0) + 1
    total, good = sum(mark.value for mark in marks), sum(mark.good for mark in marks)
    return Tally(len(marks), good, total, Spread(buckets))


def added(tallies: Iterable[Tally]) -> Tally:
    """Many tallies as one."""
    count = good = total = 0
    buckets: dict[int, int] = {}
    for tally in tallies:
        count, good, total = count + tally.count, good + tally.good, total + tally.total
        for bucket, number in tally.spread.buckets.items():
            buckets[bucket] = buckets.get(bucket, 0) + number
    return Tally(count, good, total, Spread({bucket: number for bucket, number in buckets.items() if number}))


def together(several: Iterable[Figures]) -> dict[tuple[str, str], Tally]:
    """The figures of several months, manuals or agencies as one."""
    found: dict[tuple[str, str], list[Tally]] = {}
    for figures in several:
        for key, tally in figures.items():
            found.setdefault(key, []).append(tally)
    return {key: added(tallies) for key, tallies in found.items()}
