"""The form of the first page: any era, any digits, and a sentence for everything that cannot be read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from saduak.channels.public.forms import DueForm
from saduak.core.calendars import BANGKOK

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FILLED = {
    "day": "4",
    "month": "12",
    "year": "2569",
    "clock": "18.45",
    "channel": "electronic",
    "calendar": "TH-40",
    "amount": "9",
    "unit": "working_day",
}


def form_of(**changes: Any) -> DueForm:
    return DueForm({**FILLED, **changes}, language="th", now=NOW)


@pytest.mark.parametrize("year", ["2569", "2026", "๒๕๖๙", " 2569 "])
def test_a_year_of_either_era_in_either_digits_is_the_same_year(year: str) -> None:
    form = form_of(year=year)
    assert form.is_valid(), form.errors
    assert form.question().entered_at == datetime(2026, 12, 4, 18, 45, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("clock", "read"),
    [
        ("18.45", (18, 45, 0)),
        ("18:45", (18, 45, 0)),
        ("1845", (18, 45, 0)),
        ("๑๘.๔๕ น.", (18, 45, 0)),
        ("8:30", (8, 30, 0)),
        ("16:30:01", (16, 30, 1)),
    ],
)
def test_a_time_may_be_written_as_people_write_it(clock: str, read: tuple[int, int, int]) -> None:
    form = form_of(clock=clock)
    assert form.is_valid(), form.errors
    entered = form.question().entered_at
    assert (entered.hour, entered.minute, entered.second) == read


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "", "ใส่วันที่ที่ยื่น"),
        ("day", "32", "วันที่ต้องเป็นตัวเลข 1 ถึง 31"),
        ("day", "x" * 500, "วันที่ต้องเป็นตัวเลข 1 ถึง 31"),
        ("day", "²", "วันที่ต้องเป็นตัวเลข 1 ถึง 31"),
        ("month", "13", "เลือกเดือนจากรายการ"),
        ("month", "", "เลือกเดือนที่ยื่น"),
        ("year", "69", "ปีต้องเป็นตัวเลขสี่หลัก เช่น 2569 หรือ 2026"),
        ("year", "9999", "ปีต้องเป็นตัวเลขสี่หลัก เช่น 2569 หรือ 2026"),
        ("year", "-569", "ปีต้องเป็นตัวเลขสี่หลัก เช่น 2569 หรือ 2026"),
        ("clock", "25.00", "เวลาต้องเป็นแบบ 18.45"),
        ("clock", "เย็น", "เวลาต้องเป็นแบบ 18.45"),
        ("clock", "18.45\x00", "เวลาต้องเป็นแบบ 18.45"),
        ("channel", "pigeon", "เลือกช่องทางจากรายการ"),
        ("calendar", "TH-99", "เลือกจังหวัดจากรายการ"),
        ("amount", "-1", "จำนวนต้องเป็นตัวเลข 0 ถึง 9999"),
        ("amount", "1.5", "จำนวนต้องเป็นตัวเลข 0 ถึง 9999"),
        ("amount", "10000", "จำนวนต้องเป็นตัวเลข 0 ถึง 9999"),
        ("unit", "fortnight", "เลือกหน่วยเวลาจากรายการ"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(field: str, value: str, sentence: str) -> None:
    form = form_of(**{field: value})
    assert not form.is_valid()
    assert form.errors == {field: [sentence]}


def test_a_day_that_its_month_does_not_have() -> None:
    form = form_of(day="31", month="2")
    assert not form.is_valid()
    assert form.errors == {"day": ["เดือนนี้ไม่มีวันที่นั้น ตรวจวันที่อีกครั้ง"]}


def test_an_empty_form_starts_from_now_in_the_era_of_its_language() -> None:
    assert DueForm(None, language="th", now=NOW).initial["year"] == 2569
    assert DueForm(None, language="en", now=NOW).initial["year"] == 2026
