"""The defect record at the desk: one, whole, of the manual only; its answers looked at; the return only after."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saduak.cases import commands
from saduak.cases.models import DefectItem, DefectRecord
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.channels.desk.tests.conftest import TUESDAY
from saduak.channels.desk.tests.officers import ITEM, PNG, at_desk, filed, hidden, of, send, walked_in, words
from saduak.ledger.present import set_business_time

pytestmark = pytest.mark.django_db


def recorded(at: Office, **changes: Any) -> UUID:
    """A case with a record of one item."""
    case_id = filed(at)
    answer = send(at_desk(at.intake.actor), of(case_id, "defect/"), **{**ITEM, **changes})
    assert answer.status_code == 303, words(answer)
    return case_id


def answered(at: Office, case_id: UUID) -> None:
    """The citizen answers the item at the portal."""
    item = DefectItem.objects.get(record=case_id)
    commands.answer_defect(
        actor=at.citizen,
        case_id=case_id,
        item_id=item.id,
        text="แก้แล้ว",
        file_id=None,
        answers=None,
        answered_at=None,
        channel="electronic",
        seen=None,
        now=TUESDAY,
        key=key(),
    )


def judge(at: Office, case_id: UUID, accepted: str, note: str = "") -> Any:
    """The officer looks at the only answer."""
    reply = DefectItem.objects.get(record=case_id).replies.get(judged_at=None)
    fields = {"do": "judge", "reply": str(reply.id), "accepted": accepted, "note": note}
    return send(at_desk(at.officer.actor), of(case_id, "items/"), **fields)


def test_the_page_proposes_what_is_missing_and_counts_the_last_day_with_reasons(city: Office) -> None:
    case_id = walked_in(city)
    browser = at_desk(city.intake.actor)
    page = words(browser.get(of(case_id, "defect/")))
    assert '<option value="document:medical_certificate" selected>' in page
    assert "แก้ไขได้ถึง" in page
    counted = send(browser, of(case_id, "defect/"), **{**ITEM, "amount": "๗", "unit": "working_day", "do": "show"})
    assert counted.status_code == 200
    assert "แก้ไขได้ถึงวันพฤหัสบดีที่ 12 พฤศจิกายน 2569" in words(counted)
    assert "พื้นที่ไม่ตรงกับแผนผัง" in words(counted)
    assert not DefectRecord.objects.exists()


def test_a_paper_of_the_state_cannot_be_chosen_and_is_refused_when_sent_all_the_same(city: Office) -> None:
    case_id = filed(city)
    browser = at_desk(city.intake.actor)
    assert "document:identity_card" not in words(browser.get(of(case_id, "defect/")))
    state = next(each.id for each in browser.get(of(case_id)).context["case"].documents if each.state_issued)
    answer = send(browser, of(case_id, "defect/"), **{**ITEM, "about-0": f"document:{state}"})
    assert answer.status_code == 409
    assert "หน่วยงานต้องตรวจหรือทำสำเนาเอง" in words(answer)
    assert "มาตรา 12" in words(answer)
    assert "พื้นที่ไม่ตรงกับแผนผัง" in words(answer), "what was typed stays"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"about-0": "document:extra_paper"}, "ไม่อยู่ในคู่มือ"),
        ({"about-0": "field:place.colour"}, "ไม่อยู่ในคู่มือ"),
        ({"amount": "0"}, "ต้องกำหนดวันให้แก้ไข"),
        ({"amount": "999999999999"}, "ต้องกำหนดวันให้แก้ไข"),
        ({"unit": "month"}, "วันหรือวันทำการ"),
        ({"acknowledgement": "declined"}, "ต้องมีลายมือชื่อ"),
        ({"acknowledgement": ""}, "ต้องมีลายมือชื่อ"),
        ({"mend-0": " "}, "แต่ละรายการต้องบอก"),
        ({"about-0": "", "found-0": "", "mend-0": ""}, "อย่างน้อยหนึ่งรายการ"),
    ],
)
def test_what_the_law_or_the_manual_does_not_know_is_refused(city: Office, changes: dict[str, str], said: str) -> None:
    case_id = filed(city)
    answer = send(at_desk(city.intake.actor), of(case_id, "defect/"), **{**ITEM, **changes})
    assert answer.status_code in {409, 422}
    assert said in words(answer)
    assert not DefectRecord.objects.exists()


def test_a_second_record_is_refused_with_the_article(city: Office) -> None:
    case_id = filed(city)
    intake, page = at_desk(city.intake.actor), of(case_id, "defect/")
    first, second = hidden(intake, page), hidden(intake, page)
    assert intake.post(page, {**first, **ITEM}).status_code == 303
    answer = intake.post(page, {**second, "seen": str(len(desk.kinds(case_id))), **ITEM})
    assert answer.status_code == 409
    assert "ทำบันทึกความบกพร่องได้ครั้งเดียว" in words(answer)
    assert "มาตรา 8" in words(answer)
    assert DefectRecord.objects.count() == 1


def test_a_double_click_makes_one_record(city: Office) -> None:
    case_id = filed(city)
    browser = at_desk(city.intake.actor)
    form = {**hidden(browser, of(case_id, "defect/")), **ITEM}
    assert [browser.post(of(case_id, "defect/"), form).status_code for _ in range(2)] == [303, 303]
    assert desk.kinds(case_id).count("case.defect_recorded") == 1


def test_a_form_sent_by_none_of_its_buttons_says_so_and_records_nothing(city: Office) -> None:
    case_id = recorded(city)
    answer = send(at_desk(city.officer.actor), of(case_id, "items/"), do="nowhere", note="ครบแล้ว")
    assert answer.status_code == 422
    assert "โปรดกดปุ่มของสิ่งที่ต้องการทำ" in words(answer)


def test_an_item_may_stay_open_with_a_note_and_is_answered_again(city: Office) -> None:
    case_id = recorded(city)
    answered(city, case_id)
    assert "ผู้ยื่นส่งคำตอบมาแล้ว 1 รายการ" in words(at_desk(city.officer.actor).get(of(case_id)))
    assert judge(city, case_id, "").status_code == 422
    without = judge(city, case_id, "no")
    assert without.status_code == 422
    assert "โปรดเขียนว่ายังขาดสิ่งใด" in words(without)
    assert judge(city, case_id, "no", "ยังไม่ตรง").status_code == 303
    assert "ยังไม่ครบ" in words(at_desk(city.officer.actor).get(of(case_id, "items/")))
    answered(city, case_id)
    assert judge(city, case_id, "yes").status_code == 303
    assert office.case(case_id).state == "complete"


def test_what_was_brought_to_the_counter_is_taken_in_with_its_scan(city: Office) -> None:
    case_id = recorded(city)
    item = DefectItem.objects.get(record=case_id)
    browser = at_desk(city.intake.actor)
    fields = {"do": "hand_in", "item": str(item.id), "channel": "counter", "text": "นำแผนผังมา"}
    disguised = SimpleUploadedFile("แผนผัง.pdf", b"<html><script>alert(1)</script></html>")
    refused = send(browser, of(case_id, "items/"), **fields, file=disguised)
    assert refused.status_code == 422
    assert "นำแผนผังมา" in words(refused)
    taken = send(browser, of(case_id, "items/"), **fields, file=SimpleUploadedFile("แผนผัง.png", PNG))
    assert taken.status_code == 303, words(taken)
    page = words(browser.get(of(case_id, "items/")))
    assert "นำแผนผังมา" in page
    assert "แผนผัง.png" in page or "กำลังตรวจความปลอดภัย" in page


def test_a_signature_at_the_counter_is_recorded_for_what_was_sent_on_line(city: Office) -> None:
    case_id = recorded(city, acknowledgement="electronic")
    browser = at_desk(city.intake.actor)
    assert "รอผู้ยื่นรับทราบบันทึกความบกพร่อง" in words(browser.get(of(case_id)))
    without = send(browser, of(case_id, "items/"), do="acknowledge", acknowledgement="declined", proof="")
    assert without.status_code == 422
    sent = send(browser, of(case_id, "items/"), do="acknowledge", acknowledgement="declined", proof="RN123456789TH")
    assert sent.status_code == 303
    assert DefectRecord.objects.get().proof == "RN123456789TH"


def test_more_time_is_given_for_a_reason_and_a_day_in_either_era(city: Office) -> None:
    case_id = recorded(city)
    browser = at_desk(city.officer.actor)
    page = of(case_id, "items/extend/")
    for until in ("", "32/13/2569", "วันศุกร์", "<b>"):
        answer = send(browser, page, until=until, ground="ป่วย")
        assert answer.status_code == 422, until
        assert 'id="until-error"' in words(answer)
        assert "ป่วย" in words(answer)
    assert send(browser, page, until="1/11/2569", ground="ป่วย").status_code == 422
    assert send(browser, page, until="๑/๑๒/๒๕๖๙", ground="ป่วย").status_code == 303
    assert DefectRecord.objects.get().deadline.isoformat() == "2026-12-01"


def test_a_return_before_the_deadline_is_refused_and_after_it_goes_out_with_reasons(city: Office) -> None:
    case_id = recorded(city)
    browser = at_desk(city.officer.actor)
    page = of(case_id, "return/")
    early = send(browser, page, reasons="ไม่ได้แก้ไข")
    assert early.status_code == 409
    assert "ยังไม่พ้นกำหนด" in words(early)
    assert "มาตรา 9" in words(early)
    assert "ไม่ได้แก้ไข" in words(early)
    set_business_time(MONDAY + timedelta(days=21))
    shown = words(browser.get(page))
    assert "ตัวอย่างหนังสือที่จะส่ง" in shown
    assert "พื้นที่ไม่ตรงกับแผนผัง" in shown
    assert send(browser, page, reasons=" ").status_code == 409
    assert send(at_desk(city.intake.actor), page, reasons="ไม่ได้แก้ไข").status_code == 403
    assert send(browser, page, reasons="ไม่ได้แก้ไข").status_code == 303
    assert office.case(case_id).state == "returned"


def test_the_authority_gives_a_deadline_back(city: Office) -> None:
    case_id = recorded(city)
    set_business_time(MONDAY + timedelta(days=21))
    assert send(at_desk(city.officer.actor), of(case_id, "return/"), reasons="ไม่ได้แก้ไข").status_code == 303
    page = of(case_id, "reinstate/")
    told = {"ground": "นอนโรงพยาบาล", "obstacle_ended_on": "20/11/2569", "asked_on": "23/11/2569", "until": "4/12/2569"}
    assert send(at_desk(city.officer.actor), page, **told).status_code == 403
    browser = at_desk(city.authority.actor)
    assert send(browser, page, **{**told, "asked_on": "x"}).status_code == 422
    late = send(browser, page, **{**told, "obstacle_ended_on": "1/10/2569"})
    assert late.status_code == 409
    assert "มาตรา 66" in words(late)
    assert send(browser, page, **told).status_code == 303
    assert office.case(case_id).state == "defect_open"


def test_the_record_is_printed_as_its_letter(city: Office) -> None:
    at = desk.with_letter_code(city)
    case_id = recorded(at)
    browser = at_desk(at.intake.actor)
    assert "กำลังจัดทำหนังสือบันทึกความบกพร่อง" in words(browser.get(of(case_id, "items/")))
    desk.work()
    page = words(browser.get(of(case_id, "items/")))
    assert "พิมพ์บันทึกความบกพร่อง" in page


@pytest.mark.parametrize("page", ["items/", "items/extend/"])
def test_a_case_without_a_record_has_no_such_page(city: Office, page: str) -> None:
    assert at_desk(city.officer.actor).get(of(filed(city), page)).status_code == 404


def test_where_no_record_can_be_made_the_page_says_why_and_offers_no_form(city: Office) -> None:
    made, complete = recorded(city), filed(city)
    commands.confirm_complete(actor=city.intake.actor, case_id=complete, seen=None, now=MONDAY, key=key())
    intake, authority = at_desk(city.intake.actor), at_desk(city.authority.actor)
    for browser, case_id, says in (
        (intake, made, "มีบันทึกความบกพร่องแล้ว"),
        (intake, complete, "พบว่าคำขอนี้ครบถ้วนแล้ว"),
        (authority, filed(city), "เป็นหน้าที่ของเจ้าหน้าที่รับคำขอ"),
    ):
        page = words(browser.get(of(case_id, "defect/")))
        assert says in page
        assert "มาตรา 8" in page
        assert "<textarea" not in page


def test_who_is_answered_on_paper_signs_the_record_unless_the_officer_says_otherwise(city: Office) -> None:
    intake = at_desk(city.intake.actor)
    for case_id, how in ((filed(city), "electronic"), (filed(city, reply="paper"), "signature")):
        page = words(intake.get(of(case_id, "defect/")))
        assert f'value="{how}" checked' in page
