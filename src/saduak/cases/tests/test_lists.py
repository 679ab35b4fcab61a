"""Work lists and single cases: due first, page by page, and never more than may be seen."""

from datetime import timedelta

import pytest

from saduak.cases import commands, queries
from saduak.cases.policy import sees, visible_cases
from saduak.cases.queries import lists
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, FOOD_LARGE, FOOD_SMALL, INDUSTRY, MONDAY, RESTAURANT, WASTE, key
from saduak.core.errors import NotFound
from saduak.core.transitions import Command
from saduak.ledger.actors import Actor
from saduak.parties.policy.standing import standing_of
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def test_the_list_is_sorted_by_the_day_to_act_and_pages_follow_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    at = office.office()
    for day in (3, 0, 2, 1):
        office.file(at, FOOD_LARGE, RESTAURANT, now=MONDAY + timedelta(days=day))
    first = queries.work_list(at.officer.actor, MONDAY)
    second = queries.work_list(at.officer.actor, MONDAY, after=first.next)
    days = [row.act_on for row in (*first.rows, *second.rows)]
    assert len(days) == 4
    assert days == sorted(days)
    assert (first.total, second.next) == (4, None)


def test_each_view_shows_its_own() -> None:
    at = office.office()
    fresh, checked = (office.file(at, FOOD_LARGE, RESTAURANT) for _ in range(2))
    commands.confirm_complete(actor=at.intake.actor, case_id=checked, seen=None, now=MONDAY, key=key())
    new = queries.work_list(at.intake.actor, MONDAY, view="new")
    assert [row.id for row in new.rows] == [fresh]
    much_later = MONDAY + timedelta(days=90)
    counts = queries.work_counts(at.intake.actor, much_later)
    assert (counts["new"], counts["late"], counts["all"]) == (1, 2, 2)
    assert all(row.is_late(much_later) for row in queries.work_list(at.intake.actor, much_later, view="late").rows)


def test_another_agency_and_a_stranger_see_no_case() -> None:
    at, other = office.office(), office.office(INDUSTRY)
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    office.file(other, WASTE, FACTORY)
    stranger, _ = town.citizen("stranger")
    assert [row.id for row in queries.work_list(at.officer.actor, MONDAY).rows] == [case_id]
    assert queries.own_cases(stranger, MONDAY) == []
    for actor in (stranger, other.officer.actor):
        with pytest.raises(NotFound):
            queries.whole_case(actor, case_id, MONDAY)


def test_the_applicant_sees_clock_and_papers_but_may_not_decide() -> None:
    at = office.office(INDUSTRY)
    case_id = office.file(at, WASTE, FACTORY)
    found = queries.whole_case(at.citizen, case_id, MONDAY)
    assert found.is_applicant
    assert found.clock.promise is not None
    assert {document.id for document in found.documents} >= {"factory_registration", "processor_consent"}
    assert Command.WITHDRAW in found.possible
    assert Command.CONFIRM_COMPLETE not in found.possible
    assert Command.CONFIRM_COMPLETE in queries.whole_case(at.intake.actor, case_id, MONDAY).possible
    assert found.stopwatches.agency.days == 0


def test_number_and_code_of_the_receipt_find_the_case() -> None:
    at = office.office()
    row = office.case(office.file(at, FOOD_LARGE, RESTAURANT))
    code = queries.tracking_code(row.id)
    assert queries.tracked(f" {row.number.lower()} ", code.lower().replace("-", " ")) == row
    assert queries.tracked(row.number, "22222-22222") is None
    assert queries.tracked("KKC-69-99999", code) is None


def agent_of(at: office.Office, *services: str) -> Actor:
    """Somebody whom the citizen of the office lets act in these services."""
    actor, person = town.citizen(f"agent-{key()}")
    town.mandate(at.citizen, "person", at.person, person, scope=services)
    return actor


def test_a_mandate_for_one_service_opens_no_case_of_another() -> None:
    at = office.office()
    large = office.file(at, FOOD_LARGE, RESTAURANT)
    limited = agent_of(at, FOOD_SMALL)
    assert queries.own_cases(limited, MONDAY) == []
    with pytest.raises(NotFound):
        queries.whole_case(limited, large, MONDAY)
    with pytest.raises(NotFound):
        commands.withdraw(actor=limited, case_id=large, ground="", seen=None, now=MONDAY, key=key())


def test_a_mandate_for_this_service_opens_its_cases() -> None:
    at = office.office()
    large = office.file(at, FOOD_LARGE, RESTAURANT)
    limited = agent_of(at, FOOD_SMALL, FOOD_LARGE)
    assert [row.id for row in queries.own_cases(limited, MONDAY)] == [large]
    assert queries.whole_case(limited, large, MONDAY).is_applicant


def test_a_list_shows_what_a_limited_mandate_may_open_one_by_one() -> None:
    at = office.office()
    filed = [office.file(at, FOOD_LARGE, RESTAURANT) for _ in range(2)]
    for limited in (agent_of(at, FOOD_LARGE), agent_of(at, FOOD_SMALL), agent_of(at)):
        who = standing_of(limited, MONDAY)
        one_by_one = {row.id for row in map(office.case, filed) if sees(who, row)}
        assert set(visible_cases(limited, MONDAY).values_list("id", flat=True)) == one_by_one
