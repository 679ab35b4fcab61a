"""What holds for every calendar and every date, whatever the numbers are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saduak.core.acts import Citation, ExtensionRule
from saduak.core.calendars import BANGKOK, Calendar, Holiday
from saduak.core.clock import fold
from saduak.core.delays import delay_notices
from saduak.core.facts import UNMOVING, Fact, Facts, Happened, Terms
from saduak.core.limits import Extension, ExtensionTerms, extended
from saduak.core.looks import next_look
from saduak.core.periods import Period, last_day, moment_after, period
from saduak.core.receipt import deemed_receipt
from saduak.core.spans import Doer, Span, Unit
from saduak.core.stopwatches import stopwatches
from saduak.sources.lawbook import lawbook
from tests.law.calendars import Office, moments, offices

DAY = timedelta(days=1)
STARTS = st.dates(date(2025, 12, 1), date(2026, 9, 30))
OF_DAYS = st.sampled_from([unit for unit in Unit if unit.is_of_days])
DOERS = st.sampled_from(Doer)

LAW = settings(max_examples=20, deadline=None, derandomize=True, database=None)


def amount_of(unit: Unit, small: int) -> Span:
    """A length that stays within the calendars on file."""
    return Span(small % 3 if unit is Unit.YEAR else small, unit) if unit is not Unit.MONTH else Span(small % 5, unit)


def days_between(after: date, until: date) -> Iterable[date]:
    return (after + DAY * number for number in range(1, (until - after).days + 1))


# Receipt


@given(offices(), moments(), moments())
@LAW
def test_order_of_entry_is_kept_by_receipt(office: Office, one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    assert deemed_receipt(first, office.calendar) <= deemed_receipt(second, office.calendar)


@given(offices(), moments())
@LAW
def test_receipt_is_the_first_working_time_at_or_after_entry(office: Office, entered: datetime) -> None:
    received = deemed_receipt(entered, office.calendar)
    assert received >= entered
    assert any(opens <= received.time() <= closes for opens, closes in office.hours_on(received.date()))
    for day in days_between(entered.date() - DAY, received.date()):
        for opens, closes in office.hours_on(day):
            missed_the_end = datetime.combine(day, closes, BANGKOK) < entered
            begins_later = datetime.combine(day, opens, BANGKOK) >= received
            assert missed_the_end or begins_later or received == entered


# Periods


@given(offices(), STARTS, OF_DAYS, st.integers(0, 60), DOERS)
@LAW
def test_the_two_dates_of_a_period(office: Office, start: date, unit: Unit, small: int, doer: Doer) -> None:
    found = asked(office.calendar, start, amount_of(unit, small), doer)
    assert found.last_day >= start
    assert office.works_on(found.act_by)
    early, late = sorted([found.act_by, found.last_day])
    if doer is Doer.AUTHORITY:
        assert found.act_by <= found.last_day
        assert not any(office.works_on(day) for day in days_between(early, late))
    else:
        assert found.act_by >= found.last_day
        assert not any(office.works_on(day - DAY) for day in days_between(early, late))


def asked(calendar: Calendar, start: date, span: Span, doer: Doer) -> Period:
    """A period; one that leaves the years on file is not looked at."""
    assume(not calendar.name.startswith("TH") or start.year + span.amount * (span.unit is Unit.YEAR) < 2028)
    return period(start, span, doer, calendar)


@given(offices(), STARTS, OF_DAYS, st.integers(0, 40), DOERS)
@LAW
def test_more_is_never_earlier(office: Office, start: date, unit: Unit, small: int, doer: Doer) -> None:
    less = amount_of(unit, small)
    more = Span(less.amount + 1, unit)
    one, other = asked(office.calendar, start, less, doer), asked(office.calendar, start, more, doer)
    assert one.last_day < other.last_day
    assert one.act_by <= other.act_by


@given(offices(), STARTS, st.integers(0, 60))
@LAW
def test_working_days_are_counted_one_by_one(office: Office, start: date, count: int) -> None:
    end = last_day(start, Span(count, Unit.WORKING_DAY), office.calendar)
    assert sum(office.works_on(day) for day in days_between(start, end)) == count
    assert office.works_on(end) or count == 0


def by_hand(start: date, months: int) -> date:
    """CCC s.193/5 read word by word: from the day after the start, to the day before the corresponding day of the last
    month, and where there is none to the end of that month."""
    begins = start + DAY
    year, month = begins.year, begins.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    in_month = [date(year, month, 1)]
    while (in_month[-1] + DAY).month == month:
        in_month.append(in_month[-1] + DAY)
    corresponding = [day for day in in_month if day.day == begins.day]
    return corresponding[0] - DAY if corresponding else in_month[-1]


@given(st.dates(date(1999, 1, 1), date(2104, 12, 31)), st.integers(1, 60))
@settings(LAW, max_examples=60)
def test_months_and_years_by_the_calendar(start: date, count: int) -> None:
    calendar = lawbook({}).calendar
    assert last_day(start, Span(count, Unit.MONTH), calendar) == by_hand(start, count)
    assert last_day(start, Span(count, Unit.YEAR), calendar) == by_hand(start, 12 * count)


@given(offices(), moments(), st.integers(1, 1_200))
@settings(LAW, max_examples=20)
def test_working_minutes_run_one_by_one(office: Office, start: datetime, minutes: int) -> None:
    at, run = start, 0
    while run < minutes:
        open_now = any(opens <= at.time() < closes for opens, closes in office.hours_on(at.date()))
        run += open_now
        at += timedelta(minutes=1)
        if not open_now and not office.hours_on(at.date()):
            at = datetime.combine(at.date() + DAY, datetime.min.time(), BANGKOK)
    assert moment_after(start, Span(minutes, Unit.WORKING_MINUTE), office.calendar) == at


@given(offices(), moments(), st.integers(0, 60))
@LAW
def test_hours_are_sixty_minutes_and_more_is_never_earlier(office: Office, start: datetime, hours: int) -> None:
    ends = moment_after(start, Span(hours, Unit.WORKING_HOUR), office.calendar)
    assert ends == moment_after(start, Span(60 * hours, Unit.WORKING_MINUTE), office.calendar)
    assert start <= ends < moment_after(start, Span(hours + 1, Unit.WORKING_HOUR), office.calendar)


@given(offices(), st.integers(2026, 2027), st.booleans())
@settings(LAW, max_examples=12)
def test_a_year_of_working_days_is_that_of_its_days(office: Office, year: int, extra: bool) -> None:
    calendar = office.calendar.change(extra_open_is_working_day=extra)
    days = [day for day in days_between(date(year - 1, 12, 31), date(year, 12, 31)) if calendar.is_working_day(day)]
    assert calendar.working_days(year) == [day.toordinal() for day in days]


# A holiday is added


def with_holiday(calendar: Calendar, day: date) -> Calendar:
    years = {year: calendar.holidays_of(year) for year in range(2025, 2028)}
    years[day.year] = {**years[day.year], day: Holiday(day, "", "", "added")}
    return calendar.change(years=years)


NEAR_THE_END = st.integers(-75, 12)


@given(offices(), STARTS, st.integers(1, 40), NEAR_THE_END, DOERS)
@settings(LAW, max_examples=40)
def test_a_new_holiday_moves_the_working_days_that_span_it_and_no_others(
    office: Office, start: date, count: int, offset: int, doer: Doer
) -> None:
    span = Span(count, Unit.WORKING_DAY)
    before = period(start, span, doer, office.calendar)
    holiday = before.last_day + DAY * offset
    changed = with_holiday(office.calendar, holiday)
    after = period(start, span, doer, changed)
    spans_it = start < holiday <= before.last_day and office.works_on(holiday)
    assert (after.last_day != before.last_day) == spans_it
    if spans_it:
        assert after.last_day == changed.after_working_days(before.last_day, 1)


@given(offices(), STARTS, st.sampled_from([Unit.DAY, Unit.MONTH]), st.integers(0, 60), st.integers(-9, 9), DOERS)
@settings(LAW, max_examples=40)
def test_a_new_holiday_moves_the_rolled_date_that_falls_on_it_and_no_other(
    office: Office, start: date, unit: Unit, small: int, offset: int, doer: Doer
) -> None:
    span = amount_of(unit, small)
    before = period(start, span, doer, office.calendar)
    holiday = before.act_by + DAY * offset
    after = period(start, span, doer, with_holiday(office.calendar, holiday))
    assert after.last_day == before.last_day
    assert (after.act_by != before.act_by) == (holiday == before.act_by)


@given(offices(), moments(), st.integers(0, 12))
@LAW
def test_a_new_holiday_moves_no_receipt_before_it(office: Office, entered: datetime, offset: int) -> None:
    received = deemed_receipt(entered, office.calendar)
    holiday = received.date() + DAY * offset
    again = deemed_receipt(entered, with_holiday(office.calendar, holiday))
    assert again >= received
    if offset:
        assert again == received


# Delay notices


@pytest.mark.parametrize(
    ("first", "closed_day"), list(product(["day_after", "within_interval"], ["pull_back", "as_it_falls"]))
)
@given(offices(), STARTS, st.integers(1, 12))
@settings(LAW, max_examples=12)
def test_no_gap_between_delay_notices_exceeds_seven_days(
    first: str, closed_day: str, office: Office, due: date, count: int
) -> None:
    answers = {"first_delay_notice": first, "delay_notice_on_closed_day": closed_day}
    rhythm = lawbook(office.given, None, answers).rhythm
    days = delay_notices(due, count, rhythm).dates
    assert len(days) == count
    for before, day in pairwise([due, *days]):
        assert DAY <= day - before <= 7 * DAY
        week = list(days_between(before, before + 7 * DAY))
        if closed_day == "pull_back" and not office.works_on(day):
            assert not any(office.works_on(other) for other in week)
            opened = [other for other in week if office.hours_on(other)]
            at_once = before == due and first == "day_after"
            assert day == (opened or week)[0 if opened and at_once else -1]
    if first == "day_after" and any(office.works_on(day) for day in days_between(due, due + 7 * DAY)):
        assert days[0] == office.calendar.after_working_days(due, 1)


# The clock


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """What may have happened to one application, each fact at a time of its own."""
    filed = draw(moments())
    at = [filed + timedelta(minutes=7 * number) for number in draw(steps_in_time)]
    kinds = [Happened.DEFECT_RECORDED, Happened.COMPLETED, Happened.PAUSED, Happened.RESUMED, Happened.CONSULTED]
    kinds += [Happened.ANSWERED, Happened.EXTENDED, Happened.DELAY_NOTICED, Happened.DECIDED, Happened.NOTIFIED]
    happened = [draw(st.sampled_from(kinds)) for _ in at]
    facts = [
        Fact(kind, when, subject="inspection", span=Span(9, Unit.DAY), deadline=(when + 15 * DAY).date())
        for kind, when in zip(happened, at, strict=True)
    ]
    return [Fact(Happened.FILED, filed), *facts]


steps_in_time = st.lists(st.integers(1, 9_000), max_size=9, unique=True).map(sorted)
TERMS = st.builds(
    Terms,
    promise=st.one_of(st.none(), st.builds(Span, st.integers(0, 30), OF_DAYS.filter(lambda unit: unit != Unit.YEAR))),
    pause_grounds=st.sampled_from([frozenset[str](), frozenset({"inspection"})]),
    centre=st.booleans(),
)


@given(offices(), stories(), TERMS, st.randoms(use_true_random=False))
@LAW
def test_folding_again_in_any_order_gives_the_same_clock(
    office: Office, story: list[Fact], terms: Terms, chance: object
) -> None:
    assume(not isinstance(office.given, str))
    clock = fold(Facts(story), terms, office.book)
    shuffled = list(story)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(Facts(shuffled), terms, office.book) == clock
    assert next_look(clock, Facts(shuffled), office.book) == next_look(clock, Facts(story), office.book)


@given(offices(), stories(), TERMS)
@LAW
def test_what_somebody_was_told_moves_no_date(office: Office, story: list[Fact], terms: Terms) -> None:
    assume(not isinstance(office.given, str))
    told = [Fact(kind, fact.at, subject="delay_draft") for fact in story for kind in UNMOVING]
    assert fold(Facts([*story, *told]), terms, office.book) == fold(Facts(Facts(story).moving), terms, office.book)


@given(offices(), stories(), TERMS)
@LAW
def test_every_day_is_used_by_exactly_one(office: Office, story: list[Fact], terms: Terms) -> None:
    assume(not isinstance(office.given, str))
    facts = Facts(story)
    clock = fold(facts, terms, office.book)
    ended = facts.first(Happened.DECIDED)
    end = (ended or facts.all[-1]).day
    used = stopwatches(facts, clock.received_at, clock.pauses, facts.all[-1].at, office.calendar)
    whole = max((end - clock.received_at.date()).days, 0)
    assert used.agency.days + used.applicant.days + used.paused.days == whole


@given(offices(), STARTS, st.sampled_from([Unit.WORKING_DAY, Unit.DAY]), st.integers(1, 20), st.data())
@LAW
def test_pauses_are_left_out_of_the_count(
    office: Office, start: date, unit: Unit, count: int, data: st.DataObject
) -> None:
    lengths = data.draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4))
    stretches = [(start + DAY * since, start + DAY * (since + length)) for since, length in lengths]
    begun = deemed_receipt(at_noon(start), office.calendar)
    assume(begun.date() == start)
    facts = [Fact(Happened.FILED, begun), Fact(Happened.COMPLETED, begun + timedelta(seconds=1), found_at=begun)]
    for number, (since, until) in enumerate(stretches):
        facts.append(Fact(Happened.PAUSED, at_noon(since) + timedelta(minutes=number), subject=f"ground {number}"))
        facts.append(Fact(Happened.RESUMED, at_noon(until) + timedelta(hours=1), subject=f"ground {number}"))
    grounds = frozenset(fact.subject for fact in facts)
    clock = fold(Facts(facts), Terms(Span(count, unit), pause_grounds=grounds), office.book)
    assert clock.promise is not None
    assert clock.promise.last_day == counted_without(office, start, Span(count, unit), stretches)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=BANGKOK)


def counted_without(office: Office, start: date, span: Span, stretches: list[tuple[date, date]]) -> date:
    """Day by day: the day a pause begins is used, those after it up to the day it ends are not. A pause that begins on
    the very last day gives the days it took back at its end."""
    paused = {day for since, until in stretches for day in days_between(since, until)}
    day, run, end = start, 0, start
    while run < span.amount:
        day += DAY
        counts = span.unit is Unit.DAY or office.works_on(day)
        if counts and day not in paused:
            run, end = run + 1, day
    while any(since <= end < until for since, until in stretches):
        until = max(until for since, until in stretches if since <= end)
        given_back = [day for day in days_between(end, until) if span.unit is Unit.DAY or office.works_on(day)]
        if not given_back:
            break
        end = given_back[-1]
    return end


@given(offices(), STARTS, st.lists(st.tuples(st.integers(0, 20), st.integers(-40, 60)), max_size=5), st.booleans())
@LAW
def test_extensions_never_move_backwards(
    office: Office, nominal: date, asked_for: list[tuple[int, int]], working: bool
) -> None:
    unit = Unit.WORKING_DAY if working else Unit.DAY
    rule = ExtensionTerms(ExtensionRule(2, Span(15, unit), notice_before_expiry=True), Citation("pha", "56"))
    extensions = [Extension(Span(amount, unit), nominal + DAY * offset) for amount, offset in asked_for]
    moved = nominal
    for number in range(len(extensions) + 1):
        found = extended(nominal, extensions[:number], rule, office.calendar)
        assert found.last_day >= moved
        assert found.counted <= 2
        assert len(found.because) == number
        moved = found.last_day
