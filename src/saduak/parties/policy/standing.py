"""What an actor is at a moment: roles in force, own person, and whom it acts for.

One statement, written by hand: it stands before every command, and the ORM would make it ten times as dear.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from saduak.ledger.actors import Actor
from saduak.ledger.rows import Question, Rows, ask, id_of, moment_of
from saduak.parties.models import RoleGrant
from saduak.parties.models.terms import in_force

STANDING = """
SELECT 'post', o.agency_id, o.id, o.unit_id, g.role
FROM parties_officer o JOIN parties_user u ON u.id = o.user_id AND u.is_active
LEFT JOIN parties_rolegrant g ON g.officer_id = o.id AND g.since <= %s AND (g.until IS NULL OR g.until > %s)
WHERE o.user_id = %s AND o.since <= %s AND (o.until IS NULL OR o.until > %s)
UNION ALL
SELECT 'person', p.id, m.person_id, m.organisation_id, CAST(m.scope AS TEXT)
FROM parties_person p JOIN parties_user u ON u.id = p.user_id AND u.is_active
LEFT JOIN parties_mandate m ON m.agent_id = p.id AND m.since <= %s AND (m.until IS NULL OR m.until > %s)
WHERE p.user_id = %s
"""
"""The term of each row is asked as `models.terms.in_force` says it; a test compares the two."""
NOBODY = "SELECT NULL WHERE 1 = 0"


class Held(NamedTuple):
    """A post that is held: the officer, its agency, its unit."""

    officer: UUID
    agency: UUID
    unit: UUID | None


class Mandated(NamedTuple):
    """Somebody for whom the actor may act, and in which service; an empty `service` is every one."""

    principal: UUID
    service: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's roles (role, agency), posts (agencies), own person and mandates, all in force at one
    moment. `held` are the same posts with their officers and units.
    """

    actor: Actor
    now: datetime
    user: UUID | None = None
    roles: frozenset[tuple[str, UUID]] = frozenset()
    posts: frozenset[UUID] = frozenset()
    person: UUID | None = None
    mandates: frozenset[Mandated] = frozenset()
    held: frozenset[Held] = frozenset()

    @property
    def principals(self) -> frozenset[UUID]:
        """Everybody for whom the actor may act in something, be it one service only."""
        return frozenset(held.principal for held in self.mandates)

    def principals_in(self, service: str) -> frozenset[UUID]:
        """Those for whom the actor may act in this service; without one, those for whom it may act in every one."""
        return frozenset(held.principal for held in self.mandates if held.service in {"", service})

    def services(self) -> frozenset[str]:
        """The services to which mandates are limited."""
        return frozenset(held.service for held in self.mandates if held.service)

    def has(self, role: str, agency: UUID | None) -> bool:
        """Whether the role is held at this very agency."""
        return (role, agency) in self.roles

    def has_any(self, agency: UUID | None, *roles: str) -> bool:
        """Whether one of the roles is held at this very agency."""
        return any((role, agency) in self.roles for role in roles)

    def has_anywhere(self, *roles: str) -> bool:
        """Whether one of the roles is held at any agency."""
        return any(role in roles for role, _ in self.roles)

    def agencies_as(self, *roles: str) -> frozenset[UUID]:
        """The agencies at which one of the roles is held."""
        return frozenset(agency for held, agency in self.roles if held in roles)

    def officers_at(self, agency: UUID) -> frozenset[UUID]:
        """The posts that the actor holds at an agency, as ids of officers."""
        return frozenset(post.officer for post in self.held if post.agency == agency)


def roles_of_user(user: UUID, now: datetime) -> frozenset[str]:
    """The roles in force at `now` in any post of a user, at whatever agency."""
    held = RoleGrant.objects.filter(in_force(now), in_force(now, "officer__"), officer__user=user)
    return frozenset(held.values_list("role", flat=True))


def standing_of(actor: Actor, now: datetime) -> Standing:
    """What the actor is at `now`; a system actor, a blocked or an unknown user is nobody in particular."""
    if actor.kind != "user":
        return Standing(actor, now)
    found: Standing
    [found] = ask(standing(actor, now))
    return found


def standing(actor: Actor, now: datetime) -> Question[Standing]:
    """The same as a question that can be asked beside others."""
    if actor.kind != "user":
        return Question(NOBODY, (), lambda _: Standing(actor, now))
    own, at = id_of(UUID(actor.id)), moment_of(now)
    return Question(STANDING, (at, at, own, at, at, at, at, own), lambda rows: _standing(actor, now, rows))


def _standing(actor: Actor, now: datetime, found: Rows) -> Standing:
    user = UUID(actor.id)
    rows = [(row[0], *map(_id, row[1:4]), row[4]) for row in found]
    posts = [row[1:] for row in rows if row[0] == "post"]
    persons = [row[1:] for row in rows if row[0] == "person"]
    return Standing(
        actor,
        now,
        user,
        frozenset((role, agency) for agency, _, _, role in posts if role),
        frozenset(agency for agency, *_ in posts),
        persons[0][0] if persons else None,
        frozenset(mandated for row in persons for mandated in _mandated(*row[1:])),
        frozenset(Held(officer, agency, unit) for agency, officer, unit, _ in posts),
    )


def _mandated(person: UUID | None, organisation: UUID | None, scope: str | None) -> Iterator[Mandated]:
    """What one mandate lets the actor do; nothing where the row has none."""
    principal = person or organisation
    if principal:
        yield from (Mandated(principal, service) for service in json.loads(scope or "[]") or [""])


def _id(value: Any) -> UUID | None:
    """An id as the database gave it: SQLite keeps it as text."""
    return UUID(value) if isinstance(value, str) else value
