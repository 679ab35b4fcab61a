"""A case that is granted and owes nothing gives its licence, once, without anybody asking."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.queries import WholeCase, whole_case
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.licence_record import LicenceRecord
from saduak.core.payments import fiscal_year
from saduak.core.thai import normal, western_digits
from saduak.fees.commands.following import bill_of
from saduak.fees.queries import invoices_of_case
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.door import command
from saduak.ledger.history import history
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.licences.commands import events
from saduak.licences.commands.granted import (
    IN_PART,
    Granting,
    fee_paid,
    granting_of,
    is_settled,
    wish_of,
)
from saduak.licences.commands.letters import send_about
from saduak.licences.commands.recording import expiry, numbered, record_of_case, searched
from saduak.licences.models import FeeWaiver, Licence, LicenceOrder, LicenceState, Uncollected
from saduak.licences.policy import Claim, require
from saduak.licences.queries import package_of, status_of, today

SEAL = "licences.seal"
"""The effect that makes the sheet of a licence and has it sealed."""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = 10
LONGEST_REASON = 500
HOLDS = (LicenceState.ISSUED, LicenceState.SUSPENDED)
HEIRS = frozenset({"renewal", "substitute", "change"})
RENEWAL = events.RENEWAL
"""What a licence knows of the application to renew it: who is in its place knows it too."""


class Heir(NamedTuple):
    """An older licence that the new one continues ("renewal") or is in the place of ("substitute", "change")."""

    kind: str
    old: Licence


@command(case="case_id")
def issue_licence(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> UUID | None:
    """Issue the licence of a case that is granted and owes nothing; its id, the same however often it is asked.

    None while something is owed, after the claim has lapsed, and for what brings no licence: an entry closed, a yearly
    fee. What asks for a renewal, a substitute or a change takes the place of the licence that it names, and what an
    appeal grants anew that of the case's own; never of one that has ended, and while one is suspended or an order about
    it is on its way, it waits. Raises NotAllowed("reaction_only").
    """
    case = whole_case(REACTION, case_id, now)
    require(actor, "issue_licence", Claim(case.row.agency_id), now)
    known = Licence.objects.filter(case=case_id).order_by("-issued_on", "-id").first()
    granting = granting_of(case)
    if known and not _is_outdated(known, case):
        return known.id
    if granting is None or not is_settled(case, granting) or _has_lapsed(case_id):
        return None
    if known:
        return _continue(write, case, granting, Heir("change", known), key) or known.id
    wish = wish_of(case)
    if wish.kind == "new":
        return issue(write, case, granting, None, key)
    old = _named(case, wish.number)
    if old is None:
        return issue(write, case, granting, None, key) if wish.kind == "renewal" else None
    return _continue(write, case, granting, Heir(wish.kind, old), key) if wish.kind in HEIRS else None


def _continue(write: Write, case: WholeCase, granting: Granting, heir: Heir, key: str) -> UUID | None:
    """Issue what continues an older licence, as that stands once it is held; None where nothing may take its place."""
    write.lock(Ref.of("licence", heir.old.id))
    old = known_licence(heir.old.id)
    return None if _is_held_up(old, write.now) else issue(write, case, granting, heir._replace(old=old), key)


def _is_held_up(old: Licence, now: datetime) -> bool:
    """Whether nothing may take the place of a licence: it has ended, is suspended, or soon will be."""
    is_out = old.state not in HOLDS or status_of(old, now).code == LicenceState.SUSPENDED
    return is_out or is_order_waiting(old)


def is_order_waiting(licence: Licence) -> bool:
    """Whether an order about a licence has not reached its holder yet."""
    return LicenceOrder.objects.filter(licence=licence, in_force_on=None).exists()


def _has_lapsed(case_id: UUID) -> bool:
    """Whether what was granted was not paid for in time and not given back."""
    row = Uncollected.objects.filter(case=case_id).first()
    return row is not None and row.is_lapsed


def _is_outdated(known: Licence, case: WholeCase) -> bool:
    """Whether an appeal put another order in the place of the decision since the licence was issued."""
    replaced = case.story.last("case.order_replaced")
    issued = history(Ref.of("licence", known.id))[0]
    return replaced is not None and replaced.at > issued.at and known.state in HOLDS


def named_licence(case: WholeCase, number: str) -> Licence | None:
    """The licence that an application names, or the one in its place by a substitute or a change, if it is the
    applicant's own, of this service and agency, and in use. One that was renewed already is not."""
    found = _named(case, number)
    return found if found and found.state in HOLDS else None


def _named(case: WholeCase, number: str) -> Licence | None:
    """`named_licence`, in use or not."""
    row = case.row
    shelf = Licence.objects.filter(agency=row.agency_id, service=row.service)
    found = shelf.filter(number=western_digits(normal(number))).first()
    while found and found.replaced_by and (later := shelf.filter(id=found.replaced_by, replaces=found.id).first()):
        found = later
    is_own = found and {found.person_id, found.organisation_id} == {_person(case), row.organisation_id}
    return found if is_own else None


def _person(case: WholeCase) -> UUID | None:
    """The person who holds what the case grants: nobody where it is an organisation's."""
    row = case.row
    return None if row.organisation_id else row.person_id or row.filed_by_id


def issue(write: Write, case: WholeCase, granting: Granting, heir: Heir | None, key: str) -> UUID:
    """Issue the licence: its number is drawn last."""
    day = today(write.now)
    old = heir.old if heir else None
    keeps_term = heir is not None and heir.kind != "renewal"
    expires = old.expires_on if old and keeps_term else expiry(case, day, old.expires_on if old else None)
    licence_id = uuid7()
    source, said = _told_by(case, granting, heir)
    record = record_of_case(
        source, said, licence_id=licence_id, issued_on=day, expires_on=expires, fee=fee_paid(source)
    )
    row = _row(case, licence_id, day, expires)
    row.publication = UUID(source.story.publication)
    if heir:
        record = _replacing(record, heir)
        replace_old(write, heir.old, licence_id, day)
        row.renews, row.replaces = (heir.old.id, None) if heir.kind == "renewal" else (None, heir.old.id)
    if old and keeps_term:
        for name in RENEWAL:
            setattr(row, name, getattr(old, name))
    kind = heir.kind if heir and keeps_term else "licence_issued"
    number_and_insert(write, row, record, case.row.agency.slug, lambda: send_about(row, kind, write.now, key))
    return licence_id


def _told_by(case: WholeCase, granting: Granting, heir: Heir | None) -> tuple[WholeCase, Granting]:
    """The case, and its order, that says what stands on a licence: of a substitute that of the first one, however often
    it was lost since."""
    if heir is None or heir.kind != "substitute":
        return case, granting
    first = heir.old
    while first.replaces and first.told().substitute:
        first = known_licence(first.replaces)
    if first.case is None or first.case == case.id:
        return case, granting
    source = whole_case(REACTION, first.case, case.now)
    said = granting_of(source)
    return (source, said) if said else (case, granting)


def _replacing(record: LicenceRecord, heir: Heir) -> LicenceRecord:
    return replace(record, replaces=heir.old.number, substitute=heir.kind == "substitute")


def _row(case: WholeCase, licence_id: UUID, day: date, expires: date | None) -> Licence:
    """The licence but for what its record and number say."""
    return Licence(
        id=licence_id,
        agency_id=case.row.agency_id,
        case=case.id,
        service=case.row.service,
        person_id=_person(case),
        organisation_id=case.row.organisation_id,
        issued_on=day,
        expires_on=expires,
        state=LicenceState.ISSUED.value,
        state_since=day,
    )


def replace_old(write: Write, old: Licence, new_id: UUID, day: date) -> None:
    """Record that another licence stands in the place of one; its stream must be held."""
    old.state, old.state_since, old.replaced_by = LicenceState.REPLACED.value, day, new_id
    old.changed_at = write.now
    write.append(
        Ref.of("licence", old.id), events.LICENCE_REPLACED, state=old.state, state_since=day, replaced_by=new_id
    )
    write.update(old, "state", "state_since", "replaced_by", "changed_at")


def number_and_insert(write: Write, row: Licence, record: LicenceRecord, slug: str, then: Callable[[], object]) -> None:
    """Give a new licence the next number of its agency, form and fiscal year when all else is said, record it, and
    have its sheet sealed after commit; `then` goes on."""
    letters = "".join(part[0] for part in slug.split("-")).upper()
    prefix = f"{letters}-{record.form_code}-{fiscal_year(row.issued_on)}"
    ref = Ref.of("licence", row.id)
    write.begin(ref)

    def with_number(number: int) -> None:
        _fill(row, numbered(record, f"{prefix}-{number:05d}"), write.now)
        issued = write.append(ref, events.LICENCE_ISSUED, **_said(row))
        if row.renewal_case:
            law = package_of(row).service.validity.article
            said = {name: getattr(row, name) for name in RENEWAL}
            write.append(ref, events.RENEWAL_FILED, legal_basis=law, **said)
        write.insert(row)
        write.send(issued, SEAL, licence=row.id)
        then()

    write.draw_last(f"licence:{prefix}", with_number)


def _fill(row: Licence, record: LicenceRecord, now: datetime) -> None:
    row.number, row.form_code = record.number, record.form_code
    row.record, row.words = record.told(), searched(record)
    row.record_digest = hash_of(row.said)
    row.code = "".join(secrets.choice(CROCKFORD) for _ in range(CODE))
    row.changed_at = now


def hash_of(text: str) -> str:
    """SHA-256 in hex: what anybody can compute of a record in hand."""
    return sha256(text.encode()).hexdigest()


SAID = ("case", "service", "publication", "number", "form_code", "code", "issued_on", "expires_on", "state")


def _said(row: Licence) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in (*SAID, "state_since", "renews", "replaces")},
        "agency": row.agency_id,
        "person": row.person_id,
        "organisation": row.organisation_id,
        "record": row.digest(row.said),
        "words": row.digest(row.words),
    }


# What leads to it


def issue_after_waiver(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> UUID | None:
    """After finance said that nothing is owed."""
    return issue_licence(actor=actor, case_id=UUID(event.ref.key), now=now, key=key)


def issue_after_lift(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After a suspension was lifted or a licence given back: what was granted meanwhile takes its place."""
    licence = known_licence(UUID(event.ref.key))
    for case_id in (licence.case, licence.renewal_case):
        if case_id:
            issue_licence(actor=actor, case_id=case_id, now=now, key=f"{key}:{case_id}")


@command(case="case_id")
def waive_fee(write: Write, *, actor: Actor, case_id: UUID, reason: str, now: datetime, key: str) -> None:
    """Put on record that nothing is owed for a granted case of one's own agency, where no rule computes the fee or a
    part was granted; its licence then waits for nothing. What a rule computes nobody waives alone. A second time
    changes nothing.

    Raises NotFound, NotAllowed("not_finance"), DomainError("waiver_reason_missing", "waiver_reason_too_long"),
    WrongState("case_not_granted", "case_billed", "fee_computed").
    """
    case = whole_case(REACTION, case_id, now)
    require(actor, "waive_fee", Claim(case.row.agency_id), now)
    kept = normal(reason)
    if not kept:
        raise DomainError("waiver_reason_missing")
    if len(kept) > LONGEST_REASON:
        raise DomainError("waiver_reason_too_long", longest=LONGEST_REASON)
    granting = granting_of(case)
    if granting is None:
        raise WrongState("case_not_granted")
    if any(view.row.state != "void" for view in invoices_of_case(REACTION, case_id, now)):
        raise WrongState("case_billed")
    if FeeWaiver.objects.filter(case=case_id).exists():
        return
    if granting.outcome != IN_PART and bill_of(case, granting.at):
        raise WrongState("fee_computed")
    row = FeeWaiver(
        case=case_id, agency_id=case.row.agency_id, reason=kept, officer=UUID(actor.id), waived_at=write.now
    )
    ref = Ref.of("waiver", case_id)
    write.lock(ref)
    said: dict[str, Any] = {"agency": row.agency_id, "officer": row.officer, "waived_at": row.waived_at}
    write.append(ref, events.FEE_WAIVED, **said, reason=row.digest(kept))
    write.insert(row)


def known_licence(licence_id: UUID) -> Licence:
    """A licence as it stands; its stream must be held. Raises NotFound."""
    found = Licence.objects.select_related("agency").filter(id=licence_id).first()
    if found is None:
        raise NotFound("not_found", what="licence")
    return found
