"""Lengths in different units are compared from every start on file, and steps by the longest way through them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saduak.core.package import ManualStep, StepKind, Text
from saduak.core.periods import last_day
from saduak.core.spans import Span, Unit
from saduak.sources.calendars import known_years, national_calendar
from saduak.sources.lint.lengths import is_longer, is_over_a_day, overrun, starts
from saduak.sources.lint.steps import before, in_order, late_step

NAME = Text("ก", "a")
DAYS = st.builds(Span, st.integers(1, 60), st.sampled_from([Unit.DAY, Unit.WORKING_DAY]))


def span(amount: int, unit: str) -> Span:
    return Span(amount, Unit(unit))


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        (span(20, "working_day"), span(30, "day"), True),
        (span(15, "working_day"), span(30, "day"), False),
        (span(1, "month"), span(30, "day"), True),
        (span(30, "day"), span(1, "month"), True),
        (span(28, "day"), span(1, "month"), False),
        (span(12, "month"), span(1, "year"), False),
        (span(7, "day"), span(7, "working_day"), False),
        (span(8, "day"), span(5, "working_day"), True),
        (span(60, "working_minute"), span(1, "working_hour"), False),
        (span(61, "working_minute"), span(1, "working_hour"), True),
        (span(2, "working_hour"), span(1, "working_day"), False),
        (span(1, "working_day"), span(2, "working_hour"), True),
        (span(31, "day"), span(30, "day"), True),
        (span(3000, "working_day"), span(30, "day"), True),
        (span(100_000, "working_day"), span(5, "year"), True),
        (span(30, "day"), span(3000, "working_day"), False),
        (span(100_000, "year"), span(3000, "working_day"), True),
        (span(100_000, "working_hour"), span(30, "day"), True),
        (span(100_000, "elapsed_hour"), span(20, "year"), False),
    ],
)
def test_which_is_longer(one: Span, other: Span, longer: bool) -> None:
    assert is_longer(one, other) is longer


def test_an_overrun_names_a_start_that_anybody_can_count() -> None:
    found = overrun(span(20, "working_day"), span(30, "day"))
    assert found is not None
    calendar = national_calendar()
    assert found.ends == last_day(found.start, span(20, "working_day"), calendar) > found.other_ends
    assert found.other_ends == last_day(found.start, span(30, "day"), calendar)


@given(DAYS, DAYS)
def test_nothing_is_longer_where_every_start_ends_in_time(one: Span, other: Span) -> None:
    calendar = national_calendar()
    days_on_file = list(starts(known_years()))[:-200]
    ends = ((last_day(day, one, calendar), last_day(day, other, calendar)) for day in days_on_file)
    assert (overrun(one, other) is not None) is any(first > second for first, second in ends)


def test_every_day_on_file_is_a_start() -> None:
    days = list(starts(known_years()))
    assert days[0] == date(min(known_years()), 1, 1)
    assert days[-1] == date(max(known_years()), 12, 31)
    assert len(days) == len(set(days))


@pytest.mark.parametrize(
    ("length", "over"),
    [(span(8, "working_hour"), False), (span(9, "working_hour"), True), (span(481, "working_minute"), True),
     (span(24, "elapsed_hour"), False), (span(25, "elapsed_hour"), True), (span(99, "day"), False)],
)  # fmt: skip
def test_what_is_over_a_day(length: Span, over: bool) -> None:
    assert is_over_a_day(length) is over


# Steps


def step(name: str, time: Span, after: tuple[str, ...] | None = None) -> ManualStep:
    return ManualStep(name, StepKind.CONSIDERATION, NAME, time, NAME, after=after)


def days(*amounts: int) -> tuple[ManualStep, ...]:
    return tuple(step(f"s{at}", span(amount, "working_day")) for at, amount in enumerate(amounts))


def late_name(steps: tuple[ManualStep, ...], promise: Span) -> str:
    late = late_step(steps, promise)
    return late.id if late else ""


def test_steps_in_sequence_add_up() -> None:
    assert late_name(days(3, 4, 3), span(10, "working_day")) == ""
    assert late_name(days(3, 4, 4), span(10, "working_day")) == "s2"


def test_of_steps_side_by_side_the_longest_counts() -> None:
    steps = (step("a", span(9, "day"), ()), step("b", span(10, "day"), ()), step("c", span(1, "day"), ("a", "b")))
    assert late_name(steps, span(11, "day")) == ""
    assert late_name(steps, span(10, "day")) == "c"


def test_minutes_and_hours_inside_a_day_do_not_add_to_days() -> None:
    hours = tuple(step(f"h{at}", span(7, "working_hour")) for at in range(20))
    assert late_name(hours, span(1, "working_day")) == ""


def test_minutes_add_up_where_the_promise_is_in_minutes() -> None:
    steps = (step("a", span(30, "working_minute")), step("b", span(1, "working_hour")))
    assert late_name(steps, span(90, "working_minute")) == ""
    assert late_name(steps, span(89, "working_minute")) == "b"
    assert late_name(days(1), span(8, "working_hour")) == "s0"


def test_calendar_days_in_sequence_are_held_against_working_days_on_every_start() -> None:
    steps = (step("a", span(3, "working_day")), step("b", span(4, "day")))
    assert late_name(steps, span(7, "working_day")) == ""
    assert late_name(steps, span(5, "working_day")) == "b"


def test_steps_whose_order_is_at_fault_are_not_added() -> None:
    looped = (step("a", span(99, "day"), ("b",)), step("b", span(99, "day"), ("a",)))
    assert late_name(looped, span(1, "day")) == ""
    assert in_order(looped) == []
    assert late_name((step("a", span(99, "day"), ("nobody",)),), span(1, "day")) == ""


@given(st.lists(st.integers(1, 9), min_size=1, max_size=7), st.data())
def test_the_longest_way_is_that_of_all_ways(amounts: list[int], data: st.DataObject) -> None:
    steps = tuple(
        replace(
            each, after=tuple(data.draw(st.sets(st.sampled_from([s.id for s in days(*amounts)][:at])))) if at else ()
        )
        for at, each in enumerate(days(*amounts))
    )
    longest = max(sum(way) for way in ways(steps))
    assert late_name(steps, span(longest, "working_day")) == ""
    assert late_name(steps, span(longest - 1, "working_day")) != "" or longest == 1


def ways(steps: Sequence[ManualStep]) -> list[list[int]]:
    """The times along every way from a step that waits for none, by trying them all."""
    needs, times = before(steps), {each.id: each.time.amount for each in steps}

    def ways_to(name: str) -> list[list[int]]:
        return [[times[name]], *([*way, times[name]] for earlier in needs[name] for way in ways_to(earlier))]

    return [way for name in needs for way in ways_to(name)]


def test_many_steps_side_by_side_take_no_time_to_check() -> None:
    """Thirty pairs of steps, each waiting for both before, have a thousand million ways through them."""
    pairs = [
        step(f"{side}{at}", span(1, "day"), (f"a{at - 1}", f"b{at - 1}") if at else ())
        for at in range(30)
        for side in "ab"
    ]
    begun = perf_counter()
    assert late_name(tuple(pairs), span(30, "day")) == ""
    assert late_name(tuple(pairs), span(20, "working_day")) != ""
    assert perf_counter() - begun < 2
