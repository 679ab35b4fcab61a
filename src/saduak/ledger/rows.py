"""The statements behind every command, written by hand: the ORM would make them three times as dear.

Each is the same on PostgreSQL and SQLite but for how ids and times are bound and for the row lock. What one command
wants to know or to write at one point goes to PostgreSQL in one message and not in one each: the way there and back
costs more than most of them. Every statement of a message still sees all that was committed before it began itself,
so what is read after a row lock in the same message is what the lock found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model
from django.db.models.base import ModelState
from psycopg.adapt import Transformer

from saduak.ledger.models import Stream
from saduak.ledger.prepared import prepared_on
from saduak.ledger.streams import Ref

LOCK = (
    "SELECT id, kind, key, head_seq, head_hash, last_at FROM ledger_stream WHERE {named}"
    ' ORDER BY kind COLLATE "{collation}", key COLLATE "{collation}"{locking}'
)
DRAW = (
    "INSERT INTO ledger_numberseries (name, last) VALUES (%s, %s)"
    " ON CONFLICT (name) DO UPDATE SET last = ledger_numberseries.last + excluded.last RETURNING last"
)
READ = (
    "SELECT e.id, e.kind, e.payload, {at} FROM ledger_event e JOIN ledger_stream s ON s.id = e.stream_id"
    " WHERE s.kind = %s AND s.key = %s ORDER BY e.seq"
)
FIND = "SELECT {columns} FROM {table} t {rest}"
BATCH = 500
"""Streams named in one condition: SQLite binds at most 32,766 values."""
AS_IT_IS: Mapping[str, type] = {
    "CharField": str,
    "TextField": str,
    "UUIDField": UUID,
    "DateTimeField": datetime,
    "DateField": date,
    "BooleanField": bool,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
}
"""What PostgreSQL's driver takes from a field without the field's help."""

Found = TypeVar("Found")
Row = TypeVar("Row", bound=Model)
Rows = list[tuple[Any, ...]]


class Question(NamedTuple, Generic[Found]):
    """A statement that finds rows, and what is made of them."""

    sql: str
    params: Sequence[Any]
    read: Callable[[Rows], Found]


class Statement(NamedTuple):
    """A statement that writes."""

    sql: str
    params: Sequence[Any]


# Asking and telling


def ask(*questions: Question[Any]) -> list[Any]:
    """The answer to each question; on PostgreSQL all of them in one message."""
    if not questions:
        return []
    with connection.cursor() as cursor:
        if not is_native():
            return [each.read(cursor.execute(each.sql, each.params).fetchall()) for each in questions]
        cursor.execute(_message(questions))
        arrived = cursor.cursor  # the driver's own: reading what has arrived raises nothing that needs translating
        found = []
        for each in questions:
            found.append(each.read(arrived.fetchall()))
            arrived.nextset()
        return found


def tell(statements: Sequence[Statement]) -> None:
    """Carry out the statements in order; on PostgreSQL in one message."""
    if not statements:
        return
    with connection.cursor() as cursor:
        if is_native():
            cursor.execute(_message(statements))
            return
        for each in statements:
            cursor.execute(each.sql, each.params)


def _message(statements: Sequence[Question[Any] | Statement]) -> str:
    """Several statements as one, with their values as the driver writes them; what comes often is called by the name
    of its plan. The driver would look for the places of the values in every message anew."""
    shortest, literal = prepared_on(connection.connection).shortest, Transformer(connection.connection).as_literal
    with connection.wrap_database_errors:  # what the driver cannot write, as if it had been sent
        return "; ".join([_filled(shortest(each.sql), each.params, literal) for each in statements])


def _filled(sql: str, values: Sequence[Any], literal: Callable[[Any], bytes]) -> str:
    """A statement with its values in their places."""
    written = ["NULL" if value is None else literal(value).decode() for value in values]
    return "".join([part for pair in zip(_split(sql), (*written, ""), strict=True) for part in pair])


@lru_cache(maxsize=512)
def _split(sql: str) -> tuple[str, ...]:
    return tuple(sql.split("%s"))


def committing() -> Iterator[Statement]:
    """The commit as the last statement of the last message, where the open block is the outermost one.

    The driver then finds nothing left to commit. SQLite has no way to save, and inside a transaction of a caller (a
    test's) nothing may be committed.
    """
    if is_native() and len(connection.atomic_blocks) == 1:
        yield Statement("COMMIT", ())


# Streams and events


def locking(refs: Sequence[Ref], *, nowait: bool) -> Iterator[Question[list[Stream]]]:
    """Read and lock the streams that exist, in the order of code points, whatever language the database sorts by."""
    collation, locking = ("C", " FOR UPDATE") if is_native() else ("BINARY", "")
    locking += " NOWAIT" if nowait and locking else ""
    for start in range(0, len(refs), BATCH):
        some = refs[start : start + BATCH]
        named = f"(kind, key) IN (VALUES {', '.join(['(%s, %s)'] * len(some))})"
        sql = LOCK.format(named=named, collation=collation, locking=locking)
        yield Question(sql, [part for ref in some for part in ref], lambda rows: [_stream(row) for row in rows])


def reading_events(ref: Ref) -> Question[list[tuple[UUID, str, str, datetime]]]:
    """Id, kind, payload and time of every event of a stream, in order; asked with its lock, what the lock found."""
    at = "e.at::text" if is_native() else "e.at"  # the driver would take longer over the times than over all the rest
    return Question(READ.format(at=at), ref, _events)


def _events(rows: Rows) -> list[tuple[UUID, str, str, datetime]]:
    if is_native():
        return [(own, kind, payload, datetime.fromisoformat(at)) for own, kind, payload, at in rows]
    return [(UUID(own), kind, payload, _utc(at)) for own, kind, payload, at in rows]


def drawn(series: str, many: int = 1) -> int:
    """The last of so many next numbers of a series; its row is locked from here to commit."""
    number: int
    [number] = ask(Question(DRAW, [series, many], lambda rows: rows[0][0]))
    return number


STREAM_COLUMNS = ("id", "kind", "key", "head_seq", "head_hash", "last_at")


def _stream(row: tuple[Any, ...]) -> Stream:
    own_id, kind, key, seq, last_hash, last_at = row
    if not is_native():
        own_id, last_at = UUID(own_id), last_at and _utc(last_at)
    return _row(Stream, STREAM_COLUMNS, (own_id, kind, key, seq, last_hash, last_at))


# Rows of any table


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What is the same for every row of a table."""

    name: str
    fields: tuple["Field[Any, Any]", ...]
    columns: tuple[str, ...]
    bare: tuple[str, ...]
    """The columns without quotes."""
    names: tuple[str, ...]
    kinds: tuple[type | None, ...]
    """Values of exactly this type are bound as they are; the rest as the field says."""
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    """Position of a column, what makes its value of what the driver gave, and the column for it."""
    own: int
    """The place of the primary key."""
    parents: Mapping[str, str]
    """The attribute of each foreign key, by its name."""
    usual: Mapping[str, Any]
    """What every new row holds unless it is told otherwise; None for what it must be told."""
    drawn: tuple[tuple[str, Callable[[], Any]], ...]
    """What is made for each new row: an id, a salt."""


@lru_cache(maxsize=128)
def table_of(model: type[Model]) -> Table:
    """What rows of a model have in common."""
    fields = model._meta.concrete_fields
    columns = [field.get_col(model._meta.db_table) for field in fields]
    converters = [
        (place, tuple(connection.ops.get_db_converters(column) + column.get_db_converters(connection)), column)
        for place, column in enumerate(columns)
    ]
    names = tuple(field.attname for field in fields)
    quoted = tuple(connection.ops.quote_name(field.column) for field in fields)
    kinds = tuple(AS_IT_IS.get(_holds(field)) if is_native() else None for field in fields)
    converting = tuple(each for each in converters if each[1])
    bare = tuple(field.column for field in fields)
    own = names.index(model._meta.pk.attname)
    parents = {field.name: field.attname for field in fields if field.name != field.attname}
    drawn = tuple((each.attname, each.default) for each in fields if each.has_default() and callable(each.default))
    usual = {field.attname: field.get_default() for field in fields} | {name: None for name, _ in drawn}
    named = model._meta.db_table
    return Table(named, fields, quoted, bare, names, kinds, converting, own, parents, usual, drawn)


def _holds(field: "Field[Any, Any]") -> str:
    """What kind of value a field holds: a foreign key that of the other row's."""
    return getattr(field, "target_field", field).get_internal_type()


def finding(model: type[Row], rest: str, *params: Any) -> Question[list[Row]]:
    """The whole rows of a table `t`; `rest` is what follows its name, with ids and times bound as `id_of` and
    `moment_of` do.
    """
    return Question(_selecting(model, rest), params, lambda rows: _made(model, table_of(model), rows))


@lru_cache(maxsize=256)
def _selecting(model: type[Model], rest: str) -> str:
    table = table_of(model)
    return FIND.format(columns=", ".join(f"t.{column}" for column in table.columns), table=table.name, rest=rest)


def _made(model: type[Row], table: Table, rows: Rows) -> list[Row]:
    database, found = connections[DEFAULT_DB_ALIAS], []
    for row in rows:
        values = list(row)
        for place, converters, column in table.converters:
            for convert in converters:
                values[place] = convert(values[place], column, database)
        found.append(_row(model, table.names, values))
    return found


def _row(model: type[Row], names: Sequence[str], values: Sequence[Any]) -> Row:
    """A whole row as read: what `Model.from_db` makes, without asking of each column whether it was left out."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row.__dict__.update(zip(names, values, strict=True))
    return row


def fresh(model: type[Row], **given: Any) -> Row:
    """A new row: what the model itself would make, in a sixth of the time. Parents may be named as rows or by their
    ids.

    Raises TypeError for a name that is no field.
    """
    table = table_of(model)
    row, state = model.__new__(model), ModelState()
    values = row.__dict__
    values["_state"] = state
    values.update(table.usual)
    for name, make in table.drawn:
        if name not in given:
            values[name] = make()
    for name, value in given.items():
        parent = table.parents.get(name)
        if parent:
            values[parent] = value.pk if value else None
            state.fields_cache[name] = value
        elif name in values:
            values[name] = value
        else:
            raise TypeError(f"{model.__name__} has no {name}")
    return row


def bound(row: Model, fields: Sequence["Field[Any, Any]"], kinds: Sequence[type | None]) -> list[Any]:
    """The values of these fields as the database binds them."""
    found, values = [], row.__dict__
    for field, kind in zip(fields, kinds, strict=True):
        value = values[field.attname] if field.attname in values else getattr(row, field.attname)
        if value is not None and type(value) is not kind:
            value = field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])
        found.append(value)
    return found


# Values


def _utc(read: datetime) -> datetime:
    return read.replace(tzinfo=UTC)


def id_of(value: UUID) -> UUID | str:
    """An id as the database binds it."""
    return value if is_native() else value.hex


def moment_of(value: datetime | None) -> Any:
    """A time as the database binds it."""
    return value if is_native() else connection.ops.adapt_datetimefield_value(value)


def is_native() -> bool:
    """Whether this is PostgreSQL. Asked hundreds of times in a command: `connection.vendor` would be ten times as
    dear."""
    engine: str = connections.settings[DEFAULT_DB_ALIAS]["ENGINE"]
    return engine.endswith("postgresql")
