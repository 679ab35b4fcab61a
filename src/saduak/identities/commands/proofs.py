"""Proofs of identity: by a code, by a provider, by a clerk who has seen a paper."""

import re
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from saduak.core.errors import DomainError, NotFound
from saduak.core.thai import normal
from saduak.identities.commands import events
from saduak.identities.models import Level, Proof, Told
from saduak.identities.policy import PAPERS, level_of_ial, require
from saduak.identities.ports import Vouched
from saduak.ledger.actors import Actor
from saduak.ledger.actors import user as user_actor
from saduak.ledger.canonical import canonical
from saduak.ledger.door import command
from saduak.ledger.erasure import fresh_salt
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.parties import commands as parties
from saduak.parties.queries import (
    known_agency,
    known_person,
    person_of_user,
    person_with_identifier,
    user_with_email,
)

TITLE = re.compile(r"^(นางสาว|นาง|นาย|ด\.ช\.|ด\.ญ\.|น\.ส\.|mr\.?\s|mrs\.?\s|ms\.?\s|miss\s)\s*", re.IGNORECASE)
"""What may stand before a name in one place and not in another."""


@command()
def recognise_address(write: Write, *, actor: Actor, email: str, reference: str, now: datetime, key: str) -> UUID:
    """Record that whoever is here reads the mail of `email`; the id of their log-in, made if there was none."""
    require(actor, "recognise_address", None, now)
    known = user_with_email(email)
    user_id = known.id if known else parties.register_user(actor=actor, email=email, password="", now=now, key=key)
    person = person_of_user(user_id)
    _record(
        write,
        Proof(
            user_id=user_id,
            person=person,
            provider="email",
            level=Level.ONE_TIME_CODE,
            reference=reference,
            at=now,
        ),
    )
    return user_id


def recognise_person(
    *, actor: Actor, provider: str, vouched: Vouched, user_id: UUID | None, now: datetime, key: str
) -> UUID:
    """Record what a provider vouches for; the id of the person's log-in. `user_id` is who was logged in already.

    The person is found by number, also one known so far only at a counter; else registered. Two log-ins of one person
    at once make one person: the second attempt sees what the first wrote. Raises as `parties.register_person`.
    """
    said = {"actor": actor, "provider": provider, "user_id": user_id, "now": now, "key": key, **vouched._asdict()}
    try:
        return record_vouching(**said)
    except IntegrityError:
        return record_vouching(**said)


@command()
def record_vouching(
    write: Write,
    *,
    actor: Actor,
    provider: str,
    user_id: UUID | None,
    identifier: str,
    name: str,
    title: str,
    birthdate: str,
    address: str,
    ial: str,
    aal: str,
    reference: str,
    now: datetime,
    key: str,
) -> UUID:
    """The write behind `recognise_person`: the log-in, the person, the proof, and what was told; the log-in's id."""
    require(actor, "record_vouching", None, now)
    person = known_person(_person(actor, identifier, name, user_id, now, key))
    proof = Proof(
        user_id=person.user_id,
        person=person,
        provider=provider,
        level=level_of_ial(ial),
        ial=ial,
        aal=aal,
        reference=reference,
        at=now,
    )
    _record(write, proof)
    words = {"name": name, "title": title, "birthdate": birthdate, "address": address}
    _tell(write, person.id, provider, canonical(words), now)
    if person.user_id is None:
        raise NotFound("not_found", what="user")
    return person.user_id


@command(person="person_id")
def prove_identity(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    person_id: UUID,
    paper: str,
    level: str,
    now: datetime,
    key: str,
) -> UUID:
    """Record that a clerk has seen a person with a paper that shows who they are; the proof's id. No copy is kept.

    For foreigners and people without a log-in of the state. Raises DomainError("paper_unknown"),
    DomainError("level_not_for_counter") for any level but the two that a look at a paper can give.
    """
    agency, person = known_agency(agency_id), known_person(person_id)
    require(actor, "prove_identity", agency, now)
    if paper not in PAPERS:
        raise DomainError("paper_unknown", paper=paper)
    if level not in {Level.IAL_1, Level.IAL_2}:
        raise DomainError("level_not_for_counter", level=level)
    proof = Proof(person=person, agency=agency, provider="counter", level=level, paper=paper, at=now)
    return _record(write, proof)


@command()
def forget_claims(write: Write, *, actor: Actor, person_id: UUID, now: datetime, key: str) -> bool:
    """Erase what log-ins told of a person (Personal Data Protection Act s.33); whether there was anything."""
    require(actor, "forget_claims", None, now)
    told = Told.objects.filter(person=person_id, erased_at=None).first()
    if told is None:
        return False
    ref = Ref.of("identity", person_id)
    write.lock(ref)
    write.append(ref, events.CLAIMS_FORGOTTEN, legal_basis="PDPA s.33", told=told.id)
    told.words, told.salt, told.erased_at = "", None, now
    told.save(update_fields=["words", "salt", "erased_at"])
    return True


def forget_claims_of_person(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """With a person, what log-ins told of them goes as well."""
    forget_claims(actor=actor, person_id=UUID(event.ref.key), now=now, key=key)


def _person(actor: Actor, identifier: str, name: str, user_id: UUID | None, now: datetime, key: str) -> UUID:
    """The person with this number, with a log-in: the one they are logged in with, where that is free and its name is
    theirs. Another name means another person at the same screen, who gets a log-in of their own."""
    known, own = person_with_identifier(identifier), person_of_user(user_id) if user_id else None
    if known and known.user_id:
        return known.id
    if own and not is_same_name(own.name, name):
        user_id = own = None
    if known is None and own and not own.id_sealed and not own.erased_at:
        parties.identify_person(actor=actor, person_id=own.id, name=name, identifier=identifier, now=now, key=key)
        return own.id
    if user_id is None or own:
        user_id = parties.register_user(actor=actor, email="", password="", now=now, key=key)
    if known:
        parties.attach_login(actor=actor, person_id=known.id, user_id=user_id, now=now, key=key)
        return known.id
    self_actor = user_actor(user_id, channel=actor.channel)
    return parties.register_person(actor=self_actor, agency_id=None, name=name, identifier=identifier, now=now, key=key)


def is_same_name(one: str, other: str) -> bool:
    """Whether two ways of writing a name may mean the same person: a given name alone fits the whole name; titles and
    capitals are left aside."""
    shorter, longer = sorted((_bare_name(one), _bare_name(other)), key=len)
    return bool(shorter) and longer[: len(shorter)] == shorter


def _bare_name(name: str) -> list[str]:
    return TITLE.sub("", normal(name)).casefold().split()


def _record(write: Write, proof: Proof) -> UUID:
    """Save a proof and its event, on the stream of whoever it is about."""
    ref = Ref.of("identity", proof.person_id or str(proof.user_id))
    write.lock(ref)
    said = {name: getattr(proof, name) for name in ("provider", "ial", "aal", "reference", "paper", "at")}
    write.append(
        ref,
        events.IDENTITY_PROVED,
        proof=proof.id,
        user=proof.user_id,
        person=proof.person_id,
        agency=proof.agency_id,
        level=str(proof.level),
        **said,
    )
    proof.save(force_insert=True)
    return proof.id


def _tell(write: Write, person_id: UUID, provider: str, words: str, now: datetime) -> None:
    """Keep the latest words about a person, under a fresh salt."""
    told = Told.objects.filter(person=person_id).first()
    is_new = told is None
    told = told or Told(person_id=person_id)
    told.provider, told.words, told.at, told.erased_at, told.salt = provider, words, now, None, fresh_salt()
    told.save(force_insert=is_new)
    write.append(
        Ref.of("identity", person_id),
        events.CLAIMS_TOLD,
        told=told.id,
        person=person_id,
        provider=provider,
        at=now,
        words=told.digest(words),
    )
