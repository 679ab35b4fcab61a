"""Help at the counter, slips as pictures, printings for those who made them, and cases that are billed by hand."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import segno

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.fees import commands, queries
from saduak.fees.models import Receipt, Slip
from saduak.fees.tests.test_payments import SLIP
from saduak.fees.tests.till import DAY, MONDAY, Till, again, bill, line, open_till, pay, state
from saduak.ledger.projections import differences
from saduak.parties.tests import town
from saduak.parties.tests.town import key


def picture(*texts: str, kind: str = "png") -> bytes:
    """A picture with a code of each text below the other."""
    from PIL import Image

    codes = []
    for text in texts:
        drawn = BytesIO()
        segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=6, border=6)
        codes.append(Image.open(drawn).convert("L"))
    whole = Image.new("L", (max(each.width for each in codes), sum(each.height for each in codes)), 255)
    top = 0
    for each in codes:
        whole.paste(each, (0, top))
        top += each.height
    found = BytesIO()
    whole.save(found, format=kind)
    return found.getvalue()


def test_a_slip_is_read_from_its_picture_beside_other_codes(till: Till) -> None:
    owed = bill(till)
    told: dict[str, Any] = {"actor": till.citizen, "invoice_id": owed.id, "now": MONDAY, "key": key()}
    slip = commands.show_slip_picture(**told, picture=picture("https://example.com/receipt", SLIP, kind="jpeg"))
    assert Slip.objects.get().id == slip
    assert queries.invoice(till.citizen, owed.id, MONDAY).slips == 1
    assert again(owed).state == "open"
    assert [each.id for each in queries.unseen_slips(till.finance.actor, till.agency, MONDAY)] == [slip]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "slip_picture_unreadable"),
        (b"%PDF-1.7", "slip_picture_unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "slip_picture_unreadable"),
        (picture("nothing of a slip"), "slip_unreadable"),
        (picture(SLIP[:-1] + "1"), "slip_unreadable"),
    ],
)
def test_what_is_no_slip_is_refused(till: Till, content: bytes, code: str) -> None:
    told: dict[str, Any] = {"actor": till.citizen, "invoice_id": bill(till).id, "now": MONDAY, "key": key()}
    with pytest.raises(DomainError, match=code):
        commands.show_slip_picture(**told, picture=content)
    assert not Slip.objects.exists()


def test_the_counter_stores_who_pays_for_the_payer(till: Till) -> None:
    owed = bill(till)
    told: dict[str, Any] = {"invoice_id": owed.id, "now": MONDAY}
    for actor, code in ((till.citizen, "not_finance"), (till.officer.actor, "not_finance")):
        with pytest.raises(NotAllowed, match=code):
            commands.name_helper(actor=actor, helper="นางหลาน ตัวอย่าง", **told, key=key())
    with pytest.raises(DomainError, match="helper_missing"):
        commands.name_helper(actor=till.finance.actor, helper=" ", **told, key=key())
    intake = town.officer(till.agency, "till-intake", "intake")
    commands.name_helper(actor=intake.actor, helper="นางหลาน ตัวอย่าง", **told, key=key())
    assert again(owed).helper == "นางหลาน ตัวอย่าง"
    state(till, line(owed))
    with pytest.raises(WrongState, match="invoice_paid"):
        commands.name_helper(actor=till.finance.actor, helper="อีกคน", **told, key=key())
    assert list(differences()) == []


def test_a_printing_is_fetched_by_who_made_it_within_the_hour(till: Till) -> None:
    owed = bill(till)
    pay(till, line(owed))
    receipt, now = Receipt.objects.get(), MONDAY + DAY
    commands.print_receipt(actor=till.citizen, receipt_id=receipt.id, now=now, key=key())
    assert queries.printed(till.citizen, receipt.id, 0, now + timedelta(minutes=59)).receipt == receipt
    with pytest.raises(NotFound):
        queries.printed(till.finance.actor, receipt.id, 0, now)
    with pytest.raises(NotFound):
        queries.printed(till.citizen, receipt.id, 1, now)
    with pytest.raises(WrongState, match="printing_over"):
        queries.printed(till.citizen, receipt.id, 0, now + timedelta(minutes=61))
    void: dict[str, Any] = {"actor": till.finance.actor, "receipt_id": receipt.id, "now": now, "key": key()}
    commands.void_receipt(**void, reason="ชื่อผิด", payer="")
    with pytest.raises(WrongState, match="receipt_void"):
        queries.printed(till.citizen, receipt.id, 0, now)


def test_finance_finds_invoices_and_receipts_of_its_own_agency_alone(till: Till) -> None:
    owed, other = bill(till, case_number="KK-69-00001"), bill(till, case_number="KK-69-00002")
    pay(till, line(owed))
    found = queries.invoices_found(till.finance.actor, till.agency, "", MONDAY)
    assert [each.row.id for each in found] == [other.id]
    by_ref = queries.invoices_found(till.finance.actor, till.agency, owed.ref1, MONDAY)
    assert [(each.row.id, each.standing) for each in by_ref] == [(owed.id, "paid")]
    for words in ("E1/2570/1", "1", owed.case_number, ""):
        assert [each.number for each in queries.receipts_found(till.finance.actor, till.agency, words, MONDAY)] == [1]
    assert queries.receipts_found(till.finance.actor, till.agency, "E1/2570/2", MONDAY) == ()
    elsewhere = open_till("099400016550101", "elsewhere")
    assert queries.invoices_found(elsewhere.finance.actor, till.agency, owed.ref1, MONDAY) == ()
    assert queries.receipts_found(elsewhere.finance.actor, till.agency, "", MONDAY) == ()


def test_what_one_owes_is_listed_for_the_payer_alone(till: Till) -> None:
    owed = bill(till)
    assert [each.row.id for each in queries.invoices_owed(till.citizen, MONDAY)] == [owed.id]
    assert queries.invoices_owed(till.finance.actor, MONDAY) == ()
    with pytest.raises(NotFound):
        queries.owed_invoice(till.finance.actor, owed.id, MONDAY)
    renewed = commands.renew_invoice(actor=till.citizen, invoice_id=owed.id, now=MONDAY + 40 * DAY, key=key())
    old = queries.owed_invoice(till.citizen, owed.id, MONDAY + 40 * DAY)
    assert (old.standing, old.later) == ("void", renewed)


def test_days_that_nobody_closed_are_counted(till: Till) -> None:
    assert queries.unclosed_days(till.agency, MONDAY + 3 * DAY) == 0
    pay(till, line(bill(till)))
    assert queries.unclosed_days(till.agency, MONDAY + 3 * DAY) == 3
    assert queries.unclosed(till.agency, MONDAY.date()).difference == 0
    told: dict[str, Any] = {
        "actor": till.finance.actor,
        "agency_id": till.agency,
        "note": "",
        "now": MONDAY + 3 * DAY,
        "key": key(),
    }
    commands.close_day(**told, day=MONDAY.date())
    assert queries.unclosed_days(till.agency, MONDAY + 3 * DAY) == 0
