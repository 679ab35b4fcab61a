"""Statements that tell a day without a time: the day of booking, often the one after the payer paid."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saduak.core.errors import DomainError
from saduak.fees import commands, queries
from saduak.fees.models import Payment, Receipt
from saduak.fees.tests.till import DAY, MONDAY, OWED, Till, again, announce, bill, line, standing, state
from saduak.ledger.projections import differences
from saduak.parties.tests.town import key

NIGHT = datetime(2026, 11, 5, 16, 59, 50, tzinfo=UTC)
"""Ten seconds before midnight in Thailand."""
LATER = MONDAY + 40 * DAY
MIDNIGHT = NIGHT + timedelta(seconds=10)
"""What is left of a day without a time."""


def booked(told: dict[str, Any], days: int = 0) -> dict[str, Any]:
    """The line of a statement that has numbers and days of its own, so many days after the night."""
    return {**told, "transaction": "STMT9", "paid_at": MIDNIGHT + days * DAY, "is_day": True}


@pytest.mark.parametrize("days", [-1, 0, 2])
def test_what_was_announced_at_night_and_booked_days_later_is_one_payment(till: Till, days: int) -> None:
    owed = bill(till)
    payment = announce(till, line(owed, transaction="KTB1", paid_at=NIGHT), now=LATER)
    shown = booked(line(owed), days)
    assert state(till, shown, now=LATER) == (0, 1, 0, 0)
    assert state(till, shown, now=LATER) == (0, 0, 1, 0)
    assert (again(payment).shown_as, Payment.objects.count(), Receipt.objects.count()) == ("STMT9", 1, 1)
    assert standing(till) == {"bank": OWED, "revenue": -OWED}
    assert list(queries.unclear_payments(till.finance.actor, LATER)) == []
    assert list(differences()) == []


def test_what_is_booked_after_a_weekend_and_more_is_money_of_its_own(till: Till) -> None:
    owed = bill(till)
    announce(till, line(owed, paid_at=NIGHT), now=LATER)
    assert state(till, booked(line(owed), 3), now=LATER) == (1, 0, 0, 1)


def test_who_paid_on_two_days_has_paid_twice(till: Till) -> None:
    """What shows first is taken for the announced payment; what shows then is the second, whichever it is."""
    owed = bill(till)
    announce(till, line(owed, transaction="KTB1", paid_at=NIGHT), now=LATER)
    second = {**booked(line(owed), 1), "transaction": "STMT10"}
    assert state(till, second, booked(line(owed)), now=LATER) == (1, 1, 0, 1)
    assert standing(till) == {"bank": 2 * OWED, "revenue": -OWED, "unallocated": -OWED}


def test_a_payment_that_one_statement_books_by_day_and_another_by_the_second_is_one(till: Till) -> None:
    """A day cannot differ from the moment that it leaves out."""
    owed = bill(till)
    told = line(owed, transaction="KTB1", paid_at=NIGHT)
    announce(till, told, now=LATER)
    assert state(till, booked(told), now=LATER) == (0, 1, 0, 0)
    assert state(till, told, now=LATER) == (0, 0, 1, 0)
    assert standing(till) == {"bank": OWED, "revenue": -OWED}


def test_two_lines_by_day_of_which_one_bears_the_announced_number_are_two_payments(till: Till) -> None:
    owed = bill(till)
    announce(till, line(owed, transaction="KTB1", paid_at=NIGHT), now=LATER)
    assert state(till, booked(line(owed)), now=LATER) == (0, 1, 0, 0)
    own = {**booked(line(owed)), "transaction": "KTB1"}
    assert state(till, own, now=LATER) == (1, 0, 0, 1)
    assert standing(till) == {"bank": 2 * OWED, "revenue": -OWED, "unallocated": -OWED}


@pytest.mark.parametrize(
    ("days", "is_day", "what"), [(1, True, "exact"), (1, False, "late"), (2, True, "late"), (0, False, "exact")]
)
def test_a_booking_of_the_day_after_the_last_may_be_of_its_evening(
    till: Till, days: int, what: str, *, is_day: bool
) -> None:
    """U24: what was paid at night is in time; a day of booking does not say that it was not."""
    owed = bill(till, pay_by=MIDNIGHT.date())
    told = line(owed, paid_at=datetime(2026, 11, 4, 17, 0, tzinfo=UTC) + days * DAY, is_day=is_day)
    state(till, told, now=LATER)
    assert (Payment.objects.get().what, again(owed).state == "paid") == (what, what == "exact")
    assert list(differences()) == []


def test_whether_a_line_tells_a_day_is_yes_or_no(till: Till) -> None:
    with pytest.raises(DomainError, match="line_invalid"):
        state(till, line(None, is_day="yes"))


def test_a_file_says_by_itself_that_it_tells_days(till: Till) -> None:
    owed = bill(till)
    announce(till, line(owed, paid_at=NIGHT), now=LATER)
    rows = f"STMT9,2026-11-06,mobile,{owed.ref1},{owed.ref2},1200.00,x\n"
    content = ("transaction,paid_at,channel,ref1,ref2,amount,payer\n" + rows).encode()
    told: dict[str, Any] = {"actor": till.finance.actor, "agency_id": till.agency, "content": content}
    counts = commands.import_statement(**told, label="S9", now=LATER, key=key())
    assert counts == (0, 1, 0, 0)
