"""Persons, organisations and mandates."""

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
from saduak.parties.identifiers import digits_of, lookup
from saduak.parties.models import Agency, Mandate, Organisation, Person, User
from saduak.parties.models.terms import in_force
from saduak.parties.policy import require


@command()
def register_person(
    write: Write, *, actor: Actor, agency_id: UUID | None, name: str, identifier: str, now: datetime, key: str
) -> UUID:
    """Make a person known; its id. At a counter `agency_id` is given; without it a log-in registers itself.

    `identifier` is empty for who has no 13-digit number, or has not shown it yet.
    Raises DomainError("identifier_length" or "identifier_checksum"), WrongState("identifier_known").
    """
    agency = fetch(Agency, agency_id) if agency_id else None
    require(actor, "register_person", agency, now)
    person = Person(id=uuid7(), name=name, registered_at=agency, user_id=None if agency else UUID(actor.id))
    digests = _identify(person, name, identifier)
    ref = Ref.of("person", person.id)
    write.lock(ref)
    write.append(ref, events.PERSON_REGISTERED, user=person.user_id, registered_at=agency_id, **digests)
    return person.id


@command(person="person_id")
def identify_person(
    write: Write, *, actor: Actor, person_id: UUID, name: str, identifier: str, now: datetime, key: str
) -> None:
    """Give a person who was known without one the 13-digit number that is proved, and the name that goes with it.

    Raises as for a new person; WrongState("already_identified").
    """
    person = fetch(Person, person_id)
    require(actor, "identify_person", person, now)
    if person.id_sealed:
        raise WrongState("already_identified")
    digits = _free(Person, identifier)
    person.set_identifier(digits)
    person.name = name
    said = {"name": person.digest(name), "identifier": person.digest(digits)}
    write.append(Ref.of("person", person_id), events.PERSON_IDENTIFIED, **said)
    person.save(update_fields=["name", "id_sealed", "id_lookup"])


@command(person="person_id", user="user_id")
def attach_login(write: Write, *, actor: Actor, person_id: UUID, user_id: UUID, now: datetime, key: str) -> None:
    """Give a person known from a counter the log-in that has proved to be theirs. Raises WrongState("has_login")."""
    person = fetch(Person, person_id)
    require(actor, "attach_login", person, now)
    user = fetch(User, user_id)
    if person.user_id or Person.objects.filter(user=user).exists():
        raise WrongState("has_login")
    write.append(Ref.of("person", person_id), events.PERSON_LOGIN_ATTACHED, user=user_id)
    change(person, user=user)


@command()
def register_organisation(
    write: Write, *, actor: Actor, agency_id: UUID, name: str, identifier: str, now: datetime, key: str
) -> UUID:
    """Make an organisation known by its registration number, at a counter; its id. Raises as for a person."""
    agency = fetch(Agency, agency_id)
    require(actor, "register_organisation", agency, now)
    organisation = Organisation(id=uuid7(), name=name, registered_at=agency)
    digests = _identify(organisation, name, identifier)
    ref = Ref.of("organisation", organisation.id)
    write.lock(ref)
    write.append(ref, events.ORGANISATION_REGISTERED, registered_at=agency_id, **digests)
    return organisation.id


@command(person="person_id")
def erase_person(write: Write, *, actor: Actor, person_id: UUID, ground: str, now: datetime, key: str) -> None:
    """Erase name, number and salt (Personal Data Protection Act s.33); the chain of events still verifies.

    Raises WrongState("already_erased").
    """
    person = fetch(Person, person_id)
    require(actor, "erase_person", person, now)
    if person.erased_at:
        raise WrongState("already_erased")
    ref = Ref.of("person", person_id)
    write.append(ref, events.PERSON_ERASED, legal_basis="PDPA s.33", ground=ground)
    person.erase(now)


@command()
def give_mandate(
    write: Write,
    *,
    actor: Actor,
    principal_kind: str,
    principal_id: UUID,
    agent_id: UUID,
    scope: tuple[str, ...],
    until: datetime | None,
    named_by: str = "number",
    now: datetime,
    key: str,
) -> UUID:
    """Let `agent_id` act for a `person` or an `organisation` (Civil and Commercial Code s.797); the
    mandate's id.

    `scope` lists codes of services; empty means everything. `named_by` is whether the agent was named by "number" or
    by e-mail "address". Raises DomainError("principal_kind", "same_person" or "term_backwards").
    """
    if principal_kind not in PRINCIPALS:
        raise DomainError("principal_kind")
    write.lock(Ref.of(principal_kind, principal_id))
    principal = fetch(PRINCIPALS[principal_kind], principal_id)
    require(actor, "give_mandate", principal, now)
    if agent_id == principal_id:
        raise DomainError("same_person")
    if until is not None and until <= now:
        raise DomainError("term_backwards")
    mandate = Mandate(id=uuid7(), agent=fetch(Person, agent_id), scope=list(scope), since=now, until=until)
    mandate.named_by = "address" if named_by == "address" else "number"
    setattr(mandate, principal_kind, principal)
    mandate.save(force_insert=True)
    said: dict[str, Any] = {
        "mandate": mandate.id,
        "agent": agent_id,
        "scope": scope,
        "since": now,
        "until": until,
        "named_by": mandate.named_by,
    }
    write.append(Ref.of(principal_kind, principal_id), events.MANDATE_GIVEN, **said)
    return mandate.id


@command(organisation="organisation_id")
def record_director(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    organisation_id: UUID,
    person_id: UUID,
    evidence: str,
    until: datetime,
    now: datetime,
    key: str,
) -> UUID:
    """Record, at the agency that found it in the register of juristic persons, that a person directs an organisation
    and acts for it in everything until `until`; the mandate's id. `evidence` names the look ("look:…").

    Raises DomainError("term_backwards"), WrongState("director_known"), NotAllowed("not_clerk"), NotFound.
    """
    organisation, person = fetch(Organisation, organisation_id), fetch(Person, person_id)
    require(actor, "record_director", fetch(Agency, agency_id), now)
    if until <= now:
        raise DomainError("term_backwards")
    known = Mandate.objects.filter(in_force(now), agent=person, organisation=organisation, directs=True)
    if known.exists():
        raise WrongState("director_known")
    mandate = Mandate(id=uuid7(), agent=person, organisation=organisation, since=now, until=until, directs=True)
    mandate.save(force_insert=True)
    write.append(
        Ref.of("organisation", organisation_id),
        events.DIRECTOR_RECORDED,
        legal_basis="EPA s.12",
        mandate=mandate.id,
        agent=person_id,
        agency=agency_id,
        evidence=evidence,
        since=now,
        until=until,
        directs=True,
    )
    return mandate.id


@command()
def revoke_mandate(write: Write, *, actor: Actor, mandate_id: UUID, now: datetime, key: str) -> None:
    """End a mandate, from either side (Civil and Commercial Code s.827).

    Raises WrongState("already_ended").
    """
    mandate = fetch(Mandate, mandate_id)
    ref = _principal(mandate)
    write.lock(ref)
    mandate.refresh_from_db()
    require(actor, "revoke_mandate", mandate, now)
    if not mandate.is_in_force(now):
        raise WrongState("already_ended")
    write.append(ref, events.MANDATE_REVOKED, mandate=mandate_id, until=now)
    change(mandate, until=now)


PRINCIPALS: dict[str, type[Person] | type[Organisation]] = {"person": Person, "organisation": Organisation}


def _principal(mandate: Mandate) -> Ref:
    if mandate.person_id:
        return Ref.of("person", mandate.person_id)
    return Ref.of("organisation", str(mandate.organisation_id))


def _identify(party: Person | Organisation, name: str, identifier: str) -> dict[str, str]:
    """Seal and save; the digests for the event."""
    digits = _free(type(party), identifier) if identifier or isinstance(party, Organisation) else ""
    if digits:
        party.set_identifier(digits)
    party.save(force_insert=True)
    return {"name": party.digest(name), "identifier": party.digest(digits)}


def _free(model: type[Person] | type[Organisation], identifier: str) -> str:
    """The digits of a number that is one and that nobody has yet."""
    digits = digits_of(identifier)
    if model._base_manager.filter(id_lookup=lookup(digits)).exists():
        raise WrongState("identifier_known")
    return digits
