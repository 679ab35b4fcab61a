"""An agency lets itself be compared with others, by a numbered order, and ends it again (OP-5: on opt-in only)."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.oversight.commands import events
from saduak.oversight.models import Comparison
from saduak.oversight.policy import require
from saduak.parties.queries import known_agency

LONGEST = 80


@command(agency="agency_id")
def join_comparison(write: Write, *, actor: Actor, agency_id: UUID, number: str, now: datetime, key: str) -> UUID:
    """Record the order by which the agency lets its figures stand beside those of others.

    Raises DomainError("order_number"), WrongState("comparison_joined"), NotAllowed("role_needed"), NotFound.
    """
    known_agency(agency_id)
    require(actor, "join_comparison", agency_id, now)
    order = _number(number)
    if Comparison.objects.filter(agency=agency_id, until=None).exists():
        raise WrongState("comparison_joined")
    row = Comparison(id=uuid7(), agency_id=agency_id, number=order, since=now)
    row.save(force_insert=True)
    write.append(Ref.of("agency", agency_id), events.JOINED, comparison=row.id, number=order)
    return row.id


@command(agency="agency_id")
def leave_comparison(write: Write, *, actor: Actor, agency_id: UUID, number: str, now: datetime, key: str) -> None:
    """Record the order that ends it. Raises as `join_comparison`, and WrongState("comparison_not_joined")."""
    known_agency(agency_id)
    require(actor, "leave_comparison", agency_id, now)
    order = _number(number)
    row = Comparison.objects.filter(agency=agency_id, until=None).first()
    if row is None:
        raise WrongState("comparison_not_joined")
    row.until, row.end_number = now, order
    row.save(update_fields=["until", "end_number"])
    write.append(Ref.of("agency", agency_id), events.LEFT, comparison=row.id, number=order)


def _number(typed: str) -> str:
    kept = typed.strip()
    if not 0 < len(kept) <= LONGEST:
        raise DomainError("order_number", longest=LONGEST)
    return kept
