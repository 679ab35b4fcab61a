"""The next moment at which somebody, or the poller, must look at an application.

Only what has not happened yet is looked for, because a warning or a notice is itself a fact: a night that was missed is
caught up by the next look, once. The stored moment is a cache of this answer.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.clock import Clock
from saduak.core.consultations import CHASED, OVERDUE, REMINDER
from saduak.core.dues import Due, alarm_from
from saduak.core.errors import CalendarYearUnknown
from saduak.core.facts import Fact, Facts, Happened
from saduak.core.lawbook import Lawbook


@dataclass(frozen=True, slots=True)
class Look:
    """A moment (Bangkok time) and what is to be looked at then, as a code; `about` says which of several."""

    at: datetime
    what: str
    about: str = ""


WARNINGS = ("half_time", "three_days", "one_day", "due_day")
"""The warnings before a due date, in their order."""

ALARM = "calendar_missing"
PAUSED_CHECK = timedelta(days=7)
"""How often somebody looks whether the ground of a pause still holds: as often as LFA s.10 has the applicant of a late
case hear, so that no paused application is forgotten."""

CHASE_EVERY = timedelta(days=6)
"""After so many full days somebody asks again after an answer: weekly, as the applicant of a late case hears."""

SENDING_HOUR = time(15)
"""From when a delay notice goes, with or without a reason: an hour and a half before the usual close."""
BEFORE_CLOSE = timedelta(hours=1)
"""Where an office closes earlier, so long before that."""

OVER = frozenset({"returned", "withdrawn", "notified"})


def next_look(clock: Clock, facts: Facts, book: Lawbook, now: datetime | None = None) -> Look | None:
    """The earliest thing still to be looked at, None when nothing is left.

    With `now`, warnings that were missed count as one: the latest of them. What is due at `now` comes before the
    alarm about a missing calendar, which may be old and must hide nothing.
    """

    def order(look: Look) -> tuple[datetime, bool]:
        is_alarm = look.what == ALARM
        return max(look.at, now) if is_alarm and now else look.at, is_alarm

    return min(_open_looks(clock, facts, book, now), key=order, default=None)


def _open_looks(clock: Clock, facts: Facts, book: Lawbook, now: datetime | None) -> Iterator[Look]:
    if clock.state in OVER:
        return
    if clock.state == "decided":
        yield from _telling(clock, facts, book)
        return
    if clock.state == "defect_open":
        yield from _unseen(_deadlines(facts, book), facts)
    if clock.state in {"received", "defect_open"}:
        yield from _unseen(_on_day(clock.return_by, "return_incomplete", book), facts)
    if clock.state == "paused":
        yield from _paused_check(clock, facts, book)
    if clock.forward_by and not facts.first(Happened.FORWARDED):
        yield from _unseen(_on_day(clock.forward_by, "forward", book), facts)
    yield from _missing_years(clock, facts, book)
    yield from _warnings(clock, facts, book, now)
    yield from _delays(clock, facts, book)
    yield from _answers(facts, book, now)
    yield from _unseen(_silence(clock, book), facts)


def _telling(clock: Clock, facts: Facts, book: Lawbook) -> Iterator[Look]:
    """That the result is told in time (LFA s.10), which who posts it in time has done; from the day on which a posted
    letter counts as received it is told (APA s.71)."""
    posted = [fact for fact in facts.all if fact.kind in {Happened.POSTED, Happened.CAME_BACK}][-1:]
    under_way = [fact for fact in posted if fact.kind is Happened.POSTED]
    due = clock.notify_by
    if not under_way:
        yield from _unseen(_on_day(due, "notify", book), facts)
    if not (due and due.last_day and any(fact.day <= due.last_day for fact in under_way)):
        yield from _unseen(_after_day(due, "notify_missed", book), facts)
    for fact in under_way:
        if fact.deadline:
            yield Look(opening(fact.deadline, book.calendar), "deemed_service")


def _unseen(looks: Iterable[Look], facts: Facts) -> Iterator[Look]:
    """Those at which nobody looked since they fell due."""
    for look in looks:
        if all(fact.day < look.at.date() for fact in _warned(facts, look.what)):
            yield look


def _silence(clock: Clock, book: Lawbook) -> Iterator[Look]:
    """The day from which silence approves, only where a licence's law says so."""
    if clock.silence.approves_from:
        yield Look(opening(clock.silence.approves_from, book.calendar), "deemed_approval")


def _check(clock: Clock, book: Lawbook) -> Iterator[Look]:
    """That completeness is checked at once: an hour after receipt, in working time as far as that is known."""
    if clock.state != "received":
        return
    at = clock.since + timedelta(hours=1)
    with suppress(CalendarYearUnknown):
        at = book.calendar.next_working_moment(at)
    yield Look(at, "check_completeness")


def _paused_check(clock: Clock, facts: Facts, book: Lawbook) -> Iterator[Look]:
    """Whether the ground of a pause that lasts still holds, again and again after each look."""
    if clock.pauses.lasting is None:
        return
    since = clock.pauses.lasting.since
    seen = [fact.day for fact in _warned(facts, "paused_check") if fact.day >= since]
    day = max([since, *seen]) + PAUSED_CHECK
    with suppress(CalendarYearUnknown):
        day = book.calendar.first_working_day(day)
    yield Look(opening(day, book.calendar), "paused_check")


def _warned(facts: Facts, of: str, about: str = "") -> list[Fact]:
    return [fact for fact in facts.of(Happened.WARNED) if (fact.subject, fact.about) == (of, about)]


def _answers(facts: Facts, book: Lawbook, now: datetime | None) -> Iterator[Look]:
    """What is to be done about each answer of another agency that is awaited: remind it on the working day before the
    last, unless that is over; then have somebody ask after it, and again a week after each time."""
    for asked, answered in facts.pairs(Happened.CONSULTED, Happened.ANSWERED):
        if answered or asked.deadline is None:
            continue
        day, about = _working_days_before(asked.deadline, 1, book.calendar), asked.about
        is_over = now is not None and now.astimezone(BANGKOK).date() > asked.deadline
        if day > asked.day and not is_over and not _warned(facts, REMINDER, about):
            yield Look(opening(day, book.calendar), REMINDER, about)
        after = max([asked.deadline, *(fact.day + CHASE_EVERY for fact in _warned(facts, CHASED, about))])
        if all(fact.day <= after for fact in _warned(facts, OVERDUE, about)):
            yield Look(opening(_open_from(after + timedelta(days=1), book.calendar), book.calendar), OVERDUE, about)


def _open_from(day: date, calendar: Calendar) -> date:
    with suppress(CalendarYearUnknown):
        return calendar.first_working_day(day)
    return day


def _deadlines(facts: Facts, book: Lawbook) -> Iterator[Look]:
    for fact in facts.of(Happened.DEFECT_RECORDED)[:1]:
        if fact.deadline:
            yield Look(opening(fact.deadline + timedelta(days=1), book.calendar), "defect_deadline_passed")


def _on_day(due: Due | None, what: str, book: Lawbook) -> Iterator[Look]:
    """A look on the day to act by; as long as that waits for a calendar, on the last day."""
    day = due and (due.act_by or due.last_day)
    if day:
        yield Look(opening(day, book.calendar), what)


def _after_day(due: Due | None, what: str, book: Lawbook) -> Iterator[Look]:
    """A look on the day after the last."""
    if due and due.last_day:
        yield Look(opening(due.last_day + timedelta(days=1), book.calendar), what)


def _missing_years(clock: Clock, facts: Facts, book: Lawbook) -> Iterator[Look]:
    """One alarm for each year that is missed; it is looked at once."""
    rung = max((fact.day for fact in _warned(facts, ALARM)), default=date.min)
    for due in (clock.promise, clock.limit, clock.forward_by):
        if due and due.missing_year and rung < alarm_from(due.missing_year):
            yield Look(opening(alarm_from(due.missing_year), book.calendar), ALARM)


def _warnings(clock: Clock, facts: Facts, book: Lawbook, now: datetime | None) -> Iterator[Look]:
    """The check of completeness and the warnings; of those missed only the latest."""
    done = {fact.subject for fact in facts.of(Happened.WARNED)}
    looks = [*_check(clock, book), *_before_due(clock, book)]
    missed = [look for look in looks if now and look.at <= now]
    pending = [*missed[-1:], *(look for look in looks if look not in missed)]
    yield from (look for look in pending if look.what not in done)


def _before_due(clock: Clock, book: Lawbook) -> Iterator[Look]:
    """The warnings before the due date; where the day to act by waits for a calendar, before the last day."""
    due = clock.due
    if due is None or due.last_day is None or clock.start is None:
        return
    days = _warning_days(clock.start.day, due.last_day, due.act_by or due.last_day, book.calendar)
    for what, day in zip(WARNINGS, days, strict=True):
        yield Look(opening(day, book.calendar), what)


def _warning_days(start: date, end: date, by: date, calendar: Calendar) -> tuple[date, date, date, date]:
    """Half time, three working days and one before the day to act by, that day; none before the start."""
    half = start + (end - start) // 2
    return (
        half,
        max(start, _working_days_before(by, 3, calendar)),
        max(start, _working_days_before(by, 1, calendar)),
        by,
    )


def _working_days_before(day: date, count: int, calendar: Calendar) -> date:
    """Some working days before `day`; calendar days where the year is not on file."""
    try:
        found = day
        for _ in range(count):
            found = calendar.last_working_day(found - timedelta(days=1))
    except CalendarYearUnknown:
        return day - timedelta(days=count)
    return found


def _delays(clock: Clock, facts: Facts, book: Lawbook) -> Iterator[Look]:
    """The next delay notice, also for an application that nobody has checked; the first is drafted the day after."""
    if clock.delays_from is None:
        return
    sent = [fact.day for fact in facts.of(Happened.DELAY_NOTICED)]
    if not any(day > clock.delays_from for day in sent):
        draft = Look(opening(clock.delays_from + timedelta(days=1), book.calendar), "delay_draft")
        yield from _unseen([draft], facts)
    day, _ = book.rhythm.window(clock.delays_from, sent)
    yield Look(sending(day, book.calendar), "delay_notice")


def sending(day: date, calendar: Calendar) -> datetime:
    """When a delay notice goes on `day`: at the sending hour, or an hour before an earlier close."""
    try:
        openings = calendar.openings(day) or calendar.hours
    except CalendarYearUnknown:
        openings = calendar.hours
    closes = datetime.combine(day, openings[-1].closes, BANGKOK)
    opens = datetime.combine(day, openings[0].opens, BANGKOK)
    return max(opens, min(datetime.combine(day, SENDING_HOUR, BANGKOK), closes - BEFORE_CLOSE))


def opening(day: date, calendar: Calendar) -> datetime:
    """When work begins on `day`; on a closed day, or one not yet on file, at the ordinary hour."""
    try:
        openings = calendar.openings(day) or calendar.hours
    except CalendarYearUnknown:
        openings = calendar.hours
    return datetime.combine(day, openings[0].opens, BANGKOK)
