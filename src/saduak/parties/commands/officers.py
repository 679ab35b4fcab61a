"""Officers, their roles, and the orders under which they act."""

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.commands import events
from saduak.parties.commands.rows import change, fetch
from saduak.parties.models import ActingOrder, Agency, Delegation, Officer, Role, RoleGrant, Unit, User
from saduak.parties.policy import RoleWish, require


@command()
def register_officer(
    write: Write,
    *,
    actor: Actor,
    user_id: UUID,
    agency_id: UUID,
    unit_id: UUID | None,
    position: str,
    now: datetime,
    key: str,
) -> UUID:
    """Give a user a post at an agency from now on; the id of the officer.

    Raises DomainError("other_agency").
    """
    require(actor, "register_officer", fetch(Agency, agency_id), now)
    if unit_id and fetch(Unit, unit_id).agency_id != agency_id:
        raise DomainError("other_agency")
    officer = Officer(
        id=uuid7(),
        user=fetch(User, user_id),
        agency_id=agency_id,
        unit_id=unit_id,
        position=position,
        since=now,
    )
    officer.save(force_insert=True)
    ref = Ref.of("officer", officer.id)
    write.lock(ref)
    said: dict[str, Any] = {
        "user": user_id,
        "agency": agency_id,
        "unit": unit_id,
        "position": position,
        "since": now,
    }
    write.append(ref, events.OFFICER_REGISTERED, **said)
    return officer.id


@command(officer="officer_id")
def end_officer(write: Write, *, actor: Actor, officer_id: UUID, now: datetime, key: str) -> None:
    """End a post; roles hold only within it. Raises WrongState("already_ended")."""
    officer = fetch(Officer, officer_id)
    require(actor, "end_officer", officer, now)
    _end(officer, now)
    write.append(Ref.of("officer", officer_id), events.OFFICER_ENDED, until=now)


@command(officer="officer_id")
def grant_role(
    write: Write,
    *,
    actor: Actor,
    officer_id: UUID,
    role: str,
    until: datetime | None,
    now: datetime,
    key: str,
) -> UUID:
    """Give an officer a role from now until `until`; the id of the grant.

    Nobody gives a role to themself; regulators and auditors are named by the installer only; who audits
    holds no other role. Raises DomainError("role_unknown"), DomainError("term_backwards"),
    WrongState("post_ended").
    """
    officer = fetch(Officer, officer_id)
    if role not in Role.values:
        raise DomainError("role_unknown", role=role)
    write.lock(Ref.of("user", officer.user_id))  # the rule looks at every post of the user
    require(actor, "grant_role", RoleWish(officer, role), now)
    if not officer.is_in_force(now):
        raise WrongState("post_ended")
    _check_term(now, until)
    grant = RoleGrant(id=uuid7(), officer=officer, role=role, since=now, until=until)
    grant.save(force_insert=True)
    said: dict[str, Any] = {"grant": grant.id, "role": role, "since": now, "until": until}
    write.append(Ref.of("officer", officer_id), events.ROLE_GRANTED, **said)
    return grant.id


@command(officer="officer_id")
def end_role(write: Write, *, actor: Actor, officer_id: UUID, grant_id: UUID, now: datetime, key: str) -> None:
    """Take a role back, or lay one's own down.

    Raises WrongState("already_ended"), DomainError("other_officer").
    """
    officer, grant = fetch(Officer, officer_id), fetch(RoleGrant, grant_id)
    require(actor, "end_role", officer, now)
    if grant.officer_id != officer_id:
        raise DomainError("other_officer")
    _end(grant, now)
    write.append(Ref.of("officer", officer_id), events.ROLE_ENDED, grant=grant_id, until=now)


@command(agency="agency_id")
def delegate_power(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    number: str,
    giver_id: UUID,
    taker_id: UUID,
    sections: tuple[str, ...],
    since: datetime,
    until: datetime | None,
    now: datetime,
    key: str,
) -> UUID:
    """Record a delegation by written order (State Administration Act s.38); its id. No sections means all.

    Raises DomainError("other_agency"), DomainError("same_officer"), DomainError("term_backwards"),
    WrongState("number_taken").
    """
    require(actor, "delegate_power", fetch(Agency, agency_id), now)
    terms = _order(Delegation, agency_id, number, (giver_id, taker_id), sections, (since, until))
    order = Delegation(giver_id=giver_id, taker_id=taker_id, agency_id=agency_id, **terms)
    order.save(force_insert=True)
    said: dict[str, Any] = {**terms, "giver": giver_id, "taker": taker_id, "delegation": order.id}
    said.pop("id")
    write.append(Ref.of("agency", agency_id), events.POWER_DELEGATED, **said)
    return order.id


@command(agency="agency_id")
def order_acting(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    number: str,
    absent_id: UUID,
    stand_in_id: UUID,
    sections: tuple[str, ...],
    since: datetime,
    until: datetime | None,
    now: datetime,
    key: str,
) -> UUID:
    """Record an order to act in an empty post (State Administration Act s.41 to 50); its id.

    Raises as above.
    """
    require(actor, "order_acting", fetch(Agency, agency_id), now)
    terms = _order(ActingOrder, agency_id, number, (absent_id, stand_in_id), sections, (since, until))
    order = ActingOrder(absent_id=absent_id, stand_in_id=stand_in_id, agency_id=agency_id, **terms)
    order.save(force_insert=True)
    said: dict[str, Any] = {**terms, "absent": absent_id, "stand_in": stand_in_id, "order": order.id}
    said.pop("id")
    write.append(Ref.of("agency", agency_id), events.ACTING_ORDERED, **said)
    return order.id


def _order(
    model: type[Delegation] | type[ActingOrder],
    agency_id: UUID,
    number: str,
    officers: tuple[UUID, UUID],
    sections: tuple[str, ...],
    term: tuple[datetime, datetime | None],
) -> dict[str, Any]:
    """What both kinds of order have in common, checked."""
    since, until = term
    _check_term(since, until)
    if officers[0] == officers[1]:
        raise DomainError("same_officer")
    if any(fetch(Officer, officer).agency_id != agency_id for officer in officers):
        raise DomainError("other_agency")
    if model._base_manager.filter(agency=agency_id, number=number).exists():
        raise WrongState("number_taken", number=number)
    return {"id": uuid7(), "number": number, "sections": list(sections), "since": since, "until": until}


def _check_term(since: datetime, until: datetime | None) -> None:
    if until is not None and until <= since:
        raise DomainError("term_backwards")


def _end(row: Officer | RoleGrant, now: datetime) -> None:
    if not row.is_in_force(now):
        raise WrongState("already_ended")
    change(row, until=now)
