"""What was typed on a page of a form, and which button was pressed; anything at all may be sent.

What was typed stays as it is, so that it can be shown again; only what no page can hold (control characters, halves of
letters) is left out. Whether an answer stands is for `FormLogic.check` to say.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from django.http import QueryDict

from saduak.core.package import Answer, Answers, Field, FieldKind, Group, Line
from saduak.core.thai import CONTROL

LONGEST: Final = 20_000
"""Letters of one answer that are kept; no field takes as many, so what is cut is refused as too long all the same."""
MOST_VALUES: Final = 500
"""Values of one field of several choices that are read."""
NAME: Final = re.compile(r"([a-z][a-z0-9_]*)(?:\.([0-9]{1,6}))?\.([a-z][a-z0-9_]*)")
DEED: Final = re.compile(r"(add|remove|find|pick|next|show)(?::([a-z0-9_.]{1,200}))?(?::(.{1,100}))?")

Lines = dict[int, dict[str, Answer]]


class Deed(NamedTuple):
    """The button that was pressed.

    `kind` is next; show (ask again with what follows from the answers); add or remove (a line of `group`); find (the
    code finder for `name`); pick (`value`, a code found for `name`).
    """

    kind: str
    group: str = ""
    line: int | None = None
    field: str = ""
    value: str = ""

    @property
    def name(self) -> str:
        """The name of the field that it is about."""
        return ".".join(part for part in (self.group, "" if self.line is None else str(self.line), self.field) if part)


def answers_from(post: QueryDict, groups: Iterable[Group]) -> Answers:
    """The answers to these groups, as typed; what belongs to none of them is not read.

    Of a repeating group one line more is kept than it takes, so that checking can say that they are too many. Lines
    are numbered anew: gaps close.
    """
    asked = {group.id: group for group in groups}
    found: dict[str, Lines] = {name: {} for name in asked}
    for name in post:
        place = NAME.fullmatch(name)
        group = asked.get(place[1]) if place else None
        if place is None or group is None or group.repeats is (place[2] is None):
            continue
        _keep(found[group.id].setdefault(int(place[2] or 0), {}), group, place[3], post.getlist(name))
    return {name: _lines(group, found[name]) for name, group in asked.items()}


def _keep(line: dict[str, Answer], group: Group, name: str, values: list[str]) -> None:
    field = next((field for field in group.fields if field.id == name), None)
    answer = _typed(field, values) if field else None
    if answer:
        line[name] = answer


def _typed(field: Field, values: list[str]) -> Answer | None:
    """What was typed, the last of what was sent twice; several values only where several may be chosen."""
    if field.kind is FieldKind.CHOICES:
        return tuple(text for value in values[:MOST_VALUES] if (text := _plain(value)))
    return _plain(values[-1]) if values else None


def _plain(value: str) -> str:
    text = CONTROL.sub("", value[:LONGEST].replace("\r\n", "\n"))
    return text if text.strip() else ""


def _lines(group: Group, lines: Lines) -> Line | tuple[Line, ...]:
    if not group.repeats:
        return lines.get(0, {})
    return tuple(lines[number] for number in sorted(lines)[: group.most + 1])


# Buttons


def deed_of(sent: QueryDict, groups: Iterable[Group]) -> Deed:
    """The button that was pressed, or the link that was followed; what names nothing of this page shows it again."""
    pressed = DEED.fullmatch(sent.get("do", "next"))
    if pressed is None:
        return Deed("show")
    kind, name, value = pressed[1], pressed[2] or "", pressed[3] or ""
    if kind in {"next", "show"}:
        return Deed(kind)
    return _about(kind, name, value, {group.id: group for group in groups})


def _about(kind: str, name: str, value: str, groups: Mapping[str, Group]) -> Deed:
    group_id, _, rest = name.partition(".")
    number, _, field = rest.partition(".") if rest[:1].isdigit() else ("", "", rest)
    group = groups.get(group_id)
    line = int(number) if number.isdigit() and len(number) < 7 else None
    if group is None or (field and field not in {each.id for each in group.fields}):
        return Deed("show")
    whole = {
        "add": group.repeats,
        "remove": group.repeats and line is not None,
        "find": bool(field),
        "pick": bool(field and value),
    }
    return Deed(kind, group_id, line, field, value) if whole[kind] else Deed("show")


def done(deed: Deed, answers: Answers, groups: Iterable[Group]) -> Answers:
    """The answers after the button: with a line more, a line less, or the code that was picked."""
    group = next((group for group in groups if group.id == deed.group), None)
    if group is None or deed.kind not in {"add", "remove", "pick"}:
        return answers
    given = answers.get(group.id, {})
    lines = list(given) if isinstance(given, (tuple, list)) else [given]
    return {**answers, group.id: _changed(deed, group, lines)}


def _changed(deed: Deed, group: Group, lines: list[Line]) -> Line | tuple[Line, ...]:
    at = deed.line or 0
    if deed.kind == "add" and len(lines) < group.most:
        lines = [*(lines or [{}] * max(group.least, 1)), {}]
    elif deed.kind == "remove" and at < len(lines):
        del lines[at]
    elif deed.kind == "pick" and at < group.most:
        lines = [*lines, *[{}] * (at + 1 - len(lines))]
        lines[at] = {**lines[at], deed.field: deed.value}
    return tuple(lines) if group.repeats else (lines or [{}])[0]
