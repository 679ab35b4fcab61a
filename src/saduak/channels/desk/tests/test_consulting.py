"""Asking and answering at the desk: forms, who waits, either side's page, agreements and how they are kept."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saduak.cases import commands
from saduak.cases.models import Agreement, AskedQuestion, Consultation
from saduak.cases.tests import consulting, office
from saduak.cases.tests.consulting import agree, answer, ask, consultation, other_agency
from saduak.cases.tests.office import Office
from saduak.cases.tests.test_agreements import YEAR, decided
from saduak.cases.tests.test_consultations import FILED, at, case_in_review
from saduak.channels.desk.tests.officers import PNG, at_desk, of, send, words
from saduak.ledger.present import set_business_time
from saduak.parties.models import Agency
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

LETTER = {
    "asked": "outside",
    "body": consulting.OUTSIDE,
    "email": "opinion@example.com",
    "question_kind": "environment",
    "question-1": consulting.ASKED[0],
    "question-2": consulting.ASKED[1],
    "facts": consulting.FACTS,
}


@pytest.fixture
def here(db: None) -> tuple[Office, UUID]:
    """A case in review, on the day it was filed."""
    found = case_in_review()
    set_business_time(FILED)
    return found


def page_of(own: UUID) -> str:
    return f"/desk/consultations/{own}/"


def move_to(now: datetime, since: datetime = FILED) -> None:
    """Let the clocks run up to a moment, which it is then."""
    commands.look_until(since, now)
    set_business_time(now)


def test_an_officer_asks_a_body_outside_and_the_case_shows_it(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    client = at_desk(at_work.officer.actor)
    assert of(case_id, "consult/") in words(client.get(of(case_id)))
    task = office.task(case_id, "review").id
    assert send(client, of(case_id, "consult/"), task=str(task), **LETTER).status_code == 303
    page = words(client.get(of(case_id)))
    assert consulting.OUTSIDE in page
    assert "ตอบภายในวันจันทร์ที่ 5 เมษายน 2570" in page
    own = Consultation.objects.get()
    shown = words(client.get(page_of(own.id)))
    assert "ค่าตั้งต้นของระบบ" in shown
    assert "ไม่ทำให้เวลาพิจารณาของคำขอหยุดนับ" in shown
    assert all(question in shown for question in consulting.ASKED)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"asked": ""}, "#asked", "โปรดเลือกหน่วยงาน"),
        ({"email": "x"}, "#email", "อีเมลของหน่วยงานนอกระบบไม่ถูกต้อง"),
        ({"question-1": "", "question-2": ""}, "#question-1", "โปรดเขียนคำถามอย่างน้อย 1 ข้อ"),
        ({"facts": ""}, "#facts", "โปรดเขียนข้อเท็จจริง"),
        ({"question_kind": ""}, "#question_kind", "โปรดเลือกว่าขอความเห็นเรื่องใด"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(
    here: tuple[Office, UUID], changes: dict[str, str], field: str, says: str
) -> None:
    at_work, case_id = here
    task = str(office.task(case_id, "review").id)
    refused = send(at_desk(at_work.officer.actor), of(case_id, "consult/"), task=task, **{**LETTER, **changes})
    page = words(refused)
    assert refused.status_code == 422
    assert f'href="{field}"' in page
    assert says in page
    assert consulting.OUTSIDE in page
    assert not Consultation.objects.exists()


def test_the_asked_agency_has_it_on_its_list_answers_and_never_opens_the_case(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    agency, adviser = other_agency()
    own = ask(at_work, case_id, FILED, asked_id=agency)
    client = at_desk(adviser.actor)
    listed = words(client.get("/desk/consultations/"))
    assert page_of(own) in listed
    assert "หน่วยงานอื่นรอความเห็นจากท่าน 1 เรื่อง" in words(client.get("/desk/"))
    assert client.get(of(case_id)).status_code == 404
    page = words(client.get(page_of(own)))
    assert consulting.FACTS in page
    assert office.case(case_id).words.applicant_name not in page
    half = send(client, page_of(own), do="answer", **{"opinion-1": "objects", "clauses-1": ""})
    assert half.status_code == 422
    assert "#clauses-1" in words(half)
    paper = SimpleUploadedFile("map.png", PNG, "image/png")
    said = {"opinion-1": "approves_with_clauses", "clauses-1": "ต้องปิดคลุมรถ", "opinion-2": "approves"}
    assert send(client, page_of(own), do="answer", **said, **{"papers-1": paper}).status_code == 303
    first = AskedQuestion.objects.get(consultation=own, number=1)
    assert (first.opinion, first.clauses, len(first.papers)) == ("approves_with_clauses", "ต้องปิดคลุมรถ", 1)
    told = words(at_desk(at_work.officer.actor).get(page_of(own)))
    assert "ต้องปิดคลุมรถ" in told
    assert "map.png" in told
    assert page_of(own) not in words(client.get("/desk/consultations/")).split("own-title")[0]


def test_a_file_that_was_sent_stays_when_something_else_has_to_be_put_right(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    agency, adviser = other_agency()
    own, client = ask(at_work, case_id, FILED, asked_id=agency), at_desk(adviser.actor)
    paper = SimpleUploadedFile("map.png", PNG, "image/png")
    half = words(send(client, page_of(own), do="answer", **{"opinion-1": "approves", "papers-1": paper}))
    kept = half.split('name="papers-1-kept" value="')[1].split('"')[0]
    assert "map.png" in half
    whole = {"opinion-1": "approves", "opinion-2": "approves", "papers-1-kept": kept}
    assert send(client, page_of(own), do="answer", **whole).status_code == 303
    assert len(AskedQuestion.objects.get(consultation=own, number=1).papers) == 1


def test_a_paper_that_was_passed_on_opens_and_no_other_file_of_the_case(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    agency, adviser = other_agency()
    own, client = ask(at_work, case_id, FILED, asked_id=agency), at_desk(adviser.actor)
    assert client.get(f"{page_of(own)}file/{UUID(int=9)}/").status_code == 404


def test_strangers_find_no_consultation(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    own = ask(at_work, case_id, FILED)
    stranger = at_desk(other_agency()[1].actor)
    assert stranger.get(page_of(own)).status_code == 404
    assert page_of(own) not in words(stranger.get("/desk/consultations/"))


def test_an_overdue_answer_stands_as_a_duty_and_is_asked_after(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    own = ask(at_work, case_id, FILED)
    move_to(at(date(2027, 4, 7), "09:00"))
    client = at_desk(at_work.officer.actor)
    duties = words(client.get("/desk/duties/"))
    assert "ติดตามความเห็นของหน่วยงานอื่นที่เกินกำหนด" in duties
    assert page_of(own) in duties
    assert "เกินกำหนด 2 วัน" in words(client.get(of(case_id)))
    assert send(client, page_of(own), do="chase").status_code == 303
    assert consultation(own).chased_at is not None
    assert "ติดตามความเห็นของหน่วยงานอื่นที่เกินกำหนด" not in words(client.get("/desk/duties/"))
    assert send(client, page_of(own), do="nonsense").status_code == 422


def test_questions_are_taken_back_with_a_reason(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    own, client = ask(at_work, case_id, FILED), at_desk(at_work.officer.actor)
    assert send(client, page_of(own), do="take_back", ground="").status_code == 422
    assert send(client, page_of(own), do="take_back", ground="ไม่จำเป็นแล้ว").status_code == 303
    assert "ถอนคำถามแล้ว" in words(client.get(page_of(own)))


def test_the_asked_agency_asks_a_third_from_its_own_page(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    agency, adviser = other_agency()
    own, client = ask(at_work, case_id, FILED, asked_id=agency), at_desk(adviser.actor)
    assert send(client, page_of(own), do="further", **LETTER).status_code == 303
    further = Consultation.objects.get(parent=own)
    assert page_of(further.id) in words(client.get(page_of(own)))
    case_page = words(at_desk(at_work.officer.actor).get(of(case_id)))
    assert page_of(further.id) in case_page
    assert "ถามต่อโดย" in case_page


# Agreements

AGREEMENT = {
    "asked": "outside",
    "body": consulting.OUTSIDE,
    "service": "",
    "question_kind": "",
    "amount": "5",
    "unit": "working_day",
    "number": "ขก 0033/1 ลงวันที่ 4 มกราคม 2570",
    "since": "4/1/2570",
    "until": "",
    "replaces": "",
    "do": "record",
}


def office_page(here: Office, page: str = "agreements/") -> str:
    return f"/desk/office/{Agency.objects.get(pk=here.agency).slug}/{page}"


def test_the_authority_records_an_agreement_and_ends_it(here: tuple[Office, UUID]) -> None:
    at_work, _ = here
    client = at_desk(at_work.authority.actor)
    assert send(client, office_page(at_work), **AGREEMENT).status_code == 303
    row = Agreement.objects.get()
    assert (row.amount, row.since, row.name) == (5, YEAR, consulting.OUTSIDE)
    page = words(client.get(office_page(at_work)))
    assert "ขก 0033/1 ลงวันที่ 4 มกราคม 2570" in page
    ended = send(client, office_page(at_work), do="end", agreement=str(row.id), ended_on="31/3/2570")
    assert ended.status_code == 303
    assert "สิ้นสุดวันพุธที่ 31 มีนาคม 2570" in words(client.get(office_page(at_work)))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"asked": ""}, "โปรดเลือกหน่วยงานที่ทำข้อตกลงด้วย"),
        ({"amount": "หลาย"}, "จำนวนวันต้องเป็น 1 ถึง 365 วัน"),
        ({"number": ""}, "โปรดระบุเลขที่หนังสือข้อตกลง"),
        ({"until": "1/1/2569"}, "วันสิ้นสุดต้องไม่ก่อนวันเริ่มใช้"),
        ({"since": "เมื่อวาน"}, "วันที่"),
    ],
)
def test_half_an_agreement_is_told_and_kept(here: tuple[Office, UUID], changes: dict[str, str], says: str) -> None:
    at_work, _ = here
    refused = send(at_desk(at_work.authority.actor), office_page(at_work), **{**AGREEMENT, **changes})
    assert refused.status_code == 422
    assert says in words(refused)
    assert consulting.OUTSIDE in words(refused)


def test_only_authority_administrator_and_who_looks_after_all_agencies_read_agreements(
    here: tuple[Office, UUID],
) -> None:
    at_work, _ = here
    regulator = town.officer(town.agency("สำนักงาน ก.พ.ร."), "regulator", "regulator").actor
    admin = town.officer(at_work.agency, "the-admin", "agency_admin").actor
    for actor, status in ((at_work.authority.actor, 200), (admin, 200), (regulator, 200), (at_work.officer.actor, 403)):
        for page in ("agreements/", "agreements/kept/"):
            assert at_desk(actor).get(office_page(at_work, page)).status_code == status
    elsewhere = town.officer(town.agency("อีกหน่วยงาน"), "elsewhere", "agency_admin").actor
    assert at_desk(elsewhere).get(office_page(at_work)).status_code == 404
    refused: Any = at_desk(regulator).post(office_page(at_work), AGREEMENT)
    assert refused.status_code == 403


def test_the_page_of_breaches_names_the_notices_that_would_have_been_spared(here: tuple[Office, UUID]) -> None:
    at_work, case_id = here
    agree(at_work, 3, YEAR)
    own = ask(at_work, case_id, FILED)
    move_to(at(date(2027, 4, 20), "09:00"))
    answer(own, at(date(2027, 4, 20), "09:30"))
    decided(at_work, case_id, at(date(2027, 4, 20), "14:00"))
    set_business_time(at(date(2027, 4, 21)))
    page = words(at_desk(at_work.authority.actor).get(office_page(at_work, "agreements/kept/")))
    assert "จะไม่ต้องส่งหนังสือแจ้งเหตุล่าช้า 3 ฉบับ" in page
    assert "ควรเจรจาใหม่" in page
    assert page.count("เรื่องจะเร็วขึ้น 21 วัน") == 3
