"""When the clock of an application starts: receipt, completeness, or sending on by a centre.

Sources: EPA s.10; LFA s.8 and s.15; U2, U7.
"""

from dataclasses import dataclass
from datetime import date, datetime

from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.core.facts import Fact, Facts, Happened, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.reasons import Reason, because
from saduak.core.receipt import Channel, taken_in, working_receipt


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


def received(facts: Facts, book: Lawbook) -> tuple[datetime, Reason]:
    """The legal moment of receipt, in Bangkok time. Raises `LawError` "fact_missing" when nothing was filed."""
    fact = facts.first(Happened.RECEIVED, Happened.FILED)
    if fact is None:
        raise LawError("fact_missing", fact=Happened.FILED.value)
    return counts_at(fact, book)


def counts_at(fact: Fact, book: Lawbook) -> tuple[datetime, Reason]:
    """When an act of the applicant counts: out of hours an electronic one counts later, others as they happened."""
    if fact.kind is Happened.RECEIVED or fact.channel is not Channel.ELECTRONIC:
        return taken_in(fact.at)
    return working_receipt(fact.at, book.calendar)


def start(facts: Facts, receipt: datetime, terms: Terms, book: Lawbook) -> tuple[Start | None, tuple[Reason, ...]]:
    """From when the clock runs, None while it does not, and why."""
    completed = facts.first(Happened.COMPLETED)
    if completed is None:
        if facts.first(Happened.DEFECT_RECORDED):
            return None, (because("clock.not_started"),)
        return _begun(receipt, book, certain=False), (because("clock.if_complete"),)
    if terms.centre:
        return _from_centre(facts, book)
    if book.regime.settings.clock_runs_from == "finding" and completed.found_at:
        at = completed.found_at.astimezone(BANGKOK)
        return _begun(at, book), (because("clock.from_finding", at=at),)
    completion, reason = counts_at(completed, book)
    at = max(completion, receipt)
    return _begun(at, book), (reason, because("clock.from_completion", at=at))


def from_receipt(receipt: datetime, book: Lawbook) -> Start:
    """The start of a limit that an Act counts from receipt, whatever was missing then."""
    return _begun(receipt, book)


def _from_centre(facts: Facts, book: Lawbook) -> tuple[Start | None, tuple[Reason, ...]]:
    """An application centre: the time runs from the day it sends the case on (LFA s.15)."""
    forwarded = facts.first(Happened.FORWARDED)
    if forwarded is None:
        return None, (because("clock.waits_for_centre"),)
    at = forwarded.at.astimezone(BANGKOK)
    return _begun(at, book), (because("clock.from_centre", at=at),)


def _begun(at: datetime, book: Lawbook, *, certain: bool = True) -> Start:
    counts = False
    if book.regime.settings.opening_day_counts:
        openings = book.calendar.openings(at.date())
        counts = bool(openings) and at.time() == openings[0].opens
    return Start(at, certain, counts)
