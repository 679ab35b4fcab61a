"""Lengths of time as manuals and Acts state them, and whose they are."""

from dataclasses import dataclass
from enum import StrEnum

from saduak.core.errors import LawError

LONGEST = 100_000
"""No statutory period has more units than this; a larger amount is refused as a slip of the keyboard."""


class Unit(StrEnum):
    """In what a period is counted. A manual's bare "วัน" means calendar days unless the regime says otherwise (U8)."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WORKING_HOUR = "working_hour"
    WORKING_MINUTE = "working_minute"
    ELAPSED_HOUR = "elapsed_hour"

    @property
    def is_of_days(self) -> bool:
        """Whether a period in this unit ends on a day (else at a moment)."""
        return self in _OF_DAYS


_OF_DAYS = frozenset({Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR})


class Doer(StrEnum):
    """Whose period it is: only a person's last day rolls forward."""

    AUTHORITY = "authority"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as manuals and Acts state it: a whole, non-negative amount of one unit.

    Raises `LawError` "amount_negative", "amount_not_whole" or "amount_too_large".
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise LawError("amount_not_whole", amount=self.amount)
        if self.amount < 0:
            raise LawError("amount_negative", amount=self.amount)
        if self.amount > LONGEST:
            raise LawError("amount_too_large", amount=self.amount, longest=LONGEST)
