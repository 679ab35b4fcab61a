"""One year's file: every slip of the pen in it is refused with file, line and field."""

from pathlib import Path

import pytest

from saduak.core.errors import SourceError
from saduak.sources.calendars import year_sheet

GOOD = """\
year: 2026
buddhist_year: 2569
sources: {list: "The year's list of the Cabinet Secretariat"}
days:
  - date: 2026-01-01
    name: {th: วันขึ้นปีใหม่, en: New Year}
    kind: holiday
    source: list
    confidence: seen
"""


def sheet_of(text: str, folder: Path, name: str = "2569.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_is_read_and_its_version_is_of_its_bytes(tmp_path: Path) -> None:
    sheet = year_sheet(sheet_of(GOOD, tmp_path))
    assert [(day.on.isoformat(), day.name_th, day.source) for day in sheet.holidays] == [
        ("2026-01-01", "วันขึ้นปีใหม่", "The year's list of the Cabinet Secretariat")
    ]
    changed = year_sheet(sheet_of(GOOD + "# a remark\n", tmp_path))
    assert sheet.version != changed.version
    assert len(sheet.version) == 12


@pytest.mark.parametrize(
    ("wrong", "instead", "field", "line"),
    [
        ("buddhist_year: 2569", "buddhist_year: 2568", "buddhist_year", 2),
        ("date: 2026-01-01", "date: 2027-01-01", "date", 5),
        ("date: 2026-01-01", "date: New Year", "date", 5),
        ("kind: holiday", "kind: feast", "kind", 7),
        ("kind: holiday", "kind: substitution", "replaces", 5),
        ("source: list", "source: lost", "source", 8),
        ("confidence: seen", "confidence: sure", "confidence", 9),
        ("confidence: seen", 'confidence: seen\n    provinces: ["99"]', "provinces", 10),
        ("confidence: seen", "confidence: seen\n    province: x", "province", 10),
        (", en: New Year", "", "en", 6),
    ],
)
def test_a_slip_is_named_with_its_line(wrong: str, instead: str, field: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        year_sheet(sheet_of(GOOD.replace(wrong, instead), tmp_path))
    assert (refused.value.params["field"], refused.value.params["line"]) == (field, line)


def test_a_day_given_twice_is_refused(tmp_path: Path) -> None:
    row = GOOD[GOOD.index("  - date") :]
    with pytest.raises(SourceError) as refused:
        year_sheet(sheet_of(GOOD + row, tmp_path))
    assert (refused.value.params["why"], refused.value.params["line"]) == ("given_twice", 10)


def test_a_file_under_the_name_of_another_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        year_sheet(sheet_of(GOOD, tmp_path, "2570.yaml"))
    assert refused.value.params["why"] == "must_agree_with_file_name"
