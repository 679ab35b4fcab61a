"""Amounts and times as banks write them."""

import re
from datetime import UTC, date, datetime

from saduak.core.calendars import BANGKOK

AMOUNT = re.compile(r"(?P<baht>[0-9]{1,10})(?:\.(?P<satang>[0-9]{1,2}))?")

YEARS = range(1900, 2900)
"""Years, also those of the Buddhist Era; the ends of what a calendar can count break every sum."""


def satang_of(written: str) -> int:
    """Satang of an amount in baht, `1,200.50`; ValueError for anything else, more than two places included."""
    found = AMOUNT.fullmatch(written.replace(",", "").strip())
    if found is None:
        raise ValueError("no amount")
    return int(found["baht"]) * 100 + int((found["satang"] or "").ljust(2, "0"))


def moment_of(written: str) -> datetime:
    """The moment of a time stamp in ISO 8601; without a zone it is Thailand's. ValueError."""
    read = datetime.fromisoformat(written.strip())
    if read.year not in YEARS:
        raise ValueError("no time of a payment")
    return (read if read.tzinfo else read.replace(tzinfo=BANGKOK)).astimezone(UTC)


def is_day(written: str) -> bool:
    """Whether a time stamp tells a day and no time of it."""
    try:
        date.fromisoformat(written.strip())
    except ValueError:
        return False
    return True
