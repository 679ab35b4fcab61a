"""When the clock of an application starts: receipt, completeness, or sending on by a centre.

Sources: EPA s.10; LFA s.8 and s.15; U2, U7.
"""

from dataclasses import dataclass
from datetime import date, datetime

from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.errors import CalendarYearUnknown, LawError
from saduak.core.facts import Fact, Facts, Happened, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.reasons import Reason, because
from saduak.core.receipt import taken_in, working_receipt


@dataclass(frozen=True, slots=True)
class Start:
    """The moment from which the clock runs, in Bangkok time.

    `certain` is false while nobody has checked completeness; `counts` is true where the first day counts (U2).
    """

    at: datetime
    certain: bool
    counts: bool

    @property
    def day(self) -> date:
        """The day of the starting moment."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Received:
    """The legal moment of receipt in Bangkok time; None while it waits for the holidays of `missing_year`."""

    at: datetime | None
    because: Reason
    missing_year: int | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """The start of a clock, None while it does not run or waits for the holidays of `missing_year`, and why."""

    start: Start | None
    because: tuple[Reason, ...] = ()
    missing_year: int | None = None


def filing(facts: Facts) -> Fact:
    """The fact that the application came in. Raises `LawError` "fact_missing" when nothing was filed."""
    fact = facts.first(Happened.RECEIVED, Happened.FILED)
    if fact is None:
        raise LawError("fact_missing", fact=Happened.FILED.value)
    return fact


def received(facts: Facts, book: Lawbook) -> Received:
    """The legal moment of receipt. No filing is refused because a year is not on file: its receipt waits."""
    fact = filing(facts)
    try:
        return Received(*counts_at(fact, book))
    except CalendarYearUnknown as missing:
        entered = fact.at.astimezone(BANGKOK)
        return Received(None, because("receipt.pending_calendar", entered=entered, year=missing.year), missing.year)


def counts_at(fact: Fact, book: Lawbook) -> tuple[datetime, Reason]:
    """When an act of the applicant counts: out of hours an electronic one counts later, others as they happened."""
    if fact.kind is Happened.RECEIVED or not fact.channel.is_electronic:
        return taken_in(fact.at)
    return working_receipt(fact.at, book.calendar)


def start(facts: Facts, receipt: Received, terms: Terms, book: Lawbook) -> Begun:
    """From when the clock runs, and why. While nobody has checked completeness it runs as if complete on receipt:
    LFA s.8 demands the check at once, so not looking stops nothing, however U7 is settled."""
    checked = facts.first(Happened.COMPLETED)
    if checked is None and facts.first(Happened.DEFECT_RECORDED):
        return Begun(None, (because("clock.not_started"),))
    try:
        if terms.centre:
            return _from_centre(facts, book)
        return _from_completion(checked, receipt, book) if checked else _unchecked(receipt, book)
    except CalendarYearUnknown as missing:
        return Begun(None, (because("clock.start_pending", year=missing.year),), missing.year)


def from_receipt(receipt: Received, book: Lawbook) -> Begun:
    """The start of a limit that an Act counts from receipt, whatever was missing then."""
    if receipt.at is None:
        return Begun(None, (), receipt.missing_year)
    return Begun(_begun(receipt.at, book))


def _unchecked(receipt: Received, book: Lawbook) -> Begun:
    reasons = (because("clock.if_complete"), because("clock.unchecked_runs"))
    if receipt.at is None:
        return Begun(None, reasons, receipt.missing_year)
    return Begun(_begun(receipt.at, book, certain=False), reasons)


def _from_completion(completed: Fact, receipt: Received, book: Lawbook) -> Begun:
    if book.regime.settings.clock_runs_from == "finding" and completed.found_at:
        at = completed.found_at.astimezone(BANGKOK)
        return Begun(_begun(at, book), (because("clock.from_finding", at=at),))
    if receipt.at is None:
        return Begun(None, (), receipt.missing_year)
    completion, reason = counts_at(completed, book)
    at = max(completion, receipt.at)
    return Begun(_begun(at, book), (reason, because("clock.from_completion", at=at)))


def _from_centre(facts: Facts, book: Lawbook) -> Begun:
    """An application centre: the time runs from the day it sends the case on (LFA s.15)."""
    forwarded = facts.first(Happened.FORWARDED)
    if forwarded is None:
        return Begun(None, (because("clock.waits_for_centre"),))
    at, checked = forwarded.at.astimezone(BANGKOK), facts.first(Happened.COMPLETED) is not None
    reasons = () if checked else (because("clock.if_complete"), because("clock.unchecked_runs"))
    return Begun(_begun(at, book, certain=checked), (because("clock.from_centre", at=at), *reasons))


def _begun(at: datetime, book: Lawbook, *, certain: bool = True) -> Start:
    counts = book.regime.settings.opening_day_counts and at_opening_bell(at, book.calendar)
    return Start(at, certain, counts)


def at_opening_bell(at: datetime, calendar: Calendar) -> bool:
    """Whether `at` is the very opening of its day, so that the whole day is left (CCC s.193/3 para 2; U2)."""
    local = at.astimezone(BANGKOK)
    openings = calendar.openings(local.date())
    return bool(openings) and local.time() == openings[0].opens
