"""The agency's own pages: officers, roles with an end, powers and orders, hours with the cases that move, registers."""

import re
from typing import Any

import pytest
from django.test import Client

from saduak.cases.commands import confirm_complete
from saduak.cases.models import Case
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, Office
from saduak.channels.desk.tests.officers import at_desk, filed, send, words
from saduak.linkage.queries import connections_of
from saduak.parties.models import ActingOrder, Agency, Delegation, Officer, RoleGrant, Unit
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
HOME = f"/desk/office/{CITY}/"
PAGES = ("", "about/", "officers/", "orders/", "hours/", "registers/")


@pytest.fixture
def admin(city: Office) -> town.Post:
    """The administrator of the municipality."""
    return town.officer(city.agency, "admin", "agency_admin")


def post(client: Client, page: str, **said: Any) -> Any:
    """Open a page and send its form."""
    key = re.search(r'name="key" value="([0-9a-f]{32})"', words(client.get(f"{HOME}{page}")))
    assert key
    return client.post(f"{HOME}{page}", {"key": key[1], **said})


def test_the_checklist_says_what_is_missing_and_where_it_is_seen_to(admin: town.Post) -> None:
    page = words(at_desk(admin.actor).get(HOME))
    assert "ยังไม่มีส่วนงาน" in page
    assert f'href="{HOME}about/"' in page


def test_an_officer_is_invited_with_roles(admin: town.Post, city: Office) -> None:
    said = {"email": "new@example.com", "position": "นักวิชาการ", "roles": ["intake", "officer"]}
    assert post(at_desk(admin.actor), "officers/", **said).status_code == 303
    made = Officer.objects.get(position="นักวิชาการ")
    assert {grant.role for grant in RoleGrant.objects.filter(officer=made)} == {"intake", "officer"}


@pytest.mark.parametrize(
    "wrong", [{"email": ""}, {"email": "no address"}, {"roles": []}, {"roles": ["regulator"]}], ids=str
)
def test_a_wrong_invitation_is_told_and_kept(admin: town.Post, wrong: dict[str, Any]) -> None:
    said = {"email": "new@example.com", "position": "นักวิชาการ", "roles": ["intake"], **wrong}
    answer = post(at_desk(admin.actor), "officers/", **said)
    assert answer.status_code == 422
    assert "นักวิชาการ" in words(answer)


def test_a_role_has_an_end_and_is_taken_back(admin: town.Post, city: Office) -> None:
    client, page = at_desk(admin.actor), f"officers/{city.officer.id}/"
    assert post(client, page, do="grant", role="checker", until="31/12/2569").status_code == 303
    grant = RoleGrant.objects.get(officer=city.officer.id, role="checker")
    assert grant.until is not None
    assert post(client, page, do="end_role", grant=str(grant.id)).status_code == 303
    assert post(client, page, do="end_role", grant=str(grant.id)).status_code == 409


def test_nobody_raises_themself(admin: town.Post) -> None:
    answer = post(at_desk(admin.actor), f"officers/{admin.id}/", do="grant", role="authority", until="")
    assert answer.status_code == 403


def test_the_power_of_a_post_is_recorded_with_its_law(admin: town.Post, city: Office) -> None:
    client, page = at_desk(admin.actor), f"officers/{city.supervisor.id}/"
    said = {"do": "vest", "source": "พ.ร.บ.การสาธารณสุข มาตรา 4", "sections": ["pha 38", "pha 48", "made up"]}
    assert post(client, page, **said).status_code == 303
    assert Officer.objects.get(pk=city.supervisor.id).own_power == ["pha 38", "pha 48"]
    assert post(client, page, do="withdraw").status_code == 303


def test_an_officer_leaves_office(admin: town.Post, city: Office) -> None:
    assert post(at_desk(admin.actor), f"officers/{city.checker.id}/", do="leave").status_code == 303
    assert at_desk(admin.actor).get(f"{HOME}officers/{city.checker.id}/").status_code == 404


def test_orders_are_recorded_with_number_and_dates(admin: town.Post, city: Office) -> None:
    client = at_desk(admin.actor)
    said = {"from": str(city.authority.id), "to": str(city.supervisor.id), "since": "1/11/2569", "sections": "pha 38"}
    assert post(client, "orders/", do="delegate", number="12/2569", until="", **said).status_code == 303
    assert post(client, "orders/", do="acting", number="13/2569", until="30/11/2569", **said).status_code == 303
    assert (Delegation.objects.get().number, ActingOrder.objects.get().number) == ("12/2569", "13/2569")
    page = words(client.get(f"{HOME}orders/"))
    assert "12/2569" in page
    assert "13/2569" in page
    assert post(client, "orders/", do="delegate", number="12/2569", until="", **said).status_code == 409


@pytest.mark.parametrize("wrong", [{"since": ""}, {"until": "1/10/2569"}, {"to": "nobody"}, {"from": "🙂"}], ids=str)
def test_a_wrong_order_is_told_in_a_sentence(admin: town.Post, city: Office, wrong: dict[str, str]) -> None:
    said = {"from": str(city.authority.id), "to": str(city.supervisor.id), "since": "1/11/2569", "until": "", **wrong}
    answer = post(at_desk(admin.actor), "orders/", do="delegate", number="9/2569", **said)
    assert answer.status_code in {404, 422}
    assert "9/2569" in words(answer)


def test_two_people_are_the_rule_and_one_is_a_recorded_exception(admin: town.Post, city: Office) -> None:
    client = at_desk(admin.actor)
    said = {"officer": str(city.officer.id), "order_number": "5/2569", "reason": "มีเจ้าหน้าที่คนเดียว"}
    assert post(client, "orders/", do="waive", **said).status_code == 303
    assert not Agency.objects.get(pk=city.agency).four_eyes
    assert post(client, "orders/", do="unwaive").status_code == 303
    assert Agency.objects.get(pk=city.agency).four_eyes


def test_the_cases_that_move_are_shown_before_hours_are_changed(admin: town.Post, city: Office) -> None:
    small = {**office.RESTAURANT, "place": {**office.RESTAURANT["place"], "area": "180.00"}}
    case_id = office.file(city, office.FOOD_SMALL, small)
    confirm_complete(actor=city.intake.actor, case_id=case_id, seen=None, now=office.MONDAY, key=office.key())
    row = Case.objects.get(pk=case_id)
    client = at_desk(admin.actor)
    closed = "5/11/2569\n\u200b\n \n"
    said = {"weekdays": ["1", "2", "3", "4", "5"], "opens": "8.30", "closes": "16.30", "closed": closed}
    looked = post(client, "hours/", do="look", **said)
    assert row.number in words(looked)
    assert Agency.objects.get(pk=city.agency).closed == []
    assert post(client, "hours/", do="change", **said).status_code == 303
    assert Agency.objects.get(pk=city.agency).closed == ["2026-11-05"]


@pytest.mark.parametrize(
    "wrong", [{"opens": "17.00"}, {"opens": "soon"}, {"weekdays": []}, {"closed": "32/1/2569"}], ids=str
)
def test_hours_that_cannot_be_are_told_and_nothing_changes(
    admin: town.Post, city: Office, wrong: dict[str, Any]
) -> None:
    said = {"weekdays": ["1", "2"], "opens": "8.30", "closes": "16.30", "closed": "", **wrong}
    assert post(at_desk(admin.actor), "hours/", do="change", **said).status_code == 422
    assert Agency.objects.get(pk=city.agency).weekdays == [1, 2, 3, 4, 5]


def test_a_register_is_connected(admin: town.Post, city: Office) -> None:
    page = words(at_desk(admin.actor).get(f"{HOME}registers/"))
    register = re.search(r'name="register" value="([a-z_]+)"', page)
    assert register
    assert post(at_desk(admin.actor), "registers/", register=register[1], way="file").status_code == 303
    assert connections_of(city.agency)[register[1]] == "file"


def test_what_letters_say_units_and_notices_are_kept(admin: town.Post, city: Office) -> None:
    client = at_desk(admin.actor)
    head = {"letter_code": "ขก 52001", "address_th": "1 ถนนตัวอย่าง", "address_en": "", "telephone": "", "email": ""}
    assert post(client, "about/", do="letterhead", **head).status_code == 303
    assert post(client, "about/", do="unit", name_th="กองสาธารณสุข", name_en="Health", parent="").status_code == 303
    assert post(client, "about/", do="order", designation_order="1/2566").status_code == 303
    said = {"channel_notice": "ประกาศ 2/2566", "channel_notice_from": "10/4/2566"}
    assert post(client, "about/", do="notice", **said).status_code == 303
    assert Unit.objects.get().name_th == "กองสาธารณสุข"
    assert Agency.objects.get(pk=city.agency).letter_code == "ขก 52001"


def test_an_auditor_reads_and_changes_nothing(admin: town.Post, city: Office) -> None:
    auditor = at_desk(town.officer(town.agency("สำนักงานตรวจสอบ"), "auditor", "auditor").actor)
    case_id = filed(city)
    assert send(auditor, f"/desk/case/{case_id}/why/", purpose="ตรวจสอบประจำปี").status_code == 303
    for page in (f"/desk/case/{case_id}/", f"/desk/case/{case_id}/history/", *(f"{HOME}{page}" for page in PAGES)):
        assert auditor.get(page).status_code == 200
    for page in PAGES:
        assert 'class="panel deed"' not in words(auditor.get(f"{HOME}{page}")), "no form that is not theirs"
    said = {"key": "a" * 32, "do": "order", "designation_order": "9/2569"}
    assert auditor.post(f"{HOME}about/", said).status_code == 403


@pytest.mark.parametrize("role", ["intake", "officer", "checker", "authority", "supervisor"])
def test_only_the_administrator_opens_these_pages(city: Office, role: str) -> None:
    client = at_desk(getattr(city, role).actor)
    assert {client.get(f"{HOME}{page}").status_code for page in PAGES} == {403}


def test_the_administrator_of_another_agency_finds_nothing(city: Office) -> None:
    other = office.office(office.INDUSTRY)
    client = at_desk(town.officer(other.agency, "admin-industry", "agency_admin").actor)
    assert {client.get(f"{HOME}{page}").status_code for page in PAGES} == {404}


def test_every_page_opens_in_english(admin: town.Post) -> None:
    client = at_desk(admin.actor)
    assert {client.get(f"/en{HOME}{page}").status_code for page in PAGES} == {200}


def test_the_notice_of_channels_is_drafted_from_what_is_on_record(admin: town.Post) -> None:
    page = words(at_desk(admin.actor).get(f"{HOME}about/"))
    assert "เรื่อง ช่องทางอิเล็กทรอนิกส์" in page
    assert "มาตรา 10 ประกอบมาตรา 20" in page
    assert "08.30 น. ถึง 16.30 น." in page
    assert "สำหรับงานบริการ" in page
