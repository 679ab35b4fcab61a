"""Questions about delay notices, extensions, service of orders, appeals and silence."""

from saduak.core.appeals import considered_by, decided_by, timeliness
from saduak.core.delays import check_delay_reason, delay_notices
from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.limits import Extension, ExtensionTerms, extended
from saduak.core.orders import Means, Service, SilenceTerms, appeal, notified, silence
from saduak.core.periods import act_by
from saduak.core.questions.given import Answer, Given
from saduak.core.spans import Doer


def _delay_notices(given: Given, book: Lawbook) -> Answer:
    found = delay_notices(
        given.day("due"),
        given.whole("count"),
        book.rhythm,
        sent=given.days("sent"),
        decided_on=given.day("decided_on", None),
    )
    return Answer({"dates": [day.isoformat() for day in found.dates]}, found.because)


def _delay_reason(given: Given, book: Lawbook) -> Answer:
    found = check_delay_reason(given.text("reason"), given.texts("previous"), book.regime.copying_words)
    return Answer({"accepted": found.accepted, "code": found.because.rule.removeprefix("delay.")}, (found.because,))


def _extension(given: Given, book: Lawbook) -> Answer:
    limit = book.limit(given.text("limit"))
    terms = ExtensionTerms(limit.extension, limit.citation) if limit.extension else None
    asked = given.each("extensions", _read_extension)
    found = extended(given.day("last_day"), asked, terms, book.calendar)
    answer = {
        "last_day": found.last_day.isoformat(),
        "act_by": act_by(found.last_day, Doer.AUTHORITY, book.calendar).isoformat(),
        "counted": found.counted,
    }
    return Answer(answer, found.because)


def _read_extension(given: Given) -> Extension:
    span = given.span("span")
    if span is None:
        raise LawError("field_missing", field="span")
    return Extension(span, given.day("noticed_on"))


def _notified(given: Given, book: Lawbook) -> Answer:
    means = given.one_of("means", Means)
    deemed = {
        Means.POST_DOMESTIC: "apa.post_domestic",
        Means.POST_ABROAD: "apa.post_abroad",
        Means.NEWSPAPER: "apa.newspaper",
    }
    limit = book.limit(deemed[means]) if means in deemed else None
    service = Service(means, given.moment("at"), given.moment("opened_at", None))
    day, why = notified(service, limit, book.calendar, book.regime)
    return Answer({"notified_on": day.isoformat() if day else None}, (why,))


def _appeal(given: Given, book: Lawbook) -> Answer:
    own = book.limit(given.text("limit", "apa.appeal"))
    unstated = book.limit(given.text("unstated_limit", "apa.appeal_without_statement"))
    found = appeal(given.day("notified_on"), own, unstated, book.calendar, stated=given.flag("stated", default=True))
    return Answer({"last_day": found.last_day.isoformat(), "act_by": found.act_by.isoformat()}, found.because)


def _appeal_clock(given: Given, book: Lawbook) -> Answer:
    received = given.day("received_on")
    own = book.limit(given.text("limit", "apa.appeal"))
    unstated = book.limit(given.text("unstated_limit", "apa.appeal_without_statement"))
    until = appeal(given.day("notified_on"), own, unstated, book.calendar, stated=given.flag("stated", default=True))
    came = timeliness(given.day("filed_on", received), until)
    consider = considered_by(received, book)
    longer = given.each("extensions", _read_extension)
    decide = decided_by(given.day("reported_on"), longer, book) if given.has("reported_on") else None
    answer = {
        "late": came.is_late,
        "consider_by": consider.last_day.isoformat(),
        "consider_act_by": consider.act_by.isoformat(),
        "decide_by": decide.last_day.isoformat() if decide else None,
        "decide_act_by": decide.act_by.isoformat() if decide else None,
    }
    return Answer(answer, (came.because, *consider.because, *(decide.because if decide else ())))


def _silence(given: Given, book: Lawbook) -> Answer:
    limit = book.limit(given.text("limit"))
    rule = limit.deemed_approval
    terms = SilenceTerms(rule.excuse_allowed, limit.citation) if rule else None
    last = given.day("last_day")
    found = silence(last, terms, excused=given.flag("excused"), decided_on=given.day("decided_on", None))
    since = found.approves_from
    return Answer({"approves_from": since.isoformat() if since else None}, (found.because,))


RULES = {
    "delay_notices": _delay_notices,
    "delay_reason": _delay_reason,
    "extension": _extension,
    "notified": _notified,
    "appeal": _appeal,
    "appeal_clock": _appeal_clock,
    "silence": _silence,
}
