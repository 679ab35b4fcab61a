"""The clock in motion at the desk: duties on top, reasons given and refused, more time, missed windows, the order."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from saduak.cases import commands, queries
from saduak.cases.models import Case, Duty, Notice, StandingOrder
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import INDUSTRY, MONDAY, Office, key
from saduak.cases.tests.test_delay_notices import FILED, REASON, at, late_case
from saduak.cases.tests.test_more_time import begun, silent_service
from saduak.channels.desk.tests.officers import HIDDEN, at_desk, hidden, of, send, words
from saduak.ledger.actors import Actor
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

DRAFTED, SENT = at(date(2027, 4, 7), "09:00"), at(date(2027, 4, 7))
OUTAGE_OVER = at(date(2027, 4, 9), "02:00")


@pytest.fixture
def late(db: None) -> tuple[Office, UUID]:
    """A case whose promise was missed; the first notice is drafted."""
    here, case_id = late_case()
    commands.look_until(FILED, DRAFTED)
    set_business_time(DRAFTED)
    return here, case_id


@pytest.fixture
def missed(db: None) -> tuple[Office, UUID]:
    """The same after an outage: the first notice went two days too late."""
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 6)))
    commands.look_at_due_cases(OUTAGE_OVER)
    set_business_time(at(date(2027, 4, 9)))
    return here, case_id


def test_duties_stand_above_the_work_list_with_what_to_do(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    page = words(at_desk(here.officer.actor).get("/desk/"))
    assert page.index('id="owed-title">หน้าที่ที่ค้าง') < page.index('class="views"')
    assert "ให้เหตุเฉพาะเรื่องของหนังสือแจ้งเหตุล่าช้า" in page
    assert f'href="{of(case_id, "notices/")}"' in page
    own = words(at_desk(here.officer.actor).get("/desk/duties/"))
    assert own.index("ให้เหตุเฉพาะเรื่อง") < own.index("พ้นกำหนดแล้ว")
    assert office.case(case_id).number in own
    assert "ไม่มีหน้าที่ค้าง" in words(at_desk(here.checker.actor).get("/desk/duties/"))


def test_duties_of_one_kind_in_one_case_are_one_and_the_due_day_is_told_as_over(late: tuple[Office, UUID]) -> None:
    here, _ = late
    commands.look_until(DRAFTED, at(date(2027, 4, 20)))
    set_business_time(at(date(2027, 4, 20)))
    page = words(at_desk(here.officer.actor).get("/desk/duties/"))
    assert page.count("ให้เหตุเฉพาะเรื่องของหนังสือแจ้งเหตุล่าช้า") == 1
    assert "4 ครั้ง" in page
    assert "พ้นกำหนดแล้ว" in page
    assert "ครบกำหนดวันนี้" not in page


def test_what_makes_the_head_liable_stands_first_and_apart(missed: tuple[Office, UUID]) -> None:
    here, case_id = missed
    page = words(at_desk(here.authority.actor).get("/desk/duties/"))
    assert page.index("ต้องชี้แจงหรือแก้ไขทันที") < page.index("เร่งด่วนที่สุด") < page.index("หน้าที่อื่น")
    assert f'href="{of(case_id, "answer/")}"' in page
    assert "Answer for the late notice" in words(at_desk(here.authority.actor).get("/en/desk/duties/"))


def test_the_case_page_says_when_the_next_notice_goes_and_that_it_has_no_reason(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    page = words(at_desk(here.officer.actor).get(of(case_id)))
    assert "หนังสือแจ้งเหตุล่าช้าครั้งที่ 1 จะส่งวันพุธที่ 7 เมษายน 2570 เวลา 15.00 น." in page
    assert "ยังไม่มีเหตุ" in page


def test_an_officer_gives_the_reason_and_the_notice_goes_with_it(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    browser, notice = at_desk(here.officer.actor), Notice.objects.get(case=case_id)
    answer = send(browser, of(case_id, "notices/"), notice=notice.id, reason=REASON)
    assert answer.status_code == 303
    page = words(browser.get(of(case_id, "notices/")))
    assert "หนังสือจะใช้เหตุที่ให้ไว้" in page
    assert REASON in page
    commands.look_until(DRAFTED, SENT)
    set_business_time(SENT + timedelta(hours=1))
    page = words(browser.get(of(case_id, "notices/")))
    assert "เหตุที่เจ้าหน้าที่ให้" in page
    assert "ส่งทันเวลา" in page
    assert "ครั้งต่อไป: ครั้งที่ 2" in page


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "ยังไม่ได้เขียนเหตุ"),
        ("อยู่ระหว่างถ่ายสำเนาบัตรประชาชน", "การทำสำเนาเอกสารไม่ใช่เหตุล่าช้า"),
        ("<script>alert(1)</script>" + "ก" * 2_001, "เหตุยาวเกิน"),
    ],
)
def test_what_is_no_reason_is_refused_in_a_sentence_and_kept(late: tuple[Office, UUID], reason: str, says: str) -> None:
    here, case_id = late
    notice = Notice.objects.get(case=case_id)
    answer = send(at_desk(here.officer.actor), of(case_id, "notices/"), notice=notice.id, reason=reason)
    page = words(answer)
    assert answer.status_code == 422
    assert says in page
    assert f'href="#reason-{notice.number}"' in page
    assert "<script>alert" not in page
    assert reason[-20:] in page


def test_a_reason_still_owed_is_asked_for_beside_its_notice(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    commands.look_until(DRAFTED, SENT)
    set_business_time(SENT + timedelta(hours=1))
    browser, first = at_desk(here.supervisor.actor), Notice.objects.get(case=case_id, number=1)
    assert "ส่งไปแล้วโดยยังไม่ให้เหตุ 1 ครั้ง" in words(browser.get(of(case_id)))
    page = words(browser.get(of(case_id, "notices/")))
    assert "ยังต้องให้เหตุ" in page
    assert 'id="reason-1"' in page
    assert send(browser, of(case_id, "notices/"), notice=first.id, reason=REASON).status_code == 303
    page = words(browser.get(of(case_id, "notices/")))
    assert "เหตุที่ให้ภายหลัง" in page
    assert 'id="reason-1"' not in page


def test_a_notice_of_another_case_takes_no_reason_here(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    sent = {"notice": "00000000-0000-0000-0000-000000000000", "reason": REASON}
    assert send(at_desk(here.officer.actor), of(case_id, "notices/"), **sent).status_code == 404
    other = office.office(office.CITY)
    assert at_desk(other.officer.actor).get(of(case_id, "notices/")).status_code == 404


def test_the_head_answers_for_a_missed_window_with_evidence(missed: tuple[Office, UUID]) -> None:
    here, case_id = missed
    browser, duty = at_desk(here.authority.actor), Duty.objects.get(case=case_id, what="window_missed")
    assert "มีเรื่องที่ผู้มีอำนาจต้องชี้แจง 1 เรื่อง" in words(browser.get(of(case_id)))
    address = of(case_id, "answer/")
    refused = send(browser, address, duty=duty.id, how="force_majeure", evidence=" ")
    assert refused.status_code == 422
    assert "เหตุสุดวิสัยต้องมีหลักฐาน" in words(refused)
    assert 'value="force_majeure" checked' in words(refused)
    assert "โปรดเลือกว่าส่งช้า หรือเหตุสุดวิสัย" in words(send(browser, address, duty=duty.id, evidence="ไฟดับ"))
    told = {"duty": duty.id, "how": "force_majeure", "evidence": "ไฟฟ้าดับทั้งจังหวัด"}
    assert send(browser, address, **told).status_code == 303
    assert Duty.objects.get(pk=duty.id).how == "force_majeure"
    assert "ไม่มีเรื่องที่ต้องชี้แจง" in words(browser.get(address))


def test_only_the_head_has_the_form_to_answer(missed: tuple[Office, UUID]) -> None:
    here, case_id = missed
    duty = Duty.objects.get(case=case_id, what="window_missed")
    page = words(at_desk(here.supervisor.actor).get(of(case_id, "answer/")))
    assert "ผู้ต้องชี้แจง: authority-khon-kaen-industry" in page
    assert 'name="evidence"' not in page
    forged = dict(HIDDEN.findall(words(at_desk(here.authority.actor).get(of(case_id, "answer/")))))
    sent = {**forged, "duty": duty.id, "how": "sent_late", "evidence": ""}
    assert at_desk(here.supervisor.actor).post(of(case_id, "answer/"), sent).status_code == 403
    assert Duty.objects.get(pk=duty.id).state == "open"


def test_the_head_says_what_was_done_about_an_approval_by_silence(db: None) -> None:
    here = desk.with_letter_code(office.office())
    silent_service(here)
    case_id = begun(here)
    now = at(date(2026, 12, 18), "09:00")
    commands.look_until(MONDAY, now)
    set_business_time(now)
    browser, duty = at_desk(here.authority.actor), Duty.objects.get(case=case_id, what="deemed_granted")
    refused = send(browser, of(case_id, "answer/"), duty=duty.id, evidence="")
    assert refused.status_code == 422
    assert "โปรดเขียนว่าออกใบอนุญาตเลขที่ใด" in words(refused)
    assert send(browser, of(case_id, "answer/"), duty=duty.id, evidence="ออกใบอนุญาตเลขที่ 1/2570").status_code == 303
    assert Duty.objects.get(pk=duty.id).how == "answered"


def test_an_extension_shows_what_is_left_and_its_letter_before_it_goes(city: Office) -> None:
    case_id = begun(city)
    set_business_time(at(date(2026, 12, 1), "10:00"))
    browser = at_desk(city.authority.actor)
    assert of(case_id, "more-time/") in words(browser.get(of(case_id)))
    page = words(browser.get(of(case_id, "more-time/")))
    assert "0 จาก 2 ครั้ง ครั้งละไม่เกิน 15 วัน" in page
    assert "วันพุธที่ 2 ธันวาคม 2569" in page
    asked = {"amount": "๑๕", "ground": "รอผลตรวจน้ำ"}
    seen = words(send(browser, of(case_id, "more-time/"), do="preview", **asked))
    assert "หนังสือที่จะส่ง ขยายถึงวันพฤหัสบดีที่ 17 ธันวาคม 2569" in seen
    assert office.case(case_id).limit_on == date(2026, 12, 2)
    assert "ไม่เกิน" in words(send(browser, of(case_id, "more-time/"), do="extend", **{**asked, "amount": "99"}))
    assert send(browser, of(case_id, "more-time/"), do="extend", **asked).status_code == 303
    assert office.case(case_id).limit_on == date(2026, 12, 17)


def test_one_day_late_no_extension_is_offered(city: Office) -> None:
    case_id = begun(city)
    set_business_time(at(date(2026, 12, 3), "10:00"))
    browser = at_desk(city.authority.actor)
    assert "พ้นวันที่แจ้งได้แล้ว" in words(browser.get(of(case_id, "more-time/")))
    assert of(case_id, "more-time/") not in words(browser.get(of(case_id)))
    sent = {**dict.fromkeys(("key", "seen"), ""), "do": "extend", "amount": "15", "ground": "รอผล"}
    sent["seen"] = str(queries.whole_case(city.authority.actor, case_id, MONDAY).seen)
    assert browser.post(of(case_id, "more-time/"), sent).status_code == 409
    officer = words(at_desk(city.officer.actor).get(of(case_id, "more-time/")))
    assert 'name="amount"' not in officer


def test_without_a_ground_of_law_no_pause_is_offered(city: Office) -> None:
    case_id = begun(city)
    browser = at_desk(city.officer.actor)
    assert "ไม่มีเหตุให้หยุดนับเวลา" in words(browser.get(of(case_id, "pause/")))
    assert of(case_id, "pause/") not in words(browser.get(of(case_id)))
    sent = {"key": "", "seen": "99", "do": "pause", "pause_ground": "waiting", "note": "รอความเห็น"}
    answer = browser.post(of(case_id, "pause/"), sent)
    assert answer.status_code == 409
    assert not Case.objects.filter(pk=case_id, next_look="paused_check").exists()


def test_duties_given_at_one_moment_are_one_line_of_the_history(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    page = words(at_desk(here.officer.actor).get(of(case_id, "history/")))
    assert "มอบหน้าที่ 3 รายการ" in page
    assert page.count("มอบหน้าที่ 3 รายการ") == 1
    assert "ร่างหนังสือแจ้งเหตุล่าช้า" in page
    opened = [each for each in desk.kinds(case_id) if each == "duty.opened"]
    assert page.count("มอบหน้าที่") < len(opened)


def order(actor: Actor, slug: str, **fields: str) -> tuple[int, str]:
    browser = at_desk(actor)
    sent = hidden(browser, f"/desk/office/{slug}/notices/")
    answer = browser.post(f"/desk/office/{slug}/notices/", {**sent, **fields})
    return answer.status_code, words(answer)


def test_the_standing_order_is_recorded_and_the_one_in_force_is_marked(db: None) -> None:
    here, _ = late_case(ordered=False)
    set_business_time(at(date(2027, 4, 20)))
    commands.look_until(FILED, at(date(2027, 4, 8)))
    address = f"/desk/office/{INDUSTRY}/notices/"
    assert f'href="{address}"' in words(at_desk(here.authority.actor).get("/desk/duties/"))
    assert "ยังไม่มีคำสั่งที่ใช้อยู่" in words(at_desk(here.authority.actor).get(address))
    assert order(here.authority.actor, INDUSTRY, number="", since="5/4/2570")[0] == 422
    assert order(here.authority.actor, INDUSTRY, number="12/2570", since="ไม่รู้")[0] == 422
    assert order(here.authority.actor, INDUSTRY, number="12/2570", since="5/4/2570")[0] == 303
    assert StandingOrder.objects.get().since == date(2027, 4, 5)
    page = words(at_desk(here.authority.actor).get(address))
    assert "12/2570 ใช้ตั้งแต่วันจันทร์ที่ 5 เมษายน 2570" in page
    assert "ยังไม่มีคำสั่งที่ใช้อยู่" not in page
    assert f'href="{address}"' not in words(at_desk(here.authority.actor).get("/desk/duties/"))


def test_the_administrator_orders_too_the_regulator_reads_and_no_other_comes_in(city: Office) -> None:
    address = f"/desk/office/{city.slug}/notices/"
    admin = town.officer(city.agency, "admin", "agency_admin")
    assert order(admin.actor, city.slug, number="1/2570", since="5/4/2570")[0] == 303
    regulator = town.officer(town.agency(), "regulator", "regulator")
    page = words(at_desk(regulator.actor).get(address))
    assert "1/2570" in page
    assert 'name="number"' not in page
    assert at_desk(city.officer.actor).get(address).status_code == 403
    other = office.office(INDUSTRY)
    assert at_desk(other.authority.actor).get(address).status_code == 404
    commands.withdraw(actor=city.citizen, case_id=begun(city), ground="", seen=None, now=MONDAY, key=key())
    assert "ไม่มีหน้าที่ค้าง" in words(at_desk(admin.actor).get("/desk/duties/"))


def test_an_extension_handed_over_at_the_counter_is_told_at_once(city: Office) -> None:
    case_id = office.file(city, office.FOOD_LARGE, office.RESTAURANT, reply="paper")
    commands.confirm_complete(actor=city.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(city, case_id, "visit")
    set_business_time(at(date(2026, 12, 1), "10:00"))
    asked = {"amount": "15", "ground": "รอผลตรวจน้ำ", "handed_to": "นางสาวสมมุติ ผู้ยื่น"}
    answer = send(at_desk(city.authority.actor), of(case_id, "more-time/"), do="extend", **asked)
    assert answer.status_code == 303, words(answer)
    (letter,) = [each for each in desk.letters(case_id) if each.kind == "extension"]
    assert letter.deliveries.get(lane="hand").state == "delivered"


def test_an_answer_to_a_page_that_is_older_than_the_case_is_not_taken(missed: tuple[Office, UUID]) -> None:
    here, case_id = missed
    duty = Duty.objects.get(case=case_id, what="window_missed")
    browser, address = at_desk(here.authority.actor), of(case_id, "answer/")
    old = {**dict(HIDDEN.findall(words(browser.get(address)))), "duty": str(duty.id), "how": "sent_late"}
    old["seen"] = "1"
    refused = browser.post(address, {**old, "evidence": "ส่งช้าหนึ่งวัน"})
    assert refused.status_code == 409
    assert "ส่งช้าหนึ่งวัน" in words(refused)
