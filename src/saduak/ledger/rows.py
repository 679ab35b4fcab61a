"""The statements behind every command, written by hand: the ORM would make them three times as dear.

Each is the same on PostgreSQL and SQLite but for how ids and times are bound and for the row lock.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from saduak.ledger.models import Event, Stream
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
    "INSERT INTO ledger_numberseries (name, last) VALUES (%s, 1)"
    " ON CONFLICT (name) DO UPDATE SET last = ledger_numberseries.last + 1 RETURNING last"
)
READ = "SELECT id, kind, payload, at FROM ledger_event WHERE stream_id = %s ORDER BY seq"
BATCH = 500
"""Streams named in one condition: SQLite binds at most 32,766 values."""
FEW = 20


def locked(refs: Sequence[Ref], *, nowait: bool) -> Iterator[Stream]:
    """Read and lock the streams that exist, in the order of code points, whatever language the database sorts by."""
    collation, locking = ("C", " FOR UPDATE") if _is_native() else ("BINARY", "")
    locking += " NOWAIT" if nowait and locking else ""
    for start in range(0, len(refs), BATCH):
        some = refs[start : start + BATCH]
        named = f"(kind, key) IN (VALUES {', '.join(['(%s, %s)'] * len(some))})"
        params = [part for ref in some for part in ref]
        with connection.cursor() as cursor:
            cursor.execute(LOCK.format(named=named, collation=collation, locking=locking), params)
            yield from map(_stream, cursor.fetchall())


def read_events(stream_id: UUID) -> list[tuple[UUID, str, str, datetime]]:
    """Id, kind, payload and time of every event of a stream, in order."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [id_of(stream_id)])
        rows: list[tuple[Any, str, str, datetime]] = cursor.fetchall()
    if _is_native():
        return rows
    return [(UUID(own), kind, payload, _utc(at)) for own, kind, payload, at in rows]


def write_streams(streams: Sequence[Stream]) -> None:
    """Move the heads of known streams and add the new ones."""
    known = [stream for stream in streams if not stream._state.adding]
    with connection.cursor() as cursor:
        for stream in known:
            head = [stream.head_seq, stream.head_hash, moment_of(stream.last_at), id_of(stream.id)]
            cursor.execute(MOVE, head)
    new = [stream for stream in streams if stream._state.adding]
    _insert(STREAM, [(id_of(s.id), s.kind, s.key, s.head_seq, s.head_hash, moment_of(s.last_at)) for s in new])


def write_events(events: Sequence[Event]) -> None:
    """Add the events."""
    _insert(EVENT, [_event(event) for event in events])


def drawn(series: str) -> int:
    """The next number of a series; its row is locked from here to commit."""
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [series])
        number: int = cursor.fetchone()[0]
    return number


def _insert(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """A few rows go in one statement, many through the driver's own loop, which is quicker from about there."""
    if not rows:
        return
    marks = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    with connection.cursor() as cursor:
        if len(rows) > FEW:
            cursor.executemany(sql + marks, rows)
        else:
            cursor.execute(sql + ", ".join([marks] * len(rows)), [value for row in rows for value in row])


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


def _stream(row: tuple[Any, ...]) -> Stream:
    own_id, kind, key, seq, last_hash, last_at = row
    if not _is_native():
        own_id, last_at = UUID(own_id), last_at and _utc(last_at)
    return Stream.from_db("default", STREAM_COLUMNS, (own_id, kind, key, seq, last_hash, last_at))


STREAM_COLUMNS = ("id", "kind", "key", "head_seq", "head_hash", "last_at")


def _utc(read: datetime) -> datetime:
    return read.replace(tzinfo=UTC)


def id_of(value: UUID) -> UUID | str:
    """An id as the database binds it."""
    return value if _is_native() else value.hex


def moment_of(value: datetime | None) -> Any:
    """A time as the database binds it."""
    return connection.ops.adapt_datetimefield_value(value)


def _is_native() -> bool:
    return connection.vendor == "postgresql"
