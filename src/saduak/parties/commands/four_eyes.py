"""The exception from "maker and checker are two people", for an agency whose staff is one."""

from datetime import datetime
from uuid import UUID

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.texts import keep_text
from saduak.ledger.transaction import Write
from saduak.parties.commands import events
from saduak.parties.commands.rows import change, fetch
from saduak.parties.models import Agency, Officer
from saduak.parties.policy import require


@command(agency="agency_id")
def waive_four_eyes(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    officer_id: UUID,
    order_number: str,
    reason: str,
    now: datetime,
    key: str,
) -> None:
    """Record the written order by which one officer, who works alone, may both make and check a decision.

    Raises DomainError("order_missing"), DomainError("reason_missing"), DomainError("other_agency"),
    WrongState("post_ended"), WrongState("four_eyes_waived") while another exception holds.
    """
    agency, officer = fetch(Agency, agency_id), fetch(Officer, officer_id)
    require(actor, "waive_four_eyes", agency, now)
    if not order_number.strip():
        raise DomainError("order_missing")
    if not reason.strip():
        raise DomainError("reason_missing")
    if officer.agency_id != agency_id:
        raise DomainError("other_agency")
    if not officer.is_in_force(now):
        raise WrongState("post_ended")
    if not agency.four_eyes:
        raise WrongState("four_eyes_waived")
    text = keep_text(reason.strip())
    write.append(
        Ref.of("agency", agency_id),
        events.FOUR_EYES_WAIVED,
        order=order_number.strip(),
        text=text.id,
        officer=officer_id,
        since=now,
        required=False,
        reason=text.digest,
    )
    _set(agency, order_number.strip(), text.id, officer_id, now)


@command(agency="agency_id")
def end_four_eyes_waiver(write: Write, *, actor: Actor, agency_id: UUID, now: datetime, key: str) -> None:
    """Let maker and checker be two people again. Raises WrongState("already_ended")."""
    agency = fetch(Agency, agency_id)
    require(actor, "end_four_eyes_waiver", agency, now)
    if agency.four_eyes:
        raise WrongState("already_ended")
    write.append(
        Ref.of("agency", agency_id),
        events.FOUR_EYES_REQUIRED,
        order="",
        text=None,
        officer=None,
        since=None,
        required=True,
    )
    _set(agency, "", None, None, None)


def _set(agency: Agency, order: str, text: UUID | None, officer: UUID | None, since: datetime | None) -> None:
    change(
        agency,
        four_eyes=officer is None,
        four_eyes_order=order,
        four_eyes_reason=text,
        four_eyes_officer_id=officer,
        four_eyes_since=since,
    )
