"""Rows as projections of events: what the events say a row must be, beside what it is.

Nothing is overwritten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model

from saduak.ledger.canonical import plain
from saduak.ledger.erasure import Erasable
from saduak.ledger.kinds import KINDS
from saduak.ledger.models import Event


@dataclass(frozen=True, slots=True)
class Projection:
    """How events make the rows of `model`.

    `stream` is the kind of stream they are in (empty: several kinds), `columns` maps an event kind to its
    payload fields and the columns they fill. `member` maps an event kind to the field that holds the row's
    id; where it is absent the stream's own id is the row's. `several` maps an event kind to the field that tells of
    several rows: a list of objects with an `id`, or ids by name. A digest field is compared with the digest of its
    column, unless the row was erased.
    """

    model: type[Model]
    stream: str
    columns: Mapping[str, Mapping[str, str]]
    member: Mapping[str, str]
    several: Mapping[str, str] = field(default_factory=dict)


class Difference(NamedTuple):
    """A column that is not what the events say; neither value is shown, since both may be personal."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.column} differs from what the events say"


Facts = dict[str, dict[str, Any]]
"""Row id to column to value, as folded from events; the column of a digest is marked by `#` in front."""


def differences() -> Iterator[Difference]:
    """Every difference in every projection of the wiring."""
    for projection in _projections(settings.WIRING):
        yield from differences_in(projection)


def differences_in(projection: Projection) -> Iterator[Difference]:
    """Compare stream by stream; rows that no event speaks of are differences too."""
    spoken_of: set[str] = set()
    for facts in _folded(projection):
        rows = {str(row.pk): row for row in projection.model._base_manager.filter(pk__in=facts)}
        for row_id, columns in facts.items():
            yield from _compared(projection.model, row_id, rows.get(row_id), columns)
        spoken_of.update(facts)
    for key in projection.model._base_manager.values_list("pk", flat=True).iterator():
        if str(key) not in spoken_of:
            yield Difference(projection.model._meta.db_table, str(key), "row")


def _folded(projection: Projection) -> Iterator[Facts]:
    events = Event.objects.filter(kind__in=projection.columns)
    if projection.stream:
        events = events.filter(stream__kind=projection.stream)
    ordered = events.select_related("stream").order_by("stream_id", "seq").iterator(chunk_size=2000)
    for _, chain in groupby(ordered, key=lambda event: event.stream_id):
        facts: Facts = {}
        for event in chain:
            for row_id, said in _rows(projection, event):
                facts.setdefault(row_id, {}).update(_columns(projection, event.kind, said))
        yield facts


def _rows(projection: Projection, event: Event) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The id of each row that an event speaks of, with what it says of it."""
    said, several = event.payload, projection.several.get(event.kind)
    if several is None:
        member = projection.member.get(event.kind)
        yield (said[member] if member else event.stream.key), said
    elif isinstance(said[several], Mapping):
        yield from ((row_id, {"id": row_id, "name": name}) for name, row_id in said[several].items())
    else:
        yield from ((each["id"], each) for each in said[several])


def _columns(projection: Projection, kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    digests = KINDS[kind].digests
    named = projection.columns[kind].items()
    return {f"#{column}" if field in digests else column: said[field] for field, column in named}


def _compared(model: type[Model], row_id: str, row: Model | None, columns: Mapping[str, Any]) -> Iterator[Difference]:
    table = model._meta.db_table
    if row is None:
        yield Difference(table, row_id, "row")
        return
    for column, value in columns.items():
        if _stored(row, column, value) != value:
            yield Difference(table, row_id, column.lstrip("#"))


def _stored(row: Model, column: str, said: Any) -> Any:
    if not column.startswith("#"):
        return plain(getattr(row, column))
    if isinstance(row, Erasable) and row.erased_at is None:
        return row.digest(getattr(row, column[1:]))
    return said


@lru_cache(maxsize=8)
def _projections(module: str) -> tuple[Projection, ...]:
    projections: tuple[Projection, ...] = import_module(module).PROJECTIONS
    return projections
