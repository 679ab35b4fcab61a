"""Officers as a page names them: the post, and whose it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from saduak.parties.queries import Officer, officers_with


def with_name(position: str, name: str) -> str:
    """A post and whose it is, as lists and histories say it; the post alone while nobody has recorded the name."""
    return f"{position} ({name})" if name else position


class Named(NamedTuple):
    """An officer to choose: id, and post with name."""

    id: UUID
    says: str


def named(officer: Officer) -> Named:
    """A post with the name of its holder, or the beginning of the log-in while nobody knows the name."""
    name = officer.user.name or (officer.user.email or "").partition("@")[0]
    return Named(officer.id, with_name(officer.position, name if name != officer.position else ""))


def officers(agency_id: UUID, roles: Sequence[str], now: datetime) -> tuple[Named, ...]:
    """The officers of an agency who hold one of the roles now."""
    return tuple(named(officer) for officer in officers_with(agency_id, roles, now))
