"""From a value of a package to the line of the file it came from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from saduak.core.errors import SourceError
from saduak.sources.documents import Table, read_document
from saduak.sources.lint.subject import Place


class Line(NamedTuple):
    """A line of a file, counted from 1."""

    file: str
    number: int


class Places:
    """Finds lines. A file is read again only when something in it is at fault."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.read: dict[str, Table | None] = {}

    def line(self, place: Place) -> Line:
        """The line of the innermost value on the way that the file has."""
        file = self.files.get(place.part, place.part)
        table = self._table(file)
        return Line(file, 1 if table is None else _line(table, place.path))

    def _table(self, file: str) -> Table | None:
        if file not in self.read:
            self.read[file] = _read(file)
        return self.read[file]


def _read(file: str) -> Table | None:
    """The file's map; None for a package that was never a file, such as one that was compiled."""
    try:
        return read_document(Path(file))
    except SourceError:
        return None


def _line(table: Table, path: tuple[str | int, ...]) -> int:
    line, value = table.line, table
    for key in path:
        inner = _inner(value, key)
        if inner is None:
            break
        line, value = inner.line or line, inner.value
    return line


class _Inner(NamedTuple):
    line: int
    value: Any


def _inner(value: Any, key: str | int) -> _Inner | None:
    """What lies under a key or position; line 0 where only the enclosing line is known."""
    if isinstance(value, Table) and key in value:
        return _Inner(value.line_of(str(key)), value[str(key)])
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        item = value[key]
        return _Inner(item.line if isinstance(item, Table) else 0, item)
    return None
