"""Finished cases are counted once, apart from the work on them, and every figure is what their events say."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Case
from saduak.cases.queries.courses import courses
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.core.errors import NotAllowed
from saduak.ledger.actors import INSTALLER, WORKER
from saduak.ledger.guard import side_door
from saduak.oversight.commands import count_cases, count_finished, recount
from saduak.oversight.models import Cell, CountedCase, Reading
from saduak.oversight.queries import (
    Figure,
    Part,
    behind,
    cases_behind,
    compared,
    figures,
    freshness,
    process_map,
    unequal,
)
from saduak.oversight.tallies import MEASURES

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)
LATER = WEDNESDAY + timedelta(days=2)


def granted(at: Office) -> UUID:
    """A licence of food premises, granted on Wednesday and told."""
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work(WEDNESDAY)
    return case_id


def withdrawn(at: Office) -> UUID:
    """An application that was taken back the day after."""
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    now = MONDAY + timedelta(days=1)
    commands.withdraw(actor=at.citizen, case_id=case_id, ground="", seen=None, now=now, key=key())
    return case_id


def part(**changes: object) -> Part:
    """November at every agency."""
    said = {"agencies": None, "service": "", "since": NOVEMBER, "until": NOVEMBER}
    return Part(**{**said, **changes})  # type: ignore[arg-type]


def test_the_course_of_a_case_is_read_from_its_events() -> None:
    at = office.office()
    own = granted(at)
    course = courses([own])[own]
    path = [each.activity for each in course.path]
    assert path == ["filed", "complete", "step:visit", "step:opinion", "decided", "told"]
    assert all(each.in_place for each in course.path)
    assert {taken.name: (taken.used, taken.in_time) for taken in course.times} == {
        "": (2, True),
        "visit": (0, True),
        "opinion": (0, True),
        "decision": (0, True),
    }
    assert (course.end, course.told_days, course.told_in_time) == ("granted", 0, True)


def test_an_open_case_has_no_course_and_counts_nowhere() -> None:
    at = office.office()
    own = desk.restaurant_under_consideration(at)
    assert courses([own]) == {}
    assert count_finished(LATER) == 0
    assert not Cell.objects.exists()


def test_figures_are_what_the_events_say() -> None:
    at = office.office()
    first, second = granted(at), withdrawn(at)
    assert count_finished(LATER) == 2
    found = figures(part(), *MEASURES)
    assert (found["whole", ""].count, found["whole", ""].good, found["whole", ""].spread.median) == (1, 1, 2)
    assert found["end", "granted"].count == found["end", "withdrawn"].count == 1
    assert found["channel", "electronic"].count == 2
    assert found["arrow", "filed>withdrawn"].total == 24 * 3600
    assert all(each.is_equal for each in compared(part(), *MEASURES))
    assert list(unequal()) == []
    assert {each.case for each in cases_behind(part(), Figure("channel", "electronic")).cases} == {first, second}
    assert [each.case for each in cases_behind(part(), Figure("arrow", "filed>withdrawn")).cases] == [second]
    assert [each.case for each in cases_behind(part(), Figure("step", "decision")).cases] == [first]
    assert cases_behind(part(), Figure("whole", "", good=False)).cases == []


@pytest.mark.parametrize("common", [0, 10**6])
def test_cases_behind_a_figure_are_the_same_whichever_way_they_are_found(
    monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    """By their paths where few cases add to a figure, by the day on which they ended where many do."""
    monkeypatch.setattr(behind, "COMMON", common)
    at = office.office()
    first, second = granted(at), withdrawn(at)
    count_finished(LATER)
    for figure, cases in (
        (Figure("arrow", "filed>withdrawn"), [second]),
        (Figure("arrow", "filed>complete"), [first]),
        (Figure("step", "visit"), [first]),
        (Figure("step", "decision"), [first]),
    ):
        assert [each.case for each in cases_behind(part(service=FOOD_LARGE), figure).cases] == cases


def test_counting_again_changes_nothing_and_nobody_is_left_waiting() -> None:
    at = office.office()
    granted(at)
    assert freshness().waiting == 1
    count_finished(LATER)
    before = list(Cell.objects.order_by("id").values())
    assert (count_finished(LATER), freshness().waiting, freshness().at) == (0, 0, LATER)
    own = CountedCase.objects.get().case
    count_cases(actor=WORKER, case_ids=(own,), last=None, now=LATER, key=key())
    after = list(Cell.objects.order_by("id").values())
    assert [{**row, "id": 0} for row in before] == [{**row, "id": 0} for row in after]


def test_a_case_that_is_open_again_is_taken_out() -> None:
    at = office.office()
    own = withdrawn(at)
    count_finished(LATER)
    assert Cell.objects.exists()
    with side_door("bulk loader"):  # as a reinstatement leaves the row: it is no longer over
        Case.objects.filter(pk=own).update(closed_at=None)
    count_cases(actor=WORKER, case_ids=(own,), last=None, now=LATER, key=key())
    assert not Cell.objects.exists()
    assert not CountedCase.objects.exists()


def test_a_figure_that_was_touched_is_found_and_counted_anew() -> None:
    at = office.office()
    granted(at)
    count_finished(LATER)
    with side_door("bulk loader"):
        Cell.objects.filter(measure="whole").update(good=0)
        CountedCase.objects.update(marks=[])
    [found] = unequal(month=NOVEMBER)
    assert (found.compared.measure, found.compared.kept.good, found.compared.computed.good) == ("whole", 0, 1)
    assert recount(actor=INSTALLER, agency_id=at.agency, service=FOOD_LARGE, month=NOVEMBER, now=LATER, key=key()) == 1
    assert list(unequal()) == []


def test_what_was_committed_late_is_not_passed_over() -> None:
    """Ids follow the machine's clock, not the order of commits: reading begins two hours before where it ended."""
    at = office.office()
    granted(at)
    count_finished(LATER)
    with_id = Reading.objects.get().event
    withdrawn(at)
    with side_door("bulk loader"):
        Reading.objects.update(event=UUID(int=with_id.int + (3600 * 1000 << 80)))
    assert count_finished(LATER) == 1


def test_nobody_but_the_poller_counts() -> None:
    at = office.office()
    with pytest.raises(NotAllowed):
        count_cases(actor=at.authority.actor, case_ids=(), last=None, now=LATER, key=key())
    with pytest.raises(NotAllowed):
        recount(actor=at.authority.actor, agency_id=at.agency, service="x", month=NOVEMBER, now=LATER, key=key())


def test_the_map_shows_the_manual_in_its_order_and_what_lies_beside_it() -> None:
    at = office.office()
    granted(at)
    withdrawn(at)
    count_finished(LATER)
    found = process_map(part(service=FOOD_LARGE))
    assert [stop.activity for stop in found.stops] == [
        *("filed", "complete", "step:visit", "step:opinion", "decided", "told", "withdrawn")
    ]
    assert [stop.count for stop in found.stops] == [2, 1, 1, 1, 1, 1, 1]
    assert {arrow.kind for arrow in found.arrows if arrow.target == "withdrawn"} == {"law"}
    assert {arrow.kind for arrow in found.arrows if arrow.target != "withdrawn"} == {"manual"}
    assert (found.cases, found.beside) == (2, 0)
