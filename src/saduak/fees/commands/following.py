"""What a decision brings with it: an invoice for its fee, where there is one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from saduak.cases.queries import WholeCase, whole_case
from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.core.fees import Bill, Charge, bill
from saduak.core.formlogic import classes_of
from saduak.fees.commands.claiming import raise_invoice
from saduak.fees.models import Invoice, InvoiceState
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.wiring import Happening

GRANTED = frozenset({"granted", "granted_with_conditions"})
"""A part of the lines is billed by hand: no rule says which part of the fee it is."""


def bill_decision(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> UUID | None:
    """After a case was granted, by the decision or by the order that an appeal put in its place: bill what its manual
    asks on that day; the invoice's id.

    None where nothing is asked, where figures are another body's (but in a demonstration), where the fee cannot be
    computed and finance bills by hand, and where the case has been billed.
    """
    if event.kind != "case.deemed_granted" and event.payload["outcome"] not in GRANTED:
        return None
    return _bill_once(whole_case(actor, UUID(event.ref.key), now), event.at, actor=actor, now=now, key=key)


def bill_renewal(*, actor: Actor, case_id: UUID, now: datetime, key: str) -> UUID | None:
    """Bill an application to renew before it is decided, where its law protects only who has also paid in time; the
    invoice's id. None as for `bill_decision`.
    """
    return _bill_once(whole_case(actor, case_id, now), now, actor=actor, now=now, key=key)


def _bill_once(case: WholeCase, at: datetime, *, actor: Actor, now: datetime, key: str) -> UUID | None:
    found = bill_of(case, at)
    if found is None or Invoice.objects.filter(case=case.id).exclude(state=InvoiceState.VOID).exists():
        return None
    charges = tuple(_charge(each) for each in found.items if each.satang)
    return _billed(case, charges, actor=actor, sample=not found.billable, now=now, key=key)


def bill_case(*, actor: Actor, case_id: UUID, charges: tuple[Mapping[str, Any], ...], now: datetime, key: str) -> UUID:
    """Bill a case by hand, where no fee could be computed or a part was granted; the invoice's id.

    Raises as `raise_invoice`, and NotFound.
    """
    return _billed(whole_case(REACTION, case_id, now), charges, actor=actor, sample=False, now=now, key=key)


def _billed(
    case: WholeCase, charges: tuple[Mapping[str, Any], ...], *, actor: Actor, sample: bool, now: datetime, key: str
) -> UUID:
    row = case.row
    return raise_invoice(
        actor=actor,
        agency_id=row.agency_id,
        case_id=row.id,
        case_number=row.number,
        service=row.service,
        person_id=row.person_id or (None if row.organisation_id else row.filed_by_id),
        organisation_id=row.organisation_id,
        payer=row.words.applicant_name,
        charges=charges,
        sample=sample,
        pay_by=None,
        now=now,
        key=key,
    )


def bill_of(case: WholeCase, at: datetime) -> Bill | None:
    """What a case owes at a moment; None for nothing, and for what may not be asked."""
    package = case.package
    classes = classes_of(package.form, package.code_lists)
    try:
        found = bill(package.fees, case.answers, at.astimezone(BANGKOK).date(), form=package.form, classes=classes)
    except LawError:
        return None
    may_ask = found.billable or settings.DEMO
    return found if found.total and may_ask else None


def _charge(charge: Charge) -> dict[str, Any]:
    """A charge as an invoice keeps it."""
    return {
        "fee": charge.fee_id,
        "name_th": charge.name.th,
        "name_en": charge.name.en or charge.name.th,
        "satang": charge.satang,
    }
