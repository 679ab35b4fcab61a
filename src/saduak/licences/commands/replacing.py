"""A substitute (ใบแทน) for a licence that was lost or damaged: the same, as long as the old one, under a new number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.core.reasons import Code
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.licences.commands import events
from saduak.licences.commands.granted import granting_of
from saduak.licences.commands.issuing import Heir, is_order_waiting, issue, known_licence
from saduak.licences.commands.letters import case_of
from saduak.licences.commands.ordering import LONGEST
from saduak.licences.models import LicenceOrder, OrderKind
from saduak.licences.policy import require
from saduak.licences.queries import status_of, today


@command(licence="licence_id")
def replace_licence(write: Write, *, actor: Actor, licence_id: UUID, grounds: str, now: datetime, key: str) -> UUID:
    """Issue a substitute for a licence; its id. The old one is void from then on.

    Raises NotFound, NotAllowed("not_authority", "own_licence"), WrongState("licence_does_not_hold",
    "order_on_its_way", "licence_without_case"), DomainError("order_grounds_missing", "order_too_long").
    """
    old = known_licence(licence_id)
    require(actor, "replace_licence", old, now)
    kept = normal(grounds)
    if not kept:
        raise DomainError("order_grounds_missing")
    if len(kept) > LONGEST:
        raise DomainError("order_too_long", longest=LONGEST)
    status = status_of(old, now)
    if not status.holds:
        raise WrongState("licence_does_not_hold", status=Code("licence_status", status.code))
    if is_order_waiting(old):
        raise WrongState("order_on_its_way")
    case = case_of(old, now)
    granting = granting_of(case)
    if granting is None:
        raise WrongState("licence_does_not_hold", status=Code("licence_status", status.code))
    new_id = issue(write, case, granting, Heir("substitute", old), key)
    order = LicenceOrder(
        id=uuid7(),
        licence=old,
        kind=OrderKind.SUBSTITUTE.value,
        grounds=kept,
        other=new_id,
        made_at=write.now,
        in_force_on=today(write.now),
    )
    said: dict[str, Any] = {"article": "", "hearing": "", "days": None, "officer": None, "power": {}, "letter": None}
    write.append(
        Ref.of("licence", old.id),
        events.ORDER_MADE,
        order=order.id,
        order_kind=order.kind,
        other=new_id,
        grounds=order.digest(kept),
        **said,
    )
    write.insert(order)
    return new_id
