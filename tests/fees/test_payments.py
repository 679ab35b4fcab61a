"""References of invoices, what a payment means for one, and years of account."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saduak.core.errors import DomainError
from saduak.core.payments import (
    Found,
    check_digits,
    day_paid,
    first_reference,
    fiscal_year,
    found_for,
    second_reference,
)

PAY_BY = date(2026, 11, 30)
LAST_MOMENT = datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC)
"""One second before midnight in Thailand."""


def test_references_name_year_number_and_last_day() -> None:
    ref1 = first_reference(2026, 41)
    assert ref1 == "690000000041"
    assert second_reference(ref1, PAY_BY, 120_000)[:6] == "691130"
    assert len(second_reference(ref1, PAY_BY, 120_000)) == 8


@given(st.from_regex(r"[0-9]{1,20}", fullmatch=True))
def test_check_digits_leave_a_rest_of_one(digits: str) -> None:
    assert int(digits + check_digits(digits)) % 97 == 1


@given(st.integers(1, 10**10 - 1), st.integers(1, 10**9), st.integers(1, 10**9))
def test_another_amount_has_other_check_digits(number: int, satang: int, more: int) -> None:
    """Unless the two differ by a multiple of 97."""
    ref1 = first_reference(2026, number)
    same = second_reference(ref1, PAY_BY, satang) == second_reference(ref1, PAY_BY, satang + more)
    if len(str(satang)) == len(str(satang + more)):
        assert same == (more % 97 == 0)


def test_a_used_up_series_is_told() -> None:
    with pytest.raises(DomainError, match="reference_used_up"):
        first_reference(2026, 10**10)


@pytest.mark.parametrize(
    ("open_satang", "paid", "after", "is_void", "found"),
    [
        (100, 100, timedelta(0), False, Found.EXACT),
        (100, 101, timedelta(0), False, Found.TOO_MUCH),
        (100, 99, timedelta(0), False, Found.TOO_LITTLE),
        (0, 100, timedelta(0), False, Found.TWICE),
        (100, 100, timedelta(seconds=1), False, Found.LATE),
        (100, 100, timedelta(0), True, Found.VOID),
        (0, 100, timedelta(days=9), False, Found.TWICE),
    ],
)
def test_what_a_payment_means(open_satang: int, paid: int, after: timedelta, *, is_void: bool, found: Found) -> None:
    assert found_for(open_satang, paid, LAST_MOMENT + after, PAY_BY, is_void=is_void) is found


def test_the_day_of_a_payment_is_that_of_thailand() -> None:
    assert day_paid(datetime(2026, 11, 29, 17, 0, tzinfo=UTC)) == PAY_BY


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2024, 9, 30), 2567), (date(2023, 10, 1), 2567), (date(2026, 11, 2), 2570), (date(2026, 1, 1), 2569)],
)
def test_the_fiscal_year_ends_in_september(day: date, year: int) -> None:
    assert fiscal_year(day) == year
