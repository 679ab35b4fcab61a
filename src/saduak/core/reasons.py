"""Why an answer is what it is: a rule, the article it rests on, typed parameters, the calendar used.

A reason holds no words. `render` puts it into Thai or English from one catalogue of sentences (`law/texts.*.yaml`), the
same for the page, the letter, `saduak law`, errors and the linter.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from saduak.core.acts import Citation
from saduak.core.calendars import Calendar, Holiday
from saduak.core.money import SATANG_IN_BAHT, Money, figures
from saduak.core.rulebook import CITATIONS
from saduak.core.spans import Span

Language = Literal["th", "en"]
Sentences = Mapping[str, str]
"""Text key to template in one language; `{name}` is where a parameter goes."""


class Code(NamedTuple):
    """A value from a closed list; its name in each language stands in the catalogue under `family.value`."""

    family: str
    value: str


class Words(NamedTuple):
    """A name or phrase in both languages, for parameters that are not codes."""

    th: str
    en: str


class Quantity(NamedTuple):
    """So much of something; the unit may be empty."""

    amount: Decimal
    unit: Words


class Reason(NamedTuple):
    """One step of a derivation. `calendar` is the stamp of the calendar used, empty where none was."""

    rule: str
    citation: Citation
    params: Mapping[str, Any]
    calendar: str = ""


def because(
    rule: str, /, *, citation: Citation | None = None, calendar: Calendar | None = None, **params: Any
) -> Reason:
    """A reason by its rule id, with the article the rulebook gives unless the case's own law is named."""
    return Reason(rule, citation or CITATIONS[rule], params, calendar.stamp if calendar else "")


def render(reason: Reason, language: Language, sentences: Sentences) -> str:
    """The reason as one sentence."""
    return say(reason.rule, reason.params, language, sentences)


def say(key: str, params: Mapping[str, Any], language: Language, sentences: Sentences) -> str:
    """The sentence under `key` with its parameters written the way the language writes them.

    Raises `KeyError` for an unknown key or a parameter that the sentence needs and did not get: both are mistakes in
    the code, and a test looks for them.
    """

    first, slots = _parts(sentences[key])
    told = [first]
    for name, mark, literal in slots:
        value = params[name]
        if mark == "|s":  # the ending of an English word that is counted
            told.append("" if value == 1 else "s")
        elif mark:
            told.append(str(buddhist_year(value) if language == "th" else value))
        else:
            told.append(written(value, language, sentences))
        told.append(literal)
    return "".join(told)


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[str, tuple[tuple[str, str | None, str], ...]]:
    """A template as its first literal text and, for each slot, its name, its mark and the literal text after it."""
    first, *rest = _SLOT.split(template)
    return first, tuple(zip(rest[0::3], rest[1::3], rest[2::3], strict=True))


_SLOT = re.compile(r"\{(\w+)(\|year|\|s)?\}")
LONGEST_SHOWN = 80
"""A value somebody typed is shown up to so many letters: enough to recognise it."""


def written(value: Any, language: Language, sentences: Sentences) -> str:
    """One parameter as a reader of the language expects it: dates with weekday and Buddhist year in Thai."""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value, language, sentences)
    return _shown(str(value))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def buddhist_year(year: int) -> int:
    """A year of the Common Era as Thailand writes it."""
    return year + 543


def long_date(day: date, language: Language, sentences: Sentences) -> str:
    """วันศุกร์ที่ 10 กรกฎาคม 2569, or Friday 10 July 2026."""
    weekday = sentences[f"weekday.{day.isoweekday()}"]
    between = "ที่ " if language == "th" else " "
    return f"{weekday}{between}{short_date(day, language, sentences)}"


def short_date(day: date, language: Language, sentences: Sentences) -> str:
    """10 กรกฎาคม 2569, or 10 July 2026."""
    year = buddhist_year(day.year) if language == "th" else day.year
    return f"{day.day} {sentences[f'month.{day.month}']} {year}"


def _moment(moment: datetime, language: Language, sentences: Sentences) -> str:
    clock = _clock(moment.time(), language, sentences)
    joint = " เวลา " if language == "th" else ", "
    return long_date(moment.date(), language, sentences) + joint + clock


def _clock(clock: time, language: Language, _sentences: Sentences) -> str:
    dot, end = (".", " น.") if language == "th" else (":", "")
    seconds = f"{dot}{clock.second:02}" if clock.second else ""
    return f"{clock.hour:02}{dot}{clock.minute:02}{seconds}{end}"


def _span(span: Span, _language: Language, sentences: Sentences) -> str:
    many = "" if span.amount == 1 else ".many"
    return f"{span.amount:,} {sentences[f'unit.{span.unit.value}{many}']}"


def _money(money: Money, _language: Language, sentences: Sentences) -> str:
    if 0 < money.satang < SATANG_IN_BAHT:
        return f"{money.satang} {sentences['money.satang']}"
    return f"{figures(money.satang)} {sentences['money.baht']}"


def _quantity(quantity: Quantity, language: Language, sentences: Sentences) -> str:
    return f"{quantity.amount:,} {written(quantity.unit, language, sentences)}".rstrip()


def _holiday(holiday: Holiday, language: Language, sentences: Sentences) -> str:
    name = holiday.name_th if language == "th" else holiday.name_en
    day = short_date(holiday.on, language, sentences)
    return f"{day} ({name})" if name else day


def _several(values: Iterable[Any], language: Language, sentences: Sentences) -> str:
    return ", ".join(written(value, language, sentences) for value in values) or sentences["word.none"]


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any, Language, Sentences], str]], ...] = (
    (Words, lambda value, language, _: value.th if language == "th" else value.en),
    (Span, _span),
    (Money, _money),
    (Quantity, _quantity),
    (Holiday, _holiday),
    (Code, lambda value, _, sentences: sentences[f"{value.family}.{value.value}"]),
    (datetime, _moment),
    (date, long_date),
    (time, _clock),
    (bool, lambda value, _, sentences: sentences["word.yes" if value else "word.no"]),
    (int, lambda value, *_: str(value)),
    (Decimal, lambda value, *_: f"{value:,}"),
    ((list, tuple, frozenset), _several),
)
"""How each type of parameter is written; the first that fits is used, so the special come before the general."""


def as_data(value: Any) -> Any:
    """A parameter as plain JSON data: ISO dates, codes as text, spans, money and holidays as objects."""
    for kind, data in _DATA:
        if isinstance(value, kind):
            return data(value)
    return value


_DATA: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (Words, lambda words: {"th": words.th, "en": words.en}),
    (Span, lambda span: {"amount": span.amount, "unit": span.unit.value}),
    (Money, lambda money: {"satang": money.satang}),
    (Quantity, lambda quantity: {"amount": str(quantity.amount), "unit": as_data(quantity.unit)}),
    (Holiday, lambda holiday: {"on": as_data(holiday.on), "name": {"th": holiday.name_th, "en": holiday.name_en}}),
    (Code, lambda code: code.value),
    (Decimal, str),
    ((date, datetime, time), lambda moment: moment.isoformat()),
    ((list, tuple, frozenset), lambda values: [as_data(value) for value in values]),
)
"""How each type of parameter becomes data; the first that fits is used."""
