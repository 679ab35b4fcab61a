"""An old man without a telephone files at the counter; his niece follows it; the answer goes by paper."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, World
from tests.journeys.visitors import (
    Visitors,
    answer_pages,
    at,
    case_number,
    fill,
    open_case,
    paper,
    press,
    told,
    wait_for,
    working_day,
)

NUMBER_OF_BOONMEE = "3101200123453"
CLERK = "intake@tha-phra"
ANSWERS = {
    "request.kind": "new",
    "applicant.kind": "person",
    "applicant.address": "5 หมู่ 9 ตำบลดอนหัน อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40260",
    "applicant.telephone": "043000000",
    "applicant.age": "79",
    "applicant.nationality": "ไทย",
    "applicant.filed_by": "self",
    "business.kind": "takeaway",
    "business.in_market": "no",
    "place.name": "ข้าวเหนียวหมูทอดตาบุญมี",
    "place.address": "5 หมู่ 9 ตำบลดอนหัน อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40260",
    "place.area": "12",
    "place.workers": "1",
    "place.handlers": "1",
    "place.hours": "06.00–10.00 น.",
    "place.right": "owner",
    "declaration.correct": "yes",
}


def test_an_old_man_without_a_telephone(visitors: Visitors, world: World) -> None:
    day = working_day(world, "09:15")
    with visitors.officer(CLERK) as page:
        take_in(page)
        number, code = receipt(page)
        press(page, "ตรวจความครบถ้วน")
        press(page, "ยืนยันว่าครบถ้วน")
    with visitors.window(PHONE) as page:
        follow(page, number, code)
    world.move_to(at(day, "13:40"))
    with visitors.officer(CLERK) as page:
        post(page, number)


def take_in(page: Page) -> None:
    """The clerk asks, types, certifies copies of what is shown, and files."""
    page.get_by_role("link", name="รับคำขอ").click()
    page.locator("#q").fill("แจ้งจัดตั้งสถานที่จำหน่ายอาหาร")
    press(page, "ค้นหา")
    page.locator(".card__link", has_text="ไม่เกิน 200").click()
    fill(page, {"kind": "person", "number": NUMBER_OF_BOONMEE, "channel": "counter"})
    press(page, "เริ่มกรอกคำขอ")
    answer_pages(page, ANSWERS)
    shown = page.locator("#d-medical_certificate")
    shown.locator("[type=file]").set_input_files(paper("ใบรับรองแพทย์"))
    shown.get_by_role("button", name="ทำสำเนาจากต้นฉบับและรับรอง").click()
    expect(shown).to_contain_text("รับรองจากต้นฉบับ")
    press(page, "ตรวจทานและรับคำขอ")
    fill(
        page,
        {
            "identity": "id_card",
            "helper": "นางสาวหลาน ตัวอย่าง (หลานสาว)",
            "reason": "ไม่มีโทรศัพท์",
            "reply": "paper",
            "language": "th",
            "consented": "yes",
        },
    )
    page.get_by_role("button", name="รับคำขอ", exact=True).click()


def receipt(page: Page) -> tuple[str, str]:
    """What is printed and handed over: the number and the code to follow the case by."""
    expect(page.locator(".slip")).to_contain_text("นางสาวหลาน ตัวอย่าง (หลานสาว)")
    expect(page.locator(".slip")).to_contain_text("หน่วยงานรับรองสำเนาแล้ว")
    return case_number(page), page.locator(".slip__code").inner_text()


def follow(page: Page, number: str, code: str) -> None:
    """The niece at home sees where it stands, with the number and the code on the slip; she needs no log-in."""
    page.goto("/follow/")
    fill(page, {"number": number, "code": "AAAAA-AAAAA"})
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    fill(page, {"code": code.lower()})
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ไม่เกิน 200")
    assert "บุญมี" not in told(page)


def post(page: Page, number: str) -> None:
    """The letter waits to be printed; that he signed for it is recorded, and the case tells it."""
    page.goto("/desk/letters/")
    wait_for(page, number)
    line = page.locator(".plain-list > li", has_text=number)
    printed = page.request.get(line.get_by_role("link", name=re.compile("^พิมพ์")).get_attribute("href") or "")
    assert printed.body().startswith(b"%PDF-")
    line.get_by_role("link", name=re.compile("^บันทึกการส่ง")).click()
    fill(page, {"what": "hand-delivered", "proof": "นายบุญมี ศรีสุข ลงชื่อรับ"})
    press(page, "บันทึก")
    expect(page.get_by_role("main")).to_contain_text("บันทึกการส่งแล้ว")
    open_case(page, number)
    expect(page.locator("#letters")).to_contain_text("ถึงผู้รับแล้ว")
