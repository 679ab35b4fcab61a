"""Reads one YAML document under `law/` or `services/` as plain values that remember their line.

Of YAML only what a reviewer can read at a glance is accepted: maps, lists and scalars. Anchors are refused
because an alias can swell a few bytes into gigabytes, tags because they can name code, and a key written
twice because the reader of the file cannot tell which one holds. Unquoted scalars mean what they look like:
`true`, `false`, `null`, a whole number, a date (2026-10-13); everything else is text, so that `08:30`,
`010` and `no` stay as they were typed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml

from saduak.core.errors import SourceError

LARGEST: Final = 1_000_000
"""No file of ours comes near this many bytes; a larger one is a mistake or an attack."""

DEEPEST: Final = 50
"""Nesting past this is refused before Python's own recursion limit is met."""

WHOLE_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
CONSTANTS: Final[Mapping[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
LOADER: Final[type[Any]] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of libyaml where it was built in, else the slower one in Python; neither builds objects."""


class Table(dict[str, Any]):
    """A map that knows its own line and the line of each key, counted from 1."""

    __slots__ = ("file", "line", "lines")

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


def read_document(path: Path) -> Table:
    """The map that the file at `path` holds; raises `SourceError` with `file` and, where known, `line`."""
    return parsed(file_bytes(path), str(path))


def file_bytes(path: Path) -> bytes:
    """The bytes of a file of sensible size; raises `SourceError`."""
    if path.is_fifo() or path.is_socket():  # nobody may ever write into it
        raise SourceError("source_unreadable", file=str(path), why="not a file")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError("source_unreadable", file=str(path), why=error.strerror or "unreadable") from error
    if len(content) > LARGEST:
        raise SourceError("source_too_large", file=str(path), limit=LARGEST)
    return content


def fingerprint(content: bytes) -> str:
    """A short name for exactly these bytes: the version that an answer cites."""
    return sha256(content).hexdigest()[:12]


def parsed(content: bytes, file: str) -> Table:
    """The map that `content` (UTF-8) holds; `file` is only the name that errors give."""
    try:
        return _Reading(yaml.parse(content, Loader=LOADER), file).document()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SourceError("source_not_yaml", file=file, line=line, why=_first_line(error)) from error


def _first_line(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    return str(problem).splitlines()[0]


class _Reading:
    """One walk over the events of one file.

    Events, not the parser's tree of nodes: libyaml builds that tree by recursion in C, and a line of half a
    million brackets would end the process instead of raising.
    """

    def __init__(self, events: Iterator[yaml.Event], file: str) -> None:
        self.events = events
        self.file = file

    def document(self) -> Table:
        """The only document of the stream, which must be a map."""
        next(self.events)
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            raise SourceError("source_not_a_map", file=self.file, line=1)
        first = next(self.events)
        found = self._value(first, 0)
        if not isinstance(found, Table):
            raise self._refused("source_not_a_map", first)
        self._must_end()
        return found

    def _must_end(self) -> None:
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise self._refused("source_second_document", following)

    def _value(self, event: yaml.Event, depth: int) -> Any:
        self._check(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        return self._table(event, depth)

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _check(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:  # an alias has one too
            raise self._refused("source_alias", event)
        if getattr(event, "tag", None) is not None:
            raise self._refused("source_tag", event)
        if depth > DEEPEST:
            raise self._refused("source_too_deep", event, limit=DEEPEST)

    def _table(self, event: yaml.Event, depth: int) -> Table:
        table = Table(self.file, _line(event))
        for key_event in self._until(yaml.MappingEndEvent):
            key = self._key(key_event, depth)
            if key in table:
                raise self._refused("source_duplicate_key", key_event, key=key)
            table.lines[key] = _line(key_event)
            table[key] = self._value(next(self.events), depth + 1)
        return table

    def _key(self, event: yaml.Event, depth: int) -> str:
        self._check(event, depth)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused("source_key_not_text", event)
        text: str = event.value
        return text

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if event.style:  # quoted or folded: the writer meant text
            return text
        if text in CONSTANTS:
            return CONSTANTS[text]
        if WHOLE_NUMBER.match(text):
            return int(text)
        return self._day(event) if ISO_DATE.match(text) else text

    def _day(self, event: yaml.ScalarEvent) -> date:
        try:
            return date.fromisoformat(event.value)
        except ValueError as error:
            raise self._refused("source_impossible_date", event, value=event.value) from error

    def _refused(self, code: str, event: yaml.Event, **params: Any) -> SourceError:
        return SourceError(code, file=self.file, line=_line(event), **params)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
