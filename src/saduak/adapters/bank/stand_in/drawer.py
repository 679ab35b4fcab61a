"""What the bank of the demonstration has been paid, and the statements that it makes of it."""

import csv
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from saduak.adapters.bank.statements import COLUMNS
from saduak.core.calendars import BANGKOK
from saduak.core.thaiqr import slip_qr

BANK = "099"
"""No bank has this number."""
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


@dataclass
class Paid:
    """A payment as the bank knows it; `answers` are what the agency said to each call-back."""

    transaction: str
    biller: str
    ref1: str
    ref2: str
    satang: int
    paid_at: datetime
    channel: str
    payer: str
    answers: list[str] = field(default_factory=list)

    @property
    def amount(self) -> str:
        """In baht, as banks write it."""
        return f"{self.satang // 100}.{self.satang % 100:02}"

    @property
    def stamp(self) -> str:
        """The bank's time stamp in Thailand's time."""
        return self.paid_at.astimezone(BANGKOK).isoformat(timespec="seconds")

    @property
    def day(self) -> date:
        """The day of the statement on which it stands."""
        return self.paid_at.astimezone(BANGKOK).date()

    @property
    def slip(self) -> str:
        """What the small QR of its slip says."""
        return slip_qr(BANK, self.transaction)


class Drawer:
    """Every payment, kept in one file of a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = folder / "paid.json"
        self.lock = threading.Lock()
        kept = json.loads(self.file.read_text()) if self.file.exists() else []
        self.paid = {each["transaction"]: _read(each) for each in kept}

    def put(self, biller: str, refs: tuple[str, str], satang: int, at: datetime, channel: str, payer: str) -> Paid:
        """Take a payment in under the next number."""
        with self.lock:
            number = f"{at.astimezone(BANGKOK):%Y%m%d%H%M%S}{len(self.paid) + 1:05}"
            paid = Paid(number, biller, *refs, satang, at, channel, payer)
            self.paid[number] = paid
            self._keep()
        return paid

    def note(self, paid: Paid, answer: str) -> None:
        """Keep what a call-back was answered."""
        with self.lock:
            paid.answers.append(answer)
            self._keep()

    def days(self) -> list[tuple[str, date]]:
        """Billers and the days on which they were paid, the latest first."""
        return sorted(
            {(paid.biller, paid.day) for paid in self.paid.values()}, key=lambda found: found[1], reverse=True
        )

    def of(self, biller: str, day: str) -> list[Paid]:
        """What a biller was paid on a day."""
        return [paid for paid in self.paid.values() if paid.biller == biller and paid.day.isoformat() == day]

    def _keep(self) -> None:
        draft = self.file.with_suffix(".draft")
        told = [{**asdict(paid), "paid_at": paid.paid_at.isoformat()} for paid in self.paid.values()]
        draft.write_text(json.dumps(told, ensure_ascii=False))
        draft.replace(self.file)


def _read(kept: dict[str, Any]) -> Paid:
    return Paid(**{**kept, "paid_at": datetime.fromisoformat(kept["paid_at"])})


def as_csv(paid: Sequence[Paid]) -> str:
    """A statement of these payments as CSV."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for each in paid:
        rows.writerow((each.transaction, each.stamp, each.channel, each.ref1, each.ref2, each.amount, each.payer))
    return out.getvalue()


def as_camt(paid: Sequence[Paid]) -> str:
    """The same as ISO 20022 camt.053."""
    root = ElementTree.Element("Document", xmlns=CAMT)
    statement = _under(_under(root, "BkToCstmrStmt"), "Stmt")
    for each in paid:
        entry = _under(statement, "Ntry")
        amount = _under(entry, "Amt")
        amount.text = each.amount
        amount.set("Ccy", "THB")
        for path, text in _entry(each):
            spot = entry
            for name in path.split("/"):
                spot = _under(spot, name)
            spot.text = text
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _entry(paid: Paid) -> Iterator[tuple[str, str]]:
    yield "CdtDbtInd", "CRDT"
    yield "Sts/Cd", "BOOK"
    yield "BookgDt/DtTm", paid.stamp
    yield "BkTxCd/Prtry/Cd", paid.channel.upper()
    details = "NtryDtls/TxDtls"
    yield f"{details}/Refs/AcctSvcrRef", paid.transaction
    yield f"{details}/RltdPties/Dbtr/Pty/Nm", paid.payer
    yield f"{details}/RmtInf/Ustrd", f"{paid.ref1}/{paid.ref2}"
    yield f"{details}/RltdDts/AccptncDtTm", paid.stamp


def _under(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    """An element of this name: that which is there, so that paths share it; entries are many."""
    found = None if name == "Ntry" else parent.find(name)
    return ElementTree.SubElement(parent, name) if found is None else found
