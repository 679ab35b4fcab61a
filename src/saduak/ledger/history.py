"""What happened in one stream, read back in order."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from saduak.ledger.models import Event, Stream
from saduak.ledger.rows import Question, Rows, ask, reading_events
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening


def history(ref: Ref) -> tuple[Happening, ...]:
    """Everything that happened in a stream, earliest first; nothing for a stream that does not exist."""
    found: tuple[Happening, ...] = ask(happened_in(ref))[0]
    return found


def happened_in(ref: Ref) -> Question[tuple[Happening, ...]]:
    """Asks for the events of a stream, as reactions see them."""
    sql, params, read = reading_events(ref)

    def happenings(rows: Rows) -> tuple[Happening, ...]:
        return _happened(ref, read(rows))

    return Question(sql, params, happenings)


def _happened(ref: Ref, events: Sequence[tuple[UUID, str, str, datetime]]) -> tuple[Happening, ...]:
    """The payloads of a stream are read in one go: one by one would take twice as long."""
    said = json.loads(f"[{','.join([payload for _, _, payload, _ in events])}]")
    return tuple([Happening(own, ref, kind, told, at) for (own, kind, _, at), told in zip(events, said, strict=True)])


def histories(refs: list[Ref]) -> dict[Ref, tuple[Happening, ...]]:
    """The same for many streams of one kind, in two statements."""
    kinds = {ref.kind for ref in refs}
    events = Event.objects.filter(stream__kind__in=kinds, stream__key__in=[ref.key for ref in refs])
    found: dict[Ref, list[Happening]] = {}
    for event in events.select_related("stream").order_by("stream_id", "seq"):
        found.setdefault(event.stream.ref, []).append(event.happening)
    return {ref: tuple(happenings) for ref, happenings in found.items()}


def kind_in(kind: str, refs: Iterable[Ref]) -> tuple[Happening, ...]:
    """Every event of one kind in some streams of one kind, in the order of streams and of what happened in each."""
    asked = tuple(refs)
    kinds, keys = {ref.kind for ref in asked}, [ref.key for ref in asked]
    events = Event.objects.filter(kind=kind, stream__kind__in=kinds, stream__key__in=keys)
    return tuple(event.happening for event in events.select_related("stream").order_by("stream_id", "seq"))


def actor_behind(event_id: UUID) -> str:
    """Whose act an event records, as it was written ("user:…", "system:…")."""
    actor: str = Event.objects.values_list("actor", flat=True).get(id=event_id)
    return actor


def keys_of(kind: str) -> Iterator[str]:
    """The key of every stream of a kind in which something happened, in the order of their ids, read as they go."""
    streams = Stream.objects.filter(kind=kind, head_seq__gt=0).order_by("id")
    return streams.values_list("key", flat=True).iterator(chunk_size=500)


class Act(NamedTuple):
    """An event with whose act it was ("user:…", "system:…"), through what channel, and on what legal basis."""

    happening: Happening
    actor: str
    channel: str
    legal_basis: str


def acts_in(ref: Ref) -> tuple[Act, ...]:
    """Everything that happened in a stream with who did it, earliest first."""
    events = Event.objects.filter(stream__kind=ref.kind, stream__key=ref.key).select_related("stream").order_by("seq")
    return tuple(Act(event.happening, event.actor, event.channel, event.legal_basis) for event in events)


def touched_since(after: UUID | None, kinds: Sequence[str], most: int) -> list[tuple[UUID, str]]:
    """The next events of these kinds by their ids, and the keys of their streams: at most so many. Ids follow the
    machine's clock and not the order of commits, so that whoever reads on begins somewhat before where it ended."""
    events = Event.objects.filter(kind__in=kinds)
    events = events.filter(id__gt=after) if after else events
    return list(events.order_by("id").values_list("id", "stream__key")[:most])
