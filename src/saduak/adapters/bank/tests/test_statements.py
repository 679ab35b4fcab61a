"""Statements as banks send them: what is money received, and what is no statement."""

from datetime import UTC, datetime

import pytest

from saduak.adapters.bank.statements import CamtStatement, CsvStatement
from saduak.core.errors import DomainError
from saduak.fees.ports import Told

HEAD = "transaction,paid_at,channel,ref1,ref2,amount,payer\n"
TOLD = Told("T1", "mobile", "690000000001", "69120212", 120_050, datetime(2026, 11, 2, 3, 30, tzinfo=UTC), "นายผู้จ่าย")
ENTRY = """<Ntry><Amt Ccy="{currency}">1200.50</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>{status}</Sts>
<BookgDt><DtTm>2026-11-02T10:30:00+07:00</DtTm></BookgDt><AcctSvcrRef>T1</AcctSvcrRef>
<BkTxCd><Prtry><Cd>MOBILE</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>นายผู้จ่าย</Nm></Dbtr></RltdPties><RmtInf>{references}</RmtInf></TxDtls></NtryDtls>
</Ntry>"""
STRUCTURED = "".join(f"<Strd><CdtrRefInf><Ref>{ref}</Ref></CdtrRefInf></Strd>" for ref in (TOLD.ref1, TOLD.ref2))


def camt(*entries: str, before: str = "") -> bytes:
    """A statement with these entries."""
    name = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    inside = "".join(entries)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<Document xmlns="{name}"><BkToCstmrStmt><Stmt><Id>S1</Id>'
        f"{inside}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def entry(sign: str = "CRDT", status: str = "BOOK", currency: str = "THB", references: str = STRUCTURED) -> str:
    """One entry of 1,200.50."""
    return ENTRY.format(sign=sign, status=status, currency=currency, references=references)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_is_read_in_thailands_time_unless_it_says_another(mark: str) -> None:
    rows = (
        "T1,2026-11-02 10:30:00,mobile,690000000001,69120212,1200.50,นายผู้จ่าย\n"
        'T1,2026-11-02T03:30:00+00:00,mobile,690000000001,69120212,"1,200.5",นายผู้จ่าย\n'
    )
    content = (mark + HEAD + rows).encode()
    assert CsvStatement().knows(content)
    assert not CamtStatement().knows(content)
    assert list(CsvStatement().read(content)) == [TOLD, TOLD]


def test_a_csv_that_tells_a_day_says_that_it_is_one() -> None:
    rows = "T1,2026-11-02,mobile,1,2,5,x\nT2,2026-11-02T00:00,mobile,1,2,5,x\n"
    by_day, by_moment = CsvStatement().read((HEAD + rows).encode())
    assert (by_day.is_day, by_moment.is_day) == (True, False)
    assert by_day.paid_at == by_moment.paid_at == datetime(2026, 11, 1, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "row",
    [
        "T1,2026-11-02,mobile,1,2\n",
        "T1,2026-11-02,mobile,1,2,12.505,x\n",
        "T1,2026-11-02,mobile,1,2,-5,x\n",
        "T1,2026-11-02,mobile,1,2,1e3,x\n",
        "T1,๒ พ.ย. 2569,mobile,1,2,5,x\n",
        "T1,2026-11-02,mobile,1,2,5,x,y\n",
        'T1,2026-11-02,mobile,1,2,5,"x\n',
    ],
)
def test_a_line_that_cannot_be_read_is_no_guess(row: str) -> None:
    with pytest.raises(DomainError, match="statement_unreadable"):
        list(CsvStatement().read((HEAD + row).encode()))


def test_a_csv_in_another_encoding_is_refused() -> None:
    with pytest.raises(DomainError, match="statement_unreadable"):
        list(CsvStatement().read((HEAD + "T1,2026-11-02,mobile,1,2,5,นาย\n").encode("cp874")))


@pytest.mark.parametrize("references", [STRUCTURED, f"<Ustrd>{TOLD.ref1}/{TOLD.ref2}</Ustrd>"])
def test_a_camt_statement_tells_booked_credits_in_baht_only(references: str) -> None:
    others = entry(sign="DBIT"), entry(status="PDNG"), entry(currency="USD")
    content = camt(others[0], entry(references=references), *others[1:], entry(status="<Cd>BOOK</Cd>"))
    assert CamtStatement().knows(content)
    assert list(CamtStatement().read(content)) == [TOLD, TOLD]


def test_a_camt_statement_that_books_by_day_says_so() -> None:
    by_day = entry().replace("<DtTm>2026-11-02T10:30:00+07:00</DtTm>", "<Dt>2026-11-02</Dt>")
    [told] = CamtStatement().read(camt(by_day))
    assert (told.is_day, told.paid_at) == (True, datetime(2026, 11, 1, 17, 0, tzinfo=UTC))


def test_a_camt_statement_without_references_is_read_all_the_same() -> None:
    [told] = CamtStatement().read(camt(entry(references="<Ustrd>ค่าธรรมเนียม</Ustrd>")))
    assert (told.ref1, told.ref2, told.satang) == ("ค่าธรรมเนียม", "", 120_050)


@pytest.mark.parametrize(
    "content",
    [
        camt(entry())[:-20],
        camt(entry().replace("1200.50", "many")),
        camt(entry().replace("2026-11-02T", "02/11/2026 ")),
        camt(entry(), before='<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'),
        camt(entry(), before='<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
    ],
)
def test_what_is_broken_or_hostile_is_refused(content: bytes) -> None:
    with pytest.raises(DomainError, match="statement_unreadable"):
        list(CamtStatement().read(content))
