"""The bulk loader: appends many events with proper seals, for demonstrations, imports and benchmarks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from saduak.ledger.actors import Actor
from saduak.ledger.guard import side_door
from saduak.ledger.kinds import EventKind
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Transaction


class Draft(NamedTuple):
    """An event to load; within one stream the drafts come in order of time."""

    ref: Ref
    kind: EventKind
    at: datetime
    said: Mapping[str, Any]
    legal_basis: str = ""


def load_events(drafts: Iterable[Draft], actor: Actor, *, batch: int = 5000) -> int:
    """Append `drafts`, a transaction for each `batch`; how many were written. No reactions, no outbox."""
    written = 0
    waiting: list[Draft] = []
    for draft in drafts:
        waiting.append(draft)
        if len(waiting) == batch:
            written += _load(waiting, actor)
            waiting = []
    return written + _load(waiting, actor)


def _load(drafts: list[Draft], actor: Actor) -> int:
    with side_door("bulk loader"), transaction.atomic():
        work = Transaction()
        work.lock({draft.ref for draft in drafts})
        for draft in drafts:
            work.append(draft.ref, draft.kind, actor, draft.at, draft.legal_basis, dict(draft.said))
        work.flush()
    return len(drafts)
