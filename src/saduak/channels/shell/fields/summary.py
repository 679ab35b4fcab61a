"""What was answered, in words: for "check your answers", for the officer, and for the receipt."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.formlogic import Fault, FormLogic
from saduak.core.letters import in_language, shown
from saduak.core.package import Answers, Field, FieldKind, Group, Line
from saduak.core.reasons import Language
from saduak.parties.queries import is_identifier, masked_number

SEEN_DIGITS: Final = 3
"""Digits of a personal number that are shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer in words; `value` is empty where nothing was answered."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One group, or one line of a repeating one with its `number` from 1; `change` is where it can be changed."""

    title: str
    number: int | None
    rows: tuple[Row, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One page of the form with what was answered on it."""

    title: str
    parts: tuple[Part, ...]


def summary(logic: FormLogic, answers: Answers, change: Callable[[str], str] | None = None) -> tuple[Summary, ...]:
    """Every page that these answers let stand. `change` gives the address of a page by its id; without it, none.

    Answers that cannot be read are shown as not answered: `FormLogic.check` says what is wrong with them.
    """
    language = language_of_page()
    read = logic.check(answers).answers
    return tuple(
        Summary(
            in_language(page.page.title, language),
            tuple(
                part
                for group in page.groups
                for part in _parts(logic, group, read, change(page.page.id) if change else "", language)
            ),
        )
        for page in logic.pages(read)
    )


def unfilled(logic: FormLogic, faults: Iterable[Fault], language: Language) -> list[str]:
    """Which questions are not answered, or not as they can be, by the names that the form gives them."""
    groups = {group.id: group for group in logic.groups()}
    named = (_named(groups[fault.group], fault, language) for fault in faults if fault.group in groups)
    return list(dict.fromkeys(named))


def _named(group: Group, fault: Fault, language: Language) -> str:
    asked = next((field for field in group.fields if field.id == fault.field), None)
    label = in_language(asked.label if asked else group.title, language)
    return label if fault.line is None else f"{label} ({say('field.line', language, number=fault.line + 1)})"


def _parts(logic: FormLogic, group: Group, read: Answers, change: str, language: Language) -> Iterator[Part]:
    given = read.get(group.id, () if group.repeats else {})
    title = in_language(group.title, language)
    if isinstance(given, tuple):
        for number, line in enumerate(given):
            to = f"{change}#g-{group.id}-{number}" if change else ""
            yield Part(title, number + 1, _rows(logic, group, read, line, language), to)
    else:
        to = f"{change}#g-{group.id}" if change else ""
        yield Part(title, None, _rows(logic, group, read, given, language), to)


def _rows(logic: FormLogic, group: Group, read: Answers, line: Line, language: Language) -> tuple[Row, ...]:
    alone = {**read, group.id: (line,) if group.repeats else line}
    return tuple(
        Row(in_language(field.label, language), _answered(logic, field, line, language))
        for field in logic.fields(group, alone, line)
    )


def _answered(logic: FormLogic, field: Field, line: Line, language: Language) -> str:
    """The answer in words; of a personal number the last digits only, for whoever looks over a shoulder."""
    value = shown(logic, field, line.get(field.id), language, sentences(language))
    if field.kind is not FieldKind.PERSON_ID or len(value) <= SEEN_DIGITS:
        return value
    return masked_number(value) if is_identifier(value) else "x" * (len(value) - SEEN_DIGITS) + value[-SEEN_DIGITS:]
