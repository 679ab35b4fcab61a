"""Letters and licence faces: templates without logic, filled with what a case can give.

`{{ case.number }}` is all a template can say. A name that no case can give is an error; a value that is not there yet
stays as its slot, so that nobody takes a gap for a fact.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from saduak.core.errors import LawError
from saduak.core.formlogic import FormLogic
from saduak.core.money import Money
from saduak.core.package import CASE_VALUES, Answer, Answers, Field, FieldKind, Group, Line, Text
from saduak.core.reasons import Language, Sentences, short_date, written

SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
CALLED = re.compile(r",?[ \t]*(?:โทรศัพท์|โทร\.|telephone|tel\.)[ \t]*\{\{\s*agency\.telephone\s*\}\}", re.IGNORECASE)
"""The words that announce a telephone number, with its slot."""


def merged(template: str, values: Mapping[str, str]) -> str:
    """The template with its values; those that are not known yet stay as slots. An agency without a telephone is not
    announced to have one.

    Raises `LawError` "letter_value_unknown" for a name that neither `values` has nor a case can give.
    """

    first, slots = _parts(CALLED.sub("", template) if values.get("agency.telephone") == "" else template)
    return "".join([first, *(part for name, literal in slots for part in (_value(name, values), literal))])


def _value(name: str, values: Mapping[str, str]) -> str:
    if name in values:
        return values[name]
    if name in CASE_VALUES or name.startswith(("form.", "lines.")):
        return f"{{{{ {name} }}}}"
    raise LawError("letter_value_unknown", name=name)


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A template as its first literal text and, for each slot, its name and the literal text after it."""
    first, *rest = SLOT.split(template)
    return first, tuple(zip(rest[0::2], rest[1::2], strict=True))


def kinds_of_values(*templates: str) -> frozenset[str]:
    """What these templates ask for, by the first word of each name: `case`, `agency`, `form`."""
    return frozenset(name.partition(".")[0] for template in templates for name, _ in _parts(template)[1])


def in_language(text: Text, language: Language) -> str:
    """The text in one language."""
    return text.th if language == "th" else text.en


def answer_values(logic: FormLogic, answers: Answers, language: Language, words: Sentences) -> Mapping[str, str]:
    """What the form gives to letters: `form.<group>.<field>` and `lines.<group>`, as a reader of the language expects
    them. Fields that are asked but not answered are blank."""
    return dict(_values(logic, logic.standing(answers), language, words))


def _values(logic: FormLogic, answers: Answers, language: Language, words: Sentences) -> Iterator[tuple[str, str]]:
    for group in logic.groups():
        given = answers.get(group.id, () if group.repeats else {})
        if isinstance(given, Mapping):
            for field in group.fields:
                yield f"form.{group.id}.{field.id}", shown(logic, field, given.get(field.id), language, words)
        else:
            lines = (told_line(logic, group, line, language, words) for line in given)
            yield f"lines.{group.id}", "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def told_line(logic: FormLogic, group: Group, line: Line, language: Language, words: Sentences) -> str:
    """One line of a repeating group in one row, in the order of the form: what was answered, and of a question with yes
    or no its label, where it was answered with yes."""
    return " · ".join(_told(logic, group, line, language, words))


def _told(logic: FormLogic, group: Group, line: Line, language: Language, words: Sentences) -> Iterator[str]:
    for field in group.fields:
        answer = line.get(field.id)
        if isinstance(answer, bool):
            yield from [in_language(field.label, language)] if answer else []
        elif answer is not None:
            yield " ".join(shown(logic, field, answer, language, words).split())


def shown(logic: FormLogic, field: Field, answer: Answer | None, language: Language, words: Sentences) -> str:
    """One answer as a letter shows it: choices by their label, codes with their name, days in the era of the
    language, measures with their unit."""
    if answer is None:
        return ""
    values = answer if isinstance(answer, tuple) else (answer,)
    unit = f" {in_language(field.unit, language)}" if field.unit else ""
    return ", ".join(_one(logic, field, value, language, words) + unit for value in values)


def _one(logic: FormLogic, field: Field, value: Any, language: Language, words: Sentences) -> str:
    label = next((option.label for option in field.options if option.value == value), None)
    if label:
        return in_language(label, language)
    code = logic.codes.get(field.code_list, {}).get(str(value))
    if code:
        name = in_language(code.name, language)
        return f"{code.code} {name}" if field.kind is FieldKind.CODE else name
    if field.kind is FieldKind.DATE:
        return _day(str(value), language, words)
    return written(Money(value) if field.kind is FieldKind.SATANG else value, language, words)


def _day(value: str, language: Language, words: Sentences) -> str:
    try:
        return short_date(date.fromisoformat(value), language, words)
    except ValueError:
        return value
