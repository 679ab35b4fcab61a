"""Receipts by book and fiscal year, refunds by two people, and the close of a day with two signatures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.fees import commands, queries
from saduak.fees.models import Closing, Invoice, Receipt, Refund
from saduak.fees.tests.till import BILLER, DAY, MONDAY, OWED, Till, again, announce, bill, line, pay, standing, state
from saduak.ledger.projections import differences
from saduak.parties.tests import town
from saduak.parties.tests.town import key


def paid(till: Till, now: datetime = MONDAY + DAY) -> Receipt:
    """The receipt of an invoice that was paid."""
    owed: Invoice = bill(till, now=now)
    state(till, line(owed, paid_at=now), now=now)
    return Receipt.objects.get(invoice=owed)


def test_receipts_are_numbered_by_book_and_fiscal_year_without_gaps(till: Till) -> None:
    last = datetime(2027, 9, 30, 16, 59, tzinfo=UTC)
    found = [paid(till, at) for at in (MONDAY, last, last + timedelta(minutes=1), last + DAY)]
    assert [(each.book, each.year, each.number) for each in found] == [
        *(("E1", 2570, 1), ("E1", 2570, 2)),
        *(("E1", 2571, 1), ("E1", 2571, 2)),
    ]
    admin = town.officer(till.agency, "admin", "agency_admin").actor
    told: dict[str, Any] = {"actor": admin, "agency_id": till.agency, "biller": BILLER, "now": last + DAY}
    commands.set_bank_account(**told, receipt_book="E2", key=key())
    moved = paid(till, last + 2 * DAY)
    assert (moved.book, moved.number) == ("E2", 1)


def test_the_original_is_printed_once_then_marked_copies(till: Till) -> None:
    receipt = paid(till)
    told: dict[str, Any] = {"receipt_id": receipt.id, "now": MONDAY + DAY}
    printed = [
        commands.print_receipt(actor=who, **told, key=key()) for who in (till.citizen, till.finance.actor, till.citizen)
    ]
    assert printed == [0, 1, 2]
    who = list(receipt.printings.order_by("number").values_list("printed_by", flat=True))
    assert who == [str(till.citizen), str(till.finance.actor), str(till.citizen)]
    stranger, _ = town.citizen("stranger")
    with pytest.raises(NotAllowed, match="not_payer"):
        commands.print_receipt(actor=stranger, **told, key=key())
    assert list(differences()) == []


def test_a_receipt_is_voided_with_a_new_one_in_its_place(till: Till) -> None:
    receipt = paid(till)
    told: dict[str, Any] = {"actor": till.finance.actor, "receipt_id": receipt.id, "now": MONDAY + DAY}
    new = Receipt.objects.get(id=commands.void_receipt(**told, reason="ชื่อผิด", payer="นางสาวสมมติ ตัวอย่าง", key=key()))
    old = again(receipt)
    assert (old.voided_at is not None, old.payer, old.number) == (True, "นางสาวสมมุติ ตัวอย่าง", 1)
    assert (new.number, new.replaces, new.payer, new.satang) == (2, old.id, "นางสาวสมมติ ตัวอย่าง", OWED)
    with pytest.raises(WrongState, match="receipt_void"):
        commands.void_receipt(**told, reason="อีก", payer="", key=key())
    with pytest.raises(WrongState, match="receipt_void"):
        commands.print_receipt(actor=till.citizen, receipt_id=old.id, now=MONDAY + DAY, key=key())
    assert queries.invoice(till.citizen, old.invoice_id, MONDAY).receipt == new.id
    assert standing(till) == {"bank": OWED, "revenue": -OWED}
    assert list(differences()) == []


def asked(till: Till, satang: int = 5_000) -> tuple[UUID, UUID]:
    """A payment that fits nothing, and the refund somebody asked for."""
    payment = pay(till, line())
    told: dict[str, Any] = {"reason": "ชำระซ้ำ", "to_account": "ธนาคารตัวอย่าง 000-0-00000-0"}
    refund = commands.ask_refund(
        actor=till.finance.actor, payment_id=payment.id, satang=satang, **told, now=MONDAY + DAY, key=key()
    )
    return payment.id, refund


def test_money_goes_back_when_two_people_say_so(till: Till) -> None:
    _, refund = asked(till)
    told: dict[str, Any] = {"refund_id": refund, "now": MONDAY + DAY}
    assert standing(till) == {"bank": 5_000, "refunds": -5_000}
    with pytest.raises(WrongState, match="refund_not_approved"):
        commands.record_refund_paid(actor=till.finance.actor, transaction="OUT1", **told, key=key())
    with pytest.raises(NotAllowed, match="same_person_checks"):
        commands.answer_refund(actor=till.finance.actor, agrees=True, **told, key=key())
    with pytest.raises(NotAllowed, match="not_finance"):
        commands.answer_refund(actor=till.officer.actor, agrees=True, **told, key=key())
    commands.answer_refund(actor=till.supervisor.actor, agrees=True, **told, key=key())
    commands.record_refund_paid(actor=till.finance.actor, transaction="OUT1", **told, key=key())
    assert (Refund.objects.get().state, standing(till)) == ("paid", {})
    assert list(queries.open_refunds(till.finance.actor, MONDAY)) == []
    assert list(differences()) == []


def test_a_declined_refund_leaves_the_money_where_it_was(till: Till) -> None:
    payment, refund = asked(till, 2_000)
    assert [row.left for row in queries.unclear_payments(till.finance.actor, MONDAY)] == [3_000]
    told: dict[str, Any] = {"refund_id": refund, "agrees": False, "now": MONDAY + DAY}
    commands.answer_refund(actor=till.other.actor, **told, key=key())
    [waiting] = queries.unclear_payments(till.finance.actor, MONDAY)
    assert (waiting.id, waiting.left, standing(till)) == (payment, 5_000, {"bank": 5_000, "unallocated": -5_000})
    with pytest.raises(WrongState, match="refund_answered"):
        commands.answer_refund(actor=till.supervisor.actor, **told, key=key())
    assert list(differences()) == []


@pytest.mark.parametrize("satang", [0, -1, 5_001])
def test_no_more_goes_back_than_lies_there(till: Till, satang: int) -> None:
    with pytest.raises(WrongState, match="nothing_left"):
        asked(till, satang)


def closed(till: Till, day: date, note: str = "", **changes: Any) -> Closing:
    """Finance closes a day."""
    told: dict[str, Any] = {"actor": till.finance.actor, "agency_id": till.agency, "day": day, "note": note}
    return Closing.objects.get(id=commands.close_day(**{**told, "now": MONDAY + 3 * DAY, "key": key(), **changes}))


def test_a_day_is_closed_by_channel_and_signed_by_another(till: Till) -> None:
    told = line(bill(till)), line(bill(till), channel="counter"), line()
    state(till, *told)
    announced = line(bill(till))
    announce(till, announced)
    with pytest.raises(DomainError, match="difference_unexplained"):
        closed(till, MONDAY.date())
    closing = closed(till, MONDAY.date(), "รอรายการเดินบัญชีของวันรุ่งขึ้น")
    assert closing.totals == {
        "counter": {"received": OWED, "confirmed": OWED, "payments": 1},
        "mobile": {"received": 2 * OWED + 5_000, "confirmed": OWED + 5_000, "payments": 3},
    }
    assert closing.difference == OWED
    sign: dict[str, Any] = {"closing_id": closing.id, "now": MONDAY + 3 * DAY}
    with pytest.raises(NotAllowed, match="same_person_checks"):
        commands.sign_close(actor=till.finance.actor, **sign, key=key())
    commands.sign_close(actor=till.supervisor.actor, **sign, key=key())
    with pytest.raises(WrongState, match="close_signed"):
        commands.sign_close(actor=till.other.actor, **sign, key=key())
    assert list(differences()) == []


def test_what_comes_after_the_close_counts_on_the_next_day(till: Till) -> None:
    closed(till, MONDAY.date())
    late = pay(till, line(bill(till)))
    assert (late.paid_at.date(), late.booked_on) == (MONDAY.date(), MONDAY.date() + DAY)
    assert closed(till, MONDAY.date() + DAY).totals["mobile"]["received"] == OWED


def test_a_day_is_closed_once_and_when_it_is_over(till: Till) -> None:
    closed(till, MONDAY.date())
    for day, code in ((MONDAY.date(), "day_closed"), (MONDAY.date() + 3 * DAY, "day_not_over")):
        with pytest.raises(WrongState, match=code):
            closed(till, day)
