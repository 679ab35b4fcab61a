"""Delay notices: every seven days until the decision, never a longer gap, the regulator's copy each time.

Sources: LFA s.10 para 2; U5, U6 and U12; EPA s.12 for the reason that is no reason. The interval
is a limit of `law/acts/`, handed in by the caller.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise

from saduak.core.acts import Limit
from saduak.core.calendars import ONE_DAY, Calendar
from saduak.core.errors import CalendarYearUnknown, LawError
from saduak.core.reasons import Code, Reason, because
from saduak.core.regime import Regime

MOST_NOTICES = 1_000
"""More delay notices than this (nineteen years of them) are a mistaken question."""


@dataclass(frozen=True, slots=True)
class DelayNotices:
    """The days on which delay notices go, each with a copy to the regulator, and why those days."""

    dates: tuple[date, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When delay notices fall for one office: the Act's interval, the office's calendar, the regime's answers."""

    interval: Limit
    calendar: Calendar
    regime: Regime

    @property
    def gap(self) -> timedelta:
        """The longest time between two notices, and between the missed day and the first."""
        return timedelta(days=self.interval.span.amount)

    def days(self, due: date, sent: Iterable[date] = ()) -> Iterator[date]:
        """The days of all notices still to come for a promise missed on `due`, without end.

        What was sent by `due`, before it moved to a later day, began no series.
        """
        last = max((day for day in sent if day > due), default=None)
        while True:
            last = self.following(last) if last else self.first(due)
            yield last

    def window(self, due: date, sent: Iterable[date] = ()) -> tuple[date, date]:
        """The day of the next notice and the last day on which it is still in time.

        Where the first goes at once, that day is the window; a later one may follow until the gap is over. Where the
        year is not on file, both are the last day that the Act allows.
        """
        past = max((day for day in sent if day > due), default=None)
        latest = (past or due) + self.gap
        try:
            day = next(self.days(due, () if past is None else (past,)))
        except CalendarYearUnknown:
            return latest, latest
        at_once = past is None and self.regime.settings.first_delay_notice != "within_interval"
        return day, day if at_once else max(day, latest)

    def first(self, due: date) -> date:
        """The first notice: at once, on the next working day, or as late as the Act allows (U5)."""
        if self.regime.settings.first_delay_notice == "within_interval":
            return self.following(due)
        return self._open(due + ONE_DAY, due + self.gap, step=1) or due + self.gap

    def following(self, previous: date) -> date:
        """One interval after `previous`, pulled back to an ordinary working day, else to an extra opening (U3); all
        closed, the last day (U6)."""
        latest = previous + self.gap
        if self.regime.settings.delay_notice_on_closed_day == "as_it_falls":
            return latest
        return self._open(latest, previous + ONE_DAY, step=-1) or latest

    def _open(self, start: date, end: date, *, step: int) -> date | None:
        """The first working day met on the way from `start` to `end`, both included; without one the first day on
        which the office opens at all."""
        way = [date.fromordinal(day) for day in range(start.toordinal(), end.toordinal() + step, step)]
        for is_fit in (self.calendar.is_working_day, self.calendar.openings):
            found = next(filter(is_fit, way), None)
            if found:
                return found
        return None


def delay_notices(
    due: date, count: int, rhythm: Rhythm, *, sent: Iterable[date] = (), decided_on: date | None = None
) -> DelayNotices:
    """The next `count` days on which a delay notice goes for a promise missed on `due`.

    Notices already `sent` move the later ones; nothing goes on or after the day of decision. Raises `LawError`
    "count_out_of_range".
    """
    if not 0 <= count <= MOST_NOTICES:
        raise LawError("count_out_of_range", count=count, most=MOST_NOTICES)
    if not rhythm.regime.delay_notices:
        return DelayNotices((), (because("delay.not_in_regime", regime=rhythm.regime.id),))
    past = sorted(day for day in sent if day > due)
    days = islice(rhythm.days(due, past), count)
    dates = tuple(day for day in days if decided_on is None or day < decided_on)
    reasons = [*_why_first(due, dates if not past else (), rhythm), *_why_gaps((*past[-1:], *dates), rhythm)]
    if decided_on:
        reasons.append(because("delay.stops", decided=decided_on))
    addressee = Code("regulator_copy", rhythm.regime.settings.regulator_copy)
    return DelayNotices(dates, (*reasons, because("delay.copy", addressee=addressee)))


def _why_first(due: date, dates: tuple[date, ...], rhythm: Rhythm) -> Iterator[Reason]:
    for first in dates[:1]:
        at_once = rhythm.regime.settings.first_delay_notice == "day_after"
        rule = "delay.first_at_once" if at_once else "delay.first_in_interval"
        yield because(rule, due=due, first=first, calendar=rhythm.calendar)


def _why_gaps(series: tuple[date, ...], rhythm: Rhythm) -> Iterator[Reason]:
    if len(series) > 1:
        yield because("delay.every", citation=rhythm.interval.citation, span=rhythm.interval.span)
    for before, day in pairwise(series):
        if day - before < rhythm.gap:
            yield because("delay.pulled_back", nominal=before + rhythm.gap, sent=day, calendar=rhythm.calendar)
    for day in series:
        if not rhythm.calendar.is_working_day(day):
            rule = "delay.on_extra_opening" if rhythm.calendar.openings(day) else "delay.on_closed_day"
            yield because(rule, day=day, calendar=rhythm.calendar)


@dataclass(frozen=True, slots=True)
class ReasonCheck:
    """Whether a stated reason for delay may stand; a notice goes on time either way, then with facts of the case."""

    accepted: bool
    because: Reason


def check_delay_reason(text: str, previous: Iterable[str], copying_words: Iterable[str]) -> ReasonCheck:
    """Whether `text` may be given as the reason of one delay notice.

    Refused: nothing at all, the words of an earlier notice, and the copying of papers (EPA s.12), which is recognised
    by the words that `law/regimes/` lists.
    """
    plain = _folded(text)
    if not plain:
        return ReasonCheck(accepted=False, because=because("delay.reason_missing"))
    if plain in {_folded(earlier) for earlier in previous}:
        return ReasonCheck(accepted=False, because=because("delay.reason_repeated"))
    if any(_folded(word) in plain for word in copying_words):
        return ReasonCheck(accepted=False, because=because("delay.reason_copying"))
    return ReasonCheck(accepted=True, because=because("delay.reason_stands"))


def _folded(text: str) -> str:
    """Text without differences of case and spacing, so that a repeated reason is seen as one."""
    return re.sub(r"\s+", "", text).casefold()
