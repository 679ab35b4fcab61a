"""The pages of the bank of the demonstration: a bill to be paid, what became of it, statements of a day."""

from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

import segno

from saduak.adapters.bank.amounts import moment_of, satang_of
from saduak.adapters.bank.stand_in.drawer import Drawer, Paid, as_camt, as_csv
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError
from saduak.core.thaiqr import bill_qr, fields, read_qr

Start = Callable[[str, list[tuple[str, str]]], Any]
Answer = tuple[str, list[tuple[str, str]], str]
HTML, NOT_FOUND = "text/html; charset=utf-8", "404 Not Found"
LONGEST = 10_000
CHANNELS = ("mobile", "counter", "atm")
NOTE = (
    "ธนาคารนี้เป็นธนาคารจำลองสำหรับระบบสาธิต ไม่มีเงินจริง",
    "A simulated bank for the demonstration: no real money.",
)
PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · ธนาคารจำลอง</title>
<style>body{{font:1.05rem/1.7 Sarabun,sans-serif;max-width:38rem;margin:0 auto;padding:0 1rem 3rem;color:#1b1b1b}}
.note{{background:#fff3cd;border:2px solid #8a6d00;padding:.6rem 1rem;margin:1rem 0;border-radius:.4rem}}
h1{{font-size:1.5rem}}label{{display:block;margin:.8rem 0 .2rem;font-weight:600}}
input,select,textarea,button{{font:inherit;width:100%;box-sizing:border-box;min-height:2.75rem;padding:.4rem .6rem}}
.tick{{display:flex;gap:.6rem;align-items:center;font-weight:400}}.tick input{{width:1.4rem;min-height:1.4rem}}
button{{margin-top:1.2rem;background:#14532d;color:#fff;border:0;border-radius:.4rem}}button.second{{background:#44546a}}
dt{{font-weight:600}}dd{{margin:0 0 .5rem;overflow-wrap:anywhere}}a{{color:#14532d}}
svg{{width:9rem;height:9rem}}code{{overflow-wrap:anywhere}}
@font-face{{font-family:Sarabun;src:url(/sarabun.ttf)}}
:focus-visible{{outline:3px solid #b45309;outline-offset:2px}}
.wrong{{border-left:.4rem solid #b3261e;padding:.2rem 1rem}}
</style></head><body><p class="note"><strong>{note_th}</strong><br><span lang="en">{note_en}</span></p>
<p><a href="/">ชำระบิล · Pay a bill</a> · <a href="/statements">รายการเดินบัญชี · Statements</a></p>
<main><h1>{title}</h1>{body}</main></body></html>"""


class Pages:
    """The bank as a WSGI application. `tell` calls the agency back, `present` is the business time of the
    demonstration."""

    def __init__(self, drawer: Drawer, tell: Callable[[Paid], object], present: Callable[[], datetime]) -> None:
        self.drawer, self.tell, self.present = drawer, tell, present
        self.done: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        parts = [part for part in environ.get("PATH_INFO", "/").split("/") if part]
        if parts == ["sarabun.ttf"]:
            start_response("200 OK", [("Content-Type", "font/ttf"), ("Cache-Control", "max-age=86400")])
            return [(files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf").read_bytes()]
        if environ["REQUEST_METHOD"] == "POST":
            status, headers, text = self._post(parts, _form(environ))
        else:
            status, headers, text = self._get(parts, parse_qs(environ.get("QUERY_STRING", "")[:LONGEST]))
        start_response(status, headers)
        return [text.encode()]

    def _get(self, parts: list[str], asked: dict[str, list[str]]) -> Answer:
        match parts:
            case []:
                return self._bill(_one(asked, "qr"))
            case ["payment", number] if number in self.drawer.paid:
                return _page("ชำระแล้ว · Paid", _told(self.drawer.paid[number]))
            case ["statements"]:
                return _page("รายการเดินบัญชี · Statements", self._statements())
            case ["statement", biller, name]:
                return self._statement(biller, name)
        return _page("ไม่พบหน้านี้ · Not found", "<p>กลับไปที่ <a href='/'>หน้าแรก</a></p>", NOT_FOUND)

    def _post(self, parts: list[str], form: dict[str, list[str]]) -> Answer:
        match parts:
            case ["pay"]:
                return self._pay(form)
            case ["payment", number, "call"] if number in self.drawer.paid:
                self.tell(self.drawer.paid[number])
                return _to(f"/payment/{number}")
        return _page("ไม่พบหน้านี้ · Not found", "", NOT_FOUND)

    def _bill(self, qr: str, wrong: str = "", status: str = "200 OK") -> Answer:
        """The form: empty, or filled from what the QR says."""
        asking = _asking(qr)
        bill = read_bill(qr)
        if wrong or bill is None:
            told = wrong or ("อ่านรหัสนี้ไม่ได้ · This code cannot be read." if qr else "")
            return _page("ชำระบิล · Pay a bill", f"{_wrong(told)}{asking}", status if wrong or not qr else "422 Wrong")
        biller, ref1, ref2, satang = bill
        return _page("ชำระบิล · Pay a bill", self._paying(qr, biller, ref1, ref2, satang))

    def _paying(self, qr: str, biller: str, ref1: str, ref2: str, satang: int) -> str:
        now = self.present().astimezone(BANGKOK)
        options = "".join(f"<option>{each}</option>" for each in CHANNELS)
        return f"""<dl><dt>ผู้รับเงิน · Biller</dt><dd>{escape(biller)}</dd><dt>Ref1</dt><dd>{escape(ref1)}</dd>
<dt>Ref2</dt><dd>{escape(ref2)}</dd></dl><form method="post" action="/pay">
<input type="hidden" name="qr" value="{escape(qr)}"><input type="hidden" name="once" value="{uuid4().hex}">
<label for="amount">จำนวนเงิน (บาท) · Amount</label><input id="amount" name="amount" inputmode="decimal"
value="{satang // 100}.{satang % 100:02}">
<label for="payer">ชื่อผู้จ่าย · Payer</label><input id="payer" name="payer" value="ผู้ชำระ ตัวอย่าง">
<label for="at">เวลาที่ธนาคารประทับ · Time stamp</label><input id="at" name="at" type="datetime-local"
value="{now:%Y-%m-%dT%H:%M}"><label for="channel">ช่องทาง · Channel</label>
<select id="channel" name="channel">{options}</select>
<label class="tick"><input type="checkbox" name="call" checked> แจ้งหน่วยงานทันที · Call the agency back at once</label>
<button>ชำระเงิน · Pay</button></form>"""

    def _pay(self, form: dict[str, list[str]]) -> Answer:
        """Take the money in, once for each form, and call back where asked."""
        qr, once = _one(form, "qr"), _one(form, "once")
        bill = read_bill(qr)
        if bill is None:
            return self._bill(qr)
        try:
            satang, at = satang_of(_one(form, "amount")), moment_of(_one(form, "at"))
        except ValueError:
            return self._bill(qr, "จำนวนเงินหรือเวลาไม่ถูกต้อง · Amount or time is wrong.", "422 Wrong")
        if not satang:
            return self._bill(qr, "จำนวนเงินต้องมากกว่าศูนย์ · The amount must be more than nothing.", "422 Wrong")
        if once not in self.done:
            said = (_one(form, "channel") or CHANNELS[0], _one(form, "payer"))
            paid = self.drawer.put(bill[0], (bill[1], bill[2]), satang, at, *said)
            self.done[once] = paid.transaction
            if form.get("call"):
                self.tell(paid)
        return _to(f"/payment/{self.done[once]}")

    def _statements(self) -> str:
        rows = "".join(
            f"<li>{escape(biller)} · {day.isoformat()}: <a href='/statement/{biller}/{day}.csv'>CSV</a>"
            f" · <a href='/statement/{biller}/{day}.xml'>camt.053</a></li>"
            for biller, day in self.drawer.days()
        )
        return f"<ul>{rows}</ul>" if rows else "<p>ยังไม่มีใครชำระเงิน · Nobody has paid yet.</p>"

    def _statement(self, biller: str, name: str) -> Answer:
        day, _, form = name.rpartition(".")
        paid = self.drawer.of(biller, day)
        if not paid or form not in {"csv", "xml"}:
            return _page("ไม่พบหน้านี้ · Not found", "", NOT_FOUND)
        kind, text = ("text/csv; charset=utf-8", as_csv(paid)) if form == "csv" else ("application/xml", as_camt(paid))
        return "200 OK", [("Content-Type", kind), ("Content-Disposition", f'attachment; filename="{name}"')], text


def read_bill(qr: str) -> tuple[str, str, str, int] | None:
    """Biller, references and satang of a bill payment QR; None for anything else."""
    try:
        told = read_qr(qr.strip())
        bill = fields(told["30"])
        return bill["01"], bill["02"], bill.get("03", ""), satang_of(told.get("54", "0"))
    except (DomainError, KeyError, ValueError):
        return None


def _asking(qr: str) -> str:
    return f"""<form method="get" action="/"><label for="qr">ข้อความในคิวอาร์ของใบแจ้งชำระ · Text of the bill's QR</label>
<textarea id="qr" name="qr" rows="4">{escape(qr)}</textarea><button>อ่านบิล · Read the bill</button></form>"""


def _told(paid: Paid) -> str:
    picture = BytesIO()
    segno.make(paid.slip, error="m", micro=False).save(picture, kind="svg", xmldecl=False, omitsize=True)
    answers = "".join(f"<li>{escape(each)}</li>" for each in paid.answers)
    again = urlencode({"qr": bill_of(paid)})
    return f"""<dl><dt>เลขที่รายการ · Transaction</dt><dd>{paid.transaction}</dd><dt>จำนวนเงิน · Amount</dt>
<dd>{paid.amount} บาท</dd><dt>เวลา · Time</dt><dd>{paid.stamp}</dd><dt>Ref1 / Ref2</dt>
<dd>{escape(paid.ref1)} / {escape(paid.ref2)}</dd></dl>
<h2>สลิป · Slip</h2><p>{picture.getvalue().decode()}</p><p><code>{paid.slip}</code></p>
<h2>แจ้งหน่วยงาน · Call-back</h2><ul>{answers or "<li>ยังไม่มีคำตอบ · no answer yet</li>"}</ul>
<form method="post" action="/payment/{paid.transaction}/call">
<button class="second">แจ้งอีกครั้ง · Call back again</button></form>
<p><a href="/?{escape(again)}">ชำระซ้ำ · Pay the same bill again</a></p>"""


def bill_of(paid: Paid) -> str:
    """The QR of the bill that was paid, with the amount that was paid."""
    return bill_qr(paid.biller, paid.ref1, paid.ref2, paid.satang)


def _wrong(told: str) -> str:
    return f'<p class="wrong" role="alert">{escape(told)}</p>' if told else ""


def _page(title: str, body: str, status: str = "200 OK") -> Answer:
    text = PAGE.format(title=title, body=body, note_th=NOTE[0], note_en=NOTE[1])
    return status, [("Content-Type", HTML), ("Cache-Control", "no-store")], text


def _to(path: str) -> Answer:
    return "303 See Other", [("Location", path), ("Content-Type", HTML)], ""


def _form(environ: dict[str, Any]) -> dict[str, list[str]]:
    length = environ.get("CONTENT_LENGTH") or "0"
    size = min(int(length), LONGEST) if length.isdigit() else 0
    return parse_qs(environ["wsgi.input"].read(size).decode("utf-8", "replace"))


def _one(said: dict[str, list[str]], name: str) -> str:
    return said.get(name, [""])[0].strip()
