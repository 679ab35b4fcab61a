"""A body outside holds a link: it reads its questions and nothing else of the case, and answers once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.cases.models import AskedQuestion
from saduak.cases.queries.consultations import consultation_address
from saduak.cases.tests import consulting, office
from saduak.cases.tests.consulting import ask, consultation, other_agency
from saduak.cases.tests.test_consultations import FILED, case_in_review
from saduak.channels.portal.tests.visitors import browser, words
from saduak.files.models import File
from saduak.files.tests.papers import PDF
from saduak.ledger.present import set_business_time

pytestmark = pytest.mark.django_db
ANSWER = {
    "opinion-1": "approves_with_clauses",
    "clauses-1": "ต้องปิดคลุมรถ",
    "opinion-2": "approves",
    "name": "นายผู้ตอบ ตัวอย่าง หัวหน้าแผนก",
}


@pytest.fixture
def asked() -> tuple[office.Office, UUID, UUID]:
    """A body outside was asked two questions."""
    here, case_id = case_in_review()
    set_business_time(FILED)
    return here, case_id, ask(here, case_id, FILED)


def link_of(own: UUID) -> str:
    own_id, signature = consultation_address(consultation(own))
    return f"/consult/{own_id}/{signature}/"


def answered(link: str, **changes: Any) -> Any:
    client = Client()
    key = words(client.get(link)).split('name="key" value="')[1].split('"')[0]
    return client.post(link, {**ANSWER, "key": key, **changes})


def test_the_page_shows_questions_and_facts_and_nothing_else(asked: tuple[office.Office, UUID, UUID]) -> None:
    _, case_id, own = asked
    answer = Client().get(link_of(own))
    page = words(answer)
    assert all(question in page for question in consulting.ASKED)
    assert consulting.FACTS in page
    row = office.case(case_id)
    assert row.number in page
    assert row.words.applicant_name not in page
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "ค่าตั้งต้นของระบบ" in page
    assert Client().get(f"/en{link_of(own)}").status_code == 200


def test_an_answer_is_given_once_with_words_and_papers(asked: tuple[office.Office, UUID, UUID]) -> None:
    _, _, own = asked
    paper = SimpleUploadedFile("opinion.pdf", PDF, "application/pdf")
    assert answered(link_of(own), **{"papers-1": paper}).status_code == 303
    first = AskedQuestion.objects.get(consultation=own, number=1)
    assert (first.opinion, first.clauses, len(first.papers)) == ("approves_with_clauses", "ต้องปิดคลุมรถ", 1)
    page = words(Client().get(link_of(own)))
    assert "ตอบความเห็นแล้ว" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"opinion-2": ""}, "#opinion-2"),
        ({"clauses-1": " "}, "#clauses-1"),
        ({"name": ""}, "#name"),
        ({"opinion-1": "<script>"}, "#opinion-1"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    asked: tuple[office.Office, UUID, UUID], changes: dict[str, str], where: str
) -> None:
    _, _, own = asked
    refused = answered(link_of(own), **changes)
    page = words(refused)
    assert refused.status_code == 422
    assert f'href="{where}"' in page
    assert (changes.get("clauses-1", ANSWER["clauses-1"]).strip() or ANSWER["name"]) in page


def test_a_link_that_is_not_ours_or_is_over_answers_nothing(asked: tuple[office.Office, UUID, UUID]) -> None:
    here, case_id, own = asked
    assert Client().get(f"/consult/{own}/{'0' * 40}/").status_code == 404
    set_business_time(consultation(own).expires_at + timedelta(days=1))
    assert "ลิงก์นี้หมดอายุแล้ว" in words(Client().get(link_of(own)))
    within = ask(here, case_id, consultation(own).expires_at, asked_id=other_agency()[0])
    assert Client().get(link_of(within)).status_code == 404, "an agency that works here answers by account"


def test_a_link_that_is_over_takes_no_file(asked: tuple[office.Office, UUID, UUID]) -> None:
    _, _, own = asked
    client = Client()
    key = words(client.get(link_of(own))).split('name="key" value="')[1].split('"')[0]
    set_business_time(consultation(own).expires_at + timedelta(days=1))
    before, paper = File.objects.count(), SimpleUploadedFile("opinion.pdf", PDF, "application/pdf")
    answer = client.post(link_of(own), {**ANSWER, "key": key, "papers-1": paper})
    assert (answer.status_code, File.objects.count()) == (409, before)
    assert "ลิงก์นี้หมดอายุแล้ว" in words(answer)


def test_hostile_words_are_shown_as_words(asked: tuple[office.Office, UUID, UUID]) -> None:
    _, _, own = asked
    hostile = '"><script>alert(1)</script>'
    page = words(answered(link_of(own), **{"clauses-1": hostile, "name": ""}))
    assert hostile not in page
    assert "&lt;script&gt;alert(1)" in page


def test_too_many_tries_are_stopped(asked: tuple[office.Office, UUID, UUID]) -> None:
    _, _, own = asked
    codes = [answered(link_of(own), name="").status_code for _ in range(31)]
    assert codes[0] == 422
    assert codes[-1] == 403


def test_the_citizen_reads_who_is_asked_and_that_the_clock_runs_on(asked: tuple[office.Office, UUID, UUID]) -> None:
    here, case_id, _ = asked
    page = words(browser(here.citizen).get(f"/my/case/{case_id}/"))
    assert f"ขอความเห็นจาก {consulting.OUTSIDE}" in page
    assert "เวลาของคำขอยังเดินต่อ" in page
