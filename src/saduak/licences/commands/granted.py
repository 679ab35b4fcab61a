"""A case as its licence needs it: what was granted, what is owed, what the applicant asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from saduak.cases.queries import WholeCase
from saduak.cases.queries.appealed import new_order
from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.core.fees import bill
from saduak.fees.queries import invoices_of_case
from saduak.ledger.actors import REACTION
from saduak.ledger.wiring import Happening
from saduak.licences.models import FeeWaiver

DECIDING = ("case.decided", "case.deemed_granted", "case.order_replaced")
GRANTED = frozenset({"granted", "granted_with_conditions", "partly_granted"})
IN_PART = "partly_granted"
REQUEST = "request"
"""The group of a form that says what is asked for (`kind`), about which licence (`licence_number`), and of other
matters which (`change`). A form without it asks for a new licence."""
CHANGES: Mapping[str, str] = {"lost": "substitute", "damaged": "substitute", "amend": "change", "close": "close"}


class Wish(NamedTuple):
    """What an application asks for: new, renewal, substitute, change, close or other; and about which licence."""

    kind: str
    number: str


class Granting(NamedTuple):
    """The order in force on a case: its outcome and day, its lines, its own conditions, its source of power."""

    outcome: str
    at: datetime
    lines: Sequence[Mapping[str, Any]]
    conditions: Sequence[Mapping[str, str]]
    power: Mapping[str, Any]


def wish_of(case: WholeCase) -> Wish:
    """What the application asks for."""
    asked = case.answers.get(REQUEST)
    if not isinstance(asked, Mapping):
        return Wish("new", "")
    kind, number = str(asked.get("kind", "new")), str(asked.get("licence_number", ""))
    if kind == "other":
        kind = CHANGES.get(str(asked.get("change", "")), "other")
    return Wish(kind, number)


def granting_of(case: WholeCase) -> Granting | None:
    """The order in force, if the case was granted, be it in part or by silence."""
    said = case.story.last(*DECIDING)
    if said is None or outcome_of(said) not in GRANTED:
        return None
    if said.kind == "case.deemed_granted":
        return Granting("granted", said.at, (), (), {})
    order = new_order(case) if said.kind == "case.order_replaced" else case.decision
    if order is None:
        return None
    return Granting(order.outcome, said.at, order.lines, order.conditions, order.power)


def outcome_of(said: Happening) -> str:
    """The outcome that an event tells."""
    return "granted" if said.kind == "case.deemed_granted" else str(said.payload["outcome"])


def is_settled(case: WholeCase, granting: Granting) -> bool:
    """Whether nothing is owed: all that was billed is paid, or finance said that nothing is owed, or the manual asks
    nothing. What no rule computes, and part of a fee, waits for finance."""
    bills = _bills(case)
    if bills:
        return all(bill.state == "paid" for bill in bills)
    return FeeWaiver.objects.filter(case=case.id).exists() or _is_free(case, granting)


def fee_paid(case: WholeCase) -> int:
    """What was paid for the case, in satang."""
    return sum(bill.satang for bill in _bills(case) if bill.state == "paid")


def paid_at(case: WholeCase) -> datetime | None:
    """When the last of its bills was paid, by the bank's time stamp; None while one is open, or where none was."""
    bills = _bills(case)
    moments = [bill.paid_at for bill in bills if bill.paid_at]
    return max(moments) if bills and len(moments) == len(bills) else None


def _bills(case: WholeCase) -> list[Any]:
    """The invoices of the case that stand."""
    return [view.row for view in invoices_of_case(REACTION, case.id, case.now) if view.row.state != "void"]


def _is_free(case: WholeCase, granting: Granting) -> bool:
    """Whether the manual of the case asks nothing of it; figures of another body's ordinance say nothing about it."""
    package, day = case.package, granting.at.astimezone(BANGKOK).date()
    try:
        found = bill(package.fees, case.answers, day, form=package.form, classes=case.form.classes)
    except LawError:
        return False
    return found.total == 0
