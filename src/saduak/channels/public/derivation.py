"""What the page "when is it due" tells: the dates of one question in their order, each with its why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from saduak.core.clock import fold
from saduak.core.delays import delay_notices
from saduak.core.dues import Due
from saduak.core.errors import CalendarYearUnknown
from saduak.core.facts import Fact, Facts, Happened, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.limits import statutory
from saduak.core.reasons import Reason
from saduak.core.receipt import Channel
from saduak.core.spans import Span
from saduak.sources.lawbook import lawbook

SHOWN_NOTICES = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: when and how it was filed, under which calendar, and what the manual promises."""

    entered_at: datetime
    channel: Channel
    calendar: str
    promise: Span

    def as_line(self) -> dict[str, Any]:
        """The same question for `saduak law`."""
        filed = {"at": self.entered_at.isoformat(), "channel": self.channel.value}
        given = {
            "promise": {"amount": self.promise.amount, "unit": self.promise.unit.value},
            "facts": [{"fact": "filed", **filed}, {"fact": "completed", **filed}],
        }
        return {"id": "page", "rule": "clock", "given": given, "calendar": self.calendar}


@dataclass(frozen=True, slots=True)
class Derivation:
    """The dates of one question and their reasons; lists of reasons are in the order of the argument.

    The receipt and `due` may be waiting for a calendar; then there is neither a result date nor a delay notice yet.
    """

    question: Question
    received_at: datetime | None
    why_received: tuple[Reason, ...]
    due: Due
    notify_by: date | None
    why_notify: tuple[Reason, ...]
    notices: tuple[date, ...]
    why_notices: tuple[Reason, ...]
    calendar_stamp: str


def derive(question: Question) -> Derivation:
    """Every date for a filing that was complete on arrival. Raises `LawError` for what the law cannot answer."""
    book = lawbook(question.calendar)
    filed = [Fact(kind, question.entered_at, question.channel) for kind in (Happened.FILED, Happened.COMPLETED)]
    clock = fold(Facts(filed), Terms(promise=question.promise), book)
    if clock.promise is None:  # cannot be: the question always has a promise and the filing is complete
        message = "a complete filing under a promise has a due date"
        raise AssertionError(message)
    notify_by, why_notify = _result(clock.promise, book)
    notices, why_notices = _delays(clock.promise, book)
    return Derivation(
        question=question,
        received_at=clock.received_at,
        why_received=clock.because[:1],
        due=clock.promise,
        notify_by=notify_by,
        why_notify=why_notify,
        notices=notices,
        why_notices=why_notices,
        calendar_stamp=book.calendar.stamp,
    )


def _result(due: Due, book: Lawbook) -> tuple[date | None, tuple[Reason, ...]]:
    """By when the result is told if the decision falls on the last day."""
    if due.act_by is None:
        return None, ()
    try:
        found = statutory(book.limit("lfa.result_notice"), due.act_by, book.calendar)
    except CalendarYearUnknown:
        return due.act_by + timedelta(days=book.limit("lfa.result_notice").span.amount), ()
    return found.act_by, found.because


def _delays(due: Due, book: Lawbook) -> tuple[tuple[date, ...], tuple[Reason, ...]]:
    """The first delay notices, as far as calendars are on file."""
    if due.last_day is None:
        return (), ()
    for count in range(SHOWN_NOTICES, 0, -1):
        try:
            found = delay_notices(due.last_day, count, book.rhythm)
        except CalendarYearUnknown:
            continue
        return found.dates, found.because
    return (), ()
