"""The holidays that `law/calendars/` states, held against what was published and against another list of
them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays
import pytest

from saduak.core.calendars import Holiday
from saduak.sources.calendars import known_years, named_calendar, year_sheet
from saduak.sources.documents import Table, read_document
from saduak.sources.files import law_files

YEARS = (2022, 2023, 2024, 2025, 2026, 2027)
FILES = law_files("calendars")


def days(year: int, *parts: str) -> set[date]:
    """ "1-2 Jan" and the like as dates."""
    found: set[date] = set()
    for part in parts:
        numbers, month = part.split(" ")
        first, _, last = numbers.partition("-")
        start = date(year, MONTHS.index(month) + 1, int(first))
        found |= {start + timedelta(days=more) for more in range(int(last or first) - int(first) + 1)}
    return found


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

REFERENCE = {
    2026: days(
        2026, "1-2 Jan", "3 Mar", "6 Apr", "13-15 Apr", "4 May", "13 May", "1 Jun",
        "3 Jun", "28-30 Jul", "12 Aug", "13 Oct", "23 Oct", "7 Dec", "10 Dec", "31 Dec",
    ),
    2027: days(
        2027, "1 Jan", "22 Feb", "6 Apr", "13-15 Apr", "4 May", "20 May", "3 Jun",
        "19-20 Jul", "28 Jul", "12 Aug", "13 Oct", "25 Oct", "6 Dec", "10 Dec", "31 Dec",
    ),
}  # fmt: skip
"""The weekdays that the reference vectors of the law core take as closed."""


def nationwide(year: int) -> dict[date, Holiday]:
    return dict(named_calendar("TH").holidays_of(year))


def test_the_years_on_file() -> None:
    assert known_years() == YEARS
    assert [year_sheet(path).year for path in FILES.values()] == list(YEARS)


@pytest.mark.parametrize("year", REFERENCE)
def test_closed_weekdays_are_those_of_the_reference_vectors(year: int) -> None:
    assert {day for day in nationwide(year) if day.isoweekday() < 6} == REFERENCE[year]


@pytest.mark.parametrize(
    ("year", "announced", "added_later"),
    [
        (2022, 19 + 4, {"16-18 Nov"}),
        (2023, 19, {"31 Jul"}),
        (2024, 20, {"12 Apr"}),
        (2025, 21, set()),
    ],
)
def test_as_many_days_as_the_cabinet_announced(year: int, announced: int, added_later: set[str]) -> None:
    """The Cabinet's yearly figure counts the days themselves, not the days in lieu of them."""
    known = [day for day in nationwide(year).values() if day.kind != "substitution"]
    later = days(year, *added_later) & {day.on for day in known}
    assert len(known) - len(later) == announced


@pytest.mark.parametrize("year", YEARS)
def test_labour_day_is_a_working_day_of_government_offices(year: int) -> None:
    assert date(year, 5, 1) not in nationwide(year)


def test_three_january_2023_was_a_working_day() -> None:
    """31 December 2022 and 1 January 2023 fell on one week-end: one day in lieu, not two."""
    calendar = named_calendar("TH")
    assert not calendar.is_working_day(date(2023, 1, 2))
    assert calendar.is_working_day(date(2023, 1, 3))


@pytest.mark.parametrize(("province", "closed"), [("10", True), ("11", True), ("12", True), ("40", False)])
def test_the_apec_days_closed_three_provinces_only(province: str, *, closed: bool) -> None:
    calendar = named_calendar(f"TH-{province}")
    assert [calendar.is_working_day(day) for day in days(2022, "16-18 Nov")] == [not closed] * 3
    assert calendar.is_working_day(date(2022, 11, 15))


def test_southern_provinces_keep_chinese_new_year() -> None:
    assert not named_calendar("TH-96").is_working_day(date(2026, 2, 17))
    assert named_calendar("TH").is_working_day(date(2026, 2, 17))


# The rule of days in lieu

MOVED_BY_THE_CABINET = {date(2023, 12, 29)}


def substitutions() -> Iterator[tuple[int, Table]]:
    for name, path in FILES.items():
        for row in read_document(path)["days"]:
            if row["kind"] == "substitution":
                yield int(name) - 543, row


def test_a_day_in_lieu_is_the_next_working_day_and_follows_a_week_end() -> None:
    for year, row in substitutions():
        province = row.get("provinces", [None])[0]
        calendar = named_calendar(f"TH-{province}" if province else "TH")
        replaced: date = row["replaces"]
        assert replaced.isoweekday() > 5
        assert replaced in calendar.holidays_of(replaced.year)
        if row["date"] not in MOVED_BY_THE_CABINET:
            others = {day: it for day, it in calendar.holidays_of(year).items() if day != row["date"]}
            opened = calendar.change(years={**calendar.years, year: others})
            assert opened.first_working_day(replaced) == row["date"], replaced


def test_every_week_end_holiday_has_its_day_in_lieu_or_shares_one() -> None:
    replaced = {row["replaces"] for _, row in substitutions()}
    without = {
        day
        for year in YEARS
        for day, holiday in nationwide(year).items()
        if day.isoweekday() > 5 and holiday.kind == "holiday" and day not in replaced
    }
    assert without == {
        date(2022, 12, 31),  # shares 2 January 2023 with 1 January
        date(2024, 4, 14),  # shares 16 April with 13 April
        date(2024, 7, 21),  # shares 22 July with 20 July
    }


# Against the `holidays` package, which is a list of public holidays and not of government office days

LABOUR_DAY = "Labour Day closes banks and firms, not government offices"
CHILDREN_DAY = "Children's Day is observed, not kept as a government holiday"
SOUTH = "kept in the five southern border provinces only; the package lists the whole country"
APEC = "Cabinet of 5 October 2022: Bangkok, Nonthaburi and Samut Prakan only"
ONE_DAY_IN_LIEU = "one day in lieu at most for 31 December 2022 and 1 January 2023, and that was 2 January"

ONLY_IN_THE_PACKAGE = {
    **{date(year, 5, 1): LABOUR_DAY for year in YEARS},
    date(2022, 5, 2): LABOUR_DAY,
    date(2027, 5, 3): LABOUR_DAY,
    date(2022, 1, 8): CHILDREN_DAY,
    date(2023, 1, 14): CHILDREN_DAY,
    date(2024, 1, 13): CHILDREN_DAY,
    date(2025, 1, 11): CHILDREN_DAY,
    date(2026, 1, 10): CHILDREN_DAY,
    date(2027, 1, 9): CHILDREN_DAY,
    date(2023, 1, 3): ONE_DAY_IN_LIEU,
}

ONLY_ON_FILE = {
    date(2022, 2, 1): SOUTH,
    date(2022, 5, 3): SOUTH,
    date(2022, 7, 10): SOUTH,
    date(2022, 7, 11): SOUTH,
    date(2022, 11, 16): APEC,
    date(2022, 11, 17): APEC,
    date(2022, 11, 18): APEC,
    date(2023, 1, 22): SOUTH,
    date(2023, 1, 23): SOUTH,
    date(2023, 4, 22): SOUTH,
    date(2023, 4, 24): SOUTH,
    date(2023, 6, 29): SOUTH,
    date(2024, 2, 10): SOUTH,
    date(2024, 2, 12): SOUTH,
    date(2024, 4, 10): SOUTH,
    date(2024, 6, 17): SOUTH,
    date(2025, 1, 29): SOUTH,
    date(2025, 3, 31): SOUTH,
    date(2025, 6, 7): SOUTH,
    date(2025, 6, 9): SOUTH,
    date(2026, 2, 17): SOUTH,
    date(2027, 2, 6): SOUTH,
    date(2027, 2, 8): SOUTH,
}


@pytest.mark.parametrize("year", YEARS)
def test_every_difference_from_the_holidays_package_has_its_reason(year: int) -> None:
    path = FILES[str(year + 543)]
    package = set(holidays.country_holidays("TH", years=year, categories=("public", "government")))
    on_file = {day.on for day in year_sheet(path).holidays}
    assert package - on_file == {day for day in ONLY_IN_THE_PACKAGE if day.year == year}
    assert on_file - package == {day for day in ONLY_ON_FILE if day.year == year}


def test_every_day_says_where_it_is_written() -> None:
    for path in FILES.values():
        for day in year_sheet(path).holidays:
            assert len(day.source) > 40, day
            assert day.name_th
            assert day.name_en
