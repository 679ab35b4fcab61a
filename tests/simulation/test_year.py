"""A year simulated day by day: whatever officers, outages and the calendar do, no notice is missed, doubled or early
but in an outage, and then somebody has the duty to answer for it. `benchmarks/year.py` lives it with 2,000 cases.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from saduak.cases.models import Case, RegulatorCopy
from tests.simulation.checker import Observer, Told
from tests.simulation.year import Year

CASES = 60


@pytest.mark.usefixtures("own_db")
def test_no_notice_of_a_year_is_missed_doubled_or_early() -> None:
    year = Year(CASES)
    year.live()
    assert year.faults() == []
    assert Case.objects.count() == CASES
    told = list(year.told())
    assert RegulatorCopy.objects.count() > CASES, "a year with delays"
    assert any(case.duties for case in told), "a year in which outages hurt"
    assert {kind for kind, _ in RegulatorCopy.objects.values_list("kind", "case")} >= {"given", "missing"}


GOOD = Told("1", date(2027, 1, 4), ((1, date(2027, 1, 14)), (2, date(2027, 1, 21))), 2, 2, 0, date(2027, 1, 25))
"""Filed on a Monday, promised by Wednesday of the week after; told the day after that and a week later."""
WRONG = {
    "missed on": {"ended": date(2027, 2, 1)},
    "two on one day": {"notices": ((1, date(2027, 1, 14)), (2, date(2027, 1, 14)))},
    "early on": {"notices": ((1, date(2027, 1, 14)), (2, date(2027, 1, 20)))},
    "late on": {"notices": ((1, date(2027, 1, 14)), (2, date(2027, 1, 22)))},
    "copies": {"copies": 1},
    "letters": {"letters": 3},
    "numbered": {"notices": ((1, date(2027, 1, 14)), (3, date(2027, 1, 21)))},
    "missed windows": {"duties": 1},
}


def test_the_observer_is_content_with_a_good_series() -> None:
    observer = Observer((2027,), "40", (), ())
    assert observer.promised(GOOD.filed, 7) == date(2027, 1, 13)
    assert list(observer.faults(GOOD, 7)) == []


@pytest.mark.parametrize("fault", WRONG)
def test_the_observer_finds(fault: str) -> None:
    found = list(Observer((2027,), "40", (), ()).faults(replace(GOOD, **WRONG[fault]), 7))
    assert any(fault in each for each in found), found


def test_an_outage_excuses_what_it_covers_and_no_more() -> None:
    late = replace(GOOD, notices=((1, date(2027, 1, 14)), (2, date(2027, 1, 23))), duties=1)
    covered = [date(2027, 1, 21), date(2027, 1, 22)]
    assert list(Observer((2027,), "40", (), covered).faults(late, 7)) == []
    assert list(Observer((2027,), "40", (), [covered[0]]).faults(late, 7))
    closed = Observer((2027,), "40", [date(2027, 1, 21)], ())
    assert list(closed.wanted(date(2027, 1, 13), [date(2027, 1, 14)]))[-1] == covered[0] - timedelta(days=1)
