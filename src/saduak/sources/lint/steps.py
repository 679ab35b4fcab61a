"""The promise, the statutory time and the steps between filing and decision."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple

from saduak.core.calendars import Calendar
from saduak.core.errors import LawError
from saduak.core.package import ManualStep, Statute
from saduak.core.spans import Span
from saduak.sources import acts
from saduak.sources.calendars import known_years, national_calendar
from saduak.sources.lint.lengths import (
    MINUTES,
    MINUTES_IN_A_DAY,
    is_longer,
    is_over_a_day,
    latest,
    overrun,
    soonest,
    starts,
)
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Subject

RULE_NAME: Final = re.compile(r"[a-z][a-z0-9_]*@[1-9][0-9]*")


# Each step


@rule("step_without_unit", "lfa 7 1")
def step_without_unit(subject: Subject) -> Iterator[Fault]:
    """Somebody is responsible for each step."""
    for position, step in enumerate(subject.service.steps):
        if not step.responsible.th.strip():
            yield fault("service", "steps", position, "responsible", step=step.id)


@rule("step_without_time", "lfa 7 1")
def step_without_time(subject: Subject) -> Iterator[Fault]:
    """Each step has a time."""
    for position, step in enumerate(subject.service.steps):
        if step.time.amount == 0:
            yield fault("service", "steps", position, "time", step=step.id)


@rule("step_of_many_hours", "lfa 7 1")
def step_of_many_hours(subject: Subject) -> Iterator[Fault]:
    """A step of more than a day is stated in days, so that it counts towards the total."""
    for position, step in enumerate(subject.service.steps):
        if is_over_a_day(step.time):
            yield fault("service", "steps", position, "time", step=step.id, time=step.time)


@rule("step_rule_name")
def step_rule_name(subject: Subject) -> Iterator[Fault]:
    """A rule that carries out a step is named with its version, so that a decision can cite it."""
    for position, step in enumerate(subject.service.steps):
        if step.rule and not RULE_NAME.fullmatch(step.rule):
            yield fault("service", "steps", position, "rule", name=step.rule)


# Their order


def before(steps: Sequence[ManualStep]) -> Mapping[str, tuple[str, ...]]:
    """Step to the steps that must end first."""
    previous = ("", *(step.id for step in steps))
    return {
        step.id: step.after if step.after is not None else tuple(filter(None, (earlier,)))
        for earlier, step in zip(previous, steps, strict=False)
    }


@rule("step_after_unknown")
def step_after_unknown(subject: Subject) -> Iterator[Fault]:
    """A step waits only for steps that exist."""
    known = {step.id for step in subject.service.steps}
    for position, step in enumerate(subject.service.steps):
        for name in step.after or ():
            if name not in known:
                yield fault("service", "steps", position, "after", step=step.id, after=name)


@rule("step_cycle")
def step_cycle(subject: Subject) -> Iterator[Fault]:
    """No step waits for itself, not even by way of others."""
    steps = subject.service.steps
    reached = in_order(steps)
    stuck = tuple(step for step in steps if step not in reached)
    if stuck and _all_known(before(steps)):
        yield fault("service", "steps", steps.index(stuck[0]), "after", steps=tuple(step.id for step in stuck))


def _all_known(needs: Mapping[str, tuple[str, ...]]) -> bool:
    return all(name in needs for names in needs.values() for name in names)


def in_order(steps: Sequence[ManualStep]) -> list[ManualStep]:
    """The steps, each after those it waits for; steps that can never begin are left out."""
    needs, found, waiting = before(steps), {}, list(steps)
    while ready := [step for step in waiting if all(name in found for name in needs[step.id])]:
        found.update({step.id: step for step in ready})
        waiting = [step for step in waiting if step.id not in found]
    return list(found.values())


# The promise


@rule("promise_zero", "lfa 7 1")
def promise_zero(subject: Subject) -> Iterator[Fault]:
    """The manual promises a time."""
    if subject.service.promise.amount == 0:
        yield fault("service", "promise")


@rule("statute_missing", "lfa 7 1")
def statute_missing(subject: Subject) -> Iterator[Fault]:
    """What the promise is held against: a limit on file, or a time with its article."""
    statute = subject.service.statute
    if not statute.limit and (statute.time is None or not statute.article.strip()):
        yield fault("service", "statute")


def statutory_time(statute: Statute) -> Span | None:
    """The longest time the law allows; None where it is not known."""
    if not statute.limit:
        return statute.time
    try:
        return acts.limit(statute.limit).span
    except LawError:
        return None


@rule("promise_over_statute", "lfa 10 1")
def promise_over_statute(subject: Subject) -> Iterator[Fault]:
    """The promise is no longer than the statutory time."""
    promise, statute = subject.service.promise, statutory_time(subject.service.statute)
    if statute is not None and statute.unit is promise.unit and is_longer(promise, statute):
        yield fault("service", "promise", promise=promise, statute=statute)


@rule("promise_over_statute_at_times", "lfa 10 1")
def promise_over_statute_at_times(subject: Subject) -> Iterator[Fault]:
    """Where the units differ, the promise ends within the statutory time from whatever day it starts."""
    promise, statute = subject.service.promise, statutory_time(subject.service.statute)
    if statute is not None and statute.unit is not promise.unit:
        found = overrun(promise, statute)
        if found is not None:
            params = {"start": found.start, "ends": found.ends, "lawful": found.other_ends}
            yield fault("service", "promise", promise=promise, statute=statute, **params)


@rule("reduction_is_none", "lfa 7 3")
def reduction_is_none(subject: Subject) -> Iterator[Fault]:
    """A service that says it was cut was longer, or had more steps, before."""
    service, reduced = subject.service, subject.service.reduced_from
    if reduced and reduced.steps <= len(service.steps) and not is_longer(reduced.time, service.promise):
        yield fault("service", "reduced_from", steps=reduced.steps, time=reduced.time)


@rule("steps_over_promise", "lfa 7 1")
def steps_over_promise(subject: Subject) -> Iterator[Fault]:
    """Steps that follow one another fit into the total; of steps side by side the longest counts."""
    service = subject.service
    late = late_step(service.steps, service.promise) if service.promise.amount else None
    if late is not None:
        yield fault("service", "steps", service.steps.index(late), "time", step=late.id, promise=service.promise)


def late_step(steps: tuple[ManualStep, ...], promise: Span) -> ManualStep | None:
    """The first step that can end after the promise; None also where their order is itself at fault."""
    order = in_order(steps)
    if len(order) < len({step.id for step in steps}):
        return None
    for run in _runs(steps, promise):
        ends = _ends(order, before(steps), run)
        late = next((step for step in order if ends[step.id] > run.promised), None)
        if late is not None:
            return late
    return None


class Run(NamedTuple):
    """One way to run through the steps: from a start, by a rule for how far a time goes, until what was promised.

    Ends are days where calendars have to tell, else plain sums in one unit.
    """

    start: Any
    after: Callable[[Any, Span], Any]
    promised: Any


def _runs(steps: Sequence[ManualStep], promise: Span) -> Iterator[Run]:
    """Minutes and hours inside a day add up only where the promise itself is in minutes or hours."""
    units = {step.time.unit for step in steps if step.time.unit.is_of_days}
    if not promise.unit.is_of_days:
        yield Run(0, lambda begun, time: begun + _minutes(time), _minutes(promise))
    elif units <= {promise.unit}:
        yield Run(0, lambda begun, time: begun + time.amount * time.unit.is_of_days, promise.amount)
    else:
        yield from _dated_runs(promise)


def _minutes(time: Span) -> int:
    return MINUTES.get(time.unit, MINUTES_IN_A_DAY) * time.amount


def _dated_runs(promise: Span) -> Iterator[Run]:
    calendar = national_calendar()
    for start in starts(known_years()):
        yield Run(start, partial(_day_after, calendar), latest(start, promise, calendar))


def _day_after(calendar: Calendar, begun: date, time: Span) -> date:
    return soonest(begun, time, calendar) if time.unit.is_of_days else begun


def _ends(order: Sequence[ManualStep], needs: Mapping[str, tuple[str, ...]], run: Run) -> Mapping[str, Any]:
    ends: dict[str, Any] = {}
    for step in order:
        begun = max((ends[name] for name in needs[step.id]), default=run.start)
        ends[step.id] = run.after(begun, step.time)
    return ends
