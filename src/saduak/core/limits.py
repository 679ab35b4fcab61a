"""Statutory limits: the periods that Acts name, and their extension.

The limits are data of `law/acts/`; nothing here knows a number of days by heart. Sources: CCC s.193/7; Public Health
Act s.56 and Building Control Act s.25 as the patterns of extension.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from saduak.core.acts import Citation, ExtensionRule, Limit
from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.periods import Period, last_day, moment_after, period
from saduak.core.reasons import Reason, because
from saduak.core.spans import Span


def statutory(limit: Limit, start: date, calendar: Calendar) -> Period:
    """A named statutory period from `start`; the first reason is the article that sets it."""
    found = period(start, limit.span, limit.whose, calendar)
    stated = because("limit.stated", citation=limit.citation, span=limit.span)
    return Period(found.last_day, found.act_by, (stated, *found.because))


def statutory_moment(limit: Limit, start: datetime, calendar: Calendar) -> tuple[datetime, tuple[Reason, ...]]:
    """A named statutory period in hours (a breach of personal data is told within 72, holidays or not)."""
    at = moment_after(start, limit.span, calendar)
    stated = because("limit.stated", citation=limit.citation, span=limit.span)
    return at, (
        stated,
        because("period.elapsed_time", start=start.astimezone(BANGKOK), span=limit.span, at=at),
    )


@dataclass(frozen=True, slots=True)
class ExtensionTerms:
    """The extensions a licence's law allows, and the article that does."""

    rule: ExtensionRule
    citation: Citation


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension as the applicant was told of it: its length and the day of the notice."""

    span: Span
    noticed_on: date


@dataclass(frozen=True, slots=True)
class Extended:
    """A last day after extensions, how many of them counted, and why each did or did not."""

    last_day: date
    counted: int
    because: tuple[Reason, ...]


def extended(
    nominal: date, extensions: Sequence[Extension], terms: ExtensionTerms | None, calendar: Calendar
) -> Extended:
    """`nominal` moved by each extension that is valid; void ones change nothing and say why.

    Void unless the licence's law has extensions, has one left, allows the length, and the notice came no later than
    the last day it extends. An extension counts from the day after that day.
    """
    current, counted, reasons = nominal, 0, []
    for extension in extensions:
        void = _void(current, extension, counted, terms)
        if void:
            reasons.append(void)
            continue
        moved = last_day(current, extension.span, calendar)
        counted += 1
        reasons.append(_valid(extension, current, moved, counted, terms))
        current = moved
    return Extended(current, counted, tuple(reasons))


def _void(current: date, extension: Extension, counted: int, terms: ExtensionTerms | None) -> Reason | None:
    """Why the extension does not count, None when it does."""
    if terms is None:
        return because("extension.none_in_law", span=extension.span)
    rule, cited = terms.rule, terms.citation
    if counted >= rule.count:
        return because("extension.used_up", citation=cited, count=rule.count)
    if extension.span.unit is not rule.span.unit or extension.span.amount > rule.span.amount:
        return because("extension.too_long", citation=cited, span=extension.span, most=rule.span)
    if rule.notice_before_expiry and extension.noticed_on > current:
        return because("extension.noticed_late", citation=cited, noticed=extension.noticed_on, expired=current)
    return None


def _valid(extension: Extension, old: date, new: date, number: int, terms: ExtensionTerms | None) -> Reason:
    return because(
        "extension.valid",
        citation=terms.citation if terms else None,
        number=number,
        span=extension.span,
        noticed=extension.noticed_on,
        old=old,
        new=new,
    )
