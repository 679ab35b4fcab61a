"""A consulted agency late over Songkran: three notices with copies, and the agreement that would have spared them.

Then a body outside that answers by the link it was sent, and an agency that answers from its own list.
"""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, World
from tests.journeys.visitors import Visitors, fill, mailed_link, open_case, press, told, wait_for, working_day

INDUSTRY, CITY = "khon-kaen-industry", "khon-kaen-city"
MAILBOX = "advice@example.com"
BODY = "สำนักงานสิ่งแวดล้อมและควบคุมมลพิษตัวอย่าง"
QUESTION = "วิธีเก็บของเสียระหว่างรอขนส่งเหมาะสมหรือไม่"
FACTS = "เก็บกากสี 12.5 ตันในถังปิดบนลานคอนกรีต ไม่เกินเจ็ดวันต่อรอบ"


def late_number(page: Page) -> str:
    """The case whose agreement was broken, as the page of agreements names it."""
    page.goto(f"/desk/office/{INDUSTRY}/agreements/kept/")
    said = told(page)
    assert "หนังสือแจ้งเหตุล่าช้าที่ไม่ต้องส่ง 3 ฉบับ" in said
    assert "ควรเจรจาใหม่" in said
    return re.findall(r"KKI-\d\d-\d{5}", said)[0]


def test_an_agency_late_over_the_holidays_cost_three_notices_with_their_copies(visitors: Visitors) -> None:
    with visitors.officer(f"authority@{INDUSTRY}") as page:
        number = late_number(page)
        open_case(page, number)
        panel = page.locator("#consultations")
        expect(panel).to_contain_text("เทศบาลนครขอนแก่น")
        expect(panel).to_contain_text("ช้า")
        panel.get_by_role("link", name="เทศบาลนครขอนแก่น").click()
        said = told(page)
        assert "ตามข้อตกลงระหว่างหน่วยงาน" in said
        assert "ระบบเตือนก่อนครบกำหนด" in said
        assert "ติดตามครั้งล่าสุด" in said
    with visitors.officer("regulator@opdc") as page:
        page.goto("/desk/register/")
        for _ in range(5):
            series = page.locator("section.late", has_text=number)
            if series.count():
                break
            press(page, "ดูเรื่องถัดไป")
        rows = series.locator("tbody tr")
        expect(rows).to_have_count(3)
        first = rows.first
        first.locator("summary").click()
        expect(rows.last).to_be_visible()
        assert "รอความเห็นของเทศบาลนครขอนแก่น" in " ".join(series.inner_text().split())
        assert "ส่งไม่ทันเวลา" not in told(page)


def test_a_body_outside_answers_by_the_link_it_was_sent_and_the_citizen_sees_its_time(
    visitors: Visitors, world: World
) -> None:
    working_day(world, "10:00")
    with visitors.officer(f"officer@{INDUSTRY}") as page:
        page.goto("/desk/consultations/")
        number = re.findall(r"KKI-\d\d-\d{5}", told(page))[0]
        open_case(page, number)
        press(page, "ขอความเห็นหน่วยงานอื่น")
        fill(page, {"asked": "outside", "body": BODY, "email": MAILBOX, "question_kind": "environment"})
        fill(page, {"question-1": QUESTION, "facts": FACTS})
        press(page, "ส่งคำถาม")
        expect(page.locator("#consultations")).to_contain_text(BODY)
        address = mailed_link(page, world, MAILBOX, "/consult/")
    with visitors.window(PHONE) as page:
        page.goto(address[address.index("/consult/") :])
        said = told(page)
        assert QUESTION in said
        assert FACTS in said
        assert number in said
        page.locator("[name=opinion-1][value=approves_with_clauses]").check()
        press(page, "ส่งคำตอบ")
        assert "ต้องเขียนเงื่อนไขหรือเหตุผลด้วย" in told(page)
        fill(page, {"clauses-1": "ให้มีคันกั้นรอบลาน", "name": "นางสาวตัวอย่าง หัวหน้ากลุ่มงาน"})
        press(page, "ส่งคำตอบ")
        expect(page.get_by_role("heading", level=1)).to_have_text("ตอบความเห็นแล้ว")
    with visitors.officer(f"officer@{INDUSTRY}") as page:
        open_case(page, number)
        page.locator("#consultations").get_by_role("link", name=BODY).click()
        wait_for(page, "ให้มีคันกั้นรอบลาน")
        assert "ตอบทางลิงก์โดย นางสาวตัวอย่าง หัวหน้ากลุ่มงาน" in told(page)


def test_the_asked_agency_answers_from_its_own_list_and_opens_no_case(visitors: Visitors, world: World) -> None:
    working_day(world, "10:30")
    with visitors.officer(f"supervisor@{CITY}") as page:
        page.goto("/desk/consultations/")
        press(page, "อ่านและตอบ")
        assert page.get_by_role("navigation").get_by_role("link", name=re.compile("^KKI-")).count() == 0
        number = re.findall(r"KKI-\d\d-\d{5}", told(page))[0]
        for place in (1, 2):
            page.locator(f"[name=opinion-{place}][value=approves]").check()
        press(page, "ส่งคำตอบ")
        assert "ตอบแล้ว" in told(page)
    with visitors.officer(f"officer@{INDUSTRY}") as page:
        open_case(page, number)
        expect(page.locator("#consultations")).to_contain_text("เห็นชอบ")
