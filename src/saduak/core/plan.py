"""The plan of the manual's steps: each has its own limit inside the total, and steps may run in parallel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.core.facts import Facts, Happened, Step
from saduak.core.lawbook import Lawbook
from saduak.core.periods import last_day, moment_after
from saduak.core.starts import Start


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step's own limit: from when it runs, its last day, and the moment where it counts in hours or minutes.

    `late` says whether it was finished after that, None while it is not finished.
    """

    id: str
    runs_from: date
    last_day: date
    at: datetime | None
    finished_on: date | None
    late: bool | None


def plan(start: Start, steps: Sequence[Step], facts: Facts, book: Lawbook) -> tuple[PlannedStep, ...]:
    """The steps in the order of the manual. What has really started or finished moves what follows.

    Raises `LawError` "step_unknown" where a step waits for one that does not come before it.
    """
    started = {fact.subject: fact.at for fact in facts.of(Happened.STEP_STARTED)}
    finished = {fact.subject: fact.at for fact in facts.of(Happened.STEP_FINISHED)}
    planned: dict[str, PlannedStep] = {}
    ends: dict[str, datetime] = {}
    for index, step in enumerate(steps):
        before = _before(step, steps, index)
        begins = started.get(step.id) or _latest(before, ends, start, step)
        found = _planned(step, begins, start, finished.get(step.id), book)
        planned[step.id] = found
        ends[step.id] = finished.get(step.id) or found.at or datetime.combine(found.last_day, time.max, BANGKOK)
    return tuple(planned.values())


def _before(step: Step, steps: Sequence[Step], index: int) -> tuple[str, ...]:
    if step.after is not None:
        return step.after
    return (steps[index - 1].id,) if index else ()


def _latest(before: tuple[str, ...], ends: Mapping[str, datetime], start: Start, step: Step) -> datetime:
    unknown = [name for name in before if name not in ends]
    if unknown:
        raise LawError("step_unknown", step=step.id, after=unknown[0])
    return max((ends[name] for name in before), default=start.at)


def _planned(step: Step, begins: datetime, start: Start, finished: datetime | None, book: Lawbook) -> PlannedStep:
    day = begins.astimezone(BANGKOK).date()
    at: datetime | None = None
    if step.span.unit.is_of_days:
        counts = start.counts and begins == start.at
        end = last_day(day, step.span, book.calendar, count_start=counts)
    else:
        at = moment_after(begins, step.span, book.calendar)
        end = at.date()
    done = finished.astimezone(BANGKOK).date() if finished else None
    late = None if finished is None else finished > at if at else finished.astimezone(BANGKOK).date() > end
    return PlannedStep(step.id, day, end, at, done, late)
