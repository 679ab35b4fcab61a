"""Money of one agency for the sweeps: an account, an invoice of a case, and something in every state around it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from saduak.cases.tests.desk import WEDNESDAY
from saduak.fees import commands as fees
from saduak.fees.models import Invoice, Payment, Receipt
from saduak.fees.policy import BANK
from saduak.ledger.actors import ENTRANCE, INSTALLER, REACTION, WORKER
from saduak.licences.policy import SEALING
from saduak.parties.tests import town
from saduak.parties.tests.town import key
from tests.sweeps.people import Somebody

if TYPE_CHECKING:
    from tests.sweeps.world import Bundle

BILLER = "099400016550100"
TOMORROW = WEDNESDAY + timedelta(days=1)


HOUSE = (INSTALLER, ENTRANCE, REACTION, WORKER, BANK, SEALING)
"""Everybody who is nobody in particular."""


def another_cashier(agency: UUID) -> Somebody:
    """Who handles the money of an agency that has no business here."""
    return Somebody("another agency's finance", town.officer(agency, "the-finance", "finance").actor, True)


def with_money(bundles: "tuple[Bundle, ...]", agency: UUID, person: UUID, mark: str) -> "tuple[Bundle, ...]":
    """The bundles of an agency with its money, and everywhere who handles that (`cashier`)."""
    case = next(each.things["case_id"] for each in bundles if each.name == "decided")
    cashier, sums = money(agency, person, case, mark)
    told = {each.name: sums if each.at.agency == agency else {} for each in bundles}
    return tuple(replace(each, things={**told[each.name], **each.things, "cashier": cashier}) for each in bundles)


def money(agency: UUID, person: UUID, case: UUID, mark: str) -> tuple[Somebody, Mapping[str, Any]]:
    """Who handles the money of an agency, and the things of that room by the names of commands' arguments.

    The invoice is open and over by the time of the sweep, the payment fits nothing, the refund waits for its second
    person, the receipt is valid and the closed day unsigned.
    """
    officer = town.officer(agency, f"finance-{agency}", "finance")
    told: dict[str, Any] = {"agency_id": agency, "biller": BILLER, "receipt_book": "E1", "now": WEDNESDAY, "key": key()}
    fees.set_bank_account(actor=INSTALLER, **told)
    owed = _billed(agency, person, case, mark)
    paid = Invoice.objects.get(id=_billed(agency, person, uuid4(), mark))
    lines = (_line("EXACT", paid.ref1, paid.ref2, paid.satang, mark), _line("UNKNOWN", "1", "1", 5_000, mark))
    given: dict[str, Any] = {"actor": officer.actor, "now": TOMORROW}
    fees.take_statement(**given, agency_id=agency, statement="S1", lines=lines, key=key())
    payment = Payment.objects.get(transaction="UNKNOWN")
    refund = fees.ask_refund(**given, payment_id=payment.id, satang=2_000, reason=mark, to_account=mark, key=key())
    closing = fees.close_day(**given, agency_id=agency, day=WEDNESDAY.date(), note="", key=key())
    return Somebody("own finance", officer.actor, True), {
        "invoice_id": owed,
        "payment_id": payment.id,
        "refund_id": refund,
        "receipt_id": Receipt.objects.get().id,
        "closing_id": closing,
    }


def _billed(agency: UUID, person: UUID, case: UUID, mark: str) -> UUID:
    return fees.raise_invoice(
        actor=REACTION,
        agency_id=agency,
        case_id=case,
        case_number="",
        service="health/food-large",
        person_id=person,
        organisation_id=None,
        payer=mark,
        charges=CHARGES,
        sample=False,
        pay_by=TOMORROW.date(),
        now=WEDNESDAY,
        key=key(),
    )


CHARGES = ({"fee": "licence", "name_th": "ค่าใบอนุญาต", "name_en": "Licence fee", "satang": 10_000},)


def _line(transaction: str, ref1: str, ref2: str, satang: int, payer: str) -> dict[str, Any]:
    known = {"transaction": transaction, "ref1": ref1, "ref2": ref2, "satang": satang, "payer": payer}
    return {**known, "channel": "mobile", "paid_at": WEDNESDAY}
