"""Pauses of the clock: only on grounds that the service's own law names (LFA has none; U9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saduak.core.calendars import BANGKOK
from saduak.core.facts import Fact, Facts, Happened, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.periods import last_day
from saduak.core.reasons import Reason, because
from saduak.core.spans import Span, Unit


@dataclass(frozen=True, slots=True)
class Pause:
    """One lawful pause from one moment to another (Bangkok time); `ended` is None while it lasts."""

    began: datetime
    ended: datetime | None

    @property
    def since(self) -> date:
        """The day on which it began."""
        return self.began.date()

    @property
    def until(self) -> date | None:
        """The day on which it ended."""
        return self.ended.date() if self.ended else None


@dataclass(frozen=True, slots=True)
class Pauses:
    """The lawful pauses in order, and a reason for each claimed one, void ones included."""

    lawful: tuple[Pause, ...]
    because: tuple[Reason, ...]

    @property
    def lasting(self) -> Pause | None:
        """The pause in which the clock stands still, always the last; None while it runs."""
        return self.lawful[-1] if self.lawful and self.lawful[-1].ended is None else None


def pauses(facts: Facts, terms: Terms, book: Lawbook) -> Pauses:
    """The pauses that count. A pause on a ground the law does not name changes nothing and says so."""
    allowed = terms.pause_grounds | set(book.regime.settings.pause_grounds)
    lawful, reasons = [], []
    for paused, resumed in facts.pairs(Happened.PAUSED, Happened.RESUMED):
        if paused.subject not in allowed:
            reasons.append(because("pause.void", ground=paused.subject))
            continue
        lawful.append(_pause(paused, resumed))
        rule = "pause.over" if resumed else "pause.lasts"
        reasons.append(because(rule, ground=paused.subject, since=paused.day, until=resumed.day if resumed else None))
    return Pauses(_apart(lawful), tuple(reasons))


def _pause(paused: Fact, resumed: Fact | None) -> Pause:
    return Pause(paused.at.astimezone(BANGKOK), resumed.at.astimezone(BANGKOK) if resumed else None)


def _apart(found: Sequence[Pause]) -> tuple[Pause, ...]:
    """Pauses that overlap made one, so that no time is given twice."""
    result: list[Pause] = []
    for pause in sorted(found, key=lambda pause: pause.began):
        before = result[-1] if result else None
        if before and (before.ended is None or pause.began <= before.ended):
            ends = None if before.ended is None or pause.ended is None else max(before.ended, pause.ended)
            result[-1] = Pause(before.began, ends)
        else:
            result.append(pause)
    return tuple(result)


def moved(end: date, start: date, span: Span, found: Pauses, book: Lawbook) -> date:
    """`end`, the last day of `span` from `start`, moved by every pause that began before it was over."""
    missed = 0
    for pause in found.lawful:
        if pause.until is None or pause.since > end:
            continue
        since = max(pause.since, start)
        missed += _length(since, pause.until, span.unit, book)
        end = _later(start, span, missed, book)
    return end


def moved_moment(end: datetime, start: datetime, unit: Unit, found: Pauses, book: Lawbook) -> datetime:
    """`end`, the moment at which hours or minutes from `start` are over, moved by the time that stood still."""
    for pause in found.lawful:
        if pause.ended is None or pause.began > end:
            continue
        end = _after(end, max(pause.began, start), pause.ended, unit, book)
    return end


def _after(end: datetime, since: datetime, until: datetime, unit: Unit, book: Lawbook) -> datetime:
    if unit is Unit.ELAPSED_HOUR:
        return end + max(until - since, timedelta())
    missed = book.calendar.working_time_between(since, until)
    return book.calendar.after_working_time(end, missed) if missed else end


def _length(since: date, until: date, unit: Unit, book: Lawbook) -> int:
    if unit is Unit.WORKING_DAY:
        return book.calendar.working_days_between(since, until)
    return max((until - since) // timedelta(days=1), 0)


def _later(start: date, span: Span, missed: int, book: Lawbook) -> date:
    """The last day of `span` with `missed` more working days, or more calendar days for the other units."""
    if span.unit is Unit.WORKING_DAY:
        return last_day(start, Span(span.amount + missed, span.unit), book.calendar)
    return last_day(last_day(start, span, book.calendar), Span(missed, Unit.DAY), book.calendar)
