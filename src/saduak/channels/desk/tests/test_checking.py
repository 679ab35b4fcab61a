"""The check of completeness at the desk: three outcomes, each once, and nothing that was typed is lost."""

import pytest

from saduak.cases import commands
from saduak.cases.models import Paper
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.channels.desk.tests.officers import at_desk, filed, hidden, of, send, walked_in, words

pytestmark = pytest.mark.django_db
HANDED = {"got-right_to_place": "upload", "got-medical_certificate": "shown_original"}


def answers_of(at: Office, case_id: object) -> dict[str, str]:
    """Every answer of the form as the browser would send it, numbers of persons masked as the page shows them."""
    page = at_desk(at.intake.actor).get(of(case_id, "check/mend/"))  # type: ignore[arg-type]
    found: dict[str, str] = {}
    for shown in page.context["pages"]:
        for group in shown.groups:
            for line in group.lines:
                for question in line.questions:
                    chosen = [choice.value for choice in question.choices if choice.chosen]
                    found[question.name] = chosen[0] if chosen else question.value
    return found


def test_what_is_whole_is_confirmed_and_the_clock_begins(city: Office) -> None:
    case_id = filed(city)
    answer = send(at_desk(city.intake.actor), of(case_id, "check/"))
    assert answer.status_code == 303
    assert answer.headers["Location"] == of(case_id)
    assert office.case(case_id).state == "complete"


def test_a_double_click_confirms_once(city: Office) -> None:
    case_id = filed(city)
    browser = at_desk(city.intake.actor)
    form = hidden(browser, of(case_id, "check/"))
    assert [browser.post(of(case_id, "check/"), form).status_code for _ in range(2)] == [303, 303]
    assert desk.kinds(case_id).count("case.completed") == 1


def test_what_is_missing_is_named_and_cannot_be_confirmed(city: Office) -> None:
    case_id = walked_in(city)
    browser = at_desk(city.intake.actor)
    assert "ยังขาดเอกสารที่ผู้ยื่นต้องนำมา" in words(browser.get(of(case_id, "check/")))
    answer = send(browser, of(case_id, "check/"))
    assert answer.status_code == 422
    assert 'role="alert"' in words(answer)
    assert office.case(case_id).state == "submitted"


def test_a_page_left_open_says_what_changed(city: Office) -> None:
    case_id = filed(city)
    browser = at_desk(city.intake.actor)
    form = hidden(browser, of(case_id, "refer/"))
    commands.choose_reply(actor=city.citizen, case_id=case_id, reply="paper", seen=None, now=MONDAY, key=key())
    answer = browser.post(of(case_id, "refer/"), {**form, "agency_named": "เทศบาลอื่น", "ground": "อยู่นอกเขต"})
    assert answer.status_code == 409
    page = words(answer)
    assert "ผู้ยื่นเลือกวิธีรับคำตอบ" in page
    assert "เทศบาลอื่น" in page
    assert "อยู่นอกเขต" in page
    again = dict(zip(("key", "seen"), (answer.context["form_key"], answer.context["seen"]), strict=True))
    assert browser.post(of(case_id, "refer/"), {**again, "agency_named": "เทศบาลอื่น"}).status_code == 303


def test_what_was_handed_over_on_the_spot_completes_it_and_the_number_stays(city: Office) -> None:
    case_id = walked_in(city)
    fields = {**answers_of(city, case_id), "place.hours": "09.00–20.00 น.", **HANDED, "do": "next"}
    assert fields["applicant.person_id"] == "x-xxxx-xxxxx-45-0"
    answer = send(at_desk(city.intake.actor), of(case_id, "check/mend/"), **fields)
    assert answer.status_code == 303, words(answer)
    row = office.case(case_id)
    assert row.state == "complete"
    assert '"1101700203450"' in row.words.answers
    assert "09.00–20.00" in row.words.answers
    sources = dict(Paper.objects.filter(case=case_id).values_list("document", "source"))
    assert sources == {"right_to_place": "upload", "medical_certificate": "shown_original"}


def test_a_wrong_answer_is_shown_beside_its_question_with_all_that_was_typed(city: Office) -> None:
    case_id = walked_in(city)
    fields = {**answers_of(city, case_id), "place.area": "กว้างมาก", "place.name": "ร้านใหม่ของฉัน", "do": "next"}
    answer = send(at_desk(city.intake.actor), of(case_id, "check/mend/"), **fields)
    assert answer.status_code == 422
    page = words(answer)
    assert "กว้างมาก" in page
    assert "ร้านใหม่ของฉัน" in page
    assert 'href="#f-place-area"' in page
    assert office.case(case_id).state == "submitted"


def test_a_new_number_may_be_typed_over_the_hidden_one(city: Office) -> None:
    case_id = walked_in(city)
    browser = at_desk(city.intake.actor)
    wrong = {**answers_of(city, case_id), "applicant.person_id": "1101700203451", **HANDED, "do": "next"}
    assert send(browser, of(case_id, "check/mend/"), **wrong).status_code == 422
    right = {**wrong, "applicant.person_id": "3101200123453"}
    assert send(browser, of(case_id, "check/mend/"), **right).status_code in {303, 422}
    assert "1101700203451" not in office.case(case_id).words.answers


def test_nothing_changed_is_no_mending(city: Office) -> None:
    case_id = filed(city)
    fields = {**answers_of(city, case_id), "do": "next"}
    answer = send(at_desk(city.intake.actor), of(case_id, "check/mend/"), **fields)
    assert answer.status_code == 422
    assert "ยังไม่มีสิ่งใดเปลี่ยนแปลง" in words(answer)


def test_the_checker_and_the_authority_cannot_confirm(city: Office) -> None:
    case_id = filed(city)
    for post in (city.checker, city.authority, city.supervisor):
        answer = at_desk(post.actor).post(of(case_id, "check/"), {"seen": "99"})
        assert answer.status_code == 403
    assert office.case(case_id).state == "submitted"


def test_the_sender_is_told_which_agency_is_responsible(city: Office) -> None:
    case_id = filed(city)
    browser = at_desk(city.intake.actor)
    nobody = send(browser, of(case_id, "refer/"), agency_named=" ", ground="อยู่นอกเขต")
    assert nobody.status_code == 409
    assert "มาตรา 10" in words(nobody)
    assert "อยู่นอกเขต" in words(nobody)
    assert send(browser, of(case_id, "refer/"), agency_named="อบต.ท่าพระ", ground="อยู่นอกเขต").status_code == 303
    assert office.case(case_id).state == "referred"


def test_the_exception_needs_the_authority_an_officer_at_fault_and_a_reference(city: Office) -> None:
    case_id = filed(city)
    commands.confirm_complete(actor=city.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    due = office.case(case_id).due_on
    page = of(case_id, "exception/")
    order = {"officer": str(city.intake.id), "discipline_reference": "ว 12/2569", "ground": "ไม่ตรวจหลักฐาน"}
    assert send(at_desk(city.officer.actor), page, **order).status_code == 403
    browser = at_desk(city.authority.actor)
    without = send(browser, page, **{**order, "discipline_reference": ""})
    assert without.status_code == 409
    assert "ต้องอ้างเลขเรื่องทางวินัย" in words(without)
    assert "ไม่ตรวจหลักฐาน" in words(without)
    assert send(browser, page, **{**order, "officer": "nobody"}).status_code == 409
    assert send(browser, page, **order).status_code == 303
    assert office.case(case_id).due_on == due, "the clock does not move"
