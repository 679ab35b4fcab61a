"""What an agency needs before it can serve, point by point."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from saduak.catalogue.queries import publications
from saduak.ledger.wiring import paused
from saduak.messages.commands import EMAIL
from saduak.parties.models import Agency
from saduak.parties.queries import readiness, unnamed_at

ROLES = ("agency_admin", "intake", "officer", "checker", "authority")
"""Each must be held by somebody; one person may hold several."""


class Point(NamedTuple):
    """One thing that an agency needs before it can serve, and whether it has it."""

    key: str
    is_there: bool
    params: Mapping[str, Any]


def points_of(agency: Agency, now: datetime) -> Iterator[Point]:
    """What an agency needs, in the order in which one sets it up."""
    ready = readiness(agency.id, now)
    called = {"slug": agency.slug}
    yield Point("letterhead", bool(agency.address_th and agency.letter_code), {**called, "code": agency.letter_code})
    yield Point("unit", ready.units > 0, {**called, "number": ready.units})
    for role in ROLES:
        yield Point(f"role_{role}", ready.holders[role] > 0, {**called, "number": ready.holders[role]})
    yield Point("power", ready.has_power, called)
    unnamed = unnamed_at(agency.id, now)
    positions = ", ".join(post.position for post in unnamed)
    yield Point("names", not unnamed, {**called, "number": len(unnamed), "positions": positions})
    services = {row.service for row in publications(office=agency.slug)}
    yield Point("services", bool(services), {**called, "services": ", ".join(sorted(services))})
    yield Point("designation", bool(agency.designation_order), {**called, "order": agency.designation_order})
    yield Point("notice", bool(agency.channel_notice), {**called, "notice": agency.channel_notice})
    yield Point("mail", EMAIL not in paused(), called)
