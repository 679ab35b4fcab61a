"""A bank's call-back pays; a forged, altered, stale or repeated one counts for nothing."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from saduak.adapters.bank.call_backs import SignedCallBacks, signature
from saduak.fees.models import Invoice, Payment, Receipt
from saduak.fees.tests.till import BILLER, Till, again, bill, till
from saduak.ledger.models import Event
from saduak.ledger.present import present

__all__ = ["till"]
SECRET = "ความลับของธนาคาร"  # noqa: S105 - opens nothing


@pytest.fixture(autouse=True)
def _shared_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{settings.WIRING}.CALL_BACKS", SignedCallBacks(SECRET))


def body(owed: Invoice, **changes: Any) -> bytes:
    """What a bank tells of an invoice."""
    said = {
        "billerId": BILLER,
        "ref1": owed.ref1,
        "ref2": owed.ref2,
        "amount": "1200.00",
        "transactionId": "T1",
        "transactionDateTime": (present() - timedelta(minutes=1)).isoformat(),
        "channel": "mobile",
        "payerName": "นายผู้จ่าย",
        "status": 1,
    }
    return json.dumps({**said, **changes}).encode()


def call(told: bytes, *, at: datetime | None = None, secret: str = SECRET, sent: bytes | None = None) -> Any:
    """Call back with what was signed, or with something else."""
    stamp = str(int((at or present()).timestamp()))
    headers = {"X-Timestamp": stamp, "X-Signature": signature(secret, stamp, told)}
    browser = Client(enforce_csrf_checks=True)
    return browser.post("/bank/paid", sent or told, "application/json", headers=headers)


@pytest.fixture
def owed(till: Till) -> Invoice:
    """An invoice of today."""
    return bill(till, now=present())


def test_a_signed_call_back_pays_and_a_second_one_changes_nothing(owed: Invoice) -> None:
    told = body(owed)
    answer = call(told)
    assert (answer.status_code, answer.json()["message"], answer.json()["result"]) == (200, "success", True)
    assert (again(owed).state, Receipt.objects.count()) == ("paid", 1)
    before = Event.objects.count()
    assert call(told).status_code == 200
    assert (Payment.objects.count(), Event.objects.count()) == (1, before)


def refused(answer: Any, status: int, code: str) -> None:
    """The answer says so, and nothing counts as paid."""
    assert (answer.status_code, answer.json()["message"], answer.json()["result"]) == (status, code, False)
    assert Payment.objects.count() == 0


def test_another_signature_is_refused(owed: Invoice) -> None:
    refused(call(body(owed), secret="guessed"), 403, "signature_wrong")  # noqa: S106 - it opens nothing
    refused(call(body(owed), sent=body(owed, amount="1.00")), 403, "signature_wrong")
    refused(Client().post("/bank/paid", body(owed), "application/json"), 403, "signature_wrong")


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_stale_call_back_is_refused(owed: Invoice, minutes: int) -> None:
    refused(call(body(owed), at=present() + timedelta(minutes=minutes)), 403, "signature_old")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"amount": "1199.99"}, 422, "amount_differs"),
        ({"amount": "1200.001"}, 422, "call_back_unreadable"),
        ({"amount": 1200}, 422, "call_back_unreadable"),
        ({"ref2": "69120299"}, 404, "reference_unknown"),
        ({"billerId": "099400016550199"}, 404, "biller_unknown"),
        ({"status": 0}, 422, "call_back_unpaid"),
        ({"status": "1"}, 422, "call_back_unpaid"),
        ({"transactionDateTime": "yesterday"}, 422, "call_back_unreadable"),
        ({"transactionDateTime": "0001-01-01T00:00:00"}, 422, "call_back_unreadable"),
        ({"transactionDateTime": "9999-12-31T23:59:59-12:00"}, 422, "call_back_unreadable"),
        ({"transactionId": "T\ud800"}, 422, "call_back_unreadable"),
        ({"ref1": "\ud800"}, 422, "call_back_unreadable"),
    ],
)
def test_what_does_not_agree_counts_for_nothing(owed: Invoice, changes: dict[str, Any], status: int, code: str) -> None:
    refused(call(body(owed, **changes)), status, code)
    assert again(owed).state == "open"


@pytest.mark.parametrize("told", [b"", b"[]", b"nothing", b"{}", b"[" * 9_000])
def test_what_is_no_call_back_is_refused(owed: Invoice, told: bytes) -> None:
    refused(call(told), 422, "call_back_unreadable")
    assert again(owed).state == "open"


def test_a_call_back_is_short_and_is_posted(owed: Invoice) -> None:
    refused(call(b" " * 20_000), 413, "call_back_unreadable")
    refused(Client().post("/bank/paid", b"", "application/json", CONTENT_LENGTH="x"), 413, "call_back_unreadable")
    assert Client().get("/bank/paid").status_code == 405
    assert again(owed).state == "open"


def test_without_a_secret_nobody_is_believed(owed: Invoice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{settings.WIRING}.CALL_BACKS", SignedCallBacks(""))
    refused(call(body(owed), secret=""), 403, "signature_wrong")
