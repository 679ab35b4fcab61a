"""The one defect record: many items, each answered or still open until its deadline (LFA s.8 and s.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.periods import Period, period
from saduak.core.reasons import Reason, because
from saduak.core.receipt import Channel, deemed_receipt
from saduak.core.regime import Regime
from saduak.core.spans import Doer, Span


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The applicant's answer to one item, and whether the officer found that it closes the item (None: not yet).

    Out of hours what comes by a system or by e-mail counts later; what was handed in counts when it was taken in.
    """

    item: str
    at: datetime
    accepted: bool | None = None
    channel: Channel = Channel.ELECTRONIC


@dataclass(frozen=True, slots=True)
class DefectStanding:
    """Where a defect record stands: `completed_at` is the legal moment of the answer that closed the last item.

    `state` is "open", "complete", "to_be_checked" or "may_be_returned": an officer confirms a return, it never happens
    by itself, and never for items answered in time that nobody has looked at.
    """

    state: str
    last_day: date
    act_by: date
    still_open: tuple[str, ...]
    late: tuple[str, ...]
    completed_at: datetime | None
    because: tuple[Reason, ...]


def answer_period(recorded_on: date, span: Span, book: Lawbook) -> Period:
    """Until when the applicant may mend: a person's period, so it rolls over closed days."""
    return period(recorded_on, span, Doer.PERSON, book.calendar)


def defect_standing(
    recorded_on: date,
    span: Span,
    items: Sequence[str],
    answers: Sequence[ItemAnswer],
    now: datetime,
    book: Lawbook,
) -> DefectStanding:
    """The record at `now`. An item is closed by an accepted answer in time; a refused one leaves it open. Answers after
    `now` have not been given yet.

    Raises `LawError` "defect_without_items", "defect_item_repeated" or "item_unknown".
    """
    _check_items(items, answers)
    answers = [answer for answer in answers if answer.at <= now]
    until = answer_period(recorded_on, span, book)
    timely = [answer for answer in answers if in_time(answer, until.act_by, book)]
    closing = {item: closed for item in items if (closed := _closing(item, timely))}
    still_open = tuple(item for item in items if item not in closing)
    late = tuple(dict.fromkeys(answer.item for answer in answers if answer not in timely))
    completed = max((counts_at(answer, book) for answer in closing.values()), default=None)
    over = now.astimezone(BANGKOK).date() > until.act_by
    state = _state(still_open, timely) if over or not still_open else "open"
    reasons = (
        *until.because,
        _why(state, still_open, until.act_by),
        *_why_late(answers, timely, until.act_by, book),
    )
    done = completed if not still_open else None
    return DefectStanding(state, until.last_day, until.act_by, still_open, late, done, reasons)


class Assent(StrEnum):
    """How an applicant confirmed a defect record."""

    SIGNATURE = "signature"
    ELECTRONIC = "electronic"


def is_acknowledged(how: str, regime: Regime, *, signature_required: bool = False) -> bool:
    """Whether a record counts as signed by the applicant: "signature" always does, "electronic" unless the service's
    own rules or the regime ask for more (U10)."""
    if how == Assent.SIGNATURE:
        return True
    return (
        how == Assent.ELECTRONIC and not signature_required and regime.settings.defect_acknowledgement == "electronic"
    )


def counts_at(answer: ItemAnswer, book: Lawbook) -> datetime:
    """The legal moment of an answer, in Bangkok time (EPA s.10)."""
    if answer.channel.is_electronic:
        return deemed_receipt(answer.at, book.calendar)
    return answer.at.astimezone(BANGKOK)


def in_time(answer: ItemAnswer, act_by: date, book: Lawbook) -> bool:
    """Whether an answer came in time; after hours on the last day it does unless the regime says otherwise (U4)."""
    if book.regime.settings.late_fix_is_timely:
        return answer.at.astimezone(BANGKOK).date() <= act_by
    return counts_at(answer, book).date() <= act_by


def _check_items(items: Sequence[str], answers: Sequence[ItemAnswer]) -> None:
    if not items:
        raise LawError("defect_without_items")
    repeated = next((item for item in items if items.count(item) > 1), None)
    if repeated is not None:
        raise LawError("defect_item_repeated", item=repeated)
    for answer in answers:
        if answer.item not in items:
            raise LawError("item_unknown", item=answer.item)


def _closing(item: str, answers: Sequence[ItemAnswer]) -> ItemAnswer | None:
    """The answer that closed the item for good: the last answer decides, since a later look may find it still open."""
    own = sorted((answer for answer in answers if answer.item == item), key=lambda answer: answer.at)
    judged = [answer for answer in own if answer.accepted is not None]
    return judged[-1] if judged and judged[-1].accepted else None


def _state(still_open: Sequence[str], timely: Sequence[ItemAnswer]) -> str:
    """The state once the deadline is over or nothing is open."""
    if not still_open:
        return "complete"
    unchecked = all(_awaits_check(item, timely) for item in still_open)
    return "to_be_checked" if unchecked else "may_be_returned"


def _awaits_check(item: str, answers: Sequence[ItemAnswer]) -> bool:
    """Whether the last answer to an item has not been judged yet."""
    own = [answer for answer in answers if answer.item == item]
    return bool(own) and max(own, key=lambda answer: answer.at).accepted is None


def _why(state: str, still_open: tuple[str, ...], act_by: date) -> Reason:
    return because(f"defect.{state}", items=still_open, act_by=act_by)


def _why_late(answers: Sequence[ItemAnswer], timely: Sequence[ItemAnswer], act_by: date, book: Lawbook) -> list[Reason]:
    """The answers whose timeliness is not plain: after the deadline, or on its day after hours."""
    reasons = []
    for answer in answers:
        at = answer.at.astimezone(BANGKOK)
        if answer not in timely:
            reasons.append(because("defect.answered_late", at=at, act_by=act_by))
        elif counts_at(answer, book).date() > act_by:
            reasons.append(because("defect.answered_after_hours", at=at))
    return reasons
