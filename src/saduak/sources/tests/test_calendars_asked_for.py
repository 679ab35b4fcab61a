"""Asking for a calendar: by name, for an agency, or written out in the question."""

import copy
import pickle
from datetime import date, datetime, time
from typing import Any

import pytest

from saduak.core.calendars import BANGKOK, Opening
from saduak.core.errors import CalendarYearUnknown, LawError
from saduak.core.reasons import Code
from saduak.sources.calendars import agency_calendar, inline_calendar, named_calendar, national_calendar
from saduak.sources.provinces import provinces

QUESTION: dict[str, Any] = {
    "weekdays": [1, 2, 3, 4, 5],
    "opens": "08:30",
    "closes": "16:30:00",
    "holidays": ["2026-10-13"],
    "extra_open": [{"date": "2026-10-10", "opens": "09:00", "closes": "12:00"}],
    "closed": ["2026-10-14"],
}


def test_there_are_77_provinces() -> None:
    assert len(provinces()) == 77
    assert provinces()["40"].name_th == "ขอนแก่น"


def test_a_calendar_is_known_by_name_and_cites_its_version() -> None:
    calendar = named_calendar("TH-40")
    assert calendar.stamp == f"TH-40@{named_calendar('TH').version}"
    assert named_calendar("TH-40") is calendar
    assert calendar.hours == (Opening(time(8, 30), time(16, 30)),)


@pytest.mark.parametrize("name", ["", "th", "TH-", "TH-4", "TH-99", "TH-28", "TH-401", "TH-๔๐", "TH ", "LA"])
def test_any_other_name_is_unknown(name: str) -> None:
    with pytest.raises(LawError) as refused:
        named_calendar(name)
    assert refused.value.code == "calendar_unknown"
    assert refused.value.params["calendar"] == name


def test_a_year_that_is_not_on_file_is_named() -> None:
    with pytest.raises(CalendarYearUnknown) as refused:
        named_calendar("TH").is_working_day(date(2031, 1, 1))
    assert refused.value.year == 2031


def test_a_calendar_travels_between_processes() -> None:
    again = pickle.loads(pickle.dumps(named_calendar("TH-12")))  # noqa: S301 - made two words ago
    assert again.is_working_day(date(2022, 11, 17)) is False
    assert again.stamp == named_calendar("TH-12").stamp


# Written out in a question


def test_a_written_calendar_says_exactly_what_it_was_given() -> None:
    calendar = inline_calendar(QUESTION)
    assert [calendar.is_working_day(date(2026, 10, day)) for day in (9, 10, 12, 13, 14, 15)] == [
        True,
        False,
        True,
        False,
        False,
        True,
    ]
    assert calendar.is_open(datetime(2026, 10, 10, 9, 30, tzinfo=BANGKOK))
    assert calendar.openings(date(2026, 10, 14)) == ()
    assert calendar.is_working_day(date(2199, 5, 1))


def test_an_empty_object_is_a_plain_working_week() -> None:
    calendar = inline_calendar({})
    assert calendar.is_working_day(date(2026, 10, 13))
    assert calendar.openings(date(2026, 10, 13)) == (Opening(time(8, 30), time(16, 30)),)


def test_evening_hours_may_be_added_to_a_working_day() -> None:
    given = {"extra_open": [{"date": "2026-10-12", "opens": "18:00", "closes": "20:00"}]}
    assert len(inline_calendar(given).openings(date(2026, 10, 12))) == 2


def test_years_limit_what_a_written_calendar_covers() -> None:
    calendar = inline_calendar({"years": [2026], "holidays": ["2026-10-13", "2027-01-01"]})
    assert not calendar.is_working_day(date(2026, 10, 13))
    with pytest.raises(CalendarYearUnknown):
        calendar.is_working_day(date(2027, 1, 1))


def test_the_same_object_is_built_once() -> None:
    again = {name: copy.deepcopy(QUESTION[name]) for name in reversed(QUESTION)}
    assert inline_calendar(again) is inline_calendar(QUESTION)
    assert inline_calendar({**QUESTION, "closes": "17:00"}).version != inline_calendar(QUESTION).version


@pytest.mark.parametrize(
    ("name", "value", "field", "why"),
    [
        ("weekdays", [0], "weekdays[0]", "not_a_weekday"),
        ("weekdays", [1, 8], "weekdays[1]", "not_a_weekday"),
        ("weekdays", [True], "weekdays[0]", "not_a_weekday"),
        ("weekdays", [], "weekdays", "empty"),
        ("weekdays", "12345", "weekdays", "not_a_list"),
        ("opens", "8:30", "opens", "not_a_time"),
        ("opens", "25:00", "opens", "not_a_time"),
        ("opens", 830, "opens", "not_a_time"),
        ("opens", None, "opens", "not_a_time"),
        ("closes", "08:30", "closes", "closes_before_opens"),
        ("holidays", ["2026-02-30"], "holidays[0]", "not_a_date"),
        ("holidays", ["20261013"], "holidays[0]", "not_a_date"),
        ("holidays", ["2569-10-13"], "holidays[0]", "year_out_of_range"),
        ("holidays", [20261013], "holidays[0]", "not_a_date"),
        ("holidays", "2026-10-13", "holidays", "not_a_list"),
        ("holidays", None, "holidays", "not_a_list"),
        ("closed", [None], "closed[0]", "not_a_date"),
        ("extra_open", [{}], "extra_open[0].date", "not_a_date"),
        ("extra_open", ["2026-10-10"], "extra_open[0]", "not_an_object"),
        ("extra_open", [{"date": "2026-10-10", "opens": "09:00"}], "extra_open[0].closes", "not_a_time"),
        (
            "extra_open",
            [{"date": "2026-10-10", "opens": "09:00", "closes": "08:00"}],
            "extra_open[0].closes",
            "closes_before_opens",
        ),
        ("extra_open", [{**QUESTION["extra_open"][0], "room": 4}], "extra_open[0].room", "unknown_field"),
        ("years", [2569], "years[0]", "year_out_of_range"),
        ("years", ["2026"], "years[0]", "year_out_of_range"),
        ("years", 2026, "years", "not_a_list"),
        ("holiday", [], "holiday", "unknown_field"),
        ("holidays", [date(2026, 1, 1)], "calendar", "not_json"),
        ("holidays", ["2026-01-01"] * 20_000, "calendar", "too_large"),
    ],
)
def test_a_malformed_value_is_named(name: str, value: object, field: str, why: str) -> None:
    with pytest.raises(LawError) as refused:
        inline_calendar({**QUESTION, name: value})
    assert refused.value.code == "calendar_invalid"
    assert refused.value.params == {"field": field, "why": Code("calendar_fault", why)}


def test_what_is_no_object_at_all_is_refused() -> None:
    with pytest.raises(LawError, match="not_an_object"):
        inline_calendar(["TH"])  # type: ignore[arg-type]


# Of an agency


def test_an_agency_keeps_its_own_hours_over_the_national_holidays() -> None:
    hours = {"weekdays": [1, 2, 3, 4, 5, 6], "opens": "08:00", "closed": ["2026-11-23"]}
    calendar = agency_calendar("khon-kaen-city", "40", hours)
    assert calendar.is_working_day(date(2026, 11, 21))
    assert not calendar.is_working_day(date(2026, 11, 23))
    assert not calendar.is_working_day(date(2026, 12, 10))
    assert calendar.openings(date(2026, 11, 21)) == (Opening(time(8), time(16, 30)),)
    assert calendar.stamp.startswith(f"khon-kaen-city@{national_calendar('40').version}+")


def test_an_agency_cannot_strike_out_government_holidays() -> None:
    with pytest.raises(LawError, match="unknown_field"):
        agency_calendar("office", None, {"holidays": []})
