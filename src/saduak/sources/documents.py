"""Reads one YAML document under `law/` or `services/` as plain values that remember their line.

Of YAML only what a reviewer can read at a glance is accepted: maps, lists and scalars. Anchors are refused
because an alias can swell a few bytes into gigabytes, tags because they can name code, and a key written
twice because the reader of the file cannot tell which one holds. Unquoted scalars mean what they look like:
`true`, `false`, `null`, a whole number, a date (2026-10-13); everything else is text, so that `08:30`,
`010` and `no` stay as they were typed.
"""

import re
from collections.abc import Callable, Mapping
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
LOADER: Final[Callable[[bytes], yaml.BaseLoader]] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of libyaml where it was built in, else the slower one in Python; neither builds objects."""

PLAIN_TAGS: Final = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


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
    found = _Reading(file).value(_root(content, file), 0)
    if not isinstance(found, Table):
        raise SourceError("source_not_a_map", file=file, line=1)
    return found


def _root(content: bytes, file: str) -> yaml.Node:
    try:
        root = LOADER(content).get_single_node()
    except (yaml.YAMLError, RecursionError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SourceError("source_not_yaml", file=file, line=line, why=_first_line(error)) from error
    if root is None:
        raise SourceError("source_not_a_map", file=file, line=1)
    return root


def _first_line(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    return str(problem).splitlines()[0]


class _Reading:
    """One walk over the nodes of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Any:
        self._check(node, depth)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        return self._table(node, depth)

    def _check(self, node: yaml.Node, depth: int) -> None:
        if id(node) in self.seen:
            raise self._refused("source_alias", node)
        self.seen.add(id(node))
        if node.tag not in PLAIN_TAGS:
            raise self._refused("source_tag", node, tag=node.tag)
        if depth > DEEPEST:
            raise self._refused("source_too_deep", node, limit=DEEPEST)

    def _table(self, node: yaml.Node, depth: int) -> Table:
        table = Table(self.file, node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in table:
                raise self._refused("source_duplicate_key", key_node, key=key)
            table[key] = self.value(value_node, depth + 1)
            table.lines[key] = key_node.start_mark.line + 1
        return table

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node.value, str) or node.tag not in PLAIN_TAGS:
            raise self._refused("source_key_not_text", node)
        return node.value

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        text: str = node.value
        if node.style:  # quoted or folded: the writer meant text
            return text
        if text in CONSTANTS:
            return CONSTANTS[text]
        if WHOLE_NUMBER.match(text):
            return int(text)
        return self._day(node) if ISO_DATE.match(text) else text

    def _day(self, node: yaml.Node) -> date:
        try:
            return date.fromisoformat(node.value)
        except ValueError as error:
            raise self._refused("source_impossible_date", node, value=node.value) from error

    def _refused(self, code: str, node: yaml.Node, **params: Any) -> SourceError:
        return SourceError(code, file=self.file, line=node.start_mark.line + 1, **params)
