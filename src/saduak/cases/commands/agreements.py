"""Agreements between agencies on the time of an answer: recorded with their document, replaced, ended."""

from datetime import date, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import short
from saduak.cases.models import Agreement
from saduak.catalogue.queries import latest
from saduak.core.calendars import BANGKOK
from saduak.core.consultations import KINDS
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.reasons import Code
from saduak.core.spans import Unit
from saduak.core.thai import normal
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import known_agency

RECORDERS = (Role.AUTHORITY, Role.AGENCY_ADMIN)
UNITS = (Unit.WORKING_DAY, Unit.DAY)
LONGEST_NUMBER, MOST_DAYS = 80, 365


@command(agency="agency_id")
def record_agreement(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    asked_id: UUID | None,
    body: str,
    service: str,
    question_kind: str,
    amount: int,
    unit: str,
    number: str,
    since: date,
    until: date | None,
    replaces: UUID | None,
    now: datetime,
    key: str,
) -> UUID:
    """Record what was agreed: who answers (an agency here, or a body outside by its name), in which service and about
    what ("" is every one), within how many days, under which document, from and to which day. The one it `replaces`
    ends on the day before, and is one of the same two bodies. Its id.

    Raises DomainError("agreement_with", "agreement_service", "consultation_kind", "agreement_days",
    "agreement_number", "agreement_term", "agreement_other_body"), NotAllowed("role_needed"), NotFound,
    WrongState("agreement_over").
    """
    _require_recorder(actor, agency_id, now)
    name = "" if asked_id else short(normal(body).replace("\n", " "))
    _require_sense(agency_id, asked_id, name, question_kind, amount, unit)
    kept = number.strip()
    if not 0 < len(kept) <= LONGEST_NUMBER:
        raise DomainError("agreement_number", longest=LONGEST_NUMBER)
    if until and until < since:
        raise DomainError("agreement_term")
    if service and latest(service, known_agency(agency_id).slug) is None:
        raise DomainError("agreement_service")
    if replaces:
        _replace(write, _in_force(agency_id, replaces, now), asked_id, name, since - timedelta(days=1))
    row = Agreement(
        id=uuid7(),
        agency_id=agency_id,
        asked_id=asked_id,
        name=name,
        service=service,
        question_kind=question_kind,
        amount=amount,
        unit=unit,
        number=kept,
        since=since,
        until=until,
        replaces=replaces,
        recorded_at=now,
    )
    row.save(force_insert=True)
    names = ("name", "service", "question_kind", "amount", "unit", "number", "since", "until", "replaces")
    said = {name: getattr(row, name) for name in names}
    write.append(Ref.of("agency", agency_id), events.AGREEMENT_RECORDED, agreement=row.id, asked=asked_id, **said)
    return row.id


@command(agency="agency_id")
def end_agreement(
    write: Write, *, actor: Actor, agency_id: UUID, agreement_id: UUID, ended_on: date, now: datetime, key: str
) -> None:
    """End an agreement before its time; `ended_on` is the last day on which it holds. One whose end is still to come
    can be ended sooner. What was asked under it keeps its date.

    Raises NotAllowed("role_needed"), NotFound, WrongState("agreement_over"), DomainError("agreement_end_later").
    """
    _require_recorder(actor, agency_id, now)
    row = _in_force(agency_id, agreement_id, now)
    if row.ended_on is not None and ended_on >= row.ended_on:
        raise DomainError("agreement_end_later", ended=row.ended_on)
    _end(write, row, ended_on)


def _require_recorder(actor: Actor, agency_id: UUID, now: datetime) -> None:
    known_agency(agency_id)
    if actor != INSTALLER and not standing_of(actor, now).has_any(agency_id, *RECORDERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in RECORDERS])


def _require_sense(agency_id: UUID, asked_id: UUID | None, name: str, kind: str, amount: int, unit: str) -> None:
    if asked_id:
        known_agency(asked_id)
    if asked_id == agency_id or not (asked_id or name):
        raise DomainError("agreement_with")
    if kind and kind not in KINDS:
        raise DomainError("consultation_kind")
    if unit not in UNITS or not 0 < amount <= MOST_DAYS:
        raise DomainError("agreement_days", most=MOST_DAYS)


def _replace(write: Write, old: Agreement, asked: UUID | None, name: str, day: date) -> None:
    """End the one whose place is taken, unless it ends by itself before. Raises DomainError("agreement_other_body")."""
    if old.asked_id != asked or old.name.casefold() != name.casefold():
        raise DomainError("agreement_other_body")
    if old.ended_on is None or day < old.ended_on:
        _end(write, old, day)


def _in_force(agency_id: UUID, agreement_id: UUID, now: datetime) -> Agreement:
    """One that has not ended yet; an end may have been set for a day to come."""
    row = Agreement.objects.filter(pk=agreement_id, agency=agency_id).first()
    if row is None:
        raise NotFound("not_found", what="agreement")
    if row.ended_on is not None and row.ended_on < now.astimezone(BANGKOK).date():
        raise WrongState("agreement_over")
    return row


def _end(write: Write, row: Agreement, day: date) -> None:
    row.ended_on = day if row.until is None else min(day, row.until)
    row.save(update_fields=["ended_on"])
    write.append(Ref.of("agency", row.agency_id), events.AGREEMENT_ENDED, agreement=row.id, ended_on=row.ended_on)
