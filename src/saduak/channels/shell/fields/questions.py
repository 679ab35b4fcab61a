"""One question as a page asks it: the element, its choices, hints, unit, what was typed, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from saduak.channels.shell.fields.names import id_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.letters import in_language
from saduak.core.package import Answer, Code, Field, FieldKind
from saduak.core.reasons import Language, buddhist_year

MOST_RADIOS: Final = 7
"""More choices than these are a list to unfold."""
MOST_LISTED: Final = 60
"""A code list up to this size is a list to unfold, its headings between; a longer one has the finder."""
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

SHAPES: Final[Mapping[FieldKind, str]] = {
    FieldKind.LONG_TEXT: "area",
    FieldKind.ADDRESS: "area",
    FieldKind.YES_NO: "radios",
    FieldKind.CHOICES: "boxes",
}
INPUT_MODES: Final[Mapping[FieldKind, str]] = {
    FieldKind.NUMBER: "numeric",
    FieldKind.DECIMAL: "decimal",
    FieldKind.SATANG: "decimal",
    FieldKind.PERSON_ID: "numeric",
    FieldKind.JURISTIC_ID: "numeric",
    FieldKind.TELEPHONE: "tel",
    FieldKind.EMAIL: "email",
}
WIDTHS: Final[Mapping[FieldKind, str]] = {
    FieldKind.NUMBER: "short",
    FieldKind.DECIMAL: "short",
    FieldKind.SATANG: "short",
    FieldKind.DATE: "middle",
    FieldKind.CODE: "short",
    FieldKind.PERSON_ID: "middle",
    FieldKind.JURISTIC_ID: "middle",
    FieldKind.TELEPHONE: "middle",
    FieldKind.FACTORY_NUMBER: "middle",
}
HINTED: Final = {FieldKind.DATE, FieldKind.PERSON_ID, FieldKind.PLACE_ON_MAP, FieldKind.TELEPHONE}
"""Kinds that say how to write them, besides what the package says."""
FILLED_BY_BROWSER: Final[Mapping[FieldKind, str]] = {
    FieldKind.TELEPHONE: "tel",
    FieldKind.EMAIL: "email",
    FieldKind.ADDRESS: "street-address",
}
NAMES_OF: Final = {"person": "name", "organisation": "organization"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; a heading cannot be chosen, but holds the choices below it."""

    value: str
    label: str
    id: str
    chosen: bool = False
    below: tuple["Choice", ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the language of the page. `shape` is text, area, radios, boxes, select or code.

    `means` is the name of the code that was typed; `steers` says that other questions depend on the answer; `known`
    where an answer comes from that was filled in beforehand.
    """

    name: str
    id: str
    shape: str
    label: str
    hints: tuple[str, ...]
    value: str
    required: bool
    choices: tuple[Choice, ...] = ()
    errors: tuple[str, ...] = ()
    unit: str = ""
    input_mode: str = ""
    autocomplete: str = "off"
    width: str = ""
    means: str = ""
    finder: str = ""
    steers: bool = False
    known: str = ""

    @property
    def points_to(self) -> str:
        """The id of what an error summary brings into focus: the first choice where there are several."""
        return self.choices[0].id if self.shape in {"radios", "boxes"} and self.choices else self.id

    @property
    def described_by(self) -> str:
        """The ids of hint, meaning and errors."""
        told = ((self.hints, "hint"), (self.known, "known"), (self.means, "means"), (self.errors, "error"))
        return " ".join(f"{self.id}-{what}" for there, what in told if there)


def question(
    field: Field,
    name: str,
    answer: Answer | None = None,
    *,
    codes: Mapping[str, Code] | None = None,
    errors: Sequence[str] = (),
    finder: str = "",
    repeats: bool = False,
    steers: bool = False,
    known: str = "",
) -> Question:
    """A field of a package as a question; `answer` is what was typed, or what is kept.

    `codes` is the field's list; `finder` the address of the code finder for this field; `known` a sentence on where an
    answer comes from that nobody typed.
    """
    language = language_of_page()
    listed = codes or {}
    typed = _typed(field, answer, language)
    shape = _shape(field, listed)
    return Question(
        name=name,
        id=id_of(name),
        shape=shape,
        label=in_language(field.label, language),
        hints=tuple(_hints(field, language)),
        value=typed[0] if typed else "",
        required=field.required,
        choices=tuple(_choices(field, name, listed, typed, language)) if shape in {"radios", "boxes", "select"} else (),
        errors=tuple(errors),
        unit=_unit(field, language),
        input_mode=INPUT_MODES.get(field.kind, ""),
        autocomplete="off" if repeats else _autocomplete(field),
        width=WIDTHS.get(field.kind, ""),
        means=_means(listed, typed, language) if shape == "code" else "",
        finder=finder if shape == "code" else "",
        steers=steers,
        known=known,
    )


def leaves(codes: Mapping[str, Code]) -> Iterator[Code]:
    """The codes that can be chosen: those that are no heading of others."""
    headings = {code.group for code in codes.values()}
    return (code for code in codes.values() if code.code not in headings)


def _shape(field: Field, codes: Mapping[str, Code]) -> str:
    if field.kind is FieldKind.CODE:
        return "select" if 0 < sum(1 for _ in leaves(codes)) <= MOST_LISTED else "code"
    if field.kind is FieldKind.CHOICE:
        return "radios" if len(field.options) <= MOST_RADIOS and not field.code_list else "select"
    return SHAPES.get(field.kind, "text")


def _hints(field: Field, language: Language) -> Iterator[str]:
    if field.hint:
        yield in_language(field.hint, language)
    if field.kind in HINTED and not (field.hint and field.kind is FieldKind.PERSON_ID):
        yield say(f"field.{field.kind.value}_hint", language)


def _unit(field: Field, language: Language) -> str:
    if field.kind is FieldKind.SATANG:
        return say("money.baht", language)
    return in_language(field.unit, language) if field.unit else ""


def _autocomplete(field: Field) -> str:
    if field.kind is FieldKind.TEXT and field.id == "name":
        return NAMES_OF.get(field.prefill, "off")
    return FILLED_BY_BROWSER.get(field.kind, "off") if field.prefill in NAMES_OF else "off"


# What was typed, or is kept


def _typed(field: Field, answer: Answer | None, language: Language) -> tuple[str, ...]:
    values: tuple[Any, ...] = answer if isinstance(answer, tuple) else (() if answer is None else (answer,))
    return tuple(_as_typed(field, value, language) for value in values)


def _as_typed(field: Field, value: Any, language: Language) -> str:
    """A kept answer as a person would have typed it; what was typed stays."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.kind is FieldKind.SATANG and isinstance(value, int):
        return f"{Decimal(value).scaleb(-2):,.2f}"
    if field.kind is FieldKind.DATE and ISO_DAY.fullmatch(str(value)):
        return _day(str(value), language)
    return str(value)


def _day(iso: str, language: Language) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day}/{day.month}/{buddhist_year(day.year) if language == 'th' else day.year}"


def _means(codes: Mapping[str, Code], typed: tuple[str, ...], language: Language) -> str:
    found = codes.get(typed[0].replace(" ", "")) if typed else None
    return in_language(found.name, language) if found else ""


# Choices


def _choices(
    field: Field, name: str, codes: Mapping[str, Code], typed: tuple[str, ...], language: Language
) -> Iterator[Choice]:
    if field.kind is FieldKind.YES_NO:
        offered = [(answer, say(f"word.{answer}", language)) for answer in ("yes", "no")]
    elif field.options:
        offered = [(option.value, in_language(option.label, language)) for option in field.options]
    else:
        yield from _listed(name, codes, typed, language)
        return
    for number, (value, label) in enumerate(offered):
        yield Choice(value, label, f"{id_of(name)}-{number}", value in typed)


def _listed(name: str, codes: Mapping[str, Code], typed: tuple[str, ...], language: Language) -> Iterator[Choice]:
    """The codes of a list under their headings."""
    below: dict[str, list[Choice]] = {}
    for number, code in enumerate(leaves(codes)):
        label = f"{code.code} {in_language(code.name, language)}"
        choice = Choice(code.code, label, f"{id_of(name)}-{number}", code.code in typed)
        below.setdefault(code.group, []).append(choice)
    for heading, choices in below.items():
        above = codes.get(heading)
        if above is None:
            yield from choices
        else:
            yield Choice("", f"{above.code} {in_language(above.name, language)}", "", below=tuple(choices))
