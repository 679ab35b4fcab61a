"""A file that a register's holder hands over is checked row by row, and replaces the one before as a whole."""

from typing import Any
from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed
from saduak.ledger.actors import INSTALLER
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.linkage import commands
from saduak.linkage.commands.connecting import wired
from saduak.linkage.models import Entry
from saduak.linkage.ports import CannotLook, Question
from saduak.linkage.queries import look, read_sheet, register_about, result
from saduak.linkage.tests.desk import Desk, connect, look_up
from saduak.parties.tests.town import NOW, key

HEAD = "identifier,name,activity,status,address\n"
GOOD = f"{HEAD}3-40-12/56,โรงงานน\u0e4d\u0e49\u0e32แข็ง,14,ประกอบกิจการ,\n".encode()


def rows(content: bytes) -> tuple[tuple[str, dict[str, str]], ...]:
    return tuple((row.identifier, dict(row.facts)) for row in read_sheet(content, register_about("diw.factory")).rows)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("๑๒๓,โรงงาน,14", "row_cells"),
        ("1,โรงงาน,14,ok,ที่อยู่,เกิน", "row_cells"),
        ("1,,14,ok,", "row_incomplete"),
        (",โรงงาน,14,ok,", "identifier_missing"),
        ("1," + "ก" * 2000 + ",14,ok,", "row_too_long"),
        ("3-40-12/56,อื่น,14,ok,", "row_twice"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_by_its_line_and_reason(line: str, code: str) -> None:
    sheet = read_sheet(GOOD + line.encode() + b"\n", register_about("diw.factory"))
    assert [(refused.line, refused.code) for refused in sheet.refused] == [(3, code)]
    assert len(sheet.rows) == 1


def test_letters_are_brought_to_one_form_and_numbers_too() -> None:
    assert rows(GOOD)[0][1]["name"] == "โรงงานน้ำแข็ง"
    assert rows((HEAD + "๓-๔๐-๑๒/๕๖,ก,14,ok,\n").encode())[0][0] == "3-40-12/56"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "sheet_not_utf8"),
        (b"", "sheet_columns"),
        (b"name,activity\n", "sheet_columns"),
        ((HEAD + "\x00").encode() + b'"' + b"x" * 200_000, "sheet_columns"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_sheet(content, register_about("diw.factory"))
    assert refused.value.code == code


def take_over(at: Desk, content: bytes, **changes: Any) -> UUID:
    given: dict[str, Any] = {
        "actor": at.admin.actor,
        "agency_id": at.agency,
        "register": "diw.factory",
        "label": "พ.ย. 69",
    }
    return commands.import_register(**{**given, "rows": rows(content), "now": NOW, "key": key(), **changes})


@pytest.mark.django_db
def test_a_file_answers_looks_until_the_next_replaces_it(desk: Desk) -> None:
    connect(desk, "diw.factory", "file")
    given: dict[str, Any] = {"register": "diw.factory", "identifier": "3-40-12/56"}
    assert look(look_up(desk, **given)).failure == "register_not_imported"
    take_over(desk, GOOD)
    found = look_up(desk, **given)
    facts = result(found, now=NOW)
    assert facts is not None
    assert (look(found).reference, facts["activity"]) == ("พ.ย. 69", "14")
    take_over(desk, GOOD.replace(b"3-40-12/56", b"9"), label="ธ.ค. 69")
    assert look(look_up(desk, **given, purpose="linkage.purpose.verify_place")).outcome == "not_found"
    assert Entry.objects.count() == 1
    assert list(differences()) == []


@pytest.mark.django_db
def test_numbers_and_cells_are_sealed_in_the_database_and_in_no_event(desk: Desk) -> None:
    take_over(desk, GOOD)
    row = Entry.objects.get()
    written = " ".join(Event.objects.values_list("payload_text", flat=True))
    assert "3-40-12" not in f"{written} {row.mark} {row}"
    assert "โรงงาน".encode() not in bytes(row.cells)


@pytest.mark.django_db
def test_only_the_administrator_takes_a_file_over_and_not_an_empty_one(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        take_over(desk, GOOD, actor=desk.officer.actor)
    for changes, code in (({"rows": ()}, "sheet_empty"), ({"label": " "}, "label_missing")):
        with pytest.raises(DomainError, match=code):
            take_over(desk, GOOD, actor=INSTALLER, **changes)


@pytest.mark.django_db
def test_the_file_of_one_agency_answers_no_other(desk: Desk) -> None:
    take_over(desk, GOOD)
    asked = Question(desk.other_agency, "diw.factory", "3-40-12/56", "x", "", NOW)
    with pytest.raises(CannotLook, match="register_not_imported"):
        wired()["file"].look(asked)
