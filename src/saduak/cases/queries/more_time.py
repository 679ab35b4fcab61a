"""How much more time there may be: what the licence's law gives yet, and on which grounds the clock may stand still."""

from dataclasses import dataclass
from datetime import date

from saduak.cases.queries.letters import Composed, language_of
from saduak.cases.queries.notices import composed
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import facts_of
from saduak.core.acts import Citation
from saduak.core.calendars import BANGKOK
from saduak.core.facts import Happened
from saduak.core.limits import Extension, ExtensionTerms, extended
from saduak.core.pauses import Pause
from saduak.core.periods import last_day
from saduak.core.reasons import written
from saduak.core.spans import Span
from saduak.core.terms import terms_of
from saduak.sources.texts import sentences


@dataclass(frozen=True, slots=True)
class ExtensionLeft:
    """What the law of the licence gives: `count` extensions of at most `span`, of which `used` are used, each told to
    the applicant no later than `until`, the last day of the limit as it stands; `is_over` once that has passed. A
    letter by post has to go some days before (`told_in_time`)."""

    span: Span
    count: int
    used: int
    until: date | None
    is_over: bool
    citation: Citation

    @property
    def is_possible(self) -> bool:
        """Whether the authority may extend now."""
        return self.used < self.count and not self.is_over


def extension_left(case: WholeCase) -> ExtensionLeft | None:
    """What is left of the extensions, None where the law of the licence has none."""
    limit = terms_of(case.package.service, case.book).limit
    if limit is None or limit.extension is None:
        return None
    rule, due = limit.extension, case.clock.limit
    until = due.last_day if due else None
    used = len(facts_of(case.story).of(Happened.EXTENDED))
    is_over = bool(rule.notice_before_expiry and until and not told_in_time(case, until, by_hand=True))
    return ExtensionLeft(rule.span, rule.count, used, until, is_over, limit.citation)


def told_in_time(case: WholeCase, until: date, *, by_hand: bool = False) -> bool:
    """Whether a letter that goes now counts as told on `until` at the latest: in the inbox or `by_hand` at
    once, by post when the days of APA s.71 are over."""
    today = case.now.astimezone(BANGKOK).date()
    if case.reply == "paper" and not by_hand:
        today = last_day(today, case.book.limit("apa.post_domestic").span, case.book.calendar)
    return today <= until


def extension_letter(case: WholeCase, amount: int, ground: str) -> tuple[date, Composed] | None:
    """The new last day and the letter that an extension would send; None where it would be void."""
    left = extension_left(case)
    if left is None or left.until is None or not 0 < amount <= left.span.amount or not left.is_possible:
        return None
    limit = terms_of(case.package.service, case.book).limit
    terms = ExtensionTerms(limit.extension, limit.citation) if limit and limit.extension else None
    today = case.now.astimezone(BANGKOK).date()
    found = extended(left.until, [Extension(Span(amount, left.span.unit), today)], terms, case.book.calendar)
    language = language_of(case)
    said = {
        "delay.number": str(left.used + 1),
        "delay.reason": ground.strip(),
        "case.due": written(found.last_day, language, sentences(language)),
    }
    return found.last_day, composed(case, "extension", said, language)


def pause_grounds(case: WholeCase) -> tuple[str, ...]:
    """On which grounds the law of the service, or the regime, lets the clock stand still (U9); often none."""
    own = terms_of(case.package.service, case.book).pause_grounds
    return tuple(sorted(own | set(case.book.regime.settings.pause_grounds)))


def lasting_pause(case: WholeCase) -> Pause | None:
    """The pause in which the clock stands still now."""
    return case.clock.pauses.lasting
