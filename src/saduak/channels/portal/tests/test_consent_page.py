"""Whoever holds the link reads what names it and nothing else, and answers once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from saduak.cases.models import Consent
from saduak.cases.queries.consents import consent_address
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, INDUSTRY, MONDAY, WASTE
from saduak.channels.portal.tests.test_after_filing import HOSTILE
from saduak.channels.portal.tests.visitors import browser, words
from saduak.ledger.actors import Actor
from saduak.ledger.present import set_business_time
from saduak.parties.queries import organisations
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

ANSWER = {"answer": "gives", "name": "นางสาวผู้จัดการ ตัวอย่าง", "position": "ผู้จัดการโรงงาน", "note": ""}


@pytest.fixture
def at() -> office.Office:
    """A provincial industry office."""
    return office.office(INDUSTRY)


@pytest.fixture
def case_id(at: office.Office) -> UUID:
    """A waste permit of two lines that name two processors."""
    return office.file(at, WASTE, {**FACTORY, "waste": desk.waste_lines(2)})


def consent_of(case_id: UUID, place: int = 0) -> Consent:
    return Consent.objects.get(case=case_id, party=desk.PROCESSORS[place])


def link_of(consent: Consent) -> str:
    return reverse("portal:consent", args=consent_address(consent))


def answered(client: Client, link: str, **changes: str) -> Any:
    page = words(client.get(link))
    key = page.split('name="key" value="')[1].split('"')[0]
    return client.post(link, {**ANSWER, "key": key, **changes})


def test_the_page_shows_the_lines_that_name_the_party_and_nothing_else(case_id: UUID) -> None:
    answer = Client().get(link_of(consent_of(case_id)))
    page = words(answer)
    assert "กากสี ชุดที่ 0" in page
    assert "12.500" in page
    assert "042" in page
    assert office.case(case_id).words.applicant_name in page
    assert "ยอมรับความรับผิด" in page
    for private in ("กากสี ชุดที่ 1", "factory@example.com", "043000000", "0405566000017", "ตัวอย่างกำจัดกาก"):
        assert private not in page
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_is_answered_once_with_name_and_position(case_id: UUID) -> None:
    consent, client = consent_of(case_id), Client()
    link = link_of(consent)
    assert answered(client, link).status_code == 303
    consent.refresh_from_db()
    assert (consent.state, consent.answered_by) == ("given", "นางสาวผู้จัดการ ตัวอย่าง (ผู้จัดการโรงงาน)")
    assert "ท่านยินยอมแล้ว" in words(client.get(link))
    again = client.post(link, {**ANSWER, "answer": "declines", "note": "เปลี่ยนใจ", "key": "a" * 32})
    assert again.status_code == 409
    consent.refresh_from_db()
    assert consent.state == "given"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "perhaps"}, "answer"),
        ({"name": " "}, "name"),
        ({"name": "ก" * 200}, "name"),
        ({"position": ""}, "position"),
        ({"answer": "declines"}, "note"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(
    case_id: UUID, changes: dict[str, str], field: str
) -> None:
    answer = answered(Client(), link_of(consent_of(case_id)), **changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in words(answer)
    kept = "position" if field != "position" else "name"
    assert ANSWER[kept] in words(answer)
    assert consent_of(case_id).state == "asked"


def test_who_declines_says_why_and_the_applicant_reads_it(at: office.Office, case_id: UUID) -> None:
    answered(Client(), link_of(consent_of(case_id)), answer="declines", note="กำลังรองรับเต็ม")
    page = words(browser(at.citizen).get(f"/my/case/{case_id}/"))
    assert "ไม่ยินยอม" in page
    assert "กำลังรองรับเต็ม" in page


def test_a_link_that_is_not_ours_or_another_s_opens_nothing(case_id: UUID) -> None:
    first, second = consent_of(case_id), consent_of(case_id, 1)
    signature = consent_address(first)[1]
    for bad in (f"/consent/{second.id}/{signature}/", f"/consent/{first.id}/{'0' * 40}/", f"/consent/{first.id}/x/"):
        assert Client().get(bad).status_code == 404
        assert Client().post(bad, ANSWER).status_code == 404


def test_a_link_ends(case_id: UUID) -> None:
    consent = consent_of(case_id)
    link = link_of(consent)
    set_business_time(MONDAY + timedelta(days=61))
    assert "ลิงก์นี้หมดอายุแล้ว" in words(Client().get(link))
    assert Client().post(link, {**ANSWER, "key": "a" * 32}).status_code == 409
    assert consent_of(case_id).state == "asked"


def consent_of_company(at: office.Office) -> tuple[Consent, UUID]:
    """What is asked of a company by its registered number, and the company."""
    desk.names_processors_by_registered_number(at)
    company = town.company(at.intake, at.agency, "บริษัท ตัวอย่างรีไซเคิล จำกัด")
    (registered,) = organisations([company])
    line = {**FACTORY["waste"][0], "processor_number": registered.identifier, "processor_name": registered.name}
    return Consent.objects.get(case=office.file(at, WASTE, {**FACTORY, "waste": [line]})), company


def of_processor(at: office.Office, company: UUID, *services: str) -> Actor:
    actor, person = town.citizen(f"of-{company}-{len(services)}")
    town.mandate(at.intake.actor, "organisation", company, person, scope=services)
    return actor


def test_who_acts_for_the_party_answers_by_log_in(at: office.Office) -> None:
    consent, company = consent_of_company(at)
    client = browser(of_processor(at, company))
    address = f"/my/consent/{consent.id}/"
    assert address in words(client.get("/my/"))
    assert answered(client, address).headers["Location"] == "/my/"
    consent.refresh_from_db()
    assert consent.state == "given"
    assert client.get(address).status_code == 404


def test_a_mandate_for_another_service_or_for_a_namesake_does_not_answer(at: office.Office) -> None:
    consent, company = consent_of_company(at)
    namesake = town.company(at.intake, at.agency, consent.name)
    for actor in (of_processor(at, namesake), of_processor(at, company, "health/food-small")):
        client = browser(actor)
        assert client.get(f"/my/consent/{consent.id}/").status_code == 404
        assert client.post(f"/my/consent/{consent.id}/", ANSWER).status_code == 404
    consent.refresh_from_db()
    assert consent.state == "asked"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_words_or_refused(case_id: UUID, text: str) -> None:
    shown = text.encode("utf-8", "replace").decode()
    link = link_of(consent_of(case_id))
    for field in ANSWER:
        answer = Client().post(link, {**ANSWER, "answer": "declines", "note": "ก", field: shown, "key": shown})
        assert answer.status_code in {303, 409, 422}
        assert "<script>alert" not in words(answer)
    assert "<script>alert" not in words(Client().get(link))
