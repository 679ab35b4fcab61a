"""Which services a list holds: filtered, in order, one page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from saduak.catalogue import queries
from saduak.catalogue.queries import Publication
from saduak.channels.api.answers import events_of
from saduak.channels.api.errors import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to; empty means not at all."""

    on: date
    q: str = ""
    office: str = ""
    event: str = ""
    lane: str = ""


def chosen(asked: Asked) -> Sequence[Publication]:
    """The services in force on the day that fit: by id, or best first for a search."""
    offered = {row.service: row for row in queries.offered(asked.on)}
    names = [name for name in queries.find(asked.q, asked.on) if name in offered] if asked.q else sorted(offered)
    if asked.office:
        served = {row.service for row in queries.serving(asked.on) if row.office == asked.office}
        names = [name for name in names if name in served]
    if asked.event:
        events = _events(queries.stamp(), asked.on)
        names = [name for name in names if asked.event in events[name]]
    return [offered[name] for name in names if asked.lane in {"", offered[name].lane}]


@lru_cache(maxsize=4)
def _events(_stamp: str, on: date) -> Mapping[str, Sequence[str]]:
    """The events of every service, read from all packages once for each state of the catalogue."""
    return {row.service: events_of(queries.package(row)) for row in queries.offered(on)}


def page_after(rows: Sequence[Publication], after: str | None, limit: int) -> tuple[Sequence[Publication], str | None]:
    """The rows that follow `after`, and what to ask for next. Raises Refused("after_unknown")."""
    names = [row.service for row in rows]
    if after is not None and after not in names:
        raise Refused("after_unknown", after=after)
    start = 0 if after is None else names.index(after) + 1
    page = rows[start : start + limit]
    more = start + limit < len(rows)
    return page, page[-1].service if more and page else None


def offices_serving(on: date) -> Mapping[str, list[str]]:
    """The offices that serve each service on a day."""
    found: dict[str, list[str]] = {}
    for row in queries.serving(on):
        found.setdefault(row.service, []).append(row.office)
    return found
