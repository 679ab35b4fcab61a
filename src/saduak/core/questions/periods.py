"""Questions about receipt, periods, calendars and named statutory limits."""

from saduak.core.calendars import BANGKOK, Calendar, Holiday
from saduak.core.changes import recount
from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.limits import statutory, statutory_moment
from saduak.core.periods import commencement, moment_after, period
from saduak.core.questions.given import Answer, Given
from saduak.core.reasons import Code, Reason, because
from saduak.core.receipt import Arrival, Channel, payment_instant, receipt
from saduak.core.spans import Doer, Span, Unit
from saduak.core.starts import at_opening_bell

BARE_DAY = "bare_day"


def _receipt(given: Given, book: Lawbook) -> Answer:
    announced: bool | None = given.flag("announced", default=True)
    if given.has("channel_notice") and not given.flag("channel_notice", default=False):
        announced = None
    arrival = Arrival(
        entered_at=given.moment("entered_at"),
        channel=given.one_of("channel", Channel, Channel.ELECTRONIC),
        announced=announced,
        retrieved_at=given.moment("retrieved_at", None),
        misdirected=given.text("misdirected", ""),
        responsible_agency=given.text("responsible_agency", ""),
    )
    if arrival.misdirected not in {"", "same_agency", "other_agency"}:
        raise LawError(
            "field_invalid",
            field="misdirected",
            value=arrival.misdirected,
            expected="same_agency | other_agency",
        )
    found = receipt(arrival, book.calendar, book.regime)
    answer: dict[str, object] = {"received_at": found.received_at.isoformat() if found.received_at else None}
    if found.responsible_agency:
        answer |= {"responsible_agency": found.responsible_agency, "clock_starts": False}
    return Answer(answer, found.because)


def _period(given: Given, book: Lawbook) -> Answer:
    span, bare = _span(given, book)
    if not span.unit.is_of_days:
        start = given.moment("from")
        given.one_of("for", Doer, Doer.AUTHORITY)
        at = moment_after(start, span, book.calendar)
        rule = "period.elapsed_time" if span.unit is Unit.ELAPSED_HOUR else "period.working_time"
        ran = because(rule, start=start.astimezone(BANGKOK), span=span, at=at, calendar=book.calendar)
        return Answer({"at": at.isoformat()}, (ran,))
    doer = given.one_of("for", Doer, Doer.AUTHORITY)
    found = period(given.day("from"), span, doer, book.calendar, count_start=_counts_start(given, book))
    return Answer({"last_day": found.last_day.isoformat(), "act_by": found.act_by.isoformat()}, (*bare, *found.because))


def _counts_start(given: Given, book: Lawbook) -> bool:
    """Whether the first day counts: as the question says, or at the opening bell where the regime has it so (U2)."""
    if given.flag("count_start"):
        return True
    asked = book.regime.settings.opening_day_counts and given.is_moment("from")
    return asked and at_opening_bell(given.moment("from"), book.calendar)


def _span(given: Given, book: Lawbook) -> tuple[Span, tuple[Reason, ...]]:
    """Amount and unit; the unit "bare_day" is a manual's "วัน", which the regime reads (U8)."""
    amount = given.whole("amount")
    if given.text("unit") != BARE_DAY:
        return Span(amount, given.one_of("unit", Unit)), ()
    unit = Unit(book.regime.settings.bare_day)
    return Span(amount, unit), (
        because(
            "period.bare_day",
            unit=Code("unit", "working_days" if unit is Unit.WORKING_DAY else "calendar_days"),
        ),
    )


def _limit(given: Given, book: Lawbook) -> Answer:
    limit = book.limit(given.text("limit"))
    if not limit.span.unit.is_of_days:
        at, why = statutory_moment(limit, given.moment("from"), book.calendar)
        return Answer({"at": at.isoformat()}, why)
    found = statutory(limit, given.day("from"), book.calendar)
    return Answer({"last_day": found.last_day.isoformat(), "act_by": found.act_by.isoformat()}, found.because)


def _commencement(given: Given, _book: Lawbook) -> Answer:
    published, days = given.day("published_on"), given.whole("after_days")
    day = commencement(published, days)
    span = Span(days, Unit.DAY)
    return Answer(
        {"in_force_from": day.isoformat()},
        (because("period.commencement", published=published, span=span, day=day),),
    )


def _payment(given: Given, book: Lawbook) -> Answer:
    at, why = payment_instant(given.moment("paid_at"), book.calendar, book.regime)
    return Answer({"counts_at": at.isoformat()}, (why,))


def _calendar(given: Given, book: Lawbook) -> Answer:
    day, calendar = given.day("date"), book.calendar
    working, holiday = calendar.is_working_day(day), calendar.holiday(day)
    answer = {
        "working_day": working,
        "holiday": {"th": holiday.name_th, "en": holiday.name_en} if holiday else None,
        "opens": [[opening.opens.isoformat(), opening.closes.isoformat()] for opening in calendar.openings(day)],
        "next_working_day": calendar.after_working_days(day, 1).isoformat(),
    }
    rule = "calendar.working_day" if working else "calendar.holiday" if holiday else "calendar.closed_day"
    return Answer(answer, (because(rule, day=day, holiday=holiday, calendar=calendar),))


def _calendar_change(given: Given, book: Lawbook) -> Answer:
    span, _ = _span(given, book)
    if not span.unit.is_of_days:
        raise LawError("unit_needs_moment", unit=span.unit.value)
    doer = given.one_of("for", Doer, Doer.AUTHORITY)
    changed = with_holidays(book.calendar, given)
    found = recount(given.day("from"), span, doer, (book.calendar, changed), book.regime)
    answer = {
        "before": {"last_day": found.before.last_day.isoformat(), "act_by": found.before.act_by.isoformat()},
        "after": {"last_day": found.after.last_day.isoformat(), "act_by": found.after.act_by.isoformat()},
        "moves": found.moves,
    }
    return Answer(answer, found.because)


def with_holidays(calendar: Calendar, given: Given) -> Calendar:
    """The calendar with the holidays in the field `added`."""
    years = dict(calendar.years)
    for day in given.days("added"):
        known = years.get(day.year) or calendar.holidays_of(day.year)
        years[day.year] = {**known, day: Holiday(day, "", "", "asked")}
    return calendar.change(years=years, version=f"{calendar.version}+added")


RULES = {
    "receipt": _receipt,
    "period": _period,
    "limit": _limit,
    "commencement": _commencement,
    "payment": _payment,
    "calendar": _calendar,
    "calendar_change": _calendar_change,
}
