"""When a filing counts as received (EPA s.10, s.20; ETA s.23).

An electronic filing that enters outside working time counts from the next working time. What comes over the counter,
by post or by telephone was received when a person took it: section 10 is not engaged and nothing shifts.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saduak.core.calendars import BANGKOK, ONE_DAY, Calendar
from saduak.core.errors import LawError
from saduak.core.reasons import Code, Reason, because
from saduak.core.regime import Regime


class Channel(StrEnum):
    """How a filing reached the agency."""

    ELECTRONIC = "electronic"
    EMAIL = "email"
    COUNTER = "counter"
    POST = "post"
    TELEPHONE = "telephone"
    OUTREACH = "outreach"

    @property
    def is_electronic(self) -> bool:
        """Whether what comes this way enters a system by itself, at any hour (EPA s.10); the rest a person takes in."""
        return self in {Channel.ELECTRONIC, Channel.EMAIL}


@dataclass(frozen=True, slots=True)
class Arrival:
    """The facts of one arrival.

    `announced` says whether it came by a channel the agency has announced; None means that the agency has announced
    no channel yet, so that any channel counts (EPA s.20). `retrieved_at` is when somebody opened a message that went
    elsewhere. `forwarded_from` names the unit of the same agency it first went to; `responsible_agency` the other
    agency that it should have gone to.
    """

    entered_at: datetime
    channel: Channel
    announced: bool | None = True
    retrieved_at: datetime | None = None
    misdirected: str = ""
    responsible_agency: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The legal moment of receipt in Bangkok time; None while it is not received or where another agency is
    responsible, which is then named."""

    received_at: datetime | None
    because: tuple[Reason, ...]
    responsible_agency: str = ""


def receipt(arrival: Arrival, calendar: Calendar, regime: Regime) -> Receipt:
    """When the arrival counts as received, and why.

    Raises `LawError` "responsible_agency_missing" when it should have gone to an agency that is not named, and
    "retrieved_before_entered" when it was found before it was there.
    """
    if arrival.retrieved_at and arrival.retrieved_at < arrival.entered_at:
        found, entered = arrival.retrieved_at.astimezone(BANGKOK), arrival.entered_at.astimezone(BANGKOK)
        raise LawError("retrieved_before_entered", retrieved=found, entered=entered)
    if arrival.misdirected == "other_agency":
        return _for_another(arrival)
    received_at, reasons = _received(arrival, calendar, regime)
    if arrival.misdirected == "same_agency" and received_at:
        reasons = (*reasons, because("receipt.same_agency", received=received_at))
    return Receipt(received_at, reasons)


def deemed_receipt(entered_at: datetime, calendar: Calendar) -> datetime:
    """The bare rule of EPA s.10 para 1: the moment itself in working time, else the next working time (Bangkok)."""
    return calendar.next_working_moment(entered_at)


def _received(arrival: Arrival, calendar: Calendar, regime: Regime) -> tuple[datetime | None, tuple[Reason, ...]]:
    if not arrival.channel.is_electronic:
        at = arrival.entered_at.astimezone(BANGKOK)
        return at, (because("receipt.by_hand", channel=Code("channel", arrival.channel), received=at),)
    if arrival.announced is False and regime.settings.unannounced_channel == "retrieval":
        return _retrieved(arrival)
    at, reason = working_receipt(arrival.entered_at, calendar)
    if arrival.announced is None:
        return at, (because("receipt.any_channel"), reason)
    return at, (reason,)


def taken_in(happened_at: datetime) -> tuple[datetime, Reason]:
    """What a person took in counts when it happened, in Bangkok time (EPA s.10 is not engaged)."""
    at = happened_at.astimezone(BANGKOK)
    return at, because("receipt.as_it_happened", at=at)


def working_receipt(entered_at: datetime, calendar: Calendar) -> tuple[datetime, Reason]:
    """The moment of receipt of an electronic filing and the one reason for it."""
    entered = entered_at.astimezone(BANGKOK)
    received = deemed_receipt(entered, calendar)
    if received == entered:
        return received, because("receipt.in_hours", calendar=calendar, received=received)
    missed = calendar.missed_between(entered.date() - ONE_DAY, received.date())
    return received, because(
        "receipt.out_of_hours_missed" if missed else "receipt.out_of_hours",
        calendar=calendar,
        entered=entered,
        received=received,
        closed=_why_closed(entered, calendar),
        missed=missed,
    )


def _why_closed(entered: datetime, calendar: Calendar) -> Code:
    """What stood in the way at the moment of entry, as a code of the family `closed`."""
    day, openings = entered.date(), calendar.openings(entered.date())
    if openings:
        before, after = entered.time() < openings[0].opens, entered.time() >= openings[-1].closes
        return Code("closed", "before_hours" if before else "after_hours" if after else "break")
    if day in calendar.closed:
        return Code("closed", "closure")
    return Code("closed", "holiday" if calendar.holiday(day) else "weekend")


def _retrieved(arrival: Arrival) -> tuple[datetime | None, tuple[Reason, ...]]:
    if arrival.retrieved_at is None:
        return None, (because("receipt.not_retrieved", entered=arrival.entered_at.astimezone(BANGKOK)),)
    at = arrival.retrieved_at.astimezone(BANGKOK)
    return at, (because("receipt.retrieved", entered=arrival.entered_at.astimezone(BANGKOK), received=at),)


def _for_another(arrival: Arrival) -> Receipt:
    name = arrival.responsible_agency.strip()
    if not name:
        raise LawError("responsible_agency_missing")
    return Receipt(None, (because("receipt.other_agency", agency=name),), name)


def payment_instant(paid_at: datetime, calendar: Calendar, regime: Regime) -> tuple[datetime, Reason]:
    """When a payment counts: the bank's time stamp, for the payer, unless the regime shifts it too (U24)."""
    if regime.settings.payment_counts_from == "bank_time":
        at = paid_at.astimezone(BANGKOK)
        return at, because("receipt.payment_instant", paid=at)
    at = deemed_receipt(paid_at, calendar)
    return at, because("receipt.payment_shifted", calendar=calendar, paid=paid_at.astimezone(BANGKOK), received=at)
