"""A page of a form as it is shown: its groups, their lines and questions, with every fault beside what it is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saduak.channels.shell.fields.names import name_of
from saduak.channels.shell.fields.questions import Question, question
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.conditions import fields_of
from saduak.core.formlogic import Fault, FormLogic, Refusal, ShownPage
from saduak.core.letters import in_language
from saduak.core.package import Answers, Field, Group, Line
from saduak.core.reasons import Language

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One entry of the error summary: where it leads, and what it says."""

    to: str
    says: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What a rule of the form says against a line, with its article."""

    says: str
    article: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a repeating group, or the only one of a group; `number` counts from 1."""

    id: str
    number: int
    questions: tuple[Question, ...]
    refused: tuple[Refused, ...]
    remove: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Questions that belong together; `add` is the button for a line more, where one fits."""

    id: str
    title: str
    repeats: bool
    lines: tuple[LineShown, ...]
    errors: tuple[str, ...]
    add: str


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page of a form. `steers` says that answers on it may bring up further questions."""

    id: str
    title: str
    groups: tuple[GroupShown, ...]
    wrong: tuple[Wrong, ...]
    steers: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """What all parts of one page are made from."""

    logic: FormLogic
    typed: Answers
    read: Answers
    faults: Sequence[Fault]
    refusals: Sequence[Refusal]
    finder: Address | None
    steering: frozenset[str]
    known: Mapping[str, str]
    language: Language = field(default_factory=language_of_page)


def page_shown(
    logic: FormLogic,
    page: ShownPage,
    typed: Answers,
    *,
    faults: Sequence[Fault] = (),
    refusals: Sequence[Refusal] = (),
    finder: Address | None = None,
    known: Mapping[str, str] | None = None,
) -> PageShown:
    """A page with the answers to the whole form as far as they are typed or kept.

    `faults` and `refusals` are those of `FormLogic.check`, of which the page shows its own; none for a page that is
    opened for the first time. `finder` gives the address of the code finder for the name of a field; `known` says, by
    the name of a field, where an answer comes from that was filled in beforehand.
    """
    given = _Given(logic, typed, logic.check(typed).answers, faults, refusals, finder, _steering(logic), known or {})
    groups = tuple(_group(given, group) for group in page.groups)
    return PageShown(
        id=page.page.id,
        title=in_language(page.page.title, given.language),
        groups=groups,
        wrong=tuple(_wrong(given, groups)),
        steers=any(asked.steers for group in groups for line in group.lines for asked in line.questions),
    )


def _steering(logic: FormLogic) -> frozenset[str]:
    """Every field on which another question or group depends, as "group.field"."""
    named: set[str] = set()
    for group in logic.groups():
        conditions = [group.when, *(asked.when for asked in group.fields), *(rule.when for rule in group.refuses)]
        for condition in conditions:
            for name in fields_of(condition) if condition else ():
                named.add(name if "." in name else f"{group.id}.{name}")
    return frozenset(named)


def _group(given: _Given, group: Group) -> GroupShown:
    lines = _as_lines(given.typed.get(group.id), group)
    errors = tuple(_said(given, fault) for fault in given.faults if fault.group == group.id and not fault.field)
    return GroupShown(
        id=f"g-{group.id}",
        title=in_language(group.title, given.language),
        repeats=group.repeats,
        lines=tuple(_line(given, group, number, line) for number, line in enumerate(lines)),
        errors=errors,
        add=f"add:{group.id}" if group.repeats and len(lines) < group.most else "",
    )


def _as_lines(answers: Any, group: Group) -> list[Line]:
    """The lines that stand on the page: those given, typed or kept, and at least as many as the group asks for."""
    if not group.repeats:
        return [answers if isinstance(answers, Mapping) else {}]
    lines: list[Line] = list(answers) if isinstance(answers, (tuple, list)) else []
    return lines + [{}] * (max(group.least, 1) - len(lines))


def _line(given: _Given, group: Group, number: int, typed: Line) -> LineShown:
    at = number if group.repeats else None
    read = _as_lines(given.read.get(group.id), group)
    line = read[number] if number < len(read) else {}
    # Asked with this line as the group's only one: the same answer, without reading all other lines each time.
    alone = {**given.read, group.id: (line,) if group.repeats else line}
    shown = given.logic.fields(group, alone, line)
    return LineShown(
        id=f"g-{group.id}-{number}",
        number=number + 1,
        questions=tuple(_question(given, group, asked, at, typed) for asked in shown),
        refused=tuple(
            Refused(in_language(refusal.says, given.language), refusal.article)
            for refusal in given.refusals
            if (refusal.group, refusal.line) == (group.id, at)
        ),
        remove=f"remove:{group.id}.{number}" if group.repeats else "",
    )


def _question(given: _Given, group: Group, asked: Field, line: int | None, typed: Line) -> Question:
    name = name_of(group, asked, line)
    here = (fault for fault in given.faults if (fault.group, fault.field, fault.line) == (group.id, asked.id, line))
    return question(
        asked,
        name,
        typed.get(asked.id),
        codes=given.logic.codes.get(asked.code_list),
        errors=[_said(given, fault) for fault in here],
        finder=given.finder(name) if given.finder else "",
        repeats=group.repeats,
        steers=f"{group.id}.{asked.id}" in given.steering,
        known=given.known.get(name, ""),
    )


def _said(given: _Given, fault: Fault) -> str:
    return say(f"error.{fault.code}", given.language, **(fault.params or {}))


# The summary on top


def _wrong(given: _Given, groups: Iterable[GroupShown]) -> Iterator[Wrong]:
    for group in groups:
        yield from (Wrong(group.id, f"{group.title}: {error}") for error in group.errors)
        for line in group.lines:
            where = say("field.line", given.language, number=line.number) + " · " if group.repeats else ""
            for asked in line.questions:
                yield from (Wrong(asked.points_to, f"{where}{asked.label}: {error}") for error in asked.errors)
            yield from (Wrong(line.id, f"{where}{refused.says}") for refused in line.refused)
