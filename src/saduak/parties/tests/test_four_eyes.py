"""Maker and checker are two people, or the agency has recorded why not."""

from typing import Any
from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.models import ErasableText, Event
from saduak.ledger.projections import differences
from saduak.parties import commands
from saduak.parties.models import Agency
from saduak.parties.policy import are_two
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db

REASON = "มีเจ้าหน้าที่ปฏิบัติงานเพียงคนเดียว"


def waive(agency_id: UUID, actor: Actor, officer_id: UUID, **altered: Any) -> None:
    asked: dict[str, Any] = {"order_number": " 7/2569 ", "reason": REASON, "now": NOW}
    commands.waive_four_eyes(actor=actor, agency_id=agency_id, officer_id=officer_id, key=key(), **{**asked, **altered})


def end(agency_id: UUID, actor: Actor) -> None:
    commands.end_four_eyes_waiver(actor=actor, agency_id=agency_id, now=NOW, key=key())


def checks(agency_id: UUID, maker: UUID, checker: UUID) -> str:
    """Nothing when the one may check what the other made, else the code of the refusal."""
    return are_two(Agency.objects.get(id=agency_id), maker, checker).code


def test_nobody_checks_what_they_made_themselves() -> None:
    agency = town.agency()
    maker, checker = town.officer(agency, "maker", "officer"), town.officer(agency, "checker", "checker")
    assert checks(agency, maker.user, checker.user) == ""
    assert checks(agency, maker.user, maker.user) == "same_person_checks"


def test_the_exception_is_for_the_one_officer_it_names_until_it_ends() -> None:
    agency = town.agency()
    admin, alone, other = (town.officer(agency, name, "agency_admin") for name in ("admin", "alone", "other"))
    waive(agency, admin.actor, alone.id)
    assert checks(agency, alone.user, alone.user) == ""
    assert checks(agency, other.user, other.user) == "same_person_checks"
    end(agency, admin.actor)
    assert checks(agency, alone.user, alone.user) == "same_person_checks"
    with pytest.raises(WrongState, match="already_ended"):
        end(agency, admin.actor)
    assert list(differences()) == []


def test_the_exception_is_recorded_with_order_officer_and_day_and_its_reason_can_be_forgotten() -> None:
    agency = town.agency()
    admin = town.officer(agency, "admin", "agency_admin")
    waive(agency, admin.actor, admin.id)
    row = Agency.objects.get(id=agency)
    assert (row.four_eyes, row.four_eyes_order, row.four_eyes_officer_id, row.four_eyes_since) == (
        False,
        "7/2569",
        admin.id,
        NOW,
    )
    assert row.four_eyes_reason is not None
    text = ErasableText.objects.get(id=row.four_eyes_reason)
    event = Event.objects.get(kind="four_eyes.waived")
    assert (text.text, event.payload["reason"]) == (REASON, text.digest(REASON))
    assert REASON not in event.payload_text
    assert event.actor == str(admin.actor)
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("altered", "code"), [({"order_number": " "}, "order_missing"), ({"reason": "\n"}, "reason_missing")]
)
def test_an_exception_without_order_or_reason_is_refused(altered: dict[str, str], code: str) -> None:
    agency = town.agency()
    admin = town.officer(agency, "admin", "agency_admin")
    with pytest.raises(DomainError, match=code):
        waive(agency, admin.actor, admin.id, **altered)


def test_an_exception_is_for_an_officer_in_office_of_this_agency_and_only_one() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    admin, stranger = town.officer(agency, "admin", "agency_admin"), town.officer(other, "stranger")
    gone = town.officer(agency, "gone")
    commands.end_officer(actor=INSTALLER, officer_id=gone.id, now=NOW, key=key())
    with pytest.raises(DomainError, match="other_agency"):
        waive(agency, admin.actor, stranger.id)
    with pytest.raises(WrongState, match="post_ended"):
        waive(agency, admin.actor, gone.id)
    waive(agency, admin.actor, admin.id)
    with pytest.raises(WrongState, match="four_eyes_waived"):
        waive(agency, admin.actor, admin.id)


def test_the_agency_answers_for_its_exception_itself() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    admin, stranger = town.officer(agency, "admin", "agency_admin"), town.officer(other, "stranger", "agency_admin")
    for actor in (INSTALLER, stranger.actor):
        with pytest.raises(NotAllowed, match="not_agency_admin"):
            waive(agency, actor, admin.id)
    waive(agency, admin.actor, admin.id)
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        end(agency, stranger.actor)
