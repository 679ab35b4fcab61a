"""Money as banks tell of it: a call-back counts where all agrees, a statement says what is, the rest is looked at."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.fees import commands, queries
from saduak.fees.models import Payment, Receipt, Slip
from saduak.fees.tests.till import (
    DAY,
    MONDAY,
    OWED,
    Till,
    again,
    announce,
    bill,
    line,
    open_till,
    pay,
    standing,
    state,
)
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.parties.tests import town
from saduak.parties.tests.town import key

SLIP = "004000060000010103002021900021231231212000115102TH91049C30"


def test_a_call_back_pays_and_the_statement_confirms_it(till: Till) -> None:
    owed = bill(till)
    told = line(owed)
    payment = announce(till, told)
    paid = again(owed)
    assert (paid.state, paid.paid_at, payment.left) == ("paid", told["paid_at"], 0)
    assert standing(till) == {"announced": OWED, "revenue": -OWED}
    assert [row.id for row in queries.unconfirmed_payments(till.finance.actor, MONDAY.date(), MONDAY)] == [payment.id]
    assert state(till, told) == (0, 1, 0, 0)
    assert standing(till) == {"bank": OWED, "revenue": -OWED}
    assert Receipt.objects.filter(invoice=owed).count() == 1
    assert list(differences()) == []


def test_a_second_call_back_of_one_payment_counts_once(till: Till) -> None:
    owed = bill(till)
    told = line(owed)
    first, before = announce(till, told), Event.objects.count()
    assert announce(till, told).id == first.id
    assert (Payment.objects.count(), Event.objects.count()) == (1, before)
    with pytest.raises(WrongState, match="transaction_differs"):
        announce(till, {**told, "satang": OWED - 1})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"satang": OWED - 1}, "amount_differs"),
        ({"satang": OWED + 1}, "amount_differs"),
        ({"satang": 0}, "line_invalid"),
        ({"satang": -OWED}, "line_invalid"),
        ({"ref1": "690000000000"}, "reference_unknown"),
        ({"ref2": "69120200"}, "reference_unknown"),
        ({"paid_at": MONDAY + 31 * DAY, "now": MONDAY + 31 * DAY}, "invoice_over"),
        ({"paid_at": MONDAY + 5 * DAY}, "paid_in_future"),
        ({"biller": "099400016550199"}, "biller_unknown"),
        ({"transaction": " "}, "line_invalid"),
        ({"transaction": "9" * 61}, "line_invalid"),
    ],
)
def test_a_call_back_that_does_not_agree_counts_for_nothing(till: Till, change: dict[str, Any], code: str) -> None:
    owed = bill(till)
    before = Event.objects.count()
    with pytest.raises(DomainError, match=code):
        announce(till, line(owed), **change)
    assert (again(owed).state, Payment.objects.count(), Event.objects.count()) == ("open", 0, before)


def test_a_call_back_for_what_is_paid_or_void_is_refused(till: Till) -> None:
    paid, void = bill(till), bill(till)
    announce(till, line(paid))
    commands.void_invoice(actor=till.finance.actor, invoice_id=void.id, reason="ผิด", now=MONDAY, key=key())
    for owed, code in ((paid, "invoice_paid"), (void, "invoice_void")):
        with pytest.raises(WrongState, match=code):
            announce(till, line(owed))


def test_only_a_bank_announces(till: Till) -> None:
    """The browser's return from the bank is nobody's word."""
    owed = bill(till)
    for who in (till.citizen, till.finance.actor, till.supervisor.actor):
        with pytest.raises(NotAllowed, match="bank_only"):
            announce(till, line(owed), actor=who)
    with pytest.raises(NotAllowed, match="not_finance"):
        state(till, line(owed), actor=till.citizen)


def test_money_that_nobody_announced_pays_by_the_statement(till: Till) -> None:
    owed = bill(till)
    assert state(till, line(owed)) == (1, 0, 0, 0)
    assert (again(owed).state, standing(till)) == ("paid", {"bank": OWED, "revenue": -OWED})


def test_a_statement_taken_over_twice_counts_once(till: Till) -> None:
    owed, other = bill(till), bill(till)
    told = line(owed)
    lines = (told, line(other), line(), told)
    assert state(till, *lines) == (3, 0, 1, 1)
    assert state(till, *lines) == (0, 0, 4, 0)
    assert standing(till)["bank"] == 2 * OWED + 5_000


def test_a_statement_with_a_number_of_its_own_confirms_by_references_amount_and_day(till: Till) -> None:
    owed = bill(till)
    told = line(owed)
    announce(till, told)
    shown = {**told, "transaction": "ACCOUNTING-1"}
    assert state(till, shown) == (0, 1, 0, 0)
    assert state(till, shown) == (0, 0, 1, 0)
    assert state(till, told) == (0, 0, 1, 0)
    assert (Payment.objects.count(), standing(till)) == (1, {"bank": OWED, "revenue": -OWED})
    assert list(differences()) == []


def test_two_sums_of_one_transaction_stop_the_statement(till: Till) -> None:
    owed = bill(till)
    told = line(owed)
    announce(till, told)
    with pytest.raises(WrongState, match="transaction_differs"):
        state(till, line(), {**told, "satang": 5})
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("satang", "what", "left", "is_paid"),
    [(OWED, "exact", 0, True), (OWED + 100, "too_much", 100, True), (OWED - 100, "too_little", OWED - 100, False)],
)
def test_too_much_and_too_little(till: Till, satang: int, what: str, left: int, *, is_paid: bool) -> None:
    owed = bill(till)
    payment = pay(till, line(owed, satang=satang))
    assert (payment.what, payment.left, again(owed).state == "paid") == (what, left, is_paid)
    listed = list(queries.unclear_payments(till.finance.actor, MONDAY))
    assert listed == ([payment] if left else [])
    assert standing(till).get("unallocated", 0) == -left
    assert list(differences()) == []


def test_what_is_paid_twice_waits_to_go_back(till: Till) -> None:
    owed = bill(till)
    state(till, line(owed), line(owed))
    [second] = queries.unclear_payments(till.finance.actor, MONDAY)
    assert (second.what, second.left, second.invoice) == ("twice", OWED, owed.id)
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("first", ["own", "other"])
def test_who_paid_twice_where_one_was_announced_has_paid_twice(till: Till, first: str) -> None:
    """The bank shows what it announced by its own number, and another payment alike in all but that."""
    owed = bill(till)
    told = line(owed)
    announced, other = announce(till, told), {**told, "transaction": "OTHER"}
    lines = (told, other) if first == "own" else (other, told)
    assert state(till, *lines) == (1, 1, 0, 1)
    assert again(announced).shown_as == ""
    [second] = queries.unclear_payments(till.finance.actor, MONDAY)
    assert (second.transaction, second.what, second.left) == ("OTHER", "twice", OWED)
    assert standing(till) == {"bank": 2 * OWED, "revenue": -OWED, "unallocated": -OWED}
    assert list(differences()) == []


def test_who_paid_twice_on_two_statements_has_paid_twice(till: Till) -> None:
    """The second payment shows first and is taken for the announced one, until that one shows by its own number."""
    owed = bill(till)
    told = line(owed)
    announced = announce(till, told)
    other = {**told, "transaction": "OTHER", "paid_at": told["paid_at"] + timedelta(hours=2)}
    assert state(till, other) == (0, 1, 0, 0)
    assert (again(announced).shown_as, list(queries.unclear_payments(till.finance.actor, MONDAY))) == ("OTHER", [])
    assert state(till, told, statement="S2") == (1, 0, 0, 1)
    [second] = queries.unclear_payments(till.finance.actor, MONDAY)
    assert (second.transaction, second.what, second.left) == ("OTHER", "twice", OWED)
    assert second.paid_at == other["paid_at"]
    assert (again(announced).shown_as, Receipt.objects.count()) == ("", 1)
    assert standing(till) == {"bank": 2 * OWED, "revenue": -OWED, "unallocated": -OWED}
    assert state(till, other, told) == (0, 0, 2, 0)
    assert list(differences()) == []


def test_references_that_nobody_knows_wait_for_somebody_who_does(till: Till) -> None:
    owed = bill(till)
    payment = pay(till, line(None, satang=OWED))
    assert (payment.what, payment.invoice) == ("unknown_reference", None)
    commands.allocate(actor=till.finance.actor, payment_id=payment.id, invoice_id=owed.id, now=MONDAY + DAY, key=key())
    assert (again(payment).left, again(owed).state) == (0, "paid")
    assert standing(till) == {"bank": OWED, "revenue": -OWED}
    assert list(differences()) == []


@pytest.mark.parametrize("is_billed", [False, True])
def test_what_a_payer_wrote_as_references_is_in_no_event(till: Till, *, is_billed: bool) -> None:
    """Who types a number and a name where references belong has not given them to a record that nobody can change."""
    ref1 = bill(till).ref1 if is_billed else "1101700203450"
    payment = pay(till, line(None, ref1=ref1, ref2="นายสมชาย ใจดี", payer="นายสมชาย ใจดี"))
    assert (payment.ref1, payment.ref2, payment.invoice) == (ref1, "นายสมชาย ใจดี", None)
    told = Event.objects.get(kind="payment.received").payload
    assert told["ref1"] == payment.digest(ref1)
    written = " ".join(Event.objects.values_list("payload_text", flat=True))
    assert [word for word in ("1101700203450", "สมชาย") if word in written] == []
    assert list(differences()) == []


def test_two_parts_make_a_whole(till: Till) -> None:
    owed = bill(till)
    parts = [pay(till, line(owed, satang=satang)) for satang in (OWED - 100, 150)]
    for part in parts:
        told: dict[str, Any] = {"actor": till.finance.actor, "payment_id": part.id, "invoice_id": owed.id}
        commands.allocate(**told, now=MONDAY + DAY, key=key())
    assert (again(owed).state, again(parts[1]).left) == ("paid", 50)
    assert Receipt.objects.get().satang == OWED
    with pytest.raises(WrongState, match="invoice_paid"):
        commands.allocate(
            actor=till.finance.actor, payment_id=parts[1].id, invoice_id=owed.id, now=MONDAY + DAY, key=key()
        )


def test_the_banks_time_stamp_counts_also_at_night_and_however_late_it_is_told(till: Till) -> None:
    """U24: paid in the last minute of the last day, told a week later, is in time; a minute later is not."""
    in_time, late = bill(till), bill(till)
    last = datetime(2026, 12, 2, 16, 59, tzinfo=UTC)
    told = line(in_time, paid_at=last), line(late, paid_at=last + timedelta(minutes=1))
    assert state(till, *told, now=MONDAY + 40 * DAY) == (2, 0, 0, 1)
    assert (again(in_time).state, again(in_time).paid_at) == ("paid", last)
    assert again(late).state == "open"
    [waiting] = queries.unclear_payments(till.finance.actor, MONDAY)
    assert waiting.what == "late"


def test_what_lies_there_is_of_no_use_to_another_agency(till: Till) -> None:
    elsewhere = open_till("0994000165502", "elsewhere")
    theirs, payment = bill(elsewhere), pay(till, line())
    told: dict[str, Any] = {"payment_id": payment.id, "invoice_id": theirs.id, "now": MONDAY + DAY}
    with pytest.raises(NotFound):
        commands.allocate(actor=till.finance.actor, **told, key=key())
    with pytest.raises(NotAllowed):
        commands.allocate(actor=elsewhere.finance.actor, **told, key=key())
    assert state(elsewhere, line(bill(till)))[3] == 1


def test_a_slip_proves_nothing_until_the_bank_tells(till: Till) -> None:
    owed = bill(till)
    told: dict[str, Any] = {"actor": till.citizen, "text": SLIP, "now": MONDAY}
    slip = commands.show_slip(**told, invoice_id=owed.id, key=key())
    assert (again(owed).state, queries.invoice(till.citizen, owed.id, MONDAY).slips) == ("open", 1)
    with pytest.raises(WrongState, match="slip_used"):
        commands.show_slip(**told, invoice_id=bill(till).id, key=key())
    payment = pay(till, line(owed, transaction="0002123123121200011"))
    assert (Slip.objects.get(id=slip).payment, again(owed).state) == (payment.id, "paid")
    assert queries.invoice(till.citizen, owed.id, MONDAY).slips == 0
    assert list(differences()) == []


def test_a_slip_that_a_stranger_showed_is_not_in_the_payers_way(till: Till) -> None:
    person = town.citizen("stranger")
    theirs, owed = bill(till, person_id=person[1]), bill(till)
    told: dict[str, Any] = {"text": SLIP, "now": MONDAY}
    commands.show_slip(actor=person[0], invoice_id=theirs.id, **told, key=key())
    own = commands.show_slip(actor=till.citizen, invoice_id=owed.id, **told, key=key())
    with pytest.raises(WrongState, match="slip_used"):
        commands.show_slip(actor=till.citizen, invoice_id=owed.id, **told, key=key())
    payment = pay(till, line(owed, transaction="0002123123121200011"))
    assert Slip.objects.get(id=own).payment == payment.id
    assert (again(owed).state, again(theirs).state) == ("paid", "open")
    assert list(differences()) == []


def test_a_slip_of_what_the_bank_told_for_another_invoice_is_refused(till: Till) -> None:
    pay(till, line(bill(till), transaction="0002123123121200011"))
    stranger, person = town.citizen("stranger")
    theirs = bill(till, person_id=person)
    with pytest.raises(WrongState, match="slip_used"):
        commands.show_slip(actor=stranger, text=SLIP, invoice_id=theirs.id, now=MONDAY, key=key())


def test_an_edited_slip_is_refused(till: Till) -> None:
    with pytest.raises(DomainError, match="slip_unreadable"):
        commands.show_slip(
            actor=till.citizen, text=SLIP.replace("0011", "0012"), invoice_id=bill(till).id, now=MONDAY, key=key()
        )


@pytest.mark.parametrize("change", [{"satang": 1.5}, {"satang": True}, {"paid_at": "2026-11-02"}, {"more": 1}])
def test_a_line_that_is_none_is_refused(till: Till, change: dict[str, Any]) -> None:
    with pytest.raises((DomainError, TypeError)):
        state(till, line(None, **change))
    assert Payment.objects.count() == 0
