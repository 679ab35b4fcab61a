"""Looks: at a register by the agency's way, at an original by an officer's eyes; and their end."""

import json
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError
from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.keys import keyed
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write, current
from saduak.linkage.commands.connecting import way_of, wired
from saduak.linkage.commands.events import LOOK, LOOK_FORGOTTEN, LOOK_MADE, columns_of
from saduak.linkage.models import Look, Outcome, Way, mark_of, sealed
from saduak.linkage.policy import Matter, require
from saduak.linkage.ports import Answer, CannotLook, Question
from saduak.linkage.registers import RegisterAbout, register_about
from saduak.parties.queries import person_of_user


def look_up(
    *,
    actor: Actor,
    agency_id: UUID,
    case_id: UUID,
    register: str,
    subject_kind: str,
    subject_id: UUID,
    identifier: str,
    purpose: str,
    legal_basis: str,
    now: datetime,
    key: str,
) -> UUID:
    """Ask a register by the agency's way and record it, whatever comes back; the look's id (`queries.look` tells).

    An answer that was found for the same case, subject, number and purpose and has not expired is used again, and a
    repeated `key` asks nobody twice. Nobody is asked inside a transaction: call this from a channel, no command.

    Raises NotAllowed "not_looking_officer" or "not_case_of_agency"; DomainError "register_unknown", "purpose_missing",
    "subject_kind", "identifier_length", "identifier_checksum" or "identifier_missing";
    WrongState("register_not_connected").
    """
    if current() is not None:
        raise RuntimeError("a register is not asked inside a command: others would wait for it")
    require(actor, "record_look", Matter(agency_id, case_id), now)
    about = _about(register, subject_kind, purpose, legal_basis)
    number = about.sought(identifier)
    sought, once = mark_of(register, number), _once(actor, key)
    known = _same_look(once, case_id, register, subject_id, purpose, sought, now)
    if known is not None:
        return known
    way = way_of(agency_id, register)
    found = _ask(way, Question(agency_id, register, number, purpose, _agent(actor), now))
    told: dict[str, Any] = {"agency_id": agency_id, "case_id": case_id, "register": register, "sought": sought}
    told |= {"subject_kind": subject_kind, "subject_id": subject_id, "purpose": purpose, "legal_basis": legal_basis}
    try:
        return record_look(actor=actor, way=way, **told, **found._asdict(), once=once, now=now, key=f"look:{once}")
    except (IntegrityError, WrongState):  # the same form was sent twice at once, and the other was quicker
        twin = Look.objects.filter(once=once).values_list("id", flat=True).first()
        if twin is None:
            raise
        return twin


class _Found(NamedTuple):
    """How an attempt ended, as `record_look` takes it."""

    outcome: str
    failure: str
    reference: str
    result: str


def _ask(way: str, question: Question) -> _Found:
    try:
        answer = wired()[way].look(question)
    except CannotLook as error:
        return _Found(Outcome.FAILED.value, error.code, "", "")
    return _answered(answer)


def _answered(answer: Answer) -> _Found:
    if answer.facts is None:
        return _Found(Outcome.NOT_FOUND.value, "", answer.reference, "")
    result = json.dumps(answer.facts, ensure_ascii=False, sort_keys=True)
    return _Found(Outcome.FOUND.value, "", answer.reference, result)


@command()
def record_look(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    case_id: UUID,
    register: str,
    subject_kind: str,
    subject_id: UUID,
    sought: str,
    once: str,
    purpose: str,
    legal_basis: str,
    way: str,
    outcome: str,
    failure: str,
    reference: str,
    result: str,
    now: datetime,
    key: str,
) -> UUID:
    """Record a look that `look_up` made; its id. Raises as `look_up` does."""
    require(actor, "record_look", Matter(agency_id, case_id), now)
    about = _about(register, subject_kind, purpose, legal_basis)
    look = Look(id=uuid7(), agency_id=agency_id, case_id=case_id, register=register, sought=sought, once=once)
    look.subject_kind, look.subject_id, look.asked_by = subject_kind, subject_id, str(actor)
    look.purpose, look.legal_basis, look.way, look.outcome = purpose, legal_basis, way, outcome
    look.failure, look.reference, look.answer, look.asked_at = failure, reference[:120], sealed(result), now
    look.expires_at = now + timedelta(days=about.keep_days) if result else None
    return _made(write, look)


@command()
def attest(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    case_id: UUID,
    register: str,
    subject_kind: str,
    subject_id: UUID,
    document: str,
    note: str,
    seen_on: date,
    copy_id: UUID | None,
    purpose: str,
    legal_basis: str,
    now: datetime,
    key: str,
) -> UUID:
    """Record that an officer has seen an original and, perhaps, made and certified its copy free (EPA s.12); the id.

    `document` is the code of the paper, `note` what the officer wrote of it, `copy_id` the file of the scan. Raises
    NotAllowed as `look_up`; DomainError "register_unknown", "purpose_missing", "subject_kind", "document_missing" or
    "seen_in_future".
    """
    require(actor, "attest", Matter(agency_id, case_id), now)
    _about(register, subject_kind, purpose, legal_basis)
    if not document.strip():
        raise DomainError("document_missing")
    if seen_on > (now + timedelta(hours=7)).date():  # the day in Thailand, which has no other time
        raise DomainError("seen_in_future")
    look = Look(id=uuid7(), agency_id=agency_id, case_id=case_id, register=register, once=_once(actor, key))
    look.subject_kind, look.subject_id, look.asked_by = subject_kind, subject_id, str(actor)
    look.purpose, look.legal_basis, look.document, look.note = purpose, legal_basis, document, note
    look.way, look.outcome, look.reference = Way.ATTESTED.value, Outcome.FOUND.value, seen_on.isoformat()
    look.copy_id, look.asked_at = copy_id, now
    return _made(write, look)


def _made(write: Write, look: Look) -> UUID:
    """Save a look and say so."""
    look.save(force_insert=True)
    ref = Ref.of("look", look.id)
    write.lock(ref)
    said: dict[str, Any] = {field: getattr(look, column) for field, column in columns_of(*LOOK).items()}
    digests = {"result": look.digest(look.result), "note": look.digest(look.note)}
    write.append(ref, LOOK_MADE, legal_basis=look.legal_basis, **said, **digests)
    return look.id


@command(look="look_id")
def forget_look(write: Write, *, actor: Actor, look_id: UUID, ground: str, now: datetime, key: str) -> None:
    """Erase what a look found (Personal Data Protection Act s.37(3)); that it was made stays on record.

    Raises NotAllowed("installer_only"), NotFound, WrongState("already_erased").
    """
    look = Look.objects.filter(id=look_id).first()
    if look is None:
        raise NotFound("not_found", what="look")
    require(actor, "forget_look", look, now)
    if look.erased_at:
        raise WrongState("already_erased")
    write.append(Ref.of("look", look_id), LOOK_FORGOTTEN, legal_basis="PDPA s.37(3)", ground=ground)
    look.erase(now)


def forget_expired(*, actor: Actor, now: datetime) -> int:
    """Forget every answer that is kept longer than its register allows; how many. Raises as `forget_look`."""
    expired = Look.objects.filter(expires_at__lte=now, erased_at=None).values_list("id", flat=True)
    for look_id in tuple(expired):
        forget_look(actor=actor, look_id=look_id, ground="expired", now=now, key=f"expired:{look_id}")
    return len(expired)


def _about(register: str, subject_kind: str, purpose: str, legal_basis: str) -> RegisterAbout:
    about = register_about(register)
    if subject_kind not in about.subjects:
        raise DomainError("subject_kind", register=register)
    if not purpose.strip() or not legal_basis.strip():
        raise DomainError("purpose_missing")
    return about


def _same_look(
    once: str, case_id: UUID, register: str, subject_id: UUID, purpose: str, sought: str, now: datetime
) -> UUID | None:
    """The look that this very form has made already, or one whose answer still holds."""
    same = Look.objects.filter(once=once) | Look.objects.filter(
        case_id=case_id,
        register=register,
        subject_id=subject_id,
        purpose=purpose,
        sought=sought,
        outcome=Outcome.FOUND,
        expires_at__gt=now,
        erased_at=None,
    )
    return same.order_by("-asked_at").values_list("id", flat=True).first()


def _agent(actor: Actor) -> str:
    """The officer's own number, which a gateway asks for; nothing when it is not known."""
    person = person_of_user(UUID(actor.id))
    return person.identifier if person else ""


def _once(actor: Actor, key: str) -> str:
    return keyed("linkage once", str(actor).encode(), key.encode())
