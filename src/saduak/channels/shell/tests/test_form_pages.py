"""A page of กอ.1 as a factory fills it in: every question asked, every fault beside it, and nothing lost."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as configured
from django.test import Client, override_settings

LINE = {
    "waste.0.code": "080112",
    "waste.0.description": "กากสี",
    "waste.0.is_chemical": "no",
    "waste.0.tonnes": "12.5",
    "waste.0.method": "011",
    "waste.0.processor_number": "3-106-12/50ขก",
    "waste.0.processor_name": "บริษัท ตัวอย่างรีไซเคิล จำกัด",
}
APPLICANT = {
    "applicant.kind": "juristic",
    "applicant.name": "บริษัท ตัวอย่าง จำกัด",
    "applicant.tax_id": "0405566000017",
    "applicant.business": "ผลิตสี",
    "applicant.factory_number": "3-106-12/50ขก",
    "applicant.address": "1 ถนนตัวอย่าง\r\nขอนแก่น",
    "applicant.telephone": "043 000 000",
    "applicant.email": "name@example.com",
    "applicant.signs_as": "operator",
    "period.starts_on": "1/12/2569",
    "period.ends_on": "๓๐/๑๑/๒๕๗๐",
}


@pytest.fixture
def visitor() -> Iterator[Client]:
    templates = [{**configured.TEMPLATES[0], "DIRS": [__file__.rpartition("/")[0] + "/templates"]}]
    with override_settings(ROOT_URLCONF=f"{__name__.rpartition('.')[0]}.asking", TEMPLATES=templates):
        yield Client()


def post(visitor: Client, page: str, sent: dict[str, Any], do: str = "next") -> tuple[int, str]:
    answer = visitor.post(f"/asking/{page}/", {**sent, "do": do})
    return answer.status_code, answer.content.decode()


def test_every_question_of_the_first_page_has_a_label_that_names_its_element(visitor: Client) -> None:
    page = visitor.get("/asking/applicant/").content.decode()
    labelled = set(re.findall(r'<label class="question" for="([^"]+)"', page))
    assert {"f-applicant-name", "f-applicant-telephone", "f-period-starts_on"} <= labelled
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert labelled <= set(ids)
    assert len(ids) == len(set(ids))
    described = {each for found in re.findall(r'aria-describedby="([^"]+)"', page) for each in found.split()}
    assert described <= set(ids)
    assert 'inputmode="tel"' in page
    assert 'autocomplete="organization"' in page
    assert "errors-title" not in page


def test_a_question_that_follows_from_an_answer_appears_after_asking_again(visitor: Client) -> None:
    assert "f-applicant-tax_id" not in visitor.get("/asking/applicant/").content.decode()
    status, page = post(visitor, "applicant", {"applicant.kind": "juristic"}, do="show")
    assert (status, "f-applicant-tax_id" in page, "f-applicant-person_id" in page) == (200, True, False)
    assert "errors-title" not in page, "asking again tells no faults"
    assert "<noscript>" in page, "without scripts there is a button for it"


def test_what_is_missing_is_told_on_top_and_beside_the_question(visitor: Client) -> None:
    status, page = post(visitor, "applicant", {**APPLICANT, "applicant.email": "ไม่มี"})
    assert status == 422
    assert '<a href="#f-applicant-email">อีเมล: ' in page
    assert 'id="f-applicant-email-error"' in page
    assert 'aria-describedby="f-applicant-email-error"' in page
    assert page.count("aria-invalid") == 1
    assert 'value="ไม่มี"' in page
    assert 'value="๓๐/๑๑/๒๕๗๐"' in page, "what was typed stays as it was typed"


def test_the_summary_leads_to_the_first_of_several_choices(visitor: Client) -> None:
    _, page = post(visitor, "applicant", {**APPLICANT, "applicant.kind": ""})
    assert '<a href="#f-applicant-kind-0">' in page
    assert 'id="f-applicant-kind-0"' in page


def test_answers_that_stand_are_read_back_in_words(visitor: Client) -> None:
    status, page = post(visitor, "applicant", APPLICANT)
    assert status == 200
    for words in ("นิติบุคคล", "30 พฤศจิกายน 2570", "043000000", "1 ถนนตัวอย่าง<br>ขอนแก่น"):
        assert words in page, words
    assert 'href="/asking/applicant/#g-period"' in page
    assert "ไม่ได้ตอบ" in page, "the fax number may stay out"


def test_english_pages_ask_and_tell_in_english(visitor: Client) -> None:
    answer = visitor.post("/en/asking/applicant/", {**APPLICANT, "do": "next"})
    page = answer.content.decode()
    assert "Juristic person" in page
    assert "30 November 2027" in page


# Lines


def test_a_line_is_added_and_removed_without_losing_the_others(visitor: Client) -> None:
    _, page = post(visitor, "waste", LINE, do="add:waste")
    assert 'value="กากสี"' in page
    assert 'id="f-waste-1-description"' in page
    two = {**LINE, "waste.1.description": "น้ำมันเก่า"}
    _, page = post(visitor, "waste", two, do="remove:waste.0")
    assert ('value="น้ำมันเก่า"' in page, 'value="กากสี"' in page) == (True, False)
    assert "f-waste-1-description" not in page


def test_a_line_that_a_rule_refuses_says_which_code_and_why(visitor: Client) -> None:
    status, page = post(visitor, "waste", {**LINE, "waste.0.code": "050103", "waste.0.method": "071"})
    assert status == 422
    assert '<a href="#g-waste-0">' in page
    assert "รหัส 050103 เป็นของเสียอันตรายเสมอ (HA)" in page
    assert 'value="050103"' in page


def test_a_code_brings_up_what_it_calls_for(visitor: Client) -> None:
    _, page = post(visitor, "waste", {**LINE, "waste.0.code": "01 03 05"}, do="show")
    assert "f-waste-0-contested-0" in page, "a code typed with spaces counts as well"
    assert "หางแร่อื่นที่มีสารอันตราย" in page, "and is told by name"


def test_more_lines_than_fit_are_told(visitor: Client) -> None:
    many = {f"waste.{line}.description": "กาก" for line in range(400)}
    status, page = post(visitor, "waste", many)
    assert status == 422
    assert "200" in page
    assert page.count('class="line-of"') == 201


@pytest.mark.parametrize(
    "sent",
    [
        {"waste.0.tonnes": "9" * 200_000},
        {"waste.0.description": "ก\x00ข\ud800ค"},
        {"waste.0.code": ["1", "2"], "waste.0.method": "071"},
        {"waste.999999999999.code": "1", "waste.-1.code": "1", "waste..code": "1", "waste.0.no_such": "1"},
        {"waste.code": "1", "applicant.0.kind": "1", "no.such.thing": "1", "": "1"},
        {"waste.0.method": "<script>alert(1)</script>", "waste.0.description": '"><img src=x onerror=alert(1)>'},
        {"waste.0.is_chemical": "maybe", "waste.0.tonnes": "NaN"},
        {"waste.0.description": "น\u0e4d\u0e49\u0e32\u202e🙂"},
    ],
)
def test_anything_at_all_may_be_sent(visitor: Client, sent: dict[str, Any]) -> None:
    body = urlencode({**LINE, **sent, "do": "next"}, doseq=True, errors="surrogatepass")
    answer = visitor.post("/asking/waste/", body, content_type="application/x-www-form-urlencoded")
    page = answer.content.decode()
    assert answer.status_code in {200, 422}
    assert "กากสี" in page or "waste.0.description" in sent
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "do", ["", "remove:waste.99", "remove:applicant.0", "pick:waste.0.code", "pick:no.1.such:1", "add:no", "☃" * 999]
)
def test_a_button_that_does_not_exist_does_nothing(visitor: Client, do: str) -> None:
    status, page = post(visitor, "waste", LINE, do=do)
    assert status == 200
    assert 'value="กากสี"' in page


# The code finder


def test_a_code_is_found_by_thai_words_english_words_and_digits(visitor: Client) -> None:
    for asked in ("กากตะกอนก้นถัง", "tank bottom", "0501", "๐๕๐๑"):
        page = visitor.get("/asking/waste/codes/waste.0.code/", {"q": asked}).content.decode()
        assert "050103" in page, asked
        assert "อันตรายเสมอ" in page, asked
    assert "ไม่พบรหัสที่ตรง" in visitor.get("/asking/waste/codes/waste.0.code/", {"q": "ยานอวกาศ"}).content.decode()


def test_the_list_is_walked_from_chapter_to_item(visitor: Client) -> None:
    page = visitor.get("/asking/waste/codes/waste.0.code/").content.decode()
    assert "?in=05" in page
    assert "01–12 และ 17–19 ก่อน" in page, "the order of choosing"
    assert "รหัสที่ท่านเคยใช้" in page
    page = visitor.get("/asking/waste/codes/waste.0.code/", {"in": "05"}).content.decode()
    assert "?in=0501" in page
    page = visitor.get("/asking/waste/codes/waste.0.code/", {"in": "0501"}).content.decode()
    assert 'href="/asking/waste/?do=pick%3Awaste.0.code%3A050103"' in page


def test_a_code_that_was_chosen_stands_in_its_field(visitor: Client) -> None:
    page = visitor.get("/asking/waste/", {"do": "pick:waste.1.code:050103"}).content.decode()
    assert re.search(r'id="f-waste-1-code"[^>]*value="050103"', page)
    assert "กากตะกอนก้นถัง" in page


def test_without_scripts_the_button_leads_to_the_finder(visitor: Client) -> None:
    answer = visitor.post("/asking/waste/", {**LINE, "do": "find:waste.0.code"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/asking/waste/codes/waste.0.code/")


def test_a_script_gets_the_finder_alone(visitor: Client) -> None:
    page = visitor.get("/asking/waste/codes/waste.0.code/", {"in": "0501"}, headers={"hx-request": "true"})
    assert "<html" not in page.content.decode()
    assert 'value="pick:waste.0.code:050103"' in page.content.decode()
