"""Walks through every event and says where the chain is not what it was when it was written."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from saduak.ledger.canonical import GENESIS, event_hash, moment
from saduak.ledger.streams import Ref

STREAMS = "SELECT id, kind, key, head_seq, head_hash, {last_at} FROM ledger_stream {where} ORDER BY id"
EVENTS = (
    "SELECT stream_id, id, seq, kind, payload_version, payload, {at}, actor, on_behalf_of, channel,"
    " legal_basis, prev_hash, hash FROM ledger_event {where} ORDER BY stream_id, seq"
)
CHUNK = 2000


class Finding(NamedTuple):
    """One place where the ledger differs from itself: `what` is content, hash, prev_hash, seq, head or
    stream.
    """

    stream: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.stream} seq {self.seq}: {self.what} differs"


class Head(NamedTuple):
    """A stream as its own row tells it."""

    id: str
    ref: Ref
    seq: int
    hash: str
    last_at: str


class Sealed(NamedTuple):
    """An event as it lies in the table, read without trusting any of it."""

    stream_id: str
    id: str
    seq: int
    kind: str
    payload_version: int
    payload: str
    at: str
    actor: str
    on_behalf_of: str
    channel: str
    legal_basis: str
    prev_hash: str
    hash: str

    def computed(self, ref: Ref) -> str:
        return event_hash((self.id, str(ref), *self[2:12]))


@dataclass(slots=True)
class Verified:
    """What a walk saw."""

    streams: int = 0
    events: int = 0


def verify(
    ref: Ref | None = None,
    *,
    seen: Verified | None = None,
    progress: Callable[[Verified], None] = lambda _: None,
) -> Iterator[Finding]:
    """Every finding, in the order of streams; one stream when `ref` is given. Reads one snapshot, holds few
    rows.

    `progress` is called from time to time with the counts so far.
    """
    seen = seen or Verified()
    with _snapshot():
        heads = (_head(row) for row in _rows(STREAMS, *_one_stream(ref)))
        events = (_sealed(row) for row in _rows(EVENTS, *_events_of(ref)))
        for head, chain in _paired(heads, groupby(events, key=itemgetter(0))):
            yield from _walk(head, chain, seen, progress)
            seen.streams += 1
        progress(seen)


def _walk(
    head: Head | None, chain: Iterable[Sealed], seen: Verified, progress: Callable[[Verified], None]
) -> Iterator[Finding]:
    if head is None:
        first = next(iter(chain))
        yield Finding(first.stream_id, 1, "stream")
        return
    name, seq, link, last_at = str(head.ref), 0, GENESIS, ""
    for event, following in _with_following(chain, head.hash):
        seq += 1
        if event.seq != seq:
            yield Finding(name, seq, "seq")
            seq, link = event.seq, event.prev_hash
        whats, link = _compare(event, head.ref, link, following)
        yield from (Finding(name, seq, what) for what in whats)
        last_at = event.at
        seen.events += 1
        if seen.events % CHUNK == 0:
            progress(seen)
    if (head.seq, head.hash, head.last_at) != (seq, link, last_at):
        yield Finding(name, seq, "head")


def _compare(event: Sealed, ref: Ref, link: str, following: str) -> tuple[list[str], str]:
    """(what differs, the hash that the next event must name). `following` is what the next one does name."""
    whats = ["prev_hash"] if event.prev_hash != link else []
    computed = event._replace(prev_hash=link).computed(ref)
    if computed == event.hash:
        return whats, computed
    is_hash_altered = following == computed
    return [*whats, "hash" if is_hash_altered else "content"], computed if is_hash_altered else event.hash


def _with_following(chain: Iterable[Sealed], head_hash: str) -> Iterator[tuple[Sealed, str]]:
    waiting: Sealed | None = None
    for event in chain:
        if waiting is not None:
            yield waiting, event.prev_hash
        waiting = event
    if waiting is not None:
        yield waiting, head_hash


def _paired(
    heads: Iterator[Head], chains: Iterator[tuple[str, Iterator[Sealed]]]
) -> Iterator[tuple[Head | None, Iterable[Sealed]]]:
    """Both sorted by stream: each head with its events, heads without events, events without a head."""
    head, group = next(heads, None), next(chains, None)
    while head is not None or group is not None:
        if group is None or (head is not None and head.id < group[0]):
            yield head, ()
            head = next(heads, None)
        elif head is None or group[0] < head.id:
            yield None, group[1]
            group = next(chains, None)
        else:
            yield head, group[1]
            head, group = next(heads, None), next(chains, None)


def _head(row: tuple[Any, ...]) -> Head:
    stream_id, kind, key, seq, last_hash, last_at = map(_told, row)
    return Head(stream_id, Ref(kind, key), seq, last_hash, _moment(last_at) if last_at else "")


def _sealed(row: tuple[Any, ...]) -> Sealed:
    event = Sealed(*map(_told, row))
    return event._replace(at=_moment(event.at))


def _told(value: Any) -> Any:
    """A column as plain text or number, whatever the database (or somebody) made of it."""
    match value:
        case UUID():
            return value.hex
        case datetime():
            return moment(value)
        case bytes() | float():
            return repr(value)
    return value


def _moment(text: str) -> str:
    """SQLite keeps times as text in UTC; what cannot be read stays as it is and fails the hash."""
    try:
        return moment(datetime.fromisoformat(text if text.endswith("Z") else f"{text}+00:00"))
    except (ValueError, AttributeError):
        return str(text)


def _one_stream(ref: Ref | None) -> tuple[str, list[str]]:
    return ("WHERE kind = %s AND key = %s", list(ref)) if ref else ("", [])


def _events_of(ref: Ref | None) -> tuple[str, list[str]]:
    _, params = _one_stream(ref)
    return (
        "WHERE stream_id = (SELECT id FROM ledger_stream WHERE kind = %s AND key = %s)" if ref else "",
        params,
    )


def _as_it_lies(column: str) -> str:
    """A time that SQLite's driver would read for us, and stumble over when it was damaged: taken as text instead."""
    return f"{column} || ''" if connection.vendor == "sqlite" else column


def _rows(sql: str, where: str, params: list[str]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.format(where=where, at=_as_it_lies("at"), last_at=_as_it_lies("last_at")), params)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


@contextmanager
def _snapshot() -> Iterator[None]:
    """One consistent view while others write; on SQLite the open cursors are one, and broken text is let
    through.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        try:
            yield
        finally:
            connection.connection.text_factory = str
        return
    with transaction.atomic():
        if not connection.needs_rollback and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
