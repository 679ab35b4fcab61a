"""Whoever has an interest in a case leaves it (APA s.13 and s.16)."""

from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, key
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import Actor
from saduak.parties.commands import register_person
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def declare(at: office.Office, case_id: UUID, by: Actor, officer: town.Post, ground: str = "relative") -> None:
    commands.declare_interest(
        actor=by, case_id=case_id, officer_id=officer.id, ground=ground, note="", now=MONDAY, key=key()
    )


def test_an_officer_who_declared_an_interest_works_on_the_case_no_more() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    declare(at, case_id, at.officer.actor, at.officer)
    with pytest.raises(NotAllowed, match="has_interest") as refused:
        desk.draft(at, case_id)
    assert refused.value.params["ground"].value == "relative"
    with pytest.raises(WrongState, match="interest_declared"):
        declare(at, case_id, at.officer.actor, at.officer)


def test_a_supervisor_says_it_about_another_and_nobody_else_does() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    with pytest.raises(NotAllowed, match="not_own_interest"):
        declare(at, case_id, at.checker.actor, at.authority)
    with pytest.raises(DomainError, match="interest_ground"):
        declare(at, case_id, at.supervisor.actor, at.authority, "dislike")
    desk.draft(at, case_id)
    desk.check(at, case_id)
    declare(at, case_id, at.supervisor.actor, at.authority, "partiality")
    with pytest.raises(WrongState, match="refused_by_law") as refused:
        desk.decide(at, case_id)
    assert refused.value.params["why"].value == "no_interest"
    assert refused.value.params["article"].section == "13"


def test_nobody_works_on_an_application_of_their_own() -> None:
    at = office.office()
    own = register_person(
        actor=at.officer.actor,
        agency_id=None,
        name="เจ้าหน้าที่สมมุติ",
        identifier=town.identifier(),
        now=MONDAY,
        key=key(),
    )
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, actor=at.officer.actor, person_id=own)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    with pytest.raises(NotAllowed, match="has_interest") as refused:
        desk.begin(at, case_id, "visit")
    assert refused.value.params["ground"].value == "party"


def test_nobody_works_on_an_application_of_whom_they_act_for() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    own = register_person(
        actor=at.officer.actor, agency_id=None, name="เจ้าหน้าที่", identifier=town.identifier(), now=MONDAY, key=key()
    )
    town.mandate(at.citizen, "person", at.person, own)
    with pytest.raises(NotAllowed, match="has_interest") as refused:
        desk.begin(at, case_id, "visit")
    assert refused.value.params["ground"].value == "representative"
