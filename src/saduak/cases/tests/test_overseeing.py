"""Regulators and auditors read an application for a stated purpose only, on record and in sight of the applicant."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases.commands import confirm_complete, oversee_case
from saduak.cases.commands.recomputing import recompute_case
from saduak.cases.models import Case
from saduak.cases.queries import awaits_purpose, overseen, overseen_of, whole_case
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.ledger.actors import INSTALLER, Actor
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
WHY = "ตรวจเหตุที่ล่าช้าตามข้อร้องเรียนเลขที่ 12/2569"
EVENING = MONDAY.replace(hour=16, minute=59)
"""A minute before midnight in Thailand."""


@pytest.fixture
def city() -> Office:
    return office.office(CITY)


@pytest.fixture
def case_id(city: Office) -> UUID:
    return office.file(city, FOOD_LARGE, RESTAURANT)


@pytest.fixture(params=["regulator", "auditor"])
def overseer(request: pytest.FixtureRequest) -> Actor:
    """Somebody of another agency who looks after all."""
    return town.officer(town.agency("สำนักงานกลาง"), request.param, request.param).actor


def oversee(actor: Actor, case_id: UUID, purpose: str = WHY, now: datetime = MONDAY) -> None:
    oversee_case(actor=actor, case_id=case_id, purpose=purpose, now=now, key=key())


def test_a_case_opens_for_a_stated_purpose_until_the_end_of_the_day(overseer: Actor, case_id: UUID) -> None:
    with pytest.raises(NotAllowed, match="why_missing"):
        whole_case(overseer, case_id, MONDAY)
    assert awaits_purpose(overseer, case_id, MONDAY)
    oversee(overseer, case_id)
    assert not awaits_purpose(overseer, case_id, EVENING)
    assert whole_case(overseer, case_id, EVENING).id == case_id
    with pytest.raises(NotAllowed, match="why_missing"):
        whole_case(overseer, case_id, EVENING + timedelta(minutes=1))


def test_the_purpose_of_one_opens_nothing_for_another(overseer: Actor, case_id: UUID) -> None:
    oversee(overseer, case_id)
    other = town.officer(town.agency("สำนักงานอื่น"), "another", "auditor").actor
    with pytest.raises(NotAllowed, match="why_missing"):
        whole_case(other, case_id, MONDAY)


def test_the_applicant_is_told_who_opened_it_when_and_why(overseer: Actor, case_id: UUID, city: Office) -> None:
    oversee(overseer, case_id)
    (told,) = overseen_of(city.citizen, MONDAY)
    assert (told.case_id, told.at, told.purpose) == (case_id, MONDAY, WHY)
    assert told.post in {"regulator", "auditor"}
    assert overseen(office.case(case_id)) == (told,)
    stranger, _ = town.citizen("stranger")
    assert overseen_of(stranger, MONDAY) == ()


def test_nobody_opens_a_case_without_words_or_with_too_many(overseer: Actor, case_id: UUID) -> None:
    for purpose, code in ((" \u200b ", "purpose_empty"), ("ก" * 501, "line_too_long")):
        with pytest.raises(DomainError, match=code):
            oversee(overseer, case_id, purpose)
    with pytest.raises(NotAllowed, match="why_missing"):
        whole_case(overseer, case_id, MONDAY)


def test_the_staff_and_the_applicant_say_nothing_before_they_read(city: Office, case_id: UUID) -> None:
    for actor in (city.officer.actor, city.citizen):
        assert not awaits_purpose(actor, case_id, MONDAY)
        with pytest.raises(NotAllowed, match="not_overseer"):
            oversee(actor, case_id)
    stranger, _ = town.citizen("stranger")
    with pytest.raises(NotFound):
        oversee(stranger, case_id)


def test_an_auditor_who_looks_makes_no_officers_page_stale(overseer: Actor, city: Office, case_id: UUID) -> None:
    seen = whole_case(city.intake.actor, case_id, MONDAY).seen
    oversee(overseer, case_id)
    confirm_complete(actor=city.intake.actor, case_id=case_id, seen=seen, now=MONDAY, key=key())


def test_an_opening_changes_nothing_of_the_case(overseer: Actor, case_id: UUID) -> None:
    before = columns_of(case_id)
    oversee(overseer, case_id)
    assert columns_of(case_id) == before
    assert not recompute_case(actor=INSTALLER, case_id=case_id, ground="rebuild", now=MONDAY, key=key())


def columns_of(case_id: UUID) -> Mapping[str, Any]:
    """The row, but for the number of its last event."""
    row = Case.objects.filter(pk=case_id).values().get()
    return {name: value for name, value in row.items() if name != "seq"}
