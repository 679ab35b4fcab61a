"""Officers as a page names them: the post, and whose it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from saduak.parties.queries import Officer, officers_with, person_of_user


class Named(NamedTuple):
    """An officer to choose: id, and post with name."""

    id: UUID
    says: str


def named(officer: Officer) -> Named:
    """A post with the name of its holder, or the beginning of the log-in while nobody knows the name."""
    person = person_of_user(officer.user_id)
    name = person.name if person and person.name else (officer.user.email or "").partition("@")[0]
    return Named(officer.id, f"{officer.position} ({name})" if name != officer.position else officer.position)


def officers(agency_id: UUID, roles: Sequence[str], now: datetime) -> tuple[Named, ...]:
    """The officers of an agency who hold one of the roles now."""
    return tuple(named(officer) for officer in officers_with(agency_id, roles, now))
