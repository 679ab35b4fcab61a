"""The book agrees with the documents at any time, whatever is done in whatever order, and wherever it breaks off."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Sum

from saduak.core.errors import DomainError
from saduak.fees import commands
from saduak.fees.models import Invoice, Payment, Receipt, Refund
from saduak.fees.policy import BANK
from saduak.fees.queries import balances
from saduak.fees.tests.till import BILLER, DAY, MONDAY, Till, bill, line, open_till
from saduak.ledger.projections import differences
from saduak.parties.tests.town import key

OPERATIONS = int(os.environ.get("SADUAK_BOOK_OPERATIONS", "1000"))
"""10,000 for a thorough run."""
LOOK_EVERY = 20
DEEPEST = 14
"""Statements of one command before which the machine may break down."""


class BrokenDown(Exception):
    """The process is gone in the middle of a command."""


@contextmanager
def breaking_down(after: int) -> Iterator[None]:
    """The database is out of reach after so many statements, and everything since the last commit is lost."""
    left = after

    def count(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise BrokenDown
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


class Day:
    """Somebody's random day at the till; the same seed makes the same day."""

    def __init__(self, at: Till, seed: int) -> None:
        self.at = at
        self.dice = random.Random(seed)  # noqa: S311 - a test must be repeatable
        self.now = MONDAY
        self.broke = self.done = self.refused = 0

    def live(self) -> None:
        """One operation, which may break down on its way and is then tried again under the same key."""
        self.now += timedelta(minutes=self.dice.choice((1, 30, 300)))
        act = self.dice.choice(ACTS)(self)
        if act is None:
            return
        run, given = act
        given = {**given, "now": self.now, "key": key()}
        try:
            with breaking_down(self.dice.randrange(DEEPEST) if self.dice.random() < 0.3 else 10**6):
                run(**given)
            self.done += 1
        except BrokenDown:
            self.broke += 1
            self.retry(run, given)
        except DomainError:
            self.refused += 1

    def retry(self, run: Callable[..., Any], given: dict[str, Any]) -> None:
        agree(self.at)
        try:
            run(**given)
            self.done += 1
        except DomainError:
            self.refused += 1

    def any(self, rows: Any) -> Any:
        """One of the rows, or None."""
        ids = list(rows.order_by("id").values_list("id", flat=True)[:200])
        return rows.model.objects.get(id=self.dice.choice(ids)) if ids else None


Act = tuple[Callable[..., Any], dict[str, Any]] | None


def billed(day: Day) -> Act:
    """Somebody is billed; outside the breaking, since the tests' own way to bill draws a key itself."""
    bill(day.at, day.dice.randrange(100, 100_000), now=day.now)
    return None


def called_back(day: Day) -> Act:
    owed = day.any(Invoice.objects.filter(state="open"))
    if owed is None:
        return None
    wrong = day.dice.choice((0, 0, 0, 1))
    told = line(owed, satang=owed.satang + wrong, paid_at=day.now)
    return commands.announce_payment, {"actor": BANK, "biller": BILLER, **told}


def stated(day: Day) -> Act:
    """A statement: what was announced, news that fits, too much, too little, twice, and what nobody knows."""
    lines = []
    for _ in range(day.dice.randrange(1, 6)):
        known = day.any(Payment.objects.filter(shown_as=""))
        owed = day.any(Invoice.objects.all())
        if known and day.dice.random() < 0.4:
            told = {name: getattr(known, name) for name in commands.LINE}
            lines.append(told)
        else:
            lines.append(
                line(owed, paid_at=day.now, satang=max(1, (owed.satang if owed else 1) + day.dice.randrange(-2, 3)))
            )
    finance = {"actor": day.at.finance.actor, "agency_id": day.at.agency, "statement": "S"}
    return commands.take_statement, {**finance, "lines": tuple(lines)}


def allocated(day: Day) -> Act:
    waiting, owed = day.any(Payment.objects.filter(left__gt=0)), day.any(Invoice.objects.filter(state="open"))
    if waiting is None or owed is None:
        return None
    return commands.allocate, {"actor": day.at.finance.actor, "payment_id": waiting.id, "invoice_id": owed.id}


def asked_back(day: Day) -> Act:
    waiting = day.any(Payment.objects.filter(left__gt=0))
    if waiting is None:
        return None
    told = {"payment_id": waiting.id, "satang": day.dice.randrange(1, waiting.left + 2), "reason": "x"}
    return commands.ask_refund, {"actor": day.at.finance.actor, "to_account": "y", **told}


def answered(day: Day) -> Act:
    refund = day.any(Refund.objects.filter(state="asked"))
    who = day.dice.choice((day.at.supervisor, day.at.finance)).actor
    return refund and (
        commands.answer_refund,
        {"actor": who, "refund_id": refund.id, "agrees": day.dice.random() < 0.6},
    )


def paid_back(day: Day) -> Act:
    refund = day.any(Refund.objects.filter(state="approved"))
    told = {"actor": day.at.finance.actor, "transaction": "OUT"}
    return refund and (commands.record_refund_paid, {**told, "refund_id": refund.id})


def voided(day: Day) -> Act:
    owed = day.any(Invoice.objects.all())
    return owed and (commands.void_invoice, {"actor": day.at.finance.actor, "invoice_id": owed.id, "reason": "x"})


def renewed(day: Day) -> Act:
    owed = day.any(Invoice.objects.filter(pay_by__lt=day.now.date()))
    return owed and (commands.renew_invoice, {"actor": day.at.citizen, "invoice_id": owed.id})


def replaced(day: Day) -> Act:
    receipt = day.any(Receipt.objects.all())
    told = {"actor": day.at.finance.actor, "reason": "x", "payer": "ผู้อื่น"}
    return receipt and (commands.void_receipt, {**told, "receipt_id": receipt.id})


def closed(day: Day) -> Act:
    told = {"actor": day.at.finance.actor, "agency_id": day.at.agency, "note": "x"}
    return commands.close_day, {**told, "day": (day.now - DAY).date()}


ACTS: tuple[Callable[[Day], Act], ...] = (
    *(billed, billed, billed, called_back, called_back, stated, stated, allocated),
    *(asked_back, answered, paid_back, voided, renewed, replaced, closed),
)


def agree(at: Till) -> None:
    """The accounts are what the documents say."""
    found = {account.value: satang for account, satang in balances(at.agency).items()}
    confirmed = Payment.objects.filter(confirmed_at__isnull=False)
    assert sum(found.values()) == 0
    assert found == {
        "receivable": total(Invoice.objects.filter(state="open"), F("satang") - F("credited")),
        "revenue": -total(Invoice.objects.exclude(state="void"), F("satang")),
        "announced": total(Payment.objects.filter(confirmed_at=None), F("satang")),
        "bank": total(confirmed, F("satang")) - total(Refund.objects.filter(state="paid"), F("satang")),
        "unallocated": -total(Payment.objects.all(), F("left")),
        "refunds": -total(Refund.objects.filter(state__in=("asked", "approved")), F("satang")),
    }


def total(rows: Any, what: Any) -> int:
    """The sum over rows."""
    return int(rows.aggregate(sum=Sum(what, default=0))["sum"])


@pytest.mark.usefixtures("own_db")
def test_the_book_agrees_with_the_documents_whatever_happens() -> None:
    day = Day(open_till(), seed=2569)
    for number in range(OPERATIONS):
        day.live()
        if number % LOOK_EVERY == 0:
            agree(day.at)
    agree(day.at)
    numbers = list(Receipt.objects.order_by("year", "number").values_list("year", "number"))
    assert numbers == [(2570, number) for number in range(1, len(numbers) + 1)]
    paid, valid = Invoice.objects.filter(state="paid"), Receipt.objects.filter(voided_at=None)
    assert set(paid.values_list("id", flat=True)) == set(valid.values_list("invoice_id", flat=True))
    assert list(differences()) == []
    assert day.broke > OPERATIONS // 20
    assert day.done > OPERATIONS // 3
    assert day.refused


def test_an_account_that_is_off_by_a_satang_is_noticed(till: Till) -> None:
    """The comparison can fail."""
    owed = bill(till)
    agree(till)
    owed.credited = 1
    with pytest.raises(AssertionError):
        _with(owed, lambda: agree(till))


def _with(row: Invoice, look: Callable[[], None]) -> None:
    from saduak.ledger.guard import side_door

    with side_door("bulk loader"):
        row.save(update_fields=["credited"])
    look()
