"""Whoever has an interest in a case leaves it (APA s.13 and s.16)."""

from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Duty
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, key
from saduak.cases.tests.test_rebuild import rebuilt
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


def test_who_declared_an_interest_does_nothing_more_as_an_officer_but_reads() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    declare(at, case_id, at.intake.actor, at.intake)
    said: dict[str, Any] = {"actor": at.intake.actor, "case_id": case_id, "seen": None, "now": MONDAY}
    with pytest.raises(NotAllowed, match="has_interest"):
        commands.confirm_complete(key=key(), **said)
    with pytest.raises(NotAllowed, match="has_interest"):
        commands.refer_application(agency_named="กรมโรงงาน", ground="ผิดหน่วยงาน", key=key(), **said)
    with pytest.raises(NotAllowed, match="has_interest"):
        commands.withdraw(ground="เปลี่ยนใจ", key=key(), **said)
    assert whole_case(at.intake.actor, case_id, MONDAY).id == case_id
    commands.confirm_complete(**{**said, "actor": at.officer.actor}, key=key())


def test_an_officer_who_applies_acts_as_the_applicant_and_not_as_the_office() -> None:
    at = office.office()
    own = register_person(
        actor=at.intake.actor, agency_id=None, name="เจ้าหน้าที่", identifier=town.identifier(), now=MONDAY, key=key()
    )
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, actor=at.intake.actor, person_id=own)
    said: dict[str, Any] = {"actor": at.intake.actor, "case_id": case_id, "seen": None, "now": MONDAY}
    with pytest.raises(NotAllowed, match="has_interest"):
        commands.confirm_complete(key=key(), **said)
    commands.withdraw(ground="เปลี่ยนใจ", key=key(), **said)
    assert office.case(case_id).state == "withdrawn"


def give(at: office.Office, case_id: UUID, by: Actor, to: town.Post) -> None:
    commands.assign_case(actor=by, case_id=case_id, officer_id=to.id, seen=None, now=MONDAY, key=key())


def test_a_case_whose_officer_has_an_interest_is_nobodys_until_the_supervisor_hands_it_on() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    give(at, case_id, at.officer.actor, at.officer)
    declare(at, case_id, at.officer.actor, at.officer)
    assert office.case(case_id).officer_id is None
    (duty,) = Duty.objects.filter(case=case_id, state="open", what="interest_hand_on")
    assert (duty.role, duty.officer_id) == ("supervisor", at.supervisor.id)
    with pytest.raises(DomainError, match="not_a_fitting_officer"):
        give(at, case_id, at.officer.actor, at.officer)
    give(at, case_id, at.supervisor.actor, at.checker)
    duty.refresh_from_db()
    assert (duty.state, duty.how) == ("done", "handed_on")
    assert office.case(case_id).officer_id == at.checker.id
    assert rebuilt() == []


def test_a_step_of_who_has_an_interest_is_handed_on_as_well() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "visit")
    declare(at, case_id, at.officer.actor, at.officer)
    duties = Duty.objects.filter(case=case_id, state="open", what="interest_hand_on")
    assert duties.count() == 1
    commands.assign_task(
        actor=at.officer.actor,
        case_id=case_id,
        task_id=office.task(case_id, "visit").id,
        officer_id=at.checker.id,
        seen=None,
        now=MONDAY,
        key=key(),
    )
    assert duties.count() == 0
