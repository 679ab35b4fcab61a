"""Powers that the law gives to a post itself, without an order."""

from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.commands import events
from saduak.parties.commands.rows import change, fetch
from saduak.parties.models import Officer
from saduak.parties.policy import require


@command(officer="officer_id")
def vest_power(
    write: Write,
    *,
    actor: Actor,
    officer_id: UUID,
    sections: tuple[str, ...],
    source: str,
    now: datetime,
    key: str,
) -> None:
    """Record the sections that name this post as the one who decides, and the law that says so ("pha 4": the mayor).

    No sections means all that the agency decides. What was recorded before is replaced. Raises
    DomainError("power_source_missing"), WrongState("post_ended").
    """
    officer = fetch(Officer, officer_id)
    require(actor, "vest_power", officer, now)
    if not source.strip():
        raise DomainError("power_source_missing")
    if not officer.is_in_force(now):
        raise WrongState("post_ended")
    said: dict[str, Any] = {"sections": sorted(set(sections)), "source": source.strip()}
    write.append(Ref.of("officer", officer_id), events.POWER_VESTED, **said)
    change(officer, own_power=said["sections"], own_power_source=said["source"])


@command(officer="officer_id")
def withdraw_power(write: Write, *, actor: Actor, officer_id: UUID, now: datetime, key: str) -> None:
    """Record that a post has no power of its own any more. Raises WrongState("already_ended")."""
    officer = fetch(Officer, officer_id)
    require(actor, "withdraw_power", officer, now)
    if officer.own_power is None:
        raise WrongState("already_ended")
    write.append(Ref.of("officer", officer_id), events.POWER_WITHDRAWN, sections=None, source="")
    change(officer, own_power=None, own_power_source="")
