"""Money that comes in for an invoice: its references, what a payment means for it, and years of account.

A payment counts for the payer at the moment that the bank stamped it, also out of office hours (EPA s.7 para 4 and its
payments; U24). No sum is guessed: what is not exactly the open amount, in time, is for a person to look at.
"""

from datetime import date, datetime
from enum import StrEnum

from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError

BUDDHIST = 543
FISCAL_MONTH = 10
SEQUENCE = 10**10
DIVISOR = 97


class Found(StrEnum):
    """What a payment is to the invoice that its references name."""

    EXACT = "exact"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"
    TWICE = "twice"
    LATE = "late"
    VOID = "void"
    UNKNOWN = "unknown_reference"


def first_reference(year: int, number: int) -> str:
    """Ref1: two digits of the Buddhist year and ten of a running number. Raises DomainError "reference_used_up"."""
    if not 0 < number < SEQUENCE:
        raise DomainError("reference_used_up")
    return f"{(year + BUDDHIST) % 100:02}{number:010}"


def second_reference(ref1: str, pay_by: date, satang: int) -> str:
    """Ref2: the last day to pay as YYMMDD of the Buddhist era, and two check digits over reference, day and amount."""
    day = f"{(pay_by.year + BUDDHIST) % 100:02}{pay_by:%m%d}"
    return day + check_digits(f"{ref1}{day}{satang}")


def check_digits(digits: str) -> str:
    """Two digits that make the whole number one more than a multiple of 97 (ISO 7064, MOD 97-10)."""
    return f"{DIVISOR + 1 - int(digits) * 100 % DIVISOR:02}"


def day_paid(paid_at: datetime) -> date:
    """The day in Thailand of a bank's time stamp."""
    return paid_at.astimezone(BANGKOK).date()


def found_for(open_satang: int, paid: int, paid_at: datetime, pay_by: date, *, is_void: bool) -> Found:
    """What `paid` satang, stamped `paid_at`, are to an invoice with so much open, payable to the end of a day.

    `open_satang` is 0 once it is paid.
    """
    if is_void:
        return Found.VOID
    if not open_satang:
        return Found.TWICE
    if day_paid(paid_at) > pay_by:
        return Found.LATE
    if paid == open_satang:
        return Found.EXACT
    return Found.TOO_MUCH if paid > open_satang else Found.TOO_LITTLE


def fiscal_year(day: date) -> int:
    """The Thai fiscal year of a day, in the Buddhist era: October to September, named by the year it ends in."""
    return day.year + BUDDHIST + (day.month >= FISCAL_MONTH)
