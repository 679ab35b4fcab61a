"""Officers see who they work as and who did what; a citizen is told the part, not the name."""

import pytest

from saduak.cases.commands import confirm_complete
from saduak.cases.tests import office
from saduak.cases.tests.office import Office
from saduak.channels.desk.tests.officers import at_desk, filed, words
from saduak.ledger.actors import INSTALLER
from saduak.parties.commands import name_user
from saduak.parties.tests import town
from saduak.parties.tests.town import Post

pytestmark = pytest.mark.django_db
NAME = "นางสาวตัวอย่าง ใจดี"


def named(post: Post) -> None:
    """Record the name of an officer."""
    name_user(actor=INSTALLER, user_id=post.user, name=NAME, now=office.MONDAY, key=office.key())


def test_every_page_of_the_desk_says_who_is_logged_in(city: Office) -> None:
    page = words(at_desk(city.officer.actor).get("/desk/"))
    assert "ท่านเข้าสู่ระบบในชื่อ <strong>officer-khon-kaen-city</strong>" in page
    assert "เพิ่มชื่อของท่าน" in page
    named(city.officer)
    page = words(at_desk(city.officer.actor).get("/desk/"))
    assert f"<strong>{NAME}</strong> officer-khon-kaen-city" in page
    assert 'href="/in/officer/name/"' in page


def test_the_history_names_the_officer_behind_each_act(city: Office) -> None:
    named(city.intake)
    case_id = filed(city)
    confirm_complete(actor=city.intake.actor, case_id=case_id, seen=None, now=office.MONDAY, key=office.key())
    page = words(at_desk(city.officer.actor).get(f"/desk/case/{case_id}/history/"))
    assert f"intake-khon-kaen-city ({NAME})" in page


def test_officers_to_choose_from_are_named(city: Office) -> None:
    named(city.officer)
    case_id = filed(city)
    confirm_complete(actor=city.intake.actor, case_id=case_id, seen=None, now=office.MONDAY, key=office.key())
    page = words(at_desk(city.supervisor.actor).get(f"/desk/case/{case_id}/assign/"))
    assert f"officer-khon-kaen-city ({NAME})" in page


def test_an_administrator_records_a_name(city: Office) -> None:
    admin = town.officer(city.agency, "admin", "agency_admin")
    page = f"/desk/office/{city.slug}/officers/{city.officer.id}/"
    client = at_desk(admin.actor)
    assert "ยังไม่มีชื่อ หนังสือจะพิมพ์เฉพาะตำแหน่ง" in words(client.get(page))
    key = words(client.get(page)).split('name="key" value="')[1][:32]
    assert client.post(page, {"key": key, "do": "name", "name": NAME}).status_code == 303
    assert f"<p>{NAME}</p>" in words(client.get(page))
