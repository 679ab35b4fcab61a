"""Due dates of one application: the manual's promise, the Act's limit, and what depends on them.

A due date that needs the holidays of a year not yet on file is "pending_calendar": nothing is refused for that, and an
alarm runs from six months before that year.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from saduak.core.acts import Citation
from saduak.core.errors import CalendarYearUnknown
from saduak.core.facts import Facts, Happened, LegalLimit, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.limits import Extended, Extension, ExtensionTerms, extended, statutory
from saduak.core.pauses import Pause, Pauses, moved, moved_moment
from saduak.core.periods import Period, act_by, last_day, moment_after, why_act_by, why_last_day
from saduak.core.reasons import Reason, because
from saduak.core.spans import Doer, Span
from saduak.core.starts import Begun, Start
from saduak.core.versions import due_after_choice


@dataclass(frozen=True, slots=True)
class Due:
    """One due date of the authority.

    `status` is "set", "if_complete" (completeness not checked yet), "paused" (no date until it resumes) or
    "pending_calendar" (the holidays of `missing_year` are not on file; a last day in calendar days is known all the
    same, the day to act by is not). `at` is a moment, for limits in hours and minutes.
    """

    status: str
    last_day: date | None
    act_by: date | None
    because: tuple[Reason, ...]
    at: datetime | None = None
    missing_year: int | None = None


NO_EXTENSIONS = Extended(date.min, 0, ())


def due(start: Start, span: Span, found: Pauses, book: Lawbook, stated: Reason) -> Due:
    """When a span from `start` ends, pauses counted, and why. A pause that began too late saves no missed date."""
    status = "set" if start.certain else "if_complete"
    try:
        plain = replace(_counted(start, span, found, book, stated), status=status)
    except CalendarYearUnknown as missing:
        plain = _pending(missing.year, stated, missing.params.get("last_day"))
    if found.lasting and not _missed_before(found.lasting, plain):
        return Due("paused", None, None, (stated, because("clock.paused")))
    return plain


def _missed_before(pause: Pause, plain: Due) -> bool:
    """Whether the date, or the moment, was over when the pause began."""
    if plain.at:
        return pause.began > plain.at
    return plain.last_day is not None and pause.since > plain.last_day


def _counted(start: Start, span: Span, found: Pauses, book: Lawbook, stated: Reason) -> Due:
    if not span.unit.is_of_days:
        return _timed(start, span, found, book, stated)
    plain = last_day(start.day, span, book.calendar, count_start=start.counts)
    why = [stated, *why_last_day(start.day, plain, span, book.calendar, count_start=start.counts)]
    end = moved(plain, start.day, span, found, book)
    if end != plain:
        why.append(because("pause.moves", old=plain, new=end, calendar=book.calendar))
    by = act_by(end, Doer.AUTHORITY, book.calendar)
    return Due("set", end, by, (*why, why_act_by(end, by, Doer.AUTHORITY, book.calendar)))


def _timed(start: Start, span: Span, found: Pauses, book: Lawbook, stated: Reason) -> Due:
    """The due moment of a span in hours or minutes."""
    plain = moment_after(start.at, span, book.calendar)
    why = [stated, because("period.working_time", start=start.at, span=span, at=plain, calendar=book.calendar)]
    at = moved_moment(plain, start.at, span.unit, found, book)
    if at != plain:
        why.append(because("pause.moves", old=plain, new=at, calendar=book.calendar))
    return Due("set", at.date(), book.calendar.last_working_day(at.date()), tuple(why), at=at)


def _pending(year: int, stated: Reason, last: date | None = None) -> Due:
    why = because("clock.pending_calendar", year=year, alarm=alarm_from(year))
    return Due("pending_calendar", last, None, (stated, why), missing_year=year)


def _unless_pending(begins: Begun, span: Span, found: Pauses, book: Lawbook, stated: Reason) -> Due | None:
    """The due date from where the clock begins; None while it does not run."""
    if begins.start is None:
        return _pending(begins.missing_year, stated) if begins.missing_year else None
    return due(begins.start, span, found, book, stated)


def alarm_from(year: int) -> date:
    """From when the missing calendar of `year` is an alarm: six months before it begins."""
    return date(year - 1, 7, 1)


def promise(begins: Begun, facts: Facts, terms: Terms, found: Pauses, book: Lawbook) -> Due | None:
    """The manual's promise (LFA s.10 para 1); None where the manual has no time or the clock does not run.

    Only a regime with an extension of its own moves it; the extension of a special law moves that law's limit (U23).
    """
    if terms.promise is None:
        return None
    plain = _unless_pending(begins, terms.promise, found, book, because("clock.promise", span=terms.promise))
    plain = _chosen(plain, begins, facts, book)
    if plain is None or book.regime.extension is None or terms.limit is not None:
        return plain
    general = ExtensionTerms(book.regime.extension, Citation(book.regime.act, "10"))
    return _extended(plain, facts, general, book)[0]


def _chosen(plain: Due | None, begins: Begun, facts: Facts, book: Lawbook) -> Due | None:
    """The promise after the applicant chose a better manual: counted from the choice, or from the start where that is
    later (U11). A promise in hours is left alone."""
    choice = next(reversed(facts.of(Happened.VERSION_CHOSEN)), None)
    if plain is None or plain.last_day is None or plain.act_by is None or choice is None or begins.start is None:
        return plain
    if plain.at or choice.span is None or not choice.span.unit.is_of_days:
        return plain
    since = max(choice.day, begins.start.day)
    last, reason = due_after_choice(plain.last_day, since, choice.span, book)
    return replace(
        plain,
        last_day=last,
        act_by=act_by(last, Doer.AUTHORITY, book.calendar),
        because=(*plain.because, reason),
    )


def legal_limit(
    begins: Begun, receipt: Begun, facts: Facts, terms: Terms, found: Pauses, book: Lawbook
) -> tuple[Due | None, Extended]:
    """The Act's limit after its extensions; thirty days where neither law nor manual gives a time (APA s.39/1).

    `receipt` starts the limits of Acts that count from receipt, `begins` all others.
    """
    legal = terms.limit or _default(terms, book)
    if legal is None:
        return None, NO_EXTENSIONS
    stated = because("limit.stated", citation=legal.citation, span=legal.span)
    plain = _unless_pending(receipt if legal.from_receipt else begins, legal.span, found, book, stated)
    if plain is None:
        return None, NO_EXTENSIONS
    own = ExtensionTerms(legal.extension, legal.citation) if legal.extension else None
    return _extended(plain, facts, own, book)


def _default(terms: Terms, book: Lawbook) -> LegalLimit | None:
    if terms.promise is not None:
        return None
    default = book.limit("apa.default_limit")
    return LegalLimit(default.span, default.citation)


def _extended(plain: Due, facts: Facts, terms: ExtensionTerms | None, book: Lawbook) -> tuple[Due, Extended]:
    asked = [Extension(fact.span, fact.day) for fact in facts.of(Happened.EXTENDED) if fact.span]
    if plain.last_day is None or not asked:
        return plain, NO_EXTENSIONS
    try:
        found = extended(plain.last_day, asked, terms, book.calendar)
        by = act_by(found.last_day, Doer.AUTHORITY, book.calendar)
    except CalendarYearUnknown as missing:
        return _pending(missing.year, plain.because[0], missing.params.get("last_day")), NO_EXTENSIONS
    return replace(plain, last_day=found.last_day, act_by=by, because=(*plain.because, *found.because)), found


def delays_from(
    promised: Due | None, limit: Due | None, terms: Terms, moved_by: Extended, book: Lawbook
) -> date | None:
    """The day after which delay notices run; None where the law asks for none (LFA s.5, U13) or no date is set.

    They run from the promise, even where the Act's own limit was extended, unless the regime says otherwise (U23).
    """
    if not (terms.lfa_applies and book.regime.delay_notices):
        return None
    if promised is not None:
        extended_too = moved_by.counted and book.regime.settings.delay_notices_run_from == "extended_promise"
        later = limit.last_day if limit and extended_too else None
        return max(filter(None, (promised.last_day, later)), default=None)
    if terms.limit is None and not book.regime.settings.default_limit_has_delay_notices:
        return None
    return limit.last_day if limit else None


def in_time(limit_id: str, day: date | None, book: Lawbook, missing_year: int | None = None) -> Due | None:
    """A named statutory limit of the authority from `day`; None while there is no such day, pending while the day
    itself waits for the holidays of `missing_year`."""
    limit = book.limit(limit_id)
    stated = because("limit.stated", citation=limit.citation, span=limit.span)
    if day is None:
        return _pending(missing_year, stated) if missing_year else None
    try:
        found: Period = statutory(limit, day, book.calendar)
    except CalendarYearUnknown as missing:
        return _pending(missing.year, stated, missing.params.get("last_day"))
    return Due("set", found.last_day, found.act_by, found.because)
