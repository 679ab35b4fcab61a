"""The plan of the manual's steps: each has its own limit inside the total, and steps may run in parallel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from saduak.core.calendars import BANGKOK
from saduak.core.dues import Due
from saduak.core.errors import CalendarYearUnknown, LawError
from saduak.core.facts import Facts, Happened, Step
from saduak.core.lawbook import Lawbook
from saduak.core.periods import last_day, moment_after
from saduak.core.starts import Start


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step's own limit: from when it runs, its last day, and the moment where it counts in hours or minutes.

    Both days are None as long as they hang on a calendar year that is not on file. `late` says whether the step was
    finished after its limit, None while it is not finished or has no date.
    """

    id: str
    runs_from: date | None
    last_day: date | None
    at: datetime | None = None
    finished_on: date | None = None
    late: bool | None = None


def plan(start: Start, steps: Sequence[Step], facts: Facts, book: Lawbook) -> tuple[PlannedStep, ...]:
    """The steps in the order of the manual. What has really started or finished moves what follows.

    Raises `LawError` "step_unknown" where a step waits for one that does not come before it.
    """
    started = {fact.subject: fact.at for fact in facts.of(Happened.STEP_STARTED)}
    finished = {fact.subject: fact.at for fact in facts.of(Happened.STEP_FINISHED)}
    planned: dict[str, PlannedStep] = {}
    ends: dict[str, datetime | None] = {}
    for index, step in enumerate(steps):
        before = _before(step, steps, index)
        begins = started.get(step.id) or _latest(before, ends, start, step)
        found = planned[step.id] = _planned(step, begins, start, finished.get(step.id), book)
        ends[step.id] = finished.get(step.id) or found.at or _end_of(found.last_day)
    return tuple(planned.values())


def inside(planned: PlannedStep, promised: Due | None) -> PlannedStep:
    """A step no longer than what was promised of the whole: time lost before it is taken from its own limit, not given
    on top. `late` still measures it by its own limit, since who comes after a late step has not been late."""
    day = promised.last_day if promised else None
    if promised is None or day is None or planned.last_day is None or planned.last_day < day:
        return planned
    if planned.last_day > day:
        return replace(planned, last_day=day, at=promised.at)
    ends = [moment for moment in (planned.at, promised.at) if moment]
    return replace(planned, at=min(ends, default=None))


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, BANGKOK) if day else None


def _before(step: Step, steps: Sequence[Step], index: int) -> tuple[str, ...]:
    if step.after is not None:
        return step.after
    return (steps[index - 1].id,) if index else ()


def _latest(before: tuple[str, ...], ends: Mapping[str, datetime | None], start: Start, step: Step) -> datetime | None:
    """When the last of the steps before ends; None while one of them has no date."""
    unknown = [name for name in before if name not in ends]
    if unknown:
        raise LawError("step_unknown", step=step.id, after=unknown[0])
    known = [end for name in before if (end := ends[name])]
    return max(known, default=start.at) if len(known) == len(before) else None


def _planned(
    step: Step, begins: datetime | None, start: Start, finished: datetime | None, book: Lawbook
) -> PlannedStep:
    day = begins.astimezone(BANGKOK).date() if begins else None
    done = finished.astimezone(BANGKOK).date() if finished else None
    try:
        end, at = _ends(step, begins, start, book) if begins else (None, None)
    except CalendarYearUnknown:
        end, at = None, None
    return PlannedStep(step.id, day, end, at, done, _late(end, at, finished))


def _ends(step: Step, begins: datetime, start: Start, book: Lawbook) -> tuple[date, datetime | None]:
    if step.span.unit.is_of_days:
        counts = start.counts and begins == start.at
        return last_day(begins.astimezone(BANGKOK).date(), step.span, book.calendar, count_start=counts), None
    at = moment_after(begins, step.span, book.calendar)
    return at.date(), at


def _late(end: date | None, at: datetime | None, finished: datetime | None) -> bool | None:
    if finished is None or end is None:
        return None
    return finished > at if at else finished.astimezone(BANGKOK).date() > end
