"""Acts of money: a bank calls back, statements show it, slips, refunds, and days that are closed."""

from datetime import timedelta
from typing import Any

from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.cli.demo.world import Post
from saduak.core.calendars import BANGKOK
from saduak.core.thaiqr import slip_qr
from saduak.fees import commands
from saduak.fees.commands.book import last_closed
from saduak.fees.models import BankAccount, Closing, Invoice, Payment, Receipt, Refund, RefundState
from saduak.fees.policy import BANK

PAID_BEFORE = timedelta(hours=13)
"""A statement in the morning shows what was paid on the evening before."""
UNKNOWN = "690000000000"
SLIP_BANK = "099"
"""No bank has this number."""


def _call(tale: Tale, _words: Words, by: By) -> None:
    """The bank calls back: paid to the satang."""
    biller = BankAccount.objects.get(agency=tale.row.agency_id).biller
    told = {**_line(tale, by, "1"), "paid_at": by["now"]}
    commands.announce_payment(actor=BANK, biller=biller, **told, now=by["now"], key=by["key"])


def _statement(tale: Tale, words: Words, by: By) -> None:
    """A statement shows it: what was announced, "+10000" or "-10000" satang, the same "again", or what is "unknown"."""
    word = words[0] if words else ""
    told = _line(tale, by, {"again": "2", "unknown": "3"}.get(word, "1"))
    announced = Payment.objects.filter(transaction=told["transaction"], agency=tale.row.agency_id).first()
    if announced:
        told["paid_at"] = announced.paid_at
    elif word == "unknown":
        told |= {"ref1": UNKNOWN, "ref2": ""}
    elif word and word != "again":
        told["satang"] += int(word)
    label = by["now"].astimezone(BANGKOK).strftime("%Y-%m-%d")
    commands.take_statement(
        actor=_finance(tale).actor, agency_id=tale.row.agency_id, statement=label, lines=(told,), **_when(by)
    )


def _line(tale: Tale, by: By, which: str) -> dict[str, Any]:
    owed = _owed(tale)
    return {
        "transaction": owed.ref1 + which,
        "channel": "mobile" if tale.is_electronic else "counter",
        "ref1": owed.ref1,
        "ref2": owed.ref2,
        "satang": owed.satang,
        "paid_at": by["now"] - PAID_BEFORE,
        "payer": owed.payer,
    }


def _slip(tale: Tale, _words: Words, by: By) -> None:
    """The payer shows a slip of which no bank has told."""
    owed = _owed(tale)
    text = slip_qr(SLIP_BANK, f"{owed.ref1}9")
    commands.show_slip(actor=tale.applicant, invoice_id=owed.id, text=text, **_when(by))


def _print(tale: Tale, _words: Words, by: By) -> None:
    receipt = Receipt.objects.get(invoice=_owed(tale), voided_at=None)
    commands.print_receipt(actor=tale.applicant, receipt_id=receipt.id, **_when(by))


def _refund(tale: Tale, words: Words, by: By) -> None:
    """Money that was too much: "ask" for it to go back, "approve" it, record that the bank has "paid" it."""
    finance, when = _finance(tale).actor, _when(by)
    if words[0] == "ask":
        waiting = Payment.objects.get(invoice=_owed(tale).id, left__gt=0)
        told: dict[str, Any] = {"reason": "ผู้ชำระจ่ายเกินจำนวนที่เรียกเก็บ", "to_account": "ธนาคารตัวอย่าง 000-0-00000-0"}
        commands.ask_refund(actor=finance, payment_id=waiting.id, satang=waiting.left, **told, **when)
        return
    refund = Refund.objects.exclude(state=RefundState.PAID).get(payment__invoice=_owed(tale).id)
    if words[0] == "approve":
        commands.answer_refund(actor=_second(tale).actor, refund_id=refund.id, agrees=True, **when)
    else:
        commands.record_refund_paid(actor=finance, refund_id=refund.id, transaction=f"OUT{_owed(tale).ref1}", **when)


def _close(tale: Tale, _words: Words, by: By) -> None:
    """Close the day before, unless it was closed."""
    day = by["now"].astimezone(BANGKOK).date() - timedelta(days=1)
    last = last_closed(tale.row.agency_id)
    if last is None or day > last:
        note = "รายการที่ธนาคารแจ้งแล้วรอรายการเดินบัญชีของวันถัดไป"
        told = {"agency_id": tale.row.agency_id, "day": day, "note": note}
        commands.close_day(actor=_finance(tale).actor, **told, **_when(by))


def _sign(tale: Tale, _words: Words, by: By) -> None:
    """Sign what was closed last."""
    closing = Closing.objects.filter(agency=tale.row.agency_id, signed_by=None).order_by("day").last()
    if closing is not None:
        commands.sign_close(actor=_second(tale).actor, closing_id=closing.id, **_when(by))


def _owed(tale: Tale) -> Invoice:
    """The invoice of the case."""
    return Invoice.objects.filter(case=tale.id).order_by("raised_at").reverse()[0]


def _finance(tale: Tale) -> Post:
    return tale.world.post(tale.office, "finance")


def _second(tale: Tale) -> Post:
    """Who signs what finance has done."""
    return tale.world.post(tale.office, "supervisor")


def _when(by: By) -> dict[str, Any]:
    return {"now": by["now"], "key": by["key"]}


PAYING: Acts = {
    "call": _call,
    "statement": _statement,
    "slip": _slip,
    "print": _print,
    "refund": _refund,
    "close": _close,
    "sign": _sign,
}
