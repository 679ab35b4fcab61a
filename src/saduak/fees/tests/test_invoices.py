"""A case is billed once, with references of its own, for a fixed amount and until a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.thaiqr import fields, read_qr
from saduak.fees import commands, queries
from saduak.fees.models import Invoice, Posting
from saduak.fees.tests.till import BILLER, DAY, MONDAY, OWED, Till, again, bill, line, open_till, pay, standing
from saduak.ledger.projections import differences
from saduak.parties.tests import town
from saduak.parties.tests.town import key


def test_an_invoice_names_amount_day_and_references(till: Till) -> None:
    owed, other = bill(till), bill(till)
    assert (owed.satang, owed.pay_by, owed.state) == (OWED, date(2026, 12, 2), "open")
    assert (owed.ref1[:2], owed.ref2[:6]) == ("69", "691202")
    assert owed.ref1 != other.ref1
    assert standing(till) == {"receivable": 2 * OWED, "revenue": -2 * OWED}


def test_the_payer_sees_what_to_scan_and_the_amount_in_words(till: Till) -> None:
    owed = bill(till)
    seen = queries.invoice(till.citizen, owed.id, MONDAY)
    read = read_qr(seen.qr)
    asked = fields(read["30"])
    assert (asked["01"], asked["02"], asked["03"], read["54"]) == (BILLER, owed.ref1, owed.ref2, "1200.00")
    assert seen.barcode == f"|{BILLER}\r{owed.ref1}\r{owed.ref2}\r120000"
    assert (seen.words("th"), seen.words("en")) == ("หนึ่งพันสองร้อยบาทถ้วน", "one thousand two hundred baht")


def test_what_is_over_cannot_be_scanned_and_is_renewed_with_new_references(till: Till) -> None:
    owed = bill(till)
    late = MONDAY + 31 * DAY
    seen = queries.invoice(till.citizen, owed.id, late)
    assert (seen.is_over, seen.qr, seen.barcode) == (True, "", "")
    renewed = Invoice.objects.get(
        id=commands.renew_invoice(actor=till.citizen, invoice_id=owed.id, now=late, key=key())
    )
    assert (renewed.satang, renewed.replaces, again(owed).state) == (OWED, owed.id, "void")
    assert (renewed.ref1, renewed.ref2) != (owed.ref1, owed.ref2)
    assert queries.invoice(till.citizen, renewed.id, late).qr
    assert standing(till) == {"receivable": OWED, "revenue": -OWED}
    assert list(differences()) == []


def test_what_is_not_over_is_not_renewed(till: Till) -> None:
    with pytest.raises(WrongState, match="invoice_not_over"):
        commands.renew_invoice(actor=till.citizen, invoice_id=bill(till).id, now=MONDAY + 30 * DAY, key=key())


def test_a_case_has_one_open_invoice(till: Till) -> None:
    owed = bill(till)
    with pytest.raises(WrongState, match="invoice_open"):
        bill(till, case_id=owed.case)


def test_a_void_invoice_leaves_nothing_owed_and_another_may_follow(till: Till) -> None:
    owed = bill(till)
    told: dict[str, Any] = {"actor": till.finance.actor, "invoice_id": owed.id, "now": MONDAY}
    with pytest.raises(DomainError, match="money_reason_missing"):
        commands.void_invoice(**told, reason=" ", key=key())
    commands.void_invoice(**told, reason="คำนวณผิด", key=key())
    assert standing(till) == {}
    with pytest.raises(WrongState, match="invoice_void"):
        commands.void_invoice(**told, reason="อีกครั้ง", key=key())
    bill(till, case_id=owed.case)
    assert list(differences()) == []


def test_what_was_paid_is_not_voided(till: Till) -> None:
    owed = bill(till)
    pay(till, line(owed))
    with pytest.raises(WrongState, match="invoice_credited"):
        commands.void_invoice(actor=till.finance.actor, invoice_id=owed.id, reason="x", now=MONDAY + DAY, key=key())


@pytest.mark.parametrize(
    ("charges", "code"),
    [
        ((), "charges_missing"),
        (({"fee": "a", "name_th": "ก", "name_en": "a", "satang": 0},), "charge_invalid"),
        (({"fee": "a", "name_th": "ก", "name_en": "a", "satang": -5},), "charge_invalid"),
        (({"fee": "a", "name_th": "ก", "name_en": "a", "satang": "5"},), "charge_invalid"),
        (({"fee": "a", "name_th": "", "name_en": "a", "satang": 5},), "charge_invalid"),
        (({"fee": "a", "satang": 5},), "charge_invalid"),
    ],
)
def test_nothing_is_billed_that_is_no_amount(till: Till, charges: tuple[dict[str, Any], ...], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        bill(till, charges=charges)


@pytest.mark.parametrize("days", [-1, 400])
def test_the_last_day_to_pay_lies_within_reason(till: Till, days: int) -> None:
    with pytest.raises(DomainError, match="pay_by_invalid"):
        bill(till, pay_by=MONDAY.date() + timedelta(days=days))


def test_nobody_but_payer_and_agency_sees_an_invoice(till: Till) -> None:
    owed = bill(till)
    stranger, _ = town.citizen("stranger")
    elsewhere = open_till("0994000165502", "elsewhere")
    for who in (stranger, elsewhere.finance.actor, elsewhere.supervisor.actor):
        with pytest.raises(NotFound):
            queries.invoice(who, owed.id, MONDAY)
        assert queries.invoices_of_case(who, owed.case, MONDAY) == ()
        assert list(queries.unclear_payments(who, MONDAY)) == []
    assert queries.invoice(till.officer.actor, owed.id, MONDAY).row == owed


def test_who_decides_cases_does_not_touch_money(till: Till) -> None:
    owed = bill(till)
    with pytest.raises(NotAllowed, match="not_finance"):
        commands.void_invoice(actor=till.officer.actor, invoice_id=owed.id, reason="x", now=MONDAY, key=key())
    with pytest.raises(NotAllowed, match="not_case_of_agency"):
        bill(till, actor=till.officer.actor)


def test_a_biller_belongs_to_one_agency(till: Till) -> None:
    told: dict[str, Any] = {"agency_id": till.agency, "now": MONDAY}
    admin = town.officer(till.agency, "admin", "agency_admin").actor
    for biller, book, code in (
        ("12", "E1", "biller_invalid"),
        ("099400016550101", "เล่ม", "receipt_book_invalid"),
    ):
        with pytest.raises(DomainError, match=code):
            commands.set_bank_account(actor=admin, biller=biller, receipt_book=book, **told, key=key())
    with pytest.raises(DomainError, match="biller_taken"):
        open_till(BILLER, "second")


def test_a_line_of_the_book_is_never_changed(till: Till) -> None:
    """Neither by us nor by hand: the database refuses."""
    bill(till)
    for sql in ("UPDATE fees_posting SET satang = 1", "DELETE FROM fees_posting"):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            _by_hand(sql)
    assert Posting.objects.get().satang == OWED


def test_a_line_of_nothing_or_in_a_circle_is_refused(till: Till) -> None:
    bill(till)
    sound = Posting.objects.get()
    for change in ({"satang": 0}, {"credit": sound.debit}):
        names = ("agency_id", "debit", "credit", "satang", "booked_on")
        with pytest.raises(IntegrityError), transaction.atomic():
            _insert({**{name: getattr(sound, name) for name in names}, **change})


def _by_hand(sql: str) -> None:
    from saduak.ledger.guard import side_door

    with side_door("bulk loader"):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql)


def _insert(values: dict[str, Any]) -> None:
    from saduak.ledger.guard import side_door

    with side_door("bulk loader"):
        Posting.objects.create(**values)
