"""The statements behind every command, written by hand: the ORM would make them three times as dear.

Each is the same on PostgreSQL and SQLite but for how ids and times are bound and for the row lock. What one command
wants to know or to write at one point goes to PostgreSQL in one message and not in one each: the way there and back
costs more than most of them. Every statement of a message still sees all that was committed before it began itself,
so what is read after a row lock in the same message is what the lock found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model
from django.db.models.base import ModelState
from psycopg.adapt import Transformer

from saduak.ledger.models import Event, Stream
from saduak.ledger.prepared import prepared_on
from saduak.ledger.streams import Ref

LOCK = (
    "SELECT id, kind, key, head_seq, head_hash, last_at FROM ledger_stream WHERE {named}"
    ' ORDER BY kind COLLATE "{collation}", key COLLATE "{collation}"{locking}'
)
MOVE = "UPDATE ledger_stream SET head_seq = %s, head_hash = %s, last_at = %s WHERE id = %s"
STREAM = "INSERT INTO ledger_stream (id, kind, key, head_seq, head_hash, last_at) VALUES "
EVENT = (
    "INSERT INTO ledger_event (id, stream_id, seq, kind, payload_version, payload, at, actor, on_behalf_of, channel,"
    " legal_basis, prev_hash, hash) VALUES "
)
DRAW = (
    "INSERT INTO ledger_numberseries (name, last) VALUES (%s, %s)"
    " ON CONFLICT (name) DO UPDATE SET last = ledger_numberseries.last + excluded.last RETURNING last"
)
READ = (
    "SELECT e.id, e.kind, e.payload, e.at FROM ledger_event e JOIN ledger_stream s ON s.id = e.stream_id"
    " WHERE s.kind = %s AND s.key = %s ORDER BY e.seq"
)
FIND = "SELECT {columns} FROM {table} t {rest}"
ADD = "INSERT INTO {table} ({columns}) VALUES "
CHANGE = "UPDATE {table} SET {columns} WHERE {own} = %s"
BATCH = 500
"""Streams named in one condition: SQLite binds at most 32,766 values."""
FEW = 20
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
        if not _is_native():
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
        if _is_native():
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
    if _is_native() and len(connection.atomic_blocks) == 1:
        yield Statement("COMMIT", ())


# Streams and events


def locking(refs: Sequence[Ref], *, nowait: bool) -> Iterator[Question[list[Stream]]]:
    """Read and lock the streams that exist, in the order of code points, whatever language the database sorts by."""
    collation, locking = ("C", " FOR UPDATE") if _is_native() else ("BINARY", "")
    locking += " NOWAIT" if nowait and locking else ""
    for start in range(0, len(refs), BATCH):
        some = refs[start : start + BATCH]
        named = f"(kind, key) IN (VALUES {', '.join(['(%s, %s)'] * len(some))})"
        sql = LOCK.format(named=named, collation=collation, locking=locking)
        yield Question(sql, [part for ref in some for part in ref], lambda rows: [_stream(row) for row in rows])


def reading_events(ref: Ref) -> Question[list[tuple[UUID, str, str, datetime]]]:
    """Id, kind, payload and time of every event of a stream, in order; asked with its lock, what the lock found."""
    return Question(READ, ref, _events)


def _events(rows: Rows) -> list[tuple[UUID, str, str, datetime]]:
    if _is_native():
        return rows
    return [(UUID(own), kind, payload, _utc(at)) for own, kind, payload, at in rows]


def moving(streams: Sequence[Stream]) -> Iterator[Statement]:
    """Move the heads of known streams and add the new ones."""
    for stream in streams:
        if not stream._state.adding:
            yield Statement(MOVE, (stream.head_seq, stream.head_hash, moment_of(stream.last_at), id_of(stream.id)))
    new = [stream for stream in streams if stream._state.adding]
    yield from adding(
        STREAM, [(id_of(s.id), s.kind, s.key, s.head_seq, s.head_hash, moment_of(s.last_at)) for s in new]
    )


def recording(events: Sequence[Event]) -> Iterator[Statement]:
    """Add the events."""
    yield from adding(EVENT, [_event(event) for event in events])


def drawn(series: str, many: int = 1) -> int:
    """The last of so many next numbers of a series; its row is locked from here to commit."""
    number: int
    [number] = ask(Question(DRAW, [series, many], lambda rows: rows[0][0]))
    return number


def adding(sql: str, rows: Sequence[Sequence[Any]]) -> Iterator[Statement]:
    """A few rows go in one statement, many at once by the driver's own loop, which is quicker from about there."""
    if not rows:
        return
    marks = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    if len(rows) <= FEW:
        yield Statement(sql + ", ".join([marks] * len(rows)), [value for row in rows for value in row])
        return
    with connection.cursor() as cursor:
        cursor.executemany(sql + marks, rows)


def _event(event: Event) -> tuple[Any, ...]:
    return (
        id_of(event.id),
        id_of(event.stream_id),
        event.seq,
        event.kind,
        event.payload_version,
        event.payload_text,
        moment_of(event.at),
        event.actor,
        event.on_behalf_of,
        event.channel,
        event.legal_basis,
        event.prev_hash,
        event.hash,
    )


STREAM_COLUMNS = ("id", "kind", "key", "head_seq", "head_hash", "last_at")


def _stream(row: tuple[Any, ...]) -> Stream:
    own_id, kind, key, seq, last_hash, last_at = row
    if not _is_native():
        own_id, last_at = UUID(own_id), last_at and _utc(last_at)
    return _row(Stream, STREAM_COLUMNS, (own_id, kind, key, seq, last_hash, last_at))


# Rows of any table


class _Table(NamedTuple):
    """What is the same for every row of a table."""

    name: str
    fields: tuple["Field[Any, Any]", ...]
    columns: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[type | None, ...]
    """Values of exactly this type are bound as they are; the rest as the field says."""
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    """Position of a column, what makes its value of what the driver gave, and the column for it."""


@lru_cache(maxsize=128)
def _table(model: type[Model]) -> _Table:
    fields = model._meta.concrete_fields
    columns = [field.get_col(model._meta.db_table) for field in fields]
    converters = [
        (place, tuple(connection.ops.get_db_converters(column) + column.get_db_converters(connection)), column)
        for place, column in enumerate(columns)
    ]
    names = tuple(field.attname for field in fields)
    quoted = tuple(connection.ops.quote_name(field.column) for field in fields)
    kinds = tuple(AS_IT_IS.get(_holds(field)) if _is_native() else None for field in fields)
    return _Table(model._meta.db_table, fields, quoted, names, kinds, tuple(each for each in converters if each[1]))


def _holds(field: "Field[Any, Any]") -> str:
    """What kind of value a field holds: a foreign key that of the other row's."""
    return getattr(field, "target_field", field).get_internal_type()


def finding(model: type[Row], rest: str, *params: Any) -> Question[list[Row]]:
    """The whole rows of a table `t`; `rest` is what follows its name, with ids and times bound as `id_of` and
    `moment_of` do.
    """
    return Question(_selecting(model, rest), params, lambda rows: _made(model, _table(model), rows))


@lru_cache(maxsize=256)
def _selecting(model: type[Model], rest: str) -> str:
    table = _table(model)
    return FIND.format(columns=", ".join(f"t.{column}" for column in table.columns), table=table.name, rest=rest)


def _made(model: type[Row], table: _Table, rows: Rows) -> list[Row]:
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


def inserting(rows: Sequence[Model]) -> Iterator[Statement]:
    """Add the rows, all of one table."""
    if rows:
        table = _table(type(rows[0]))
        sql = ADD.format(table=table.name, columns=", ".join(table.columns))
        yield from adding(sql, [_bound(row, table.fields, table.kinds) for row in rows])


def updating(row: Model, names: Sequence[str]) -> Statement:
    """Bring these columns of a row up to what it says; names as attributes (`officer_id`)."""
    table = _table(type(row))
    own = row._meta.pk
    changed = [each for each in zip(table.fields, table.kinds, strict=True) if each[0].attname in names]
    columns = ", ".join(f'"{field.column}" = %s' for field, _ in changed)
    sql = CHANGE.format(table=table.name, columns=columns, own=own.column)
    fields, kinds = zip(*changed, (own, None), strict=True)
    return Statement(sql, _bound(row, fields, kinds))


def _bound(row: Model, fields: Sequence["Field[Any, Any]"], kinds: Sequence[type | None]) -> list[Any]:
    """The values of these fields as the database binds them."""
    database, bound = connections[DEFAULT_DB_ALIAS], []
    for field, kind in zip(fields, kinds, strict=True):
        value = getattr(row, field.attname)
        bound.append(value if type(value) is kind else field.get_db_prep_save(value, database))
    return bound


# Values


def _utc(read: datetime) -> datetime:
    return read.replace(tzinfo=UTC)


def id_of(value: UUID) -> UUID | str:
    """An id as the database binds it."""
    return value if _is_native() else value.hex


def moment_of(value: datetime | None) -> Any:
    """A time as the database binds it."""
    return value if _is_native() else connection.ops.adapt_datetimefield_value(value)


def _is_native() -> bool:
    """Whether this is PostgreSQL. Asked hundreds of times in a command: `connection.vendor` would be ten times as
    dear."""
    engine: str = connections.settings[DEFAULT_DB_ALIAS]["ENGINE"]
    return engine.endswith("postgresql")
