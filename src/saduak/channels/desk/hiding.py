"""Numbers of persons shown by their last three digits only, also where an officer mends the answers of a form."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from saduak.channels.shell.fields import Summary, summary
from saduak.channels.shell.fields.summary import Row
from saduak.core.formlogic import FormLogic
from saduak.core.package import Answers, FieldKind, Group, Line
from saduak.messages.queries import THIRTEEN
from saduak.parties.queries import is_identifier, masked_number


def hidden(text: str) -> str:
    """The text with every number of a person shown by its last three digits."""
    return THIRTEEN.sub(lambda found: masked_number(found[0]) if is_identifier(found[0]) else found[0], text)


def summary_hidden(logic: FormLogic, answers: Answers) -> tuple[Summary, ...]:
    """What was answered, in words; numbers of persons are hidden also where somebody typed one into a text."""
    return tuple(
        replace(page, parts=tuple(replace(part, rows=tuple(map(_row_hidden, part.rows))) for part in page.parts))
        for page in summary(logic, answers)
    )


def _row_hidden(row: Row) -> Row:
    return replace(row, value=hidden(row.value))


def hide(logic: FormLogic, answers: Answers) -> Answers:
    """The answers as a form shows them: numbers of persons masked."""
    return _mapped(logic, answers, lambda _place, value: hidden(str(value)))


def restore(logic: FormLogic, typed: Answers, known: Answers) -> Answers:
    """The typed answers with every number that still stands masked put back as it is known."""
    kept = {(place, hidden(str(value))): value for place, value in _numbers(logic, known)}
    return _mapped(logic, typed, lambda place, value: kept.get((place, str(value)), value))


def _mapped(logic: FormLogic, answers: Answers, change: Any) -> Answers:
    found: dict[str, Any] = dict(answers)
    for group in logic.groups():
        names = _named(group)
        given = found.get(group.id)
        if not names or given is None:
            continue
        lines = [given] if isinstance(given, Mapping) else list(given)
        told = [
            {name: change((group.id, name), value) if name in names else value for name, value in line.items()}
            for line in lines
        ]
        found[group.id] = told[0] if isinstance(given, Mapping) else tuple(told)
    return found


def _numbers(logic: FormLogic, answers: Answers) -> Iterator[tuple[tuple[str, str], Any]]:
    for group in logic.groups():
        given = answers.get(group.id, ())
        lines: list[Line] = [given] if isinstance(given, Mapping) else list(given)
        for line in lines:
            yield from (((group.id, name), line[name]) for name in _named(group) if name in line)


def _named(group: Group) -> frozenset[str]:
    return frozenset(field.id for field in group.fields if field.kind is FieldKind.PERSON_ID)
