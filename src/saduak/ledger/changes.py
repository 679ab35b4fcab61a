"""Rows that wait to be written: gathered by table, so that many acts in one transaction need as few statements as one.

Foreign keys are looked at when the transaction commits, so tables may come in any order. Within a table rows change
before others are added: what stood in the way of a new one has then made room for it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model
from psycopg import Binary
from psycopg.types.json import Jsonb

from saduak.ledger.models import Event, Outbox, Stream
from saduak.ledger.rows import Statement, Table, bound, is_native, table_of

ADD = "INSERT INTO {table} ({columns}) VALUES "
CHANGE = "UPDATE {table} SET {columns} WHERE {own} = %s"
ADD_MANY = "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s) r"
CHANGE_MANY = "UPDATE {table} t SET {columns} FROM json_populate_recordset(NULL::{table}, %s) r WHERE t.{own} = r.{own}"
FEW = 4
"""So many rows go with a mark for each value; more as one text that PostgreSQL takes apart itself, in half the time."""
MOST, MOST_MARKED = 1_000, 20
"""Rows in one statement: as one text, and with marks."""
HEAD = ("head_seq", "head_hash", "last_at")


class Adding(NamedTuple):
    """A row to be added, its values in the order of the table's columns."""

    table: Table
    values: list[Any]


class Changing(NamedTuple):
    """Columns of a row by their place in the table, and what they are to hold."""

    table: Table
    own: Any
    values: Mapping[int, Any]


Change = Adding | Changing | Statement


def inserting(rows: Iterable[Model]) -> Iterator[Adding]:
    """Add the rows."""
    for row in rows:
        table = table_of(type(row))
        yield Adding(table, bound(row, table.fields, table.kinds))


def updating(row: Model, names: Iterable[str]) -> Changing:
    """Bring these columns of a row up to what it says; names as attributes (`officer_id`)."""
    table = table_of(type(row))
    places, fields, kinds = _columns(table, frozenset(names))
    key, *values = bound(row, fields, kinds)
    return Changing(table, key, dict(zip(places, values, strict=True)))


@lru_cache(maxsize=512)
def _columns(table: Table, names: frozenset[str]) -> tuple[Any, ...]:
    """The places of some columns; the fields and kinds of the key and of them."""
    places = [place for place, name in enumerate(table.names) if name in names]
    taken = [table.own, *places]
    return places, [table.fields[place] for place in taken], [table.kinds[place] for place in taken]


def moving(streams: Sequence[Stream]) -> Iterator[Adding | Changing]:
    """Move the heads of known streams and add the new ones."""
    yield from (updating(stream, HEAD) for stream in streams if not stream._state.adding)
    yield from inserting(stream for stream in streams if stream._state.adding)


def recording(events: Iterable[Event], letters: Iterable[Outbox]) -> Iterator[Adding]:
    """Add the events, and what is to leave the building because of them."""
    yield from inserting(events)
    yield from inserting(letters)


# Gathering


@dataclass
class _Pending:
    """What waits for one table."""

    added: list[list[Any]] = field(default_factory=list)
    by_key: dict[Any, list[Any]] = field(default_factory=dict)
    """The added rows, so that a row which changes before it is written is written once."""
    changed: dict[Any, dict[int, Any]] = field(default_factory=dict)

    def take(self, change: Adding | Changing) -> None:
        """One more change, after those that wait."""
        if isinstance(change, Adding):
            self.added.append(change.values)
            self.by_key[change.values[change.table.own]] = change.values
            return
        new = self.by_key.get(change.own)
        if new is None:
            self.changed.setdefault(change.own, {}).update(change.values)
            return
        for place, value in change.values.items():
            new[place] = value


def gathered(changes: Iterable[Change]) -> Iterator[Statement]:
    """The changes in as few statements as they need; a statement among them keeps its place."""
    waiting: dict[Table, _Pending] = {}
    for change in changes:
        if isinstance(change, Statement):
            yield from _statements(waiting)
            waiting = {}
            yield change
        else:
            waiting.setdefault(change.table, _Pending()).take(change)
    yield from _statements(waiting)


def _statements(waiting: Mapping[Table, _Pending]) -> Iterator[Statement]:
    for table, pending in waiting.items():
        alike: dict[tuple[int, ...], list[tuple[Any, Mapping[int, Any]]]] = {}
        for own, values in pending.changed.items():
            alike.setdefault(tuple(sorted(values)), []).append((own, values))
        for places, rows in alike.items():
            yield from _changing(table, places, rows)
        yield from _adding(table, pending.added)


def _adding(table: Table, rows: Sequence[list[Any]]) -> Iterator[Statement]:
    is_text = is_native() and len(rows) > FEW
    most = MOST if is_text else MOST_MARKED
    for start in range(0, len(rows), most):
        some = rows[start : start + most]
        if is_text:
            yield Statement(_add_many(table), (_text([dict(zip(table.bare, row, strict=True)) for row in some]),))
        else:
            yield Statement(_add(table, len(some)), [value for row in some for value in row])


def _changing(
    table: Table, places: tuple[int, ...], rows: Sequence[tuple[Any, Mapping[int, Any]]]
) -> Iterator[Statement]:
    if not is_native() or len(rows) <= FEW:
        for own, values in rows:
            yield Statement(_change(table, places), [*(values[place] for place in places), own])
        return
    key, names = table.bare[table.own], [(place, table.bare[place]) for place in places]
    for start in range(0, len(rows), MOST):
        some = rows[start : start + MOST]
        told = [{key: own, **{name: values[place] for place, name in names}} for own, values in some]
        yield Statement(_change_many(table, places), (_text(told),))


@lru_cache(maxsize=512)
def _add(table: Table, many: int) -> str:
    marks = "(" + ", ".join(["%s"] * len(table.columns)) + ")"
    return ADD.format(table=table.name, columns=", ".join(table.columns)) + ", ".join([marks] * many)


@lru_cache(maxsize=512)
def _change(table: Table, places: tuple[int, ...]) -> str:
    columns = ", ".join(f"{table.columns[place]} = %s" for place in places)
    return CHANGE.format(table=table.name, columns=columns, own=table.columns[table.own])


@lru_cache(maxsize=128)
def _add_many(table: Table) -> str:
    return ADD_MANY.format(table=table.name, columns=", ".join(table.columns))


@lru_cache(maxsize=512)
def _change_many(table: Table, places: tuple[int, ...]) -> str:
    columns = ", ".join(f"{table.columns[place]} = r.{table.columns[place]}" for place in places)
    return CHANGE_MANY.format(table=table.name, columns=columns, own=table.columns[table.own])


def _written(value: Any) -> Any:
    """A bound value that JSON has no form for, as PostgreSQL reads it."""
    write = FORMS.get(type(value))
    if write is None:
        raise TypeError(f"no row holds {type(value).__name__}")
    return write(value)


FORMS: Mapping[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    Jsonb: lambda value: value.obj,
    Binary: lambda value: "\\x" + bytes(value.obj).hex(),
}
"""How values are written that JSON does not know."""
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_written).encode
