"""Where an agency is paid, and its statements, from the command line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from saduak.cli.main import main
from saduak.core.calendars import BANGKOK
from saduak.fees.commands import importing
from saduak.fees.models import BankAccount, Invoice, Payment
from saduak.fees.tests.till import BILLER, Till, again, announce, bill, line, till
from saduak.ledger.models import Event
from saduak.ledger.present import present
from saduak.parties.models import Agency
from saduak.parties.tests import town

__all__ = ["till"]
HEAD = "transaction,paid_at,channel,ref1,ref2,amount,payer\n"


def slug(at: Till) -> str:
    """The short name of an agency."""
    return Agency.objects.get(id=at.agency).slug


def row(owed: Invoice, number: int) -> str:
    """A line that pays an invoice."""
    return f"T{number},2026-11-02 10:30:00,mobile,{owed.ref1},{owed.ref2},1200.00,นายผู้จ่าย\n"


def test_a_statement_is_taken_over_once_however_often_it_is_sent(
    till: Till, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owed = [bill(till) for _ in range(3)]
    file = tmp_path / "2569-11-02.csv"
    file.write_text(HEAD + "".join(map(row, owed[:2], range(2))) + "X,2026-11-02,atm,1,2,5,x\n", encoding="utf-8")
    words = ["fees", "statement", str(file), "--agency", slug(till)]
    assert main(words) == 0
    assert capsys.readouterr().out == "3 new, 0 confirmed, 0 known; 1 to look at\n"
    assert main(words) == 0
    assert capsys.readouterr().out == "0 new, 0 confirmed, 3 known; 0 to look at\n"
    assert [again(each).state for each in owed] == ["paid", "paid", "open"]


def test_a_statement_is_not_called_after_its_file(till: Till, tmp_path: Path) -> None:
    """Files are named after people, too."""
    file = tmp_path / "นายสมชาย.csv"
    file.write_text(HEAD + row(bill(till), 1) + row(bill(till), 2), encoding="utf-8")
    words = ["fees", "statement", str(file), "--agency", slug(till)]
    assert main(words) == 0
    assert main([*words, "--label", " S-12 "]) == 0
    first, second = Event.objects.filter(kind="fees.statement_taken").order_by("seq")
    assert first.payload["statement"] == f"{present().astimezone(BANGKOK):%Y-%m-%d} (2)"
    assert second.payload["statement"] == "S-12"
    assert "สมชาย" not in " ".join(Event.objects.values_list("payload_text", flat=True))


def test_a_file_that_breaks_off_changes_nothing(till: Till, tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_text(HEAD + row(bill(till), 1) + "X,2026-11-02,atm\n", encoding="utf-8")
    assert main(["fees", "statement", str(file), "--agency", slug(till)]) == 2
    file.write_text("money\n5\n", encoding="utf-8")
    assert main(["fees", "statement", str(file), "--agency", slug(till)]) == 2
    assert main(["fees", "statement", str(tmp_path / "none.csv"), "--agency", slug(till)]) == 2
    assert Payment.objects.count() == 0


@pytest.mark.django_db
def test_an_agency_says_where_it_is_paid() -> None:
    name = Agency.objects.get(id=town.agency()).slug
    words = ["fees", "account", "--agency", name, "--book", "E1", "--biller"]
    assert main([*words, BILLER]) == 0
    assert BankAccount.objects.get().biller == BILLER
    assert main([*words, "12"]) == 2
    assert main(["fees", "account", "--agency", "nowhere", "--book", "E1", "--biller", BILLER]) == 2


def test_what_was_announced_is_taken_over_before_all_others(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the file is: the other payment, alike in all but its number, stands in an earlier piece."""
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    owed = bill(till)
    paid_at = datetime(2026, 11, 2, 3, 30, tzinfo=UTC)
    announce(till, line(owed, transaction="T2", paid_at=paid_at))
    file = tmp_path / "2569-11-02.csv"
    file.write_text(HEAD + row(owed, 1) + row(owed, 2), encoding="utf-8")
    assert main(["fees", "statement", str(file), "--agency", slug(till)]) == 0
    assert {each.transaction: each.left for each in Payment.objects.all()} == {"T1": 120_000, "T2": 0}
