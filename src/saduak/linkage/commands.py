"""What can be done: look into a register, say which way leads to it, take over a file, count a copy, forget."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.keys import keyed
from saduak.ledger.kinds import event_kind
from saduak.ledger.projections import Projection
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write, current
from saduak.linkage.models import (
    Connection,
    CopyAsked,
    Edition,
    Entry,
    Look,
    Outcome,
    Way,
    mark_of,
    sealed,
)
from saduak.linkage.policy import Matter, require
from saduak.linkage.ports import Answer, CannotLook, Question, Register
from saduak.linkage.registers import RegisterAbout, register_about
from saduak.parties.queries import person_of_user

REGISTER_CONNECTED = event_kind(
    "register.connected",
    "An agency said by which way its officers look into a register.",
    "connection",
    "agency",
    "register",
    "way",
)
REGISTER_IMPORTED = event_kind(
    "register.imported",
    "A file of a register's holder was taken over and replaced the one before.",
    "edition",
    "agency",
    "register",
    "label",
    "rows",
)
_LOOK = (
    *("agency", "case", "register", "subject_kind", "subject", "asked_by", "purpose", "way", "outcome", "failure"),
    *("reference", "document", "copy", "expires_at"),
)
LOOK_MADE = event_kind("look.made", "An officer looked somebody up in a register.", *_LOOK, digests=("result", "note"))
LOOK_FORGOTTEN = event_kind("look.forgotten", "What a look had found was erased.", "ground")
COPY_ASKED = event_kind(
    "copy.asked",
    "A citizen had to bring a copy of what the state itself had issued.",
    "agency",
    "case",
    "register",
    "document",
    "why",
)


def _ids(*names: str) -> dict[str, str]:
    renamed = {"agency": "agency_id", "case": "case_id", "subject": "subject_id", "copy": "copy_id"}
    return {name: renamed.get(name, name) for name in names}


PROJECTIONS = (
    Projection(
        Connection,
        "agency",
        {"register.connected": _ids("agency", "register", "way")},
        {"register.connected": "connection"},
    ),
    Projection(
        Edition,
        "agency",
        {"register.imported": _ids("agency", "register", "label", "rows")},
        {"register.imported": "edition"},
    ),
    Projection(Look, "look", {"look.made": _ids(*_LOOK, "result", "note")}, {}),
    Projection(CopyAsked, "copy", {"copy.asked": _ids("agency", "case", "register", "document", "why")}, {}),
)
"""What `saduak ledger rebuild` compares."""


@command(agency="agency_id")
def connect_register(
    write: Write, *, actor: Actor, agency_id: UUID, register: str, way: str, now: datetime, key: str
) -> None:
    """Say by which way an agency's officers look into a register: `gdx`, `file`, `simulator`, or `none` to end it.

    Raises NotAllowed("not_agency_admin"), DomainError("register_unknown" or "way_unknown").
    """
    require(actor, "connect_register", Matter(agency_id), now)
    register_about(register)
    if way != Way.NONE and way not in wired_ways():
        raise DomainError("way_unknown", way=way)
    row = Connection.objects.filter(agency=agency_id, register=register).first()
    connection = row or Connection(id=uuid7(), agency_id=agency_id, register=register)
    connection.way = way
    connection.save(force_insert=row is None)
    said = {"connection": connection.id, "agency": agency_id, "register": register, "way": way}
    write.append(Ref.of("agency", agency_id), REGISTER_CONNECTED, legal_basis="DGA s.13", **said)


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
    way = _way(agency_id, register)
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
        answer = _wired()[way].look(question)
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
    said: dict[str, Any] = {field: getattr(look, column) for field, column in _ids(*_LOOK).items()}
    digests = {"result": look.digest(look.result), "note": look.digest(look.note)}
    write.append(ref, LOOK_MADE, legal_basis=look.legal_basis, **said, **digests)
    return look.id


@command()
def record_copy_asked(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    case_id: UUID,
    register: str,
    document: str,
    why: str,
    now: datetime,
    key: str,
) -> UUID:
    """Count a copy of a state paper that a citizen had to bring (EPA s.12, I-2); the id of the count.

    `why` is the code of what left no other way: `not_connected`, `no_answer` or `not_seen`. Raises
    NotAllowed("not_case_of_agency"), DomainError("why_unknown").
    """
    require(actor, "record_copy_asked", Matter(agency_id, case_id), now)
    if why not in {"not_connected", "no_answer", "not_seen"}:
        raise DomainError("why_unknown")
    said: dict[str, Any] = {"register": register, "document": document, "why": why}
    row = CopyAsked(id=uuid7(), agency_id=agency_id, case_id=case_id, asked_at=now, **said)
    row.save(force_insert=True)
    ref = Ref.of("copy", row.id)
    write.lock(ref)
    write.append(ref, COPY_ASKED, legal_basis="EPA s.12", agency=agency_id, case=case_id, **said)
    return row.id


@command(agency="agency_id")
def import_register(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    register: str,
    label: str,
    rows: tuple[tuple[str, Mapping[str, str]], ...],
    now: datetime,
    key: str,
) -> UUID:
    """Take over the rows of a holder's file (number, cells), which replace all rows before them; the edition's id.

    `label` says of which day or number the file is. Raises NotAllowed("not_agency_admin"),
    DomainError("register_unknown", "sheet_empty" or "label_missing").
    """
    require(actor, "import_register", Matter(agency_id), now)
    register_about(register)
    if not rows:
        raise DomainError("sheet_empty")
    if not label.strip():
        raise DomainError("label_missing")
    before = Edition.objects.filter(agency=agency_id, register=register, replaced_at=None)
    Entry.objects.filter(edition__in=before).delete()
    before.update(replaced_at=now)
    said: dict[str, Any] = {"register": register, "label": label.strip(), "rows": len(rows)}
    edition = Edition(id=uuid7(), agency_id=agency_id, imported_at=now, **said)
    edition.save(force_insert=True)
    Entry.objects.bulk_create(_entries(edition, rows), batch_size=1000)
    write.append(Ref.of("agency", agency_id), REGISTER_IMPORTED, edition=edition.id, agency=agency_id, **said)
    return edition.id


def _entries(edition: Edition, rows: tuple[tuple[str, Mapping[str, str]], ...]) -> list[Entry]:
    return [
        Entry(
            id=uuid7(),
            edition=edition,
            mark=mark_of(edition.register, number),
            cells=sealed(json.dumps(cells, ensure_ascii=False)),
        )
        for number, cells in rows
    ]


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


def wired_ways() -> tuple[str, ...]:
    """The ways that this installation has at all."""
    return tuple(_wired())


def _wired() -> Mapping[str, Register]:
    wired: Mapping[str, Register] = import_module(settings.WIRING).REGISTERS
    return wired


def _way(agency_id: UUID, register: str) -> str:
    ways = Connection.objects.filter(agency=agency_id, register=register).exclude(way=Way.NONE)
    way = ways.values_list("way", flat=True).first()
    if way is None or way not in _wired():
        raise WrongState("register_not_connected", register=register)
    return way


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
