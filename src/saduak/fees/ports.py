"""What the fees need from outside: statements and slips read, and call-backs whose signature holds."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol


class Told(NamedTuple):
    """One payment as a bank tells of it: satang, and the bank's own time stamp.

    `is_day` says that the stamp is a day without a time (its first moment stands in `paid_at`): the day of booking.
    """

    transaction: str
    channel: str
    ref1: str
    ref2: str
    satang: int
    paid_at: datetime
    payer: str
    is_day: bool = False


class StatementReader(Protocol):
    """Reads statements of one form."""

    def knows(self, content: bytes) -> bool:
        """Whether the file is of this form."""

    def read(self, content: bytes) -> Iterator[Told]:
        """The money received, in order; raises DomainError("statement_unreadable") with the `line`."""


class SlipReader(Protocol):
    """Reads the codes on a picture."""

    def texts(self, picture: bytes) -> tuple[str, ...]:
        """What every QR code of the picture says; raises DomainError("slip_picture_unreadable")."""


class CallBacks(Protocol):
    """Knows a bank's word from anybody else's."""

    def told(self, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[str, Told]:
        """The biller's number and the payment that a call-back tells of; raises NotAllowed("signature_wrong",
        "signature_old"), DomainError("call_back_unreadable", "call_back_unpaid")."""
