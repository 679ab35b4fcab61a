"""The authority's order under which the system sends delay notices by itself (EPA s.16)."""

from datetime import date, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.duties import ORDER_MISSING, end
from saduak.cases.models import Duty, StandingOrder
from saduak.core.errors import DomainError, NotAllowed
from saduak.core.reasons import Code
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import known_agency

ORDERERS = (Role.AUTHORITY, Role.AGENCY_ADMIN)
LONGEST = 80


@command(agency="agency_id")
def order_standing_notices(
    write: Write, *, actor: Actor, agency_id: UUID, number: str, since: date, now: datetime, key: str
) -> UUID:
    """Record the order, its number and from when it holds; a later one takes its place. The duty to record one ends.

    Raises DomainError("order_number"), NotAllowed("role_needed"), NotFound.
    """
    known_agency(agency_id)
    who = standing_of(actor, now)
    if actor != INSTALLER and not who.has_any(agency_id, *ORDERERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in ORDERERS])
    kept = number.strip()
    if not 0 < len(kept) <= LONGEST:
        raise DomainError("order_number", longest=LONGEST)
    order = StandingOrder(id=uuid7(), agency_id=agency_id, number=kept, since=since, recorded_at=now)
    order.save(force_insert=True)
    write.append(
        Ref.of("agency", agency_id),
        events.NOTICES_ORDERED,
        legal_basis="EPA s.16",
        order=order.id,
        number=kept,
        since=since,
    )
    _end_duties(write, agency_id, now)
    return order.id


def _end_duties(write: Write, agency_id: UUID, now: datetime) -> None:
    waiting = list(Duty.objects.filter(agency=agency_id, what=ORDER_MISSING, state="open").order_by("case"))
    write.lock(*(Ref.of("case", duty.case_id) for duty in waiting))
    for duty in waiting:
        end(duty, "ordered", now)
        write.append(Ref.of("case", duty.case_id), events.DUTY_DONE, duty=duty.id, how="ordered")
