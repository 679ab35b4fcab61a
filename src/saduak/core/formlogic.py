"""A form at work: what it shows for the answers so far, what it refuses, and which documents they call for.

Answers to what is not shown do not exist: they neither show other questions nor call for documents, and are not kept.
Conditions look back only, at groups and fields that stand earlier in the form.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from saduak.core.answers import Codes, cleaned
from saduak.core.conditions import Classes, filled, holds
from saduak.core.errors import LawError
from saduak.core.package import (
    Answer,
    Answers,
    Article,
    Code,
    CodeList,
    Condition,
    Document,
    Field,
    Form,
    Group,
    Line,
    Page,
    Text,
)

__all__ = ["Answers", "Checked", "Fault", "FormLogic", "Line", "Refusal", "ShownPage", "classes_of", "holds"]

SLOT: Final = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that cannot stand: code and parameters as errors have them, with where it is.

    `line` is the position in a repeating group from 0, None elsewhere; `field` is empty for a group as a whole.
    """

    code: str
    group: str
    field: str = ""
    line: int | None = None
    params: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that a rule of the form refuses (W-2): which rule, what it says, and the article."""

    rule: str
    group: str
    line: int | None
    says: Text
    article: Article


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page with the groups that the answers so far let stand; a page without any is not shown."""

    page: Page
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A form after checking: the answers that stand, cleaned, with what is wrong and what is refused."""

    answers: Answers
    faults: tuple[Fault, ...]
    refusals: tuple[Refusal, ...]

    @property
    def may_be_filed(self) -> bool:
        """Whether nothing is wrong and nothing refused."""
        return not self.faults and not self.refusals


class FormLogic:
    """A form with its code lists, asked about answers. Holds no answers itself and never changes any."""

    def __init__(self, form: Form, code_lists: Iterable[CodeList] = ()) -> None:
        self.form = form
        self.codes: Mapping[str, Codes] = {each.id: {code.code: code for code in each.codes} for each in code_lists}
        self.classes: Classes = _classes(form, self.codes)

    # What is shown

    def groups(self) -> Iterator[Group]:
        """Every group of the form, in order."""
        for page in self.form.pages:
            yield from page.groups

    def pages(self, answers: Answers) -> tuple[ShownPage, ...]:
        """The pages to show, each with its groups."""
        standing = self.standing(answers)
        pages = (
            ShownPage(page, tuple(group for group in page.groups if self._holds(group.when, standing)))
            for page in self.form.pages
        )
        return tuple(page for page in pages if page.groups)

    def fields(self, group: Group, answers: Answers, line: Line | None = None) -> tuple[Field, ...]:
        """The questions of a group to show, in a repeating group for one line."""
        standing = self.standing(answers)
        kept = self._line(group, line if line is not None else _as_line(answers.get(group.id)), standing)
        here = _with(standing, group, kept)
        return tuple(field for field in group.fields if self._holds(field.when, here, kept))

    def standing(self, answers: Answers) -> Answers:
        """The answers to what is shown; doing it twice changes nothing."""
        found: dict[str, Line | tuple[Line, ...]] = {}
        for group in self.groups():
            if group.id in answers and self._holds(group.when, found):
                found[group.id] = self._standing(group, answers[group.id], found)
        return found

    def _standing(self, group: Group, given: Line | tuple[Line, ...], so_far: Answers) -> Line | tuple[Line, ...]:
        if group.repeats:
            return tuple(self._line(group, line, so_far) for line in _as_lines(given))
        return self._line(group, _as_line(given), so_far)

    def _line(self, group: Group, given: Line, so_far: Answers) -> Line:
        kept: dict[str, Answer] = {}
        here = _with(so_far, group, kept)
        for field in group.fields:
            if field.id in given and self._holds(field.when, here, kept):
                kept[field.id] = given[field.id]
        return kept

    def _holds(self, condition: Condition | None, answers: Answers, line: Line | None = None) -> bool:
        return condition is None or holds(condition, answers, line, self.classes)

    # What follows from the answers

    def documents(self, documents: Sequence[Document] | str, answers: Answers) -> tuple[Document, ...]:
        """The documents these answers call for, optional ones included (W-4); "none" calls for none."""
        standing = self.standing(answers)
        listed = () if isinstance(documents, str) else documents
        return tuple(document for document in listed if self._holds(document.when, standing))

    def refusals(self, answers: Answers) -> tuple[Refusal, ...]:
        """Each line that a rule refuses, in the order of the form."""
        standing = self.standing(answers)
        return tuple(
            Refusal(rule.id, group.id, at, _said(rule.says, line), rule.article)
            for group in self.groups()
            if group.id in standing
            for at, line in _numbered(standing[group.id])
            for rule in group.refuses
            if self._holds(rule.when, standing, line)
        )

    def check(self, answers: Mapping[str, Any]) -> Checked:
        """The answers cleaned, with everything that is missing, strange or refused."""
        faults: list[Fault] = list(self._strangers(answers))
        clean = {group.id: self._cleaned(group, answers[group.id], faults) for group in self._answered(answers)}
        standing = self.standing(clean)
        gaps = [
            gap for group in self.groups() if self._holds(group.when, standing) for gap in self._gaps(group, standing)
        ]
        shown = [fault for fault in faults if self._is_shown(fault, standing)]
        return Checked(standing, (*shown, *_not_said_twice(gaps, shown)), self.refusals(standing))

    # Checking

    def _answered(self, answers: Mapping[str, Any]) -> Iterator[Group]:
        return (group for group in self.groups() if group.id in answers)

    def _strangers(self, answers: Mapping[str, Any]) -> Iterator[Fault]:
        known = {group.id: {field.id for field in group.fields} for group in self.groups()}
        for name, given in answers.items():
            if name not in known:
                yield Fault("answer_group_unknown", name, params={"group": name})
                continue
            for at, line in _numbered(given):
                for field in sorted(line.keys() - known[name]):
                    yield Fault("answer_field_unknown", name, field, at, {"field": field})

    def _cleaned(self, group: Group, given: Any, faults: list[Fault]) -> Line | tuple[Line, ...]:
        lines = [self._clean_line(group, at, line, faults) for at, line in _numbered(given)]
        if group.repeats:
            return tuple(lines)
        return lines[0] if lines else {}

    def _clean_line(self, group: Group, at: int | None, line: Line, faults: list[Fault]) -> Line:
        kept: dict[str, Answer] = {}
        for field in group.fields:
            try:
                value = cleaned(field, line.get(field.id), self.codes.get(field.code_list))
            except LawError as error:
                faults.append(Fault(error.code, group.id, field.id, at, error.params))
                continue
            if value is not None:
                kept[field.id] = value
        return kept

    def _is_shown(self, fault: Fault, standing: Answers) -> bool:
        """Whether the question at fault is asked at all; strangers always are at fault."""
        group = next((group for group in self.groups() if group.id == fault.group), None)
        field = next((field for field in group.fields if field.id == fault.field), None) if group else None
        if group is None or field is None:
            return True
        line = _at(standing.get(group.id), fault.line)
        return self._holds(group.when, standing) and self._holds(field.when, standing, line)

    def _gaps(self, group: Group, standing: Answers) -> Iterator[Fault]:
        given = standing.get(group.id, () if group.repeats else {})
        if group.repeats:
            yield from _count_faults(group, len(given))
        for at, line in _numbered(given):
            for field in group.fields:
                asked = field.required and self._holds(field.when, standing, line)
                if asked and not filled(line.get(field.id)):
                    yield Fault("answer_missing", group.id, field.id, at)


def _with(answers: Answers, group: Group, line: Line) -> Answers:
    """The answers with this line as the group's only one, so that its fields may be named with their group too."""
    return {**answers, group.id: (line,) if group.repeats else line}


def _count_faults(group: Group, count: int) -> Iterator[Fault]:
    if count < group.least:
        yield Fault("answer_too_few_lines", group.id, params={"least": group.least})
    if count > group.most:
        yield Fault("answer_too_many_lines", group.id, params={"most": group.most})


def _not_said_twice(gaps: Iterable[Fault], said: Iterable[Fault]) -> Iterator[Fault]:
    """An answer that could not be read is wrong, not missing as well."""
    told = {(fault.group, fault.line, fault.field) for fault in said}
    return (gap for gap in gaps if (gap.group, gap.line, gap.field) not in told)


def _said(says: Text, line: Line) -> Text:
    """What a rule says, with the line's own answers where it names a field, as in `{{ code }}`."""

    def filled_in(text: str) -> str:
        return SLOT.sub(lambda slot: str(line.get(slot[1], "")), text)

    return Text(filled_in(says.th), filled_in(says.en))


def _as_lines(given: Any) -> tuple[Line, ...]:
    """The lines of a group as anybody may send them; what is no line is none."""
    if isinstance(given, Mapping):
        return (given,)
    return tuple(line for line in given if isinstance(line, Mapping)) if isinstance(given, (list, tuple)) else ()


def _as_line(given: Any) -> Line:
    return next(iter(_as_lines(given)), {})


def _numbered(given: Any) -> Iterator[tuple[int | None, Line]]:
    """The lines of a group with their positions; the one line of a group that does not repeat has none."""
    if isinstance(given, Mapping):
        yield None, given
    else:
        yield from enumerate(_as_lines(given))


def _at(given: Any, position: int | None) -> Line:
    return dict(_numbered(given)).get(position, {})


# Classes of codes


def classes_of(form: Form, code_lists: Iterable[CodeList]) -> Classes:
    """The classes of every code that a field of the form can be answered with, for `holds`."""
    return FormLogic(form, code_lists).classes


def _classes(form: Form, codes: Mapping[str, Codes]) -> Classes:
    by_list = {
        name: {code: _inherited(found, listed) for code, found in listed.items()} for name, listed in codes.items()
    }
    found: dict[str, Mapping[str, frozenset[str]]] = {}
    for page in form.pages:
        for group in page.groups:
            for field in group.fields:
                if field.code_list in by_list:
                    found[f"{group.id}.{field.id}"] = by_list[field.code_list]
                    found[field.id] = {**found.get(field.id, {}), **by_list[field.code_list]}
    return found


def _inherited(code: Code, listed: Codes) -> frozenset[str]:
    """The classes of a code and of all codes above it."""
    classes: set[str] = set()
    seen: set[str] = set()
    above: Code | None = code
    while above is not None and above.code not in seen:
        seen.add(above.code)
        classes |= set(above.classes)
        above = listed.get(above.group)
    return frozenset(classes)
