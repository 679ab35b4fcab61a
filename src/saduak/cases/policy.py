"""Who may see a case and in which role somebody acts on it. Default deny."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from saduak.cases.models import Appeal, Case, Draft
from saduak.core.errors import NotAllowed
from saduak.core.transitions import Role as Part
from saduak.ledger.actors import REACTION, WORKER, Actor
from saduak.parties.policy import Role, Standing, standing_of
from saduak.parties.policy.standing import Held

SYSTEM = frozenset({REACTION, WORKER})
STAFF = (Role.INTAKE, Role.OFFICER, Role.CHECKER, Role.AUTHORITY, Role.SUPERVISOR)
"""The roles of an agency that see its cases; its administrator sets up posts and sees none."""
CENTRAL = (Role.REGULATOR, Role.AUDITOR)
PARTS = ((Role.INTAKE, Part.INTAKE), (Role.OFFICER, Part.OFFICER), (Role.AUTHORITY, Part.AUTHORITY))


def parts_in(who: Standing, case: Case) -> tuple[Part, ...]:
    """In which roles of the transition table the actor stands before this case."""
    if who.actor in SYSTEM:
        return (Part.SYSTEM,)
    staff = tuple(part for role, part in PARTS if who.has(role, case.agency_id))
    return (Part.APPLICANT, *staff) if is_applicant(who, case) else staff


def is_applicant(who: Standing, case: Case) -> bool:
    """Whether the actor is the applicant, or acts for it under a mandate in force that reaches this service."""
    if who.person is None:
        return False
    own = case.person_id or case.organisation_id
    if own is None:
        return case.filed_by_id == who.person
    return own == who.person or own in who.principals_in(case.service)


def sees(who: Standing, case: Case) -> bool:
    """Whether the actor may look at the case at all."""
    staff = any(who.has(role, case.agency_id) for role in STAFF)
    return staff or who.has_anywhere(*CENTRAL) or is_applicant(who, case) or who.actor in SYSTEM


def sees_appeals(who: Standing, case: Case) -> bool:
    """Whether the actor may look at the appeals of the case: as whoever sees it, or at the agency that decides them."""
    if sees(who, case):
        return True
    above = who.agencies_as(*STAFF)
    return bool(above) and Appeal.objects.filter(case=case, superior__in=above).exists()


def oversees(who: Standing, case: Case) -> bool:
    """Whether the actor sees the case only as one who looks after all agencies, and therefore says why first."""
    own = any(who.has(role, case.agency_id) for role in STAFF) or is_applicant(who, case) or who.actor in SYSTEM
    return who.has_anywhere(*CENTRAL) and not own


def central_post(who: Standing) -> Held:
    """The post from which the actor looks after all agencies. Raises NotAllowed("not_overseer")."""
    agencies = who.agencies_as(*CENTRAL)
    held = sorted((post for post in who.held if post.agency in agencies), key=lambda post: post.officer)
    if not held:
        raise NotAllowed("not_overseer")
    return held[0]


def seen_by(who: Standing) -> Q:
    """The same as a condition on all cases."""
    if who.has_anywhere(*CENTRAL) or who.actor in SYSTEM:
        return Q()
    agencies = {agency for role, agency in who.roles if role in STAFF}
    among = Q(agency__in=agencies) if agencies else Q(pk__in=[])
    return among | applied_by(who)


def applied_by(who: Standing) -> Q:
    """Those cases of which the actor is the applicant, or acts for it: `is_applicant` as a condition."""
    if who.person is None:
        return Q(pk__in=[])
    found = Q(person=who.person) | Q(filed_by=who.person, person=None, organisation=None) | _for(who.principals_in(""))
    for service in who.services():
        found |= Q(service=service) & _for(who.principals_in(service))
    return found


def _for(principals: frozenset[UUID]) -> Q:
    return Q(person__in=principals) | Q(person=None, organisation__in=principals)


def visible_cases(actor: Actor, now: datetime) -> QuerySet[Case]:
    """Every case the actor may view at `now`: all lists start here."""
    return Case.objects.filter(seen_by(standing_of(actor, now)))


def draft_owner(actor: Actor) -> UUID | None:
    """Whose draft it is that the actor begins: the log-in's, or nobody's for a visitor without one.

    Raises NotAllowed("not_a_writer").
    """
    if actor.kind == "user":
        return UUID(actor.id)
    if actor.id == "visitor":
        return None
    raise NotAllowed("not_a_writer")


def may_write(actor: Actor, draft: Draft, now: datetime) -> bool:
    """The writer, the counter whose clerk began it, or the anonymous visitor who holds the id."""
    if draft.owner is None or draft.owner == draft_owner(actor):
        return True
    if draft.channel == "electronic":
        return False
    return standing_of(actor, now).has(Role.INTAKE, draft.agency_id)
