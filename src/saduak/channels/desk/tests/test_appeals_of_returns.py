"""An appeal against a return at the desk: its own form, who considers it, and the case that goes on."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from saduak.cases.models import Appeal
from saduak.cases.tests import desk, office
from saduak.cases.tests import test_appeals as appeals
from saduak.cases.tests.test_appeals_of_returns import TOLD, returned
from saduak.channels.desk.tests.officers import at_desk, send, words
from saduak.ledger.present import set_business_time

pytestmark = pytest.mark.django_db
NOW = TOLD + timedelta(days=3)


@pytest.fixture
def at() -> office.Office:
    set_business_time(NOW)
    return desk.with_letter_code(office.office())


@pytest.fixture
def appealed(at: office.Office) -> UUID:
    """An application whose return its applicant has appealed."""
    case_id = returned(at)
    appeals.appeal(at, case_id, now=TOLD + timedelta(days=2))
    return case_id


def page_of(case_id: UUID) -> str:
    return f"/desk/appeals/{Appeal.objects.get(case=case_id).id}/"


def head(at: office.Office) -> Client:
    return at_desk(at.authority.actor)


def test_the_page_shows_the_return_with_its_reasons_and_what_is_still_open(at: office.Office, appealed: UUID) -> None:
    page = words(head(at).get(page_of(appealed)))
    for told in ("อุทธรณ์การคืนคำขอ", "ไม่ได้ส่งสัญญาเช่าภายในกำหนด", "คำขอครบถ้วนแล้ว", "แก้ไขได้ถึงวันที่"):
        assert told in page
    for other in ("เงื่อนไข", "เห็นด้วยบางส่วน", "ข้อบัญญัติ"):
        assert other not in page, "nothing of a licence that was never considered"
    assert "Against the return" in words(head(at).get(f"/en{page_of(appealed)}"))
    assert "อุทธรณ์การคืนคำขอ" in words(head(at).get("/desk/appeals/"))
    assert "ผู้มีอำนาจต้องพิจารณา" in words(head(at).get(f"/desk/case/{appealed}/"))


def test_the_authority_agrees_and_the_case_is_on_the_desk_again(at: office.Office, appealed: UUID) -> None:
    client, page = head(at), page_of(appealed)
    said = {"do": "consider", "view": "agrees", "report": "สัญญาใช้ได้", **appeals.TEXTS}
    unsaid = send(client, page, **said)
    assert unsaid.status_code == 422
    assert "สัญญาใช้ได้" in unsaid.content.decode()
    assert send(client, page, **said, outcome="mend", until="32/11/2569").status_code == 422
    assert send(client, page, **said, outcome="mend", until="1/11/2569").status_code == 422
    assert office.case(appealed).state == "returned"
    assert send(client, page, **said, outcome="complete").status_code == 303
    assert office.case(appealed).state == "complete"
    shown = words(client.get(page))
    assert "เพิกถอนการคืนคำขอ" in shown
    assert "คำขอครบถ้วนแล้ว ให้พิจารณาต่อ" in shown
    assert "เพิกถอนการคืนคำขอ คำขอเดิมดำเนินการต่อ" in words(client.get(f"/desk/case/{appealed}/history/"))
    assert client.get(f"/en/desk/case/{appealed}/").status_code == 200


def test_the_superior_reopens_what_the_agency_would_not(at: office.Office, appealed: UUID) -> None:
    _, superior = appeals.superior_of(at)
    assert send(head(at), page_of(appealed), do="consider", view="disagrees", report="ยืนตามเดิม").status_code == 303
    client = at_desk(superior.actor)
    assert "ไม่ได้ส่งสัญญาเช่าภายในกำหนด" in words(client.get(page_of(appealed)))
    answer = send(
        client, page_of(appealed), do="decide", result="reopened", outcome="mend", until="23/11/2569", **appeals.TEXTS
    )
    assert answer.status_code == 303
    assert office.case(appealed).state == "defect_open"


def test_intake_takes_in_an_appeal_against_a_return_on_paper(at: office.Office) -> None:
    case_id = returned(at)
    clerk, page = at_desk(at.intake.actor), f"/desk/case/{case_id}/appeal/"
    assert page in clerk.get(f"/desk/case/{case_id}/").content.decode()
    assert "อุทธรณ์การคืนคำขอ" in words(clerk.get(page))
    answer = send(clerk, page, channel="post", came_on="12/11/2569", came_at="10.30", grounds=appeals.GROUNDS)
    assert answer.status_code == 303
    assert Appeal.objects.get(case=case_id).against == "return"


def test_the_counter_records_that_an_appeal_is_taken_back(at: office.Office, appealed: UUID) -> None:
    page = page_of(appealed)
    assert "รับการถอนอุทธรณ์ที่เคาน์เตอร์" not in words(head(at).get(page))
    clerk = at_desk(at.intake.actor)
    assert "รับการถอนอุทธรณ์ที่เคาน์เตอร์" in words(clerk.get(page))
    refused = send(clerk, page, do="withdraw", reason="หาเอกสารได้แล้ว")
    assert refused.status_code == 422
    assert "หลักฐานยืนยันตัวตน" in words(refused)
    assert "หาเอกสารได้แล้ว" in refused.content.decode()
    assert send(clerk, page, do="withdraw", reason="หาเอกสารได้แล้ว", identity="id_card").status_code == 303
    assert Appeal.objects.get(case=appealed).stage == "withdrawn"
    assert f"/desk/case/{appealed}/appeal/" in clerk.get(f"/desk/case/{appealed}/").content.decode(), "another may come"
