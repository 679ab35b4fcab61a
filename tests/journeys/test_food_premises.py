"""Opening a place that sells food: 180 square metres are notified and open at once, 220 need a licence and a visit."""

import pytest
from playwright.sync_api import Page, expect

from saduak.sources.calendars import national_calendar
from tests.journeys.conftest import PHONE, World
from tests.journeys.visitors import (
    Visitors,
    answer_pages,
    case_number,
    fill,
    in_thai,
    open_case,
    paper,
    press,
    told,
    wait_for,
    working_day,
)

OWNER = "สมชาย ใจดี"
SMALL = "/services/health/food-small/khon-kaen-city/"
LARGE = "/services/health/food-large/khon-kaen-city/"
ANSWERS = {
    "request.kind": "new",
    "applicant.filed_by": "self",
    "business.kind": "restaurant",
    "business.in_market": "no",
    "place.name": "ครัวใจดี",
    "place.address": "3 ถนนตัวอย่าง ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40000",
    "place.workers": "4",
    "place.handlers": "2",
    "place.hours": "10.00–22.00 น.",
    "place.right": "lease",
    "declaration.correct": "yes",
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_180_square_metres_are_notified_and_may_open_the_same_day(
    visitors: Visitors, world: World, scripts: bool
) -> None:
    day = working_day(world, "10:00")
    with visitors.citizen(OWNER, scripts=scripts) as page:
        begin(page, SMALL)
        answer_pages(page, {**ANSWERS, "place.area": "220"})
        expect(page.locator(".wrong, .line-of--wrong").first).to_be_visible()
        assert "พื้นที่เกิน 200 ตารางเมตร ต้องขอใบอนุญาตก่อนเปิด" in told(page)
        answer_pages(page, {"place.area": "180", "declaration.correct": "yes"})
        number = finish(page, "แจ้ง", "ได้รับการแจ้งของท่านแล้ว")
        assert "ท่านเริ่มได้ตั้งแต่" in told(page)
    with visitors.officer("intake@khon-kaen-city") as page:
        open_case(page, number)
        press(page, "ตรวจความครบถ้วน")
        press(page, "ยืนยันว่าครบถ้วน")
        open_case(page, number)
        clock = page.locator("#clock")
        expect(clock).to_contain_text(in_thai(national_calendar("40").after_working_days(day, 7)))
    with visitors.citizen(OWNER, scripts=scripts) as page:
        page.goto("/my/letters/")
        wait_for(page, number)
        page.get_by_role("link", name=f"ใบรับแจ้งเลขที่ {number}").click()
        said = told(page)
        assert "ผู้แจ้งประกอบกิจการได้ตั้งแต่วันที่ได้รับใบรับแจ้งนี้" in said
        assert in_thai(day) in said


def test_220_square_metres_are_licensed_after_a_visit_with_a_phone(visitors: Visitors, world: World) -> None:
    working_day(world, "10:30")
    with visitors.citizen(OWNER) as page:
        begin(page, LARGE)
        answer_pages(page, {**ANSWERS, "place.area": "220"})
        number = finish(page)
        assert "ท่านเริ่มได้ตั้งแต่" not in told(page)
    with visitors.officer("intake@khon-kaen-city") as page:
        open_case(page, number)
        press(page, "ตรวจความครบถ้วน")
        press(page, "ยืนยันว่าครบถ้วน")
    working_day(world, "14:00")
    with visitors.officer("officer@khon-kaen-city", PHONE) as page:
        visit(page, number)


def begin(page: Page, manual: str) -> None:
    """From the manual to the first page of the application."""
    page.goto(manual)
    page.get_by_role("link", name="ยื่นคำขอ").first.click()
    page.get_by_role("button", name="เริ่ม").click()
    press(page, "ทำต่อ")


def finish(page: Page, do: str = "ยื่นคำขอ", done: str = "ได้รับคำขอของท่านแล้ว") -> str:
    """Hand in every paper that is asked for, read it again, and file; the number of the case."""
    lacking = page.locator("li.slot:not(.slot--there)").filter(has_not=page.locator("h3 .optional"))
    for number in range(lacking.count()):
        lacking.first.locator("[type=file]").set_input_files(paper(f"เอกสาร {number}"))
        lacking.first.get_by_role("button", name="แนบไฟล์").click()
        expect(page.locator("li.slot--there")).to_have_count(number + 1)
    press(page, "ไปต่อ")
    page.locator("[name=consent]").check()
    page.get_by_role("button", name=do, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(done)
    return case_number(page)


def visit(page: Page, number: str) -> None:
    """Begin the visit before leaving, answer the checklist there, take two pictures, give an opinion."""
    open_case(page, number)
    page.get_by_role("link", name="มอบหมาย").click()
    press(page, "มอบหมาย")
    open_case(page, number)
    press(page, "เปิดงาน")
    press(page, "เริ่มทำ")
    for point in page.locator("fieldset.point").all():
        point.get_by_label("ใช่", exact=True).check()
    page.locator("#photos").set_input_files([paper("ด้านหน้า"), paper("ครัว")])
    fill(page, {"opinion": "fit"})
    press(page, "บันทึกผลตรวจ")
    expect(page.get_by_role("main")).to_contain_text("บันทึกผลตรวจสถานที่แล้ว")
    expect(page.locator(".photos li")).to_have_count(2)
    press(page, "จบขั้นตอนนี้")
    expect(page.get_by_role("main")).to_contain_text("จบขั้นตอนแล้ว")
