"""The clock of an appeal: in time or late, with whom until when, and who is told before it is over."""

from datetime import date, datetime, timedelta

import pytest

from saduak.core.appeals import DUE_DAY, NEAR, OVERDUE, considered_by, decided_by, next_appeal_look, timeliness
from saduak.core.calendars import BANGKOK
from saduak.core.lawbook import Lawbook
from saduak.core.limits import Extension
from saduak.core.orders import appeal
from saduak.core.spans import Span, Unit
from saduak.sources.acts import limits
from saduak.sources.calendars import national_calendar
from saduak.sources.lawbook import DEFAULT_REGIME
from saduak.sources.regimes import regime

TOLD = date(2026, 6, 26)


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook(regime(DEFAULT_REGIME), national_calendar("40"), limits())


@pytest.mark.parametrize(
    ("limit", "stated", "last"),
    [
        ("apa.appeal", True, date(2026, 7, 13)),
        ("pha.appeal", True, date(2026, 7, 27)),
        ("apa.appeal", False, date(2027, 6, 28)),
        ("pha.appeal", False, date(2027, 6, 28)),
    ],
)
def test_the_day_after_the_last_is_late_under_every_law(book: Lawbook, limit: str, stated: bool, last: date) -> None:
    until = appeal(TOLD, book.limit(limit), book.limit("apa.appeal_without_statement"), book.calendar, stated=stated)
    assert not timeliness(last, until).is_late
    late = timeliness(last + timedelta(days=1), until)
    assert late.is_late
    assert late.because.citation == until.because[0].citation


def test_the_maker_and_the_superior_have_thirty_days_each_and_the_superior_thirty_more(book: Lawbook) -> None:
    assert considered_by(date(2026, 7, 13), book).act_by == date(2026, 8, 11)
    told_in_time = Extension(Span(30, Unit.DAY), date(2026, 9, 10))
    assert decided_by(date(2026, 8, 11), (), book).last_day == date(2026, 9, 10)
    assert decided_by(date(2026, 8, 11), (told_in_time,), book).last_day == date(2026, 10, 10)
    assert decided_by(date(2026, 8, 11), (told_in_time, told_in_time), book).last_day == date(2026, 10, 10)
    told_late = Extension(Span(30, Unit.DAY), date(2026, 9, 11))
    assert decided_by(date(2026, 8, 11), (told_late,), book).last_day == date(2026, 9, 10)


def test_no_appeal_waits_for_a_calendar_that_is_not_on_file(book: Lawbook) -> None:
    """The government names the holidays of a year late in the one before: the nominal last day stands until then."""
    received = date(max(book.calendar.years), 12, 15)
    due = considered_by(received, book)
    assert due.act_by == due.last_day == received + timedelta(days=30)
    assert due.because[0].citation == book.limit("apa.appeal_officer").citation
    longer = Extension(Span(30, Unit.DAY), due.last_day)
    assert decided_by(received, (longer,), book).act_by == received + timedelta(days=60)
    near = next_appeal_look(due, (), datetime(received.year, 12, 16, 9, 0, tzinfo=BANGKOK), book.calendar)
    assert near is not None
    assert near.what == NEAR


def test_somebody_is_told_three_working_days_before_on_the_day_and_after_it(book: Lawbook) -> None:
    due = considered_by(date(2026, 7, 13), book)
    early = datetime(2026, 7, 14, 9, 0, tzinfo=BANGKOK)
    near = next_appeal_look(due, (), early, book.calendar)
    assert near is not None
    assert (near.what, near.at.date()) == (NEAR, date(2026, 8, 6))
    on_the_day = next_appeal_look(due, (NEAR,), near.at, book.calendar)
    assert on_the_day is not None
    assert (on_the_day.what, on_the_day.at.date()) == (DUE_DAY, date(2026, 8, 11))
    after = next_appeal_look(due, (NEAR, DUE_DAY), on_the_day.at, book.calendar)
    assert after is not None
    assert (after.what, after.at.date()) == (OVERDUE, date(2026, 8, 13))
    assert next_appeal_look(due, (NEAR, DUE_DAY, OVERDUE), after.at, book.calendar) is None


def test_of_warnings_that_were_missed_only_the_latest_is_left(book: Lawbook) -> None:
    due = considered_by(date(2026, 7, 13), book)
    late = datetime(2026, 8, 20, 9, 0, tzinfo=BANGKOK)
    left = next_appeal_look(due, (), late, book.calendar)
    assert left is not None
    assert left.what == OVERDUE
    assert next_appeal_look(due, (OVERDUE,), late, book.calendar) is None
