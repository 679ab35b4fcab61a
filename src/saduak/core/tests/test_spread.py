"""Figures of time kept in buckets, and the promise that they propose."""

from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saduak.core.spread import EXACT, Spread, bucket_of, proposal, value_of


@given(st.integers(0, 10**10))
def test_a_value_read_back_is_close(value: int) -> None:
    found = value_of(bucket_of(value))
    assert abs(found - value) <= (0 if value < EXACT else value / 31)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2))
def test_buckets_keep_the_order(values: list[int]) -> None:
    low, high = sorted(values)
    assert bucket_of(low) <= bucket_of(high)


@given(st.lists(st.integers(0, EXACT - 1), min_size=1))
def test_percentiles_of_days_are_exact(values: list[int]) -> None:
    spread = Spread.of(values)
    assert spread.median == median_low(values)
    assert spread.ninetieth == sorted(values)[-(-9 * len(values) // 10) - 1]


@given(st.lists(st.integers(0, 10**7)), st.lists(st.integers(0, 10**7)))
def test_spreads_add_up(one: list[int], other: list[int]) -> None:
    assert Spread.of(one).with_all(Spread.of(other)) == Spread.of([*one, *other])


def test_of_nothing_nothing_is_said() -> None:
    assert (Spread({}).median, Spread({}).ninetieth, Spread({}).count) == (None, None, 0)


@pytest.mark.parametrize(
    ("promised", "days", "kind", "amount", "would_keep"),
    [
        (30, [10] * 18 + [11, 40], "shorter", 11, 19),
        (30, [10] * 9 + [12] * 1, "shorter", 11, 9),
        (30, [19] * 20, "shorter", 21, 20),
        (30, [21] * 20, "kept", None, None),
        (30, [31] * 20, "over", None, None),
        (30, [1] * 9, "few", None, None),
        (2, [1] * 20, "kept", None, None),
        (1, [0] * 20, "kept", None, None),
    ],
)
def test_a_promise_is_shortened_only_where_nine_of_ten_are_far_quicker(
    promised: int, days: list[int], kind: str, amount: int | None, would_keep: int | None
) -> None:
    found = proposal(promised, Spread.of(days))
    assert (found.kind, found.amount, found.would_keep) == (kind, amount, would_keep)
