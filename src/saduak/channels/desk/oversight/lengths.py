"""Lengths of time and shares as pages write them."""

from saduak.cases.queries.courses import MINUTES
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.reasons import written
from saduak.core.spans import Span, Unit
from saduak.oversight.queries import Line, Tally

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def used(line: Line, value: int | None) -> str:
    """A measured time in the unit in which it is counted; a dash for none."""
    if value is None:
        return "–"
    return counted(line.promise, value)


def counted(promise: Span, value: int) -> str:
    """A time that was counted as its promise is: minutes, working days or days."""
    if promise.unit in MINUTES:
        return in_span(Span(value, Unit.WORKING_MINUTE))
    if not value:
        return say("oversight.same_day", language_of_page())
    return in_span(Span(value, Unit.WORKING_DAY if promise.unit is Unit.WORKING_DAY else Unit.DAY))


def in_span(span: Span) -> str:
    """A span as the page's language writes it."""
    return written(span, language_of_page(), sentences(language_of_page()))


def days(value: int | None) -> str:
    """So many days; a dash for none."""
    return "–" if value is None else counted(Span(1, Unit.DAY), value)


def lasting(seconds: int | None) -> str:
    """About how long something took, in the unit that suits it."""
    language = language_of_page()
    if seconds is None:
        return "–"
    if seconds < MINUTE:
        return say("oversight.at_once", language)
    if seconds < 2 * HOUR:
        return say("oversight.minutes", language, number=round(seconds / MINUTE))
    if seconds < 2 * DAY:
        return say("oversight.hours", language, number=round(seconds / HOUR))
    return say("oversight.days", language, number=_short(seconds / DAY))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else f"{number:.0f}"


def share(tally: Tally) -> str:
    """How many of a hundred were good; never 100 % unless all were."""
    if tally.share is None:
        return "–"
    return f"{tally.share if tally.share == 100 else min(tally.share, 99.9):.1f}%".replace(".0%", "%")
