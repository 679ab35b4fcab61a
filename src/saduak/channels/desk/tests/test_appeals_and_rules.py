"""Appeals and decisions by rule at the desk: who has what to do, on which page, and what strangers are refused."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from saduak.cases.models import Appeal, AppealBody, NewOrder, RuleAdoption, RuleFinding
from saduak.cases.tests import desk, office
from saduak.cases.tests import test_appeals as appeals
from saduak.cases.tests import test_automatic_decisions as rules
from saduak.channels.desk.tests.officers import at_desk, send, words
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
NOW = desk.WEDNESDAY + timedelta(days=5)


@pytest.fixture
def at() -> office.Office:
    """The industry office on the Monday after a refusal."""
    set_business_time(NOW)
    return desk.with_letter_code(office.office(office.INDUSTRY))


@pytest.fixture
def appealed(at: office.Office) -> UUID:
    """A waste permit of two lines that was refused; its party has appealed."""
    case_id = appeals.waste_refused(at)
    appeals.appeal(at, case_id)
    return case_id


def page_of(case_id: UUID) -> str:
    return f"/desk/appeals/{Appeal.objects.get(case=case_id).id}/"


def head(at: office.Office) -> Client:
    return at_desk(at.authority.actor)


NEW_ORDER: dict[str, Any] = {
    **{f"{part}-{line}": text for line in (1, 2) for part, text in (("outcome", "granted"), ("reasons", ""))},
    **appeals.TEXTS,
}


def test_the_list_leads_to_the_appeal_and_the_appeal_says_until_when_and_why(at: office.Office, appealed: UUID) -> None:
    listed = words(at_desk(at.officer.actor).get("/desk/appeals/"))
    assert office.case(appealed).number in listed
    page = words(at_desk(at.officer.actor).get(page_of(appealed)))
    for told in (appeals.GROUNDS, "มาตรา 45", "4 ธันวาคม 2569", "ผู้มีอำนาจของหน่วยงานที่ถือเรื่อง"):
        assert told in page
    assert words(at_desk(at.officer.actor).get(f"/en{page_of(appealed)}")).count("Act by") == 1


def test_the_authority_agrees_and_the_case_shows_the_new_order(at: office.Office, appealed: UUID) -> None:
    answer = send(head(at), page_of(appealed), do="consider", view="agrees", report="หลักฐานฟังได้", **NEW_ORDER)
    assert answer.status_code == 303, words(answer)
    assert office.case(appealed).outcome == "granted"
    assert NewOrder.objects.get(case=appealed).outcome == "granted"
    assert "อุทธรณ์ฟังขึ้น" in words(head(at).get(page_of(appealed)))


def test_what_is_not_complete_is_refused_and_nothing_lost(at: office.Office, appealed: UUID) -> None:
    answer = send(
        head(at), page_of(appealed), do="consider", view="agrees", report="หลักฐานฟังได้ครบ", facts="พบหลักฐานใหม่"
    )
    assert answer.status_code == 422
    for kept in ("หลักฐานฟังได้ครบ", "พบหลักฐานใหม่"):
        assert kept in words(answer)
    assert office.case(appealed).outcome == "refused"


def test_the_superior_decides_on_its_own_page_and_sees_nothing_else(at: office.Office, appealed: UUID) -> None:
    _, superior = appeals.superior_of(at)
    assert at_desk(superior.actor).get(page_of(appealed)).status_code == 404
    assert send(head(at), page_of(appealed), do="consider", view="disagrees", report="ตามคำสั่งเดิม").status_code == 303
    client = at_desk(superior.actor)
    assert "ตามคำสั่งเดิม" in words(client.get(page_of(appealed)))
    assert office.case(appealed).number in words(client.get("/desk/appeals/"))
    assert client.get(f"/desk/case/{appealed}/").status_code == 404
    assert "วินิจฉัยอุทธรณ์" in words(client.get("/desk/duties/"))
    assert send(client, page_of(appealed), do="extend", ground="รอผลตรวจโรงงาน").status_code == 303
    answer = send(client, page_of(appealed), do="decide", result="revoked", **NEW_ORDER)
    assert answer.status_code == 303, words(answer)
    assert Appeal.objects.get(case=appealed).result == "revoked"


def test_another_agency_and_the_counters_citizen_find_no_appeal(at: office.Office, appealed: UUID) -> None:
    other = town.officer(town.agency("other"), "head-other", "authority")
    assert at_desk(other.actor).get(page_of(appealed)).status_code == 404
    assert office.case(appealed).number not in words(at_desk(other.actor).get("/desk/appeals/"))


def test_the_counter_takes_in_what_came_by_post_when_it_came(at: office.Office) -> None:
    case_id = appeals.waste_refused(at)
    page = f"/desk/case/{case_id}/appeal/"
    client = at_desk(at.intake.actor)
    assert "รับอุทธรณ์ที่ยื่นเป็นหนังสือ" in words(client.get(f"/desk/case/{case_id}/"))
    wrong = send(client, page, channel="post", came_on="6/11/2569", came_at="10.30", grounds="")
    assert wrong.status_code == 422
    answer = send(client, page, channel="post", came_on="6/11/2569", came_at="10.30", grounds=appeals.GROUNDS)
    assert answer.status_code == 303, words(answer)
    row = Appeal.objects.get(case=case_id)
    assert (row.channel, row.received_at.isoformat()) == ("post", "2026-11-06T03:30:00+00:00")


def test_the_office_records_who_decides_its_appeals(at: office.Office) -> None:
    above = town.agency("กระทรวงตัวอย่าง")
    page = f"/desk/office/{at.slug}/appeals/"
    assert "ยังไม่ได้บันทึก" in words(head(at).get(page))
    said = {"superior": str(above), "service": "", "number": "คำสั่งที่ 9/2569"}
    assert send(head(at), page, **said, since="32/1/2569").status_code == 422
    unchosen = send(head(at), page, **{**said, "superior": ""}, since="1/1/2569")
    assert unchosen.status_code == 422
    assert "ยังไม่ได้เลือกหน่วยงาน" in words(unchosen)
    assert send(head(at), page, **said, since="1/1/2569").status_code == 303
    assert AppealBody.objects.get().superior_id == above
    assert "กระทรวงตัวอย่าง" in words(head(at).get(page))
    assert at_desk(at.officer.actor).get(page).status_code in {403, 404}


def test_the_office_adopts_the_rule_with_its_conditions_in_view(at: office.Office) -> None:
    page = f"/desk/office/{at.slug}/rules/"
    assert "ปริมาณไม่เกิน 100 ตัน" in words(head(at).get(page))
    said = {"service": office.WASTE, "rule": rules.RULE, "number": "88/2569", "ordered_on": "1/10/2569"}
    said |= {"since": "1/10/2569", "until": ""}
    wrong = send(head(at), page, **said, share="มาก")
    assert wrong.status_code == 422
    assert "88/2569" in words(wrong)
    assert send(head(at), page, **said, share="10").status_code == 303
    assert RuleAdoption.objects.get().share == 10
    assert "88/2569" in words(head(at).get(page))


def test_the_case_lists_what_failed_and_a_person_goes_on(at: office.Office) -> None:
    rules.adopt(at)
    case_id = rules.filed(at, rules.CARTONS, rules.SLUDGE, now=NOW)
    rules.look_up(at, case_id, NOW)
    rules.consent(case_id, now=NOW)
    rules.complete(at, case_id, NOW)
    desk.work(NOW)
    page = words(at_desk(at.officer.actor).get(f"/desk/case/{case_id}/"))
    assert "ของเสียความเสี่ยงต่ำ (ฉบับที่ 1): เจ้าหน้าที่พิจารณา" in page
    assert "วิธีจัดการเป็นการคัดแยก" in page
    assert "รายการที่ 2" in page


def test_the_checker_audits_a_drawn_case_and_the_head_answers_for_an_unsound_one(at: office.Office) -> None:
    rules.adopt(at)
    case_id = rules.filed(at, now=NOW)
    rules.look_up(at, case_id, NOW)
    rules.consent(case_id, now=NOW)
    rules.complete(at, case_id, NOW)
    desk.work(NOW)
    checker, page = at_desk(at.checker.actor), f"/desk/case/{case_id}/audit/"
    assert page in words(checker.get("/desk/duties/"))
    assert send(checker, page, finding="unsound", note="").status_code == 422
    assert send(checker, page, finding="unsound", note="รหัสไม่ตรงกับภาพถ่าย").status_code == 303
    assert RuleFinding.objects.get(case=case_id).finding == "unsound"
    answer = f"/desk/case/{case_id}/answer/"
    assert answer in words(head(at).get("/desk/duties/"))
    duty = words(head(at).get(answer)).split('name="duty" value="')[1].split('"')[0]
    assert send(head(at), answer, duty=duty, evidence="เพิกถอนแล้วตามมาตรา 49").status_code == 303
    assert "เพิกถอนแล้ว" not in words(head(at).get("/desk/duties/"))
    assert words(checker.get(f"/en{page}")).count("unsound") >= 1
