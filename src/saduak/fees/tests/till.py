"""A till for tests: an agency with people of finance, a payer who owes, and lines as a bank tells them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.fees import commands
from saduak.fees.models import Invoice, Payment
from saduak.fees.policy import BANK
from saduak.fees.queries import balances
from saduak.ledger.actors import INSTALLER, REACTION, Actor
from saduak.parties.tests import town
from saduak.parties.tests.town import key

MONDAY = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
"""Ten in the morning in Thailand."""
DAY = timedelta(days=1)
BILLER = "099400016550100"
OWED = 120_000
"""Satang of an invoice: 1,200 baht."""
_transactions = count(1)


@dataclass
class Till:
    """An agency at which money comes in."""

    agency: UUID
    finance: town.Post
    other: town.Post
    supervisor: town.Post
    officer: town.Post
    citizen: Actor
    person: UUID


@pytest.fixture
def till(db: None) -> Till:
    """An agency with an account, two people of finance and their superior."""
    return open_till()


def open_till(biller: str = BILLER, name: str = "till") -> Till:
    """The same without pytest."""
    agency = town.agency(f"เทศบาล {name}")
    finance, other = (town.officer(agency, f"{name}-{who}", "finance") for who in ("finance", "other"))
    supervisor = town.officer(agency, f"{name}-supervisor", "supervisor")
    officer = town.officer(agency, f"{name}-officer", "officer")
    citizen, person = town.citizen(f"{name}-payer")
    told: dict[str, Any] = {"agency_id": agency, "biller": biller, "receipt_book": "E1", "now": MONDAY, "key": key()}
    commands.set_bank_account(actor=INSTALLER, **told)
    return Till(agency, finance, other, supervisor, officer, citizen, person)


def bill(at: Till, satang: int = OWED, **changes: Any) -> Invoice:
    """Bill a case of the citizen."""
    case = uuid4()
    given: dict[str, Any] = {
        "actor": REACTION,
        "agency_id": at.agency,
        "case_id": case,
        "case_number": f"KK-69-{case.hex[:5]}",
        "service": "health/food-large",
        "person_id": at.person,
        "organisation_id": None,
        "payer": "นางสาวสมมุติ ตัวอย่าง",
        "charges": ({"fee": "licence", "name_th": "ค่าใบอนุญาต", "name_en": "Licence fee", "satang": satang},),
        "sample": False,
        "pay_by": None,
        "now": MONDAY,
        "key": key(),
    }
    return Invoice.objects.get(id=commands.raise_invoice(**{**given, **changes}))


def line(owed: Invoice | None = None, **changes: Any) -> dict[str, Any]:
    """A line of a statement; of an invoice with its references and amount."""
    told: dict[str, Any] = {
        "transaction": f"T{next(_transactions):08}",
        "channel": "mobile",
        "ref1": owed.ref1 if owed else "999",
        "ref2": owed.ref2 if owed else "9",
        "satang": owed.satang if owed else 5_000,
        "paid_at": MONDAY + timedelta(hours=1),
        "payer": "นายผู้จ่าย",
    }
    return {**told, **changes}


def announce(at: Till, told: dict[str, Any], **changes: Any) -> Payment:
    """The bank calls back."""
    given = {"actor": BANK, "biller": BILLER, "now": MONDAY + DAY, "key": key(), **told, **changes}
    return Payment.objects.get(id=commands.announce_payment(**given))


def state(at: Till, *lines: dict[str, Any], **changes: Any) -> tuple[int, int, int, int]:
    """Finance takes over a statement; how many lines were received, confirmed, repeated, unclear."""
    given: dict[str, Any] = {"actor": at.finance.actor, "agency_id": at.agency, "statement": "S1", "lines": lines}
    return commands.take_statement(**{**given, "now": MONDAY + DAY, "key": key(), **changes})


def pay(at: Till, told: dict[str, Any], **changes: Any) -> Payment:
    """A line of a statement, taken over; the payment."""
    state(at, told, **changes)
    return Payment.objects.get(transaction=told["transaction"])


def standing(at: Till) -> dict[str, int]:
    """What stands on the accounts that are not empty."""
    return {account.value: satang for account, satang in balances(at.agency).items() if satang}


def again(row: Any) -> Any:
    """A row as it is now."""
    return type(row).objects.get(pk=row.pk)
