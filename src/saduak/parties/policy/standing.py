"""What an actor is at a moment: roles in force, own person, and whom it acts for.

Two or three small queries.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Coalesce

from saduak.ledger.actors import Actor
from saduak.parties.models import Mandate, Officer, Person, RoleGrant
from saduak.parties.models.terms import in_force


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's roles (role, agency), posts (agencies), own person and principals, all in force at one
    moment.
    """

    actor: Actor
    now: datetime
    user: UUID | None = None
    roles: frozenset[tuple[str, UUID]] = frozenset()
    posts: frozenset[UUID] = frozenset()
    person: UUID | None = None
    principals: frozenset[UUID] = frozenset()

    def has(self, role: str, agency: UUID | None) -> bool:
        """Whether the role is held at this very agency."""
        return (role, agency) in self.roles

    def has_anywhere(self, *roles: str) -> bool:
        """Whether one of the roles is held at any agency."""
        return any(role in roles for role, _ in self.roles)

    def agencies_as(self, role: str) -> frozenset[UUID]:
        return frozenset(agency for held, agency in self.roles if held == role)


def roles_of_user(user: UUID, now: datetime) -> frozenset[str]:
    """The roles in force at `now` in any post of a user, at whatever agency."""
    held = RoleGrant.objects.filter(in_force(now), in_force(now, "officer__"), officer__user=user)
    return frozenset(held.values_list("role", flat=True))


def standing_of(actor: Actor, now: datetime) -> Standing:
    """What the actor is at `now`; a system actor, a blocked or an unknown user is nobody in particular."""
    if actor.kind != "user":
        return Standing(actor, now)
    user = UUID(actor.id)
    person = Person.objects.filter(user=user, user__is_active=True).values_list("id", flat=True).first()
    posts = Officer.objects.filter(in_force(now), user=user, user__is_active=True)
    held = RoleGrant.objects.filter(in_force(now), officer__in=posts).values_list("role", "officer__agency")
    mandates = Mandate.objects.filter(in_force(now), agent=person) if person else Mandate.objects.none()
    return Standing(
        actor,
        now,
        user,
        frozenset(held),
        frozenset(posts.values_list("agency", flat=True)),
        person,
        frozenset(mandates.values_list(Coalesce("person", "organisation"), flat=True)),
    )
