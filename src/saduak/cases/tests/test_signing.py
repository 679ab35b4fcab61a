"""An order states name and position of who makes it (APA s.36); what the system gives says so (EPA s.16)."""

from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.queries.letters import preview_letter
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import TUESDAY
from saduak.cases.tests.office import FOOD_SMALL, MONDAY, Office, key
from saduak.cases.tests.test_letters import SMALL
from saduak.ledger.actors import INSTALLER
from saduak.messages.queries import letter_page
from saduak.parties.commands import designate_system, name_user
from saduak.parties.tests.town import Post

pytestmark = pytest.mark.django_db
NAME = "นางสาวตัวอย่าง ใจดี"


def named(post: Post, name: str = NAME) -> None:
    """Record the name of an officer."""
    name_user(actor=INSTALLER, user_id=post.user, name=name, now=MONDAY, key=key())


def signed(case_id: UUID) -> tuple[str, str, str]:
    """Name, position and power under the last letter of a case."""
    form = desk.letters(case_id)[-1].form["signatory"]
    return form["name"], form["position"], form["power"]


def decided(at: Office) -> UUID:
    """A restaurant whose licence was granted and told."""
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    return case_id


def test_an_order_bears_name_and_position_of_who_made_it() -> None:
    at = office.office()
    named(at.authority)
    case_id = decided(at)
    assert signed(case_id)[:2] == (NAME, "authority-khon-kaen-city")
    page = letter_page(at.authority.actor, desk.letters(case_id)[-1].id, TUESDAY)
    assert page.index(f"<p>({NAME})</p>") < page.index("<p>authority-khon-kaen-city</p>")


def test_without_a_recorded_name_the_position_stands_alone() -> None:
    case_id = decided(office.office())
    assert signed(case_id)[:2] == ("", "authority-khon-kaen-city")


def test_the_preview_shows_who_would_sign_and_a_slot_to_others() -> None:
    at = office.office()
    named(at.authority)
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    own = preview_letter(at.authority.actor, case_id, TUESDAY)
    assert f"<p>({NAME})</p>" in own
    assert "ใช้อำนาจตาม" in own
    other = preview_letter(at.officer.actor, case_id, TUESDAY)
    assert NAME not in other
    assert "<p>(ชื่อผู้ลงนาม)</p>" in other


def test_a_receipt_at_the_portal_is_given_by_the_system_under_the_order_of_the_head() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_SMALL, SMALL, now=MONDAY)
    order = "คำสั่งเทศบาล ที่ 12/2569"
    designate_system(actor=INSTALLER, agency_id=at.agency, designation_order=order, now=MONDAY, key=key())
    desk.work(MONDAY)
    name, position, power = signed(case_id)
    assert (name, position) == ("", "สำนักงาน khon-kaen-city")
    assert power.startswith(f"ออกโดยระบบอิเล็กทรอนิกส์ตาม{order} ")


def test_a_receipt_for_what_became_whole_at_the_counter_bears_the_receiving_officer() -> None:
    at = office.office()
    named(at.intake)
    case_id = office.file(at, FOOD_SMALL, SMALL, papers=())
    desk.work(MONDAY)
    papers = office.papers_needed(office.publication(at.slug, FOOD_SMALL), SMALL)
    commands.fix_on_the_spot(
        actor=at.intake.actor, case_id=case_id, answers=None, papers=papers, seen=None, now=MONDAY, key=key()
    )
    desk.work(MONDAY)
    assert signed(case_id) == (NAME, "intake-khon-kaen-city", "")
