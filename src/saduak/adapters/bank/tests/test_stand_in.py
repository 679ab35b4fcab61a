"""The simulated bank of the demonstration: paid once for each form, signed call-backs, statements that can be read."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from saduak.adapters.bank.call_backs import SignedCallBacks
from saduak.adapters.bank.stand_in.calling import call_back
from saduak.adapters.bank.stand_in.drawer import BANK, Drawer, Paid
from saduak.adapters.bank.stand_in.pages import NOTE, Pages, bill_of
from saduak.adapters.bank.statements import CamtStatement, CsvStatement
from saduak.core.thaiqr import bill_qr, read_slip
from saduak.fees.ports import StatementReader, Told

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
BILLER = "099400016550100"
REFS = "690000000001", "69120200"
BILL = bill_qr(BILLER, *REFS, 120_000)
FORM = {
    "qr": BILL,
    "once": "1",
    "amount": "1,200.00",
    "at": "2026-11-26T10:00",
    "channel": "mobile",
    "payer": "นายผู้จ่าย",
}


@pytest.fixture
def called() -> list[Paid]:
    """The payments of which the bank called back."""
    return []


@pytest.fixture
def bank(tmp_path: Path, called: list[Paid]) -> Pages:
    """A bank whose call-backs are counted."""
    return Pages(Drawer(tmp_path), called.append, lambda: NOW)


def ask(bank: Pages, path: str, form: dict[str, str] | None = None, **query: str) -> tuple[str, dict[str, str], str]:
    """Status, headers and text of an answer."""
    told: dict[str, Any] = {}
    body = urlencode(form or {}).encode()
    environ = {
        "REQUEST_METHOD": "GET" if form is None else "POST",
        "PATH_INFO": path,
        "QUERY_STRING": urlencode(query),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    text = b"".join(bank(environ, lambda status, headers: told.update(status=status, headers=dict(headers)))).decode()
    return told["status"], told["headers"], text


def test_a_bill_is_read_and_paid_once_for_each_form(bank: Pages, called: list[Paid]) -> None:
    _, _, shown = ask(bank, "/", qr=BILL)
    assert all(each in shown for each in (*REFS, BILLER, "1200.00"))
    for _ in range(2):
        status, headers, _ = ask(bank, "/pay", {**FORM, "call": "on"})
        assert (status, headers["Location"]) == ("303 See Other", f"/payment/{called[0].transaction}")
    [paid] = called
    assert (paid.ref1, paid.satang, paid.paid_at) == (REFS[0], 120_000, NOW)
    ask(bank, "/pay", {**FORM, "once": "2", "amount": "1300"})
    assert [each.satang for each in bank.drawer.paid.values()] == [120_000, 130_000]
    assert called == [paid], "no call-back was asked for"


@pytest.mark.parametrize("change", [{"amount": "much"}, {"amount": "0"}, {"at": "today"}, {"qr": BILL[:-1] + "X"}])
def test_what_cannot_be_paid_is_said(bank: Pages, change: dict[str, str]) -> None:
    status, _, text = ask(bank, "/pay", {**FORM, **change})
    assert (status[:3], 'role="alert"' in text, len(bank.drawer.paid)) == ("422", True, 0)


def test_every_page_says_that_the_bank_is_simulated(bank: Pages) -> None:
    ask(bank, "/pay", FORM)
    [paid] = bank.drawer.paid.values()
    for path, qr in (("/", ""), ("/", BILL), (f"/payment/{paid.transaction}", ""), ("/statements", ""), ("/x", "")):
        assert all(each in ask(bank, path, qr=qr)[2] for each in NOTE)


@pytest.mark.parametrize(("form", "reader"), [("csv", CsvStatement()), ("xml", CamtStatement())])
def test_its_statements_and_slips_are_what_is_read_here(bank: Pages, form: str, reader: StatementReader) -> None:
    for once, amount in enumerate(("1200.00", "0.75")):
        ask(bank, "/pay", {**FORM, "once": str(once), "amount": amount})
    first, second = bank.drawer.paid.values()
    _, _, content = ask(bank, f"/statement/{BILLER}/2026-11-26.{form}")
    assert reader.knows(content.encode())
    common: dict[str, Any] = {"channel": "mobile", "ref1": REFS[0], "ref2": REFS[1], "paid_at": NOW, "payer": "นายผู้จ่าย"}
    assert list(reader.read(content.encode())) == [
        Told(transaction=first.transaction, satang=120_000, **common),
        Told(transaction=second.transaction, satang=75, **common),
    ]
    assert read_slip(first.slip) == (BANK, first.transaction)
    assert bill_of(first) == BILL


def test_what_was_paid_is_there_after_a_new_start(bank: Pages, tmp_path: Path) -> None:
    ask(bank, "/pay", FORM)
    assert Drawer(tmp_path).paid == bank.drawer.paid


class Agency:
    """Somebody who is called back, and is not there at first."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Told]] = []
        self.asked = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked += 1
        if self.asked == 1:
            start_response("503 Service Unavailable", [])
            return [b""]
        headers = {"X-Timestamp": environ["HTTP_X_TIMESTAMP"], "X-Signature": environ["HTTP_X_SIGNATURE"]}
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.told.append(SignedCallBacks("secret").told(headers, body, NOW))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [b'{"message": "success"}']


class Quiet(WSGIRequestHandler):
    """Without a line for each request."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def agency() -> Iterator[tuple[Agency, str]]:
    """An agency and its address."""
    there = Agency()
    with make_server("127.0.0.1", 0, there, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield there, f"http://127.0.0.1:{server.server_port}/bank/paid"
        server.shutdown()
        thread.join()


def test_a_call_back_is_signed_and_tried_again_until_somebody_answers(
    agency: tuple[Agency, str], tmp_path: Path
) -> None:
    there, address = agency
    drawer = Drawer(tmp_path)
    paid = drawer.put(BILLER, REFS, 120_000, NOW, "mobile", "นายผู้จ่าย")
    call_back(drawer, paid, address, "secret", lambda: NOW, pauses=(0, 0, 0)).join(10)
    assert paid.answers == ["503", "200 success"]
    common: dict[str, Any] = {"channel": "mobile", "ref1": REFS[0], "ref2": REFS[1], "paid_at": NOW, "payer": "นายผู้จ่าย"}
    assert there.told == [(BILLER, Told(transaction=paid.transaction, satang=120_000, **common))]
