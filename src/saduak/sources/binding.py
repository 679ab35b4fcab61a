"""Binds what a YAML file holds to the frozen types of `core.package`, naming every mistake by file, line and path.

Nothing is guessed: an unknown field, a number where a text is meant or a blank where a list is due is refused. Two
liberties only, because a reader of the file would take them too: an unquoted date is a text where a text is wanted
(a version is called 2566-11-01), and a list becomes a tuple.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from saduak.core.errors import LawError, SourceError
from saduak.core.reasons import Code
from saduak.sources.documents import Table

Bound = TypeVar("Bound")


class Place(NamedTuple):
    """Where a value stands: its file, its line and the path to it, such as "steps[2].time.unit"."""

    file: str
    line: int
    path: str

    def of(self, table: Table, name: str) -> "Place":
        """The place of a field of the map that stands here."""
        return Place(self.file, table.line_of(name), f"{self.path}.{name}" if self.path else name)

    def item(self, index: int, value: object) -> "Place":
        """The place of an item of the list that stands here, counted from 1 as people count."""
        line = value.line if isinstance(value, Table) else self.line
        return Place(self.file, line, f"{self.path}[{index + 1}]")

    def wrong(self, code: str, **params: Any) -> SourceError:
        """The error that names this place; the caller raises it."""
        return SourceError(code, file=self.file, line=self.line, field=self.path, **params)


Reader = Callable[[Any, Place], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How values of one type are recognised and read; `expected` is what errors call it."""

    expected: str
    fits: Callable[[Any], bool]
    read: Reader
    names: tuple[str, ...] = ()
    """The field names of a record, by which the right one of several is chosen."""


def bound(table: Table, kind: type[Bound]) -> Bound:
    """The value of type `kind` that a file's map holds.

    Raises `SourceError` "source_wrong_kind", "source_field_missing", "source_field_unknown", "source_not_among" or
    "source_amount", each with `file`, `line` and `field`.
    """
    sought: Any = kind
    found = shape_of(sought).read(table, Place(table.file, table.line, ""))
    return cast(Bound, found)


@lru_cache(maxsize=256)
def shape_of(kind: Any) -> Shape:
    """The shape of a type: a dataclass, an enumeration, text, number, truth, date, or tuples, maps and choices."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _choice(kind, [member.value for member in kind])
    return _BY_ORIGIN[get_origin(kind)](kind) if get_origin(kind) in _BY_ORIGIN else _PLAIN[kind]


def _checked(expected: str, fits: Callable[[Any], bool], read: Reader, names: tuple[str, ...] = ()) -> Shape:
    def checked(value: Any, place: Place) -> Any:
        if not fits(value):
            raise place.wrong("source_wrong_kind", expected=(Code("expected", expected),))
        return read(value, place)

    return Shape(expected, fits, checked, names)


# Plain values


def _as_it_is(value: Any, _place: Place) -> Any:
    return value


def _text(value: Any, _place: Place) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_PLAIN: Mapping[Any, Shape] = {
    str: _checked("text", lambda value: isinstance(value, (str, date)), _text),
    int: _checked("whole", lambda value: type(value) is int, _as_it_is),
    bool: _checked("flag", lambda value: isinstance(value, bool), _as_it_is),
    date: _checked("date", lambda value: isinstance(value, date), _as_it_is),
    type(None): _checked("nothing", lambda value: value is None, _as_it_is),
}


def _choice(make: Callable[[Any], Any], allowed: Iterable[str], expected: str = "text") -> Shape:
    """One of some texts."""
    choices = tuple(allowed)

    def read(value: Any, place: Place) -> Any:
        if value not in choices:
            raise place.wrong("source_not_among", value=value, allowed=tuple(choice or '""' for choice in choices))
        return make(value)

    return _checked(expected, lambda value: isinstance(value, str), read)


def _literal(kind: Any) -> Shape:
    allowed = get_args(kind)
    return _choice(lambda value: value, allowed, "word_none" if allowed == ("none",) else "text")


# Lists and maps


def _tuple(kind: Any) -> Shape:
    item_kind = get_args(kind)[0]

    def read(value: list[Any], place: Place) -> tuple[Any, ...]:
        item = shape_of(item_kind)
        return tuple(item.read(part, place.item(index, part)) for index, part in enumerate(value))

    return _checked("list", lambda value: isinstance(value, list), read)


def _map(kind: Any) -> Shape:
    value_kind = get_args(kind)[1]

    def read(table: Table, place: Place) -> dict[str, Any]:
        shape = shape_of(value_kind)
        return {name: shape.read(value, place.of(table, name)) for name, value in table.items()}

    return _checked("object", lambda value: isinstance(value, Table), read)


def _record(kind: type[Any]) -> Shape:
    names = tuple(field.name for field in fields(kind))
    return _checked(
        "object", lambda value: isinstance(value, Table), lambda value, place: _made(kind, value, place), names
    )


def _made(kind: Any, table: Table, place: Place) -> Any:
    shapes, required = _fields(kind)
    unknown = next((name for name in table if name not in shapes), None)
    if unknown is not None:
        raise place.of(table, unknown).wrong("source_field_unknown", known=tuple(shapes))
    missing = next((name for name in required if name not in table), None)
    if missing is not None:
        raise place.of(table, missing).wrong("source_field_missing")
    values = {name: shapes[name].read(value, place.of(table, name)) for name, value in table.items()}
    try:
        return kind(**values)
    except LawError as error:
        raise place.wrong("source_amount", problem=Code("amount", error.code)) from error


@lru_cache(maxsize=256)
def _fields(kind: Any) -> tuple[Mapping[str, Shape], tuple[str, ...]]:
    hints = get_type_hints(kind)
    required = (field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)
    return {field.name: shape_of(hints[field.name]) for field in fields(kind)}, tuple(required)


# One of several


def _union(kind: Any) -> Shape:
    shapes = tuple(shape_of(option) for option in get_args(kind))
    shown = tuple(dict.fromkeys(Code("expected", shape.expected) for shape in shapes if shape.expected != "nothing"))

    def read(value: Any, place: Place) -> Any:
        fitting = [shape for shape in shapes if shape.fits(value)]
        if not fitting:
            raise place.wrong("source_wrong_kind", expected=shown)
        return _likeliest(fitting, value).read(value, place)

    return Shape(shapes[0].expected, lambda value: any(shape.fits(value) for shape in shapes), read)


def _likeliest(fitting: list[Shape], value: Any) -> Shape:
    """Of several records the one that knows most of the names given, so that errors speak of what was meant."""
    if not isinstance(value, Table):
        return fitting[0]
    return max(fitting, key=lambda shape: sum(name in shape.names for name in value))


_BY_ORIGIN: Mapping[Any, Callable[[Any], Shape]] = {
    tuple: _tuple,
    dict: _map,
    Mapping: _map,
    Literal: _literal,
    Union: _union,
    types.UnionType: _union,
}
