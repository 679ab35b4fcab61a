"""`saduak case` and `saduak clock` tell what differs, what would move, and the whole of one clock."""

import json

import pytest

from saduak.cases.tests import office
from saduak.cases.tests.office import INDUSTRY
from saduak.cases.tests.test_recomputing import HOLIDAY, close, complete_case, spoil
from saduak.cli.main import main
from saduak.ledger.models import Event
from saduak.parties.models import Agency

pytestmark = pytest.mark.django_db

Out = pytest.CaptureFixture[str]


def test_a_spoilt_row_is_named_and_not_touched(capsys: Out) -> None:
    case_id = complete_case(office.office(INDUSTRY))
    number = office.case(case_id).number
    spoil(case_id)
    assert main(["case", "rebuild", number, "--language", "en"]) == 1
    printed = capsys.readouterr().out
    assert f"{number}: state is stored as decided, the events make it complete" in printed
    assert "due_on is stored as 2030-01-01" in printed
    assert office.case(case_id).state == "decided"


def test_a_spoilt_row_is_mended_on_record(capsys: Out) -> None:
    case_id = complete_case(office.office(INDUSTRY))
    due = office.case(case_id).due_on
    spoil(case_id)
    assert main(["case", "rebuild", "--write"]) == 1
    row = office.case(case_id)
    assert (row.state, row.due_on) == ("complete", due)
    event = Event.objects.get(kind="case.recomputed")
    assert event.payload["was"] == {"due_on": "2030-01-01", "state": "decided"}
    assert main(["case", "rebuild"]) == 0
    assert "ทุกแถวตรงกับเหตุการณ์" in capsys.readouterr().out


def test_an_unknown_case_is_told_with_a_sentence(capsys: Out) -> None:
    assert main(["case", "rebuild", "KKI-69-99999"]) == 2
    assert main(["clock", "explain", "KKI-69-99999"]) == 2
    assert capsys.readouterr().err.strip()


def test_the_command_line_lists_then_changes(capsys: Out) -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    number = office.case(case_id).number
    asked = ["case", "moves", at.slug, "--close", str(HOLIDAY), "--language", "en"]
    assert main(asked) == 1
    assert f"{number}: the due day moves from" in capsys.readouterr().out
    assert Agency.objects.get(pk=at.agency).closed == []
    assert main([*asked, "--write"]) == 0
    assert Agency.objects.get(pk=at.agency).closed == [str(HOLIDAY)]


def test_the_clock_is_told_with_articles_in_both_languages(capsys: Out) -> None:
    case_id = complete_case(office.office(INDUSTRY))
    number = office.case(case_id).number
    for language, words in (("th", ("คำมั่นตามคู่มือ", "เวลาที่ใช้ไป")), ("en", ("Promise of the manual", "Time used"))):
        assert main(["clock", "explain", number, "--language", language]) == 0
        printed = capsys.readouterr().out
        assert number in printed
        assert all(word in printed for word in words)


def test_the_clock_says_where_it_differs_from_what_was_told(capsys: Out) -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    before = str(office.case(case_id).due_on)
    close(at, HOLIDAY)
    assert main(["clock", "explain", str(case_id), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["differs"]["due_on"]["told"] == before
    assert found["due"]["because"][0]["citation"]["act"]
    assert [fact["fact"] for fact in found["facts"]] == ["filed", "completed"]
    assert {"agency", "applicant", "paused", "consulted"} == found["stopwatches"].keys()


def test_nothing_is_listed_where_nothing_moves(capsys: Out) -> None:
    at = office.office(INDUSTRY)
    complete_case(at)
    assert main(["case", "moves", at.slug, "--close", "2027-08-02"]) == 0
    assert "ไม่มีเรื่องใดที่วันครบกำหนดย้าย" in capsys.readouterr().out
