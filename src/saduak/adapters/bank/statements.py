"""Statements of banks: CSV with a header, and ISO 20022 camt.053.

No bank's own form is known to us; these two are what banks can be asked for. In camt.053 the references of a bill are
the creditor references in their order, or the unstructured remittance `REF1/REF2`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from xml.parsers import expat

from saduak.adapters.bank.amounts import is_day, moment_of, satang_of
from saduak.core.errors import DomainError
from saduak.fees.ports import Told

COLUMNS = ("transaction", "paid_at", "channel", "ref1", "ref2", "amount", "payer")
CREDIT, BOOKED = "CRDT", "BOOK"
CHUNK = 1 << 16


class CsvStatement:
    """Lines of `COLUMNS` in UTF-8: amounts in baht, time stamps in ISO 8601, in Thailand's time unless they say."""

    def knows(self, content: bytes) -> bool:
        """Whether the first line names the columns."""
        first = content[:1000].split(b"\n", 1)[0].decode("utf-8-sig", "replace")
        return set(COLUMNS) <= {name.strip().strip('"') for name in first.split(",")}

    def read(self, content: bytes) -> Iterator[Told]:
        """The money received; raises DomainError("statement_unreadable")."""
        try:
            rows = csv.DictReader(StringIO(content.decode("utf-8-sig")), skipinitialspace=True, strict=True)
            for row in rows:
                yield self._told(row, rows.line_num)
        except (UnicodeDecodeError, csv.Error) as problem:
            raise DomainError("statement_unreadable", line=0) from problem

    def _told(self, row: dict[str, str], number: int) -> Told:
        if None in row or None in row.values():
            raise DomainError("statement_unreadable", line=number)
        try:
            satang, at = satang_of(row["amount"]), moment_of(row["paid_at"])
        except ValueError as problem:
            raise DomainError("statement_unreadable", line=number) from problem
        texts = {name: row[name].strip() for name in ("transaction", "channel", "ref1", "ref2", "payer")}
        return Told(**texts, satang=satang, paid_at=at, is_day=is_day(row["paid_at"]))


@dataclass
class _Entry:
    """An entry of an account while it is read."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    currency: str = ""

    def first(self, *paths: str) -> str:
        """The first text under the first of these paths that has one."""
        return next((self.texts[path][0] for path in paths if self.texts.get(path)), "")


DETAILS = "NtryDtls/TxDtls"


class CamtStatement:
    """ISO 20022 bank-to-customer statement, versions 001.02 and later; entries without details of one payment each."""

    def knows(self, content: bytes) -> bool:
        """Whether the root says so."""
        return b"urn:iso:std:iso:20022:tech:xsd:camt.053.001." in content[:1000]

    def read(self, content: bytes) -> Iterator[Told]:
        """Booked credits in baht; raises DomainError("statement_unreadable"), also for a file with a DOCTYPE, which no
        bank sends."""
        reading = _Reading()
        for start in range(0, len(content), CHUNK):
            reading.feed(content[start : start + CHUNK], is_last=start + CHUNK >= len(content))
            yield from reading.taken()


class _Reading:
    """A file as it is parsed, piece by piece, so that no more than an entry is held."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.buffer_text = True
        self.path: list[str] = []
        self.words: list[str] = []
        self.entry: _Entry | None = None
        self.found: list[Told] = []

    def feed(self, piece: bytes, *, is_last: bool) -> None:
        """Parse one more piece; raises DomainError("statement_unreadable")."""
        try:
            self.parser.Parse(piece, is_last)
        except (expat.ExpatError, ValueError) as problem:
            raise DomainError("statement_unreadable", line=self.parser.CurrentLineNumber) from problem

    def taken(self) -> list[Told]:
        """What was found since the last time."""
        found, self.found = self.found, []
        return found

    def _refuse(self, *_: object) -> None:
        raise ValueError("a DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "Ntry":
            self.entry, self.path = _Entry(), []
            return
        self.path.append(tag)
        self.words = []
        if self.entry and self.path == ["Amt"]:
            self.entry.currency = attributes.get("Ccy", "")

    def _text(self, words: str) -> None:
        self.words.append(words)

    def _end(self, name: str) -> None:
        if self.entry and name.endswith(" Ntry"):
            self._close(self.entry)
            self.entry = None
            return
        words = "".join(self.words).strip()
        if self.entry and words:
            self.entry.texts.setdefault("/".join(self.path), []).append(words)
        self.words = []
        if self.path:
            self.path.pop()

    def _close(self, entry: _Entry) -> None:
        status = entry.first("Sts/Cd", "Sts")
        if entry.first("CdtDbtInd") != CREDIT or entry.currency != "THB" or status not in {"", BOOKED}:
            return
        ref1, ref2 = _references(entry)
        at = entry.first(f"{DETAILS}/RltdDts/AccptncDtTm", "BookgDt/DtTm", "BookgDt/Dt")
        self.found.append(
            Told(
                transaction=entry.first(f"{DETAILS}/Refs/AcctSvcrRef", "AcctSvcrRef", f"{DETAILS}/Refs/TxId"),
                channel=entry.first("BkTxCd/Prtry/Cd").lower()[:20] or "other",
                ref1=ref1,
                ref2=ref2,
                satang=satang_of(entry.first("Amt")),
                paid_at=moment_of(at),
                payer=entry.first(f"{DETAILS}/RltdPties/Dbtr/Nm", f"{DETAILS}/RltdPties/Dbtr/Pty/Nm"),
                is_day=is_day(at),
            )
        )


def _references(entry: _Entry) -> tuple[str, str]:
    """Ref1 and Ref2; nothing where the bank tells none."""
    written = entry.texts.get(f"{DETAILS}/RmtInf/Strd/CdtrRefInf/Ref", [])
    if not written:
        written = entry.first(f"{DETAILS}/RmtInf/Ustrd").split("/")
    ref1, ref2, *_ = [*(each.strip()[:20] for each in written), "", ""]
    return ref1, ref2
