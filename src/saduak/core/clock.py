"""The clock of one application: a fold over facts, never a countdown.

It gives the promise of the manual and the limit of the law with their reasons, from when delay notices run, and by when
the result must be told. Folding the same facts again gives the same answer. Sources: LFA s.8, s.10, s.15; APA s.39/1
and s.64. The time used stands in `stopwatches`, the steps in `plan`, the next moment in `looks`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from saduak.core.acts import Citation
from saduak.core.calendars import BANGKOK
from saduak.core.dues import Due, delays_from, in_time, legal_limit, promise
from saduak.core.facts import Facts, Happened, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.orders import Silence, SilenceTerms, silence
from saduak.core.pauses import Pauses, pauses
from saduak.core.reasons import Reason
from saduak.core.starts import Received, Start, filing, from_receipt, received, start


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the clock of one application stands. Times are Bangkok time; a date that does not exist yet is None.

    `received_at` is None while the receipt waits for the holidays of `missing_year`. `start` is from when it would run,
    `runs_from` from when it does (not before completeness is found). `delays_from` is the missed day after which delay
    notices run. `return_by` is by when the licence's own law wants an incomplete application returned.
    """

    state: str
    entered_at: datetime
    received_at: datetime | None
    missing_year: int | None
    start: Start | None
    promise: Due | None
    limit: Due | None
    delays_from: date | None
    notify_by: Due | None
    forward_by: Due | None
    return_by: Due | None
    silence: Silence
    pauses: Pauses
    because: tuple[Reason, ...]

    @property
    def since(self) -> datetime:
        """The moment of receipt; while that waits for a calendar, the moment of entry."""
        return self.received_at or self.entered_at

    @property
    def runs_from(self) -> datetime | None:
        """From when the clock runs; None while completeness is open."""
        return self.start.at if self.start and self.start.certain else None

    @property
    def due(self) -> Due | None:
        """What the applicant was promised, or the Act's limit where the manual promises nothing."""
        return self.promise or self.limit

    def is_overdue(self, now: datetime) -> bool:
        """Whether the due day, or the due moment of a promise in hours, is over at `now` without a decision.

        An application that nobody has checked is late too: LFA s.8 demands the check at once.
        """
        if self.state not in RUNNING or self.due is None or self.due.last_day is None:
            return False
        if self.due.at:
            return now > self.due.at
        return now.astimezone(BANGKOK).date() > self.due.last_day


RUNNING = frozenset({"received", "running", "paused"})
"""The states with a due day. A clock that stands still has none, unless that day was over before it stopped."""


def fold(facts: Facts, terms: Terms, book: Lawbook) -> Clock:
    """The clock after these facts. Raises `LawError` "fact_missing" when nothing was filed."""
    receipt = received(facts, book)
    begins = start(facts, receipt, terms, book)
    stood = pauses(facts, terms, book)
    promised = promise(begins, facts, terms, stood, book)
    limit, moved_by = legal_limit(begins, from_receipt(receipt, book), facts, terms, stood, book)
    decided = facts.first(Happened.DECIDED)
    return Clock(
        state=_state(facts, stood),
        entered_at=filing(facts).at.astimezone(BANGKOK),
        received_at=receipt.at,
        missing_year=receipt.missing_year,
        start=begins.start,
        promise=promised,
        limit=limit,
        delays_from=delays_from(promised, limit, terms, moved_by, book) if begins.start else None,
        notify_by=in_time("lfa.result_notice", decided.day if decided else None, book),
        forward_by=_forward_by(receipt, book) if terms.centre else None,
        return_by=_return_by(receipt, terms, book),
        silence=_silence(promised, limit if begins.start else None, terms, facts, book),
        pauses=stood,
        because=(receipt.because, *begins.because, *stood.because),
    )


def _return_by(receipt: Received, terms: Terms, book: Lawbook) -> Due | None:
    """By when an incomplete application goes back under the licence's own law (PHA s.56)."""
    if not terms.return_limit:
        return None
    return in_time(terms.return_limit, receipt.at.date() if receipt.at else None, book, receipt.missing_year)


def _forward_by(receipt: Received, book: Lawbook) -> Due | None:
    """By when an application centre sends the case on (LFA s.15)."""
    return in_time("lfa.centre_forward", receipt.at.date() if receipt.at else None, book, receipt.missing_year)


_STATES = (
    (Happened.WITHDRAWN, "withdrawn"),
    (Happened.RETURNED, "returned"),
    (Happened.NOTIFIED, "notified"),
    (Happened.DECIDED, "decided"),
)


def _state(facts: Facts, stood: Pauses) -> str:
    """What stage the clock is in; the application's own states are in `transitions`."""
    for kind, state in _STATES:
        if facts.first(kind):
            return state
    if facts.first(Happened.COMPLETED):
        return "paused" if stood.lasting else "running"
    return "defect_open" if facts.first(Happened.DEFECT_RECORDED) else "received"


def _silence(promised: Due | None, limit: Due | None, terms: Terms, facts: Facts, book: Lawbook) -> Silence:
    """What silence means: the licence's own law first, then a regime that has the rule for all (U1)."""
    found = _silence_terms(terms, book)
    due = limit if terms.limit else promised or limit
    if due is None or due.last_day is None or found is None:
        return silence(date.max, None)
    decided = facts.first(Happened.DECIDED)
    last = due.last_day
    excused = any(fact.day <= last for fact in facts.of(Happened.EXCUSED))  # later, it has been approved already
    return silence(last, found, excused=excused, decided_on=decided.day if decided else None)


def _silence_terms(terms: Terms, book: Lawbook) -> SilenceTerms | None:
    if terms.limit and terms.limit.silence:
        return SilenceTerms(terms.limit.silence.excuse_allowed, terms.limit.citation)
    return (
        SilenceTerms(excuse_allowed=False, citation=Citation(book.regime.act, "10"))
        if book.regime.silence_approves
        else None
    )
