"""The draft: everything typed is kept, whatever it is, and every fault has a sentence that says what to do."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from saduak.cases.models import Draft
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FACTORY, INDUSTRY, RESTAURANT
from saduak.channels.portal.tests.visitors import (
    FOOD_START,
    WASTE_PAGES,
    WASTE_START,
    applicant,
    begin,
    browser,
    page_of,
    submit,
    typed,
    words,
    write,
)
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

HUGE = "ก" * 30_000
HOSTILE = (
    ("applicant.person_id", "1101700203451", "หลักสุดท้าย"),
    ("applicant.person_id", "12", "13 หลัก"),
    ("applicant.age", "สามสิบสี่", "ตัวเลข"),
    ("applicant.age", "-1", "15"),
    ("applicant.telephone", "<script>alert(1)</script>", "เบอร์โทรศัพท์"),
    ("applicant.email", "not an address", "อีเมล"),
    ("applicant.name", HUGE, "ยาว"),
    ("applicant.kind", "emperor", "เลือก"),
    ("applicant.name", "\x00\x01 ", "ยังไม่ได้ตอบ"),
    ("applicant.name", "สม\ud800ชาย", "อ่านไม่ออก"),
)


def food(**changes: Any) -> dict[str, Any]:
    return {**typed(RESTAURANT), **changes}


@pytest.mark.parametrize(("name", "value", "sentence"), HOSTILE)
def test_a_hostile_answer_gets_a_sentence_and_the_rest_of_the_page_stays(name: str, value: str, sentence: str) -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    body = "&".join(f"{key}={quote(str(said))}" for key, said in food().items() if key != name)
    sent = f"{body}&{name}={quote(value, errors='surrogatepass')}"
    answer = client.generic("POST", page_of(draft, "applicant"), sent, "application/x-www-form-urlencoded")
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert f'href="#f-{name.replace(".", "-")}' in page
    assert "ตำบลในเมือง" in page
    assert "<script>alert" not in page
    assert "ตำบลในเมือง" in Draft.objects.get().answers


@pytest.mark.parametrize(
    ("starts", "ends"), [("1/12/2569", "30/11/2570"), ("1/12/2026", "30/11/2027"), ("๑/๑๒/๒๕๖๙", "2027-11-30")]
)
def test_dates_of_either_era_are_the_same_day(starts: str, ends: str) -> None:
    client = applicant(office.office(INDUSTRY))
    draft = begin(client, WASTE_START)
    said = {**typed(FACTORY), "period.starts_on": starts, "period.ends_on": ends}
    assert client.post(page_of(draft, "applicant"), said).status_code == 303
    assert "1 ธันวาคม 2569" in words(client.get(f"{draft}check/"))


@pytest.mark.parametrize("am", ["\u0e33", "\u0e4d\u0e32"])
def test_sara_am_in_either_form_is_the_same_word(am: str) -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    name = f"นายน{am}ชัย ตัวอย่าง"
    write(client, draft, {**RESTAURANT, "applicant": {**RESTAURANT["applicant"], "name": name}})
    assert "นายน\u0e33ชัย ตัวอย่าง" in words(client.get(f"{draft}check/"))


def test_what_belongs_to_no_question_is_left_out() -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    strange = {"applicant.__class__": "x", "nothing.at.all": "x", "applicant.0.name": "x", "do": "add:nothing"}
    assert client.post(page_of(draft, "applicant"), food(**strange)).status_code == 200
    kept = json.loads(Draft.objects.get().answers)
    assert "nothing" not in kept
    assert set(kept["applicant"]) <= {*RESTAURANT["applicant"], "email"}


def test_more_than_a_draft_holds_is_refused_and_the_last_saved_answers_stay() -> None:
    client = applicant(office.office(INDUSTRY))
    draft = begin(client, WASTE_START)
    write(client, draft, FACTORY, WASTE_PAGES)
    flood = {f"waste.{at}.{field}": "ก" * 4_000 for at in range(60) for field in ("description", "vendor")}
    answer = client.post(page_of(draft, "waste"), flood)
    assert answer.status_code == 422
    assert "ยาว" in words(answer)
    assert "กากสี" in Draft.objects.get().answers


def test_a_page_that_is_not_finished_is_kept_and_the_overview_says_so() -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    client.post(page_of(draft, "applicant"), {"applicant.kind": "person", "applicant.telephone": "08x"})
    assert 'value="08x"' in words(client.get(page_of(draft, "applicant")))
    page = words(client.get(draft))
    assert "ต้องแก้ไข" in page
    assert "เรื่องที่ขอ" in page


def test_the_pages_lead_on_to_the_papers_and_a_change_leads_back_to_the_last_look() -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    write(client, draft, RESTAURANT, ("request", "applicant", "business"))
    assert client.post(page_of(draft, "certify"), food()).headers["Location"] == f"{draft}papers/"
    assert client.post(f"{page_of(draft, 'request')}?to=check", food()).headers["Location"] == f"{draft}check/"


def test_a_line_that_a_rule_refuses_says_code_and_rule_beside_it_at_once() -> None:
    client = applicant(office.office(INDUSTRY))
    draft = begin(client, WASTE_START)
    line: Mapping[str, Any] = {**FACTORY["waste"][0], "code": "080111", "method": "043"}
    said = typed({"waste": [FACTORY["waste"][0], line]})
    answer = client.post(page_of(draft, "waste"), {**said, "do": "show"})
    page = words(answer)
    assert answer.status_code == 200
    assert "บัญชีท้ายประกาศที่ 3" in page
    assert page.index("รายการที่ 2") < page.index("วิธีจัดการ 043", page.index("รายการที่ 2"))
    assert client.post(page_of(draft, "waste"), said).status_code == 422
    assert "080111" in Draft.objects.get().answers


def test_the_code_finder_keeps_what_was_typed_and_remembers_earlier_codes() -> None:
    at = office.office(INDUSTRY)
    office.file(at, office.WASTE, FACTORY)
    client = applicant(at)
    draft = begin(client, WASTE_START)
    said = typed({"waste": [{"description": "กากสีใหม่"}]})
    answer = client.post(page_of(draft, "waste"), {**said, "do": "find:waste.0.code"})
    assert answer.status_code == 303
    finder = words(client.get(answer.headers["Location"]))
    assert "รหัสที่ท่านเคยใช้" in finder
    assert "080112" in finder
    assert "กากสีใหม่" in words(client.get(f"{page_of(draft, 'waste')}?do=pick:waste.0.code:080112"))
    assert client.get(answer.headers["Location"].replace("waste.0.code", "applicant.name")).status_code == 404


def test_lines_of_the_last_application_are_there_again_as_far_as_they_are_the_same() -> None:
    at = office.office(INDUSTRY)
    office.file(at, office.WASTE, FACTORY)
    client = applicant(at)
    draft = begin(client, WASTE_START)
    line = json.loads(Draft.objects.get().answers)["waste"][0]
    assert line["code"] == "080112"
    assert "tonnes" not in line
    assert "เติมให้แล้วจากคำขอครั้งก่อน" in words(client.get(page_of(draft, "waste")))


def test_nobody_else_opens_a_draft() -> None:
    at = office.office(CITY)
    draft = begin(applicant(at))
    other, _ = town.citizen("another")
    for address in (draft, page_of(draft, "applicant"), f"{draft}papers/", f"{draft}check/"):
        assert browser(other).get(address).status_code == 404
        assert Client().get(address).headers["Location"].startswith("/in/")
    assert browser(other).post(f"{draft}drop/").status_code == 404
    assert Draft.objects.get().state == "open"


def test_a_draft_that_is_thrown_away_is_gone_with_everything_in_it() -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    client.post(page_of(draft, "applicant"), food())
    assert client.post(f"{draft}drop/").headers["Location"] == FOOD_START
    assert Draft.objects.get().answers == "{}"
    assert client.get(draft).status_code == 409


def test_after_filing_every_page_of_the_draft_leads_to_the_receipt() -> None:
    client = applicant(office.office(CITY))
    draft = begin(client)
    write(client, draft, RESTAURANT)
    receipt = submit(client, draft).headers["Location"]
    for address in (draft, page_of(draft, "applicant"), f"{draft}papers/", f"{draft}check/"):
        assert client.get(address).headers["Location"] == receipt
