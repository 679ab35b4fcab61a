"""Licences at the desk: found, read, ordered about with reasons and hearing, and told to other agencies."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saduak.cases.tests import office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.channels.desk.tests.officers import at_desk, hidden, send, words
from saduak.ledger.present import set_business_time
from saduak.licences.models import Licence, LicenceOrder
from saduak.licences.tests import grants
from saduak.messages.models import Letter
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

GROUNDS = "ตรวจเมื่อวันที่ 4 พฤศจิกายน 2569 พบว่าไม่มีระบบกำจัดไขมัน ผิดเงื่อนไขข้อ 2"
PAGES = ("", "sheet.pdf", "tell/", "order/suspend/", "order/revoke/", "order/substitute/", "order/cancel/")


@pytest.fixture
def held() -> tuple[office.Office, Licence]:
    """Food premises, granted and paid, with their licence."""
    here, case_id = grants.granted_restaurant()
    grants.pay_for(case_id)
    set_business_time(WEDNESDAY + timedelta(hours=2))
    return here, Licence.objects.get(case=case_id)


def page_of(licence: Licence, more: str = "") -> str:
    return f"/desk/licence/{licence.id}/{more}"


def head(at: office.Office) -> Client:
    return at_desk(at.authority.actor)


def order(client: Client, licence: Licence, deed: str, **typed: Any) -> Any:
    return send(client, page_of(licence, f"order/{deed}/"), do="order", **typed)


def suspended(at: office.Office, licence: Licence) -> Any:
    return order(head(at), licence, "suspend", article="pha 59", days="7", grounds=GROUNDS, hearing="heard")


def test_the_list_is_searched_by_number_holder_and_state(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = at_desk(at.officer.actor)
    assert licence.number in words(client.get("/desk/licences/"))
    for asked in ({"q": licence.number}, {"q": licence.told().holder}, {"state": "issued"}):
        assert licence.number in words(client.get("/desk/licences/", asked))
    for asked in ({"q": "ไม่มีชื่อนี้"}, {"state": "revoked"}, {"ends": "soon"}):
        assert licence.number not in words(client.get("/desk/licences/", asked))
    for hostile in ({"after": "'"}, {"at": "x"}, {"state": "x"}, {"q": "\x00" * 500}):
        assert client.get("/desk/licences/", hostile).status_code == 200
    assert "Licences" in words(client.get("/en/desk/licences/"))


def test_what_ends_soon_is_asked_for_as_such(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    assert licence.expires_on
    set_business_time(WEDNESDAY + timedelta(days=330))
    assert licence.number in words(at_desk(at.officer.actor).get("/desk/licences/", {"ends": "soon"}))


def test_another_agency_finds_nothing(held: tuple[office.Office, Licence]) -> None:
    _, licence = held
    other = town.officer(town.agency("other"), "head-other", "authority", "officer")
    client = at_desk(other.actor)
    assert licence.number not in words(client.get("/desk/licences/"))
    assert {client.get(page_of(licence, page)).status_code for page in PAGES} == {404}


def test_the_page_says_how_it_stands_and_what_may_be_ordered(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    seen = words(head(at).get(page_of(licence)))
    assert all(word in seen for word in (licence.number, "พักใช้ใบอนุญาต", "เพิกถอนใบอนุญาต", "ออกใบแทน"))
    assert "ยังไม่มีคำสั่ง" in seen
    clerk = words(at_desk(at.officer.actor).get(page_of(licence)))
    assert "พักใช้ใบอนุญาต" not in clerk
    assert head(at).get(f"/en{page_of(licence)}").status_code == 200


def test_the_letter_is_seen_before_the_order_and_nothing_is_ordered(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    seen = send(head(at), page_of(licence, "order/suspend/"), do="preview", article="pha 59", days="7", grounds=GROUNDS)
    assert "หนังสือที่จะส่งถึงผู้รับใบอนุญาต" in words(seen)
    assert GROUNDS in words(seen)
    assert not LicenceOrder.objects.exists()


@pytest.mark.parametrize(
    ("lacks", "says"),
    [("grounds", "เหตุผล"), ("hearing", "ชี้แจง"), ("days", "พักใช้ได้")],
)
def test_an_order_without_a_part_is_refused_and_nothing_typed_is_lost(
    held: tuple[office.Office, Licence], lacks: str, says: str
) -> None:
    at, licence = held
    whole = {"article": "pha 59", "days": "7", "grounds": GROUNDS, "hearing": "heard"}
    answer = order(head(at), licence, "suspend", **{**whole, lacks: ""})
    assert answer.status_code == 422
    assert says in words(answer)
    kept = {name: value for name, value in whole.items() if name not in {lacks, "article", "hearing"}}
    assert all(value in words(answer) for value in kept.values())
    assert not LicenceOrder.objects.exists()


@pytest.mark.parametrize("do", ["preview", "order"])
@pytest.mark.parametrize("deed", ["suspend", "revoke"])
@pytest.mark.parametrize("article", ["00000000-0000-0000-0000-000000000000", "pha 99", "pha"])
def test_an_article_that_the_law_of_the_licence_does_not_name_is_refused_with_a_sentence(
    held: tuple[office.Office, Licence], do: str, deed: str, article: str
) -> None:
    at, licence = held
    typed = {"article": article, "days": "7", "grounds": GROUNDS, "hearing": "heard"}
    answer = send(head(at), page_of(licence, f"order/{deed}/"), do=do, **typed)
    assert answer.status_code == 422
    assert "โปรดเลือกมาตราที่คู่มือระบุไว้" in words(answer)
    assert GROUNDS in words(answer)
    assert "หนังสือที่จะส่งถึงผู้รับใบอนุญาต" not in words(answer)
    assert not LicenceOrder.objects.exists()


def test_a_letter_seen_before_names_the_article_that_the_order_would_have(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    typed = {"article": "", "days": "7", "grounds": GROUNDS}
    seen = words(send(head(at), page_of(licence, "order/suspend/"), do="preview", **typed))
    assert "มาตรา 59" in seen.partition("หนังสือที่จะส่งถึงผู้รับใบอนุญาต")[2].partition("<form")[0]


def test_a_suspension_is_told_and_lifted_and_stands_in_the_history(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    assert suspended(at, licence).status_code == 303
    licence.refresh_from_db()
    assert licence.state == "suspended"
    seen = words(head(at).get(page_of(licence)))
    assert GROUNDS in seen
    assert "ยกเลิกการพักใช้" in seen
    assert order(head(at), licence, "lift", grounds="ติดตั้งระบบแล้ว").status_code == 303
    licence.refresh_from_db()
    assert licence.state == "issued"


def test_a_revocation_and_its_restoration(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    said = {"article": "pha 60", "grounds": GROUNDS, "hearing": "urgent"}
    assert order(head(at), licence, "revoke", **said).status_code == 303
    licence.refresh_from_db()
    assert licence.state == "revoked"
    assert "พักใช้ใบอนุญาต" not in words(head(at).get(page_of(licence)))
    assert order(head(at), licence, "restore", grounds="อุทธรณ์ฟังขึ้น").status_code == 303


def test_a_substitute_leads_from_the_old_to_the_new(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    assert order(head(at), licence, "substitute", grounds="ฉบับเดิมเสียหาย").status_code == 303
    licence.refresh_from_db()
    assert licence.replaced_by
    new = Licence.objects.get(id=licence.replaced_by)
    assert new.number in words(head(at).get(page_of(licence)))
    assert licence.number in words(head(at).get(page_of(new)))


def test_the_counter_takes_down_that_it_is_given_up(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    answer = order(at_desk(at.intake.actor), licence, "cancel", reason="เลิกกิจการ")
    assert answer.status_code == 303, words(answer)
    licence.refresh_from_db()
    assert licence.state == "cancelled"


def test_nobody_but_the_authority_orders(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = at_desk(at.officer.actor)
    assert "<textarea" not in words(client.get(page_of(licence, "order/suspend/")))
    typed = {"do": "order", "article": "pha 59", "days": "7", "grounds": GROUNDS, "hearing": "heard"}
    assert client.post(page_of(licence, "order/suspend/"), typed).status_code == 403
    assert client.get(page_of(licence, "order/unknown/")).status_code == 404


def test_another_agency_is_told_on_paper_that_it_is_valid(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = at_desk(at.officer.actor)
    assert told(client, licence, "").status_code == 422
    answer = told(client, licence, "1 ถนนตัวอย่าง ขอนแก่น 40000")
    assert answer.status_code == 303, words(answer)
    letter = Letter.objects.get(kind="licence_confirmed")
    assert f"/v/{licence.code}/" in letter.body
    assert letter.name == "ธนาคารตัวอย่าง"
    assert suspended(at, licence).status_code == 303
    assert client.post(page_of(licence, "tell/"), {"name": "ธนาคาร", "address": "1 ถนนตัวอย่าง"}).status_code == 409


def told(client: Client, licence: Licence, address: str) -> Any:
    """Send the form of the letter."""
    page = page_of(licence, "tell/")
    return client.post(page, {**hidden(client, page), "name": "ธนาคารตัวอย่าง", "address": address})
