"""A permit to take waste out of a factory, กอ.1, from a Friday night to the letter that was read."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from saduak.sources.calendars import national_calendar
from tests.journeys.conftest import PHONE, World
from tests.journeys.visitors import (
    Visitors,
    at,
    case_number,
    days_ahead,
    fill,
    in_thai,
    open_case,
    paper,
    press,
    told,
    wait_for,
)

DIRECTOR, COMPANY = "มาลี ทองคำ", "ท่าพระรีไซเคิล"
START = "/my/apply/industry/waste-removal/khon-kaen-industry/"
SORTER = {"processor_number": "3-105-7/52ขก", "processor_name": "บริษัท ตัวอย่างคัดแยก จำกัด"}
RECYCLER = {"processor_number": "3-106-12/50ขก", "processor_name": "บริษัท ตัวอย่างรีไซเคิล จำกัด"}
BURNER = {"processor_number": "3-101-9/55ขก", "processor_name": "บริษัท ตัวอย่างเตาเผา จำกัด"}
SEVEN = (
    {"code": "120101", "description": "เศษเหล็กจากการกลึง", "tonnes": "60", "method": "011", **SORTER},
    {"code": "120109", "description": "น้ำหล่อเย็นใช้แล้ว", "tonnes": "14.2", "method": "071", **RECYCLER},
    {"code": "080111", "contested": "no", "description": "กากสี", "tonnes": "8.75", "method": "041", **RECYCLER},
    {"code": "150110", "description": "ถังสีเปล่าปนเปื้อน", "tonnes": "3.1", "method": "049", **RECYCLER},
    {"code": "150202", "contested": "no", "description": "ผ้าปนเปื้อนน้ำมัน", "tonnes": "5.4", "method": "075", **BURNER},
    {"code": "110110", "description": "กากตะกอนระบบบำบัดน้ำเสีย", "tonnes": "22", "method": "071", **SORTER},
    {"code": "150101", "description": "กล่องกระดาษ", "tonnes": "9.6", "method": "011", **SORTER},
)
"""The second is always hazardous, and its method is for waste that is not."""
REFUSED = "รหัส 120109 เป็นของเสียอันตรายเสมอ (HA) แต่วิธีจัดการ 071 ใช้กับของเสียไม่อันตรายเท่านั้น"
NOT_LICENSED = "โรงงานผู้รับมิได้รับอนุญาตให้เผาของเสียประเภทนี้"
LAW = "กฎกระทรวง ฉบับที่ 2 (พ.ศ. 2535) ข้อ 13"


def test_from_a_friday_night_to_the_letter_that_was_read(visitors: Visitors, world: World) -> None:
    friday = next_plain_friday(world)
    monday, calendar = friday + timedelta(days=3), national_calendar("40")
    world.move_to(at(friday, "18:45"))
    with visitors.citizen(DIRECTOR) as page:
        file_it(page, friday)
        number = receipt_says_monday(page, friday, monday)
        links = consent_links(page)
    for link in links:
        consent(visitors, link)
    last = calendar.after_working_days(monday, 3)
    world.move_to(at(monday, "09:30"))
    record_defects(visitors, number, last)
    answer_both(visitors, number)
    judge(visitors, number, {1: "", 2: "ยังไม่ได้แก้ปริมาณให้ตรงกับใบชั่ง"})
    world.move_to(at(last, "20:30"))
    amend_the_second(visitors, number, last)
    after = calendar.after_working_days(last, 1)
    world.move_to(at(after, "09:10"))
    judge(visitors, number, {2: ""})
    review_and_hear(visitors, number, calendar.after_working_days(after, 5))
    tell_ones_side(visitors, number)
    draft(visitors, number)
    check(visitors, number)
    decide(visitors, number)
    read_the_letter(visitors, number)
    with visitors.officer("officer@khon-kaen-industry") as page:
        open_case(page, number)
        expect(page.locator("#letters")).to_contain_text("อ่านแล้ว")


def next_plain_friday(world: World) -> date:
    """The next Friday before a Monday that is a working day."""
    works = national_calendar("40").is_working_day
    return next(
        day for day in days_ahead(world) if day.isoweekday() == 5 and works(day) and works(day + timedelta(days=3))
    )


def file_it(page: Page, friday: date) -> None:
    """Everything that the director does, until the receipt."""
    page.goto("/in/acting/")
    page.get_by_label(COMPANY).check()
    press(page, "ไปต่อ")
    page.goto(START)
    press(page, "เริ่มคำขอใหม่")
    press(page, "ทำต่อ")
    first, last = friday + timedelta(days=30), friday + timedelta(days=394)
    fill(
        page,
        {
            "applicant.signs_as": "operator",
            "period.starts_on": f"{first.day}/{first.month}/{first.year + 543}",
            "period.ends_on": f"{last:%d/%m/%Y}",
        },
    )
    press(page, "บันทึกและไปต่อ")
    fill_lines(page)
    hand_in_papers(page)
    page.locator("[name=missing_known]").check()
    page.locator("[name=consent]").check()
    press(page, "ยื่นคำขอ")


def fill_lines(page: Page) -> None:
    """Seven lines; the second is refused beside its fields, with code and rule, and mended there."""
    for number, line in enumerate(SEVEN):
        code = page.locator(f'[name="waste.{number}.code"]')
        if not code.count():
            page.get_by_role("button", name="เพิ่มรายการ").click()
        expect(code).to_be_visible()
        fill(page, {f"waste.{number}.{name}": answer for name, answer in line.items()})
        fill(page, {f"waste.{number}.is_chemical": "no"})
    press(page, "บันทึกและไปต่อ")
    second = page.locator("fieldset.line-of--wrong")
    expect(second).to_have_count(1)
    expect(second).to_contain_text(REFUSED)
    expect(second).to_contain_text("ประกาศที่ 3")
    fill(page, {"waste.1.method": "042", "waste.1.method_text": "ส่งเป็นเชื้อเพลิงผสมให้เตาปูนซีเมนต์"})
    press(page, "บันทึกและไปต่อ")


def hand_in_papers(page: Page) -> None:
    """Two of the three papers that are asked for; the third is known to be missing."""
    expect(page.get_by_role("heading", level=1)).to_have_text("เอกสาร")
    for title in ("รายละเอียดวิธีจัดการ", "ภาพถ่ายของเสีย"):
        page.get_by_label(re.compile(f"เลือกไฟล์.*{title}")).set_input_files(paper(title))
        page.get_by_role("button", name=re.compile(f"^แนบไฟล์.*{title}")).click()
        expect(page.locator(".laid__name", has_text=f"{title}.jpg")).to_be_visible()
    press(page, "ไปต่อ")


def receipt_says_monday(page: Page, friday: date, monday: date) -> str:
    """The receipt says when it came, when it counts, and why; the number of the case."""
    expect(page.get_by_role("heading", level=1)).to_have_text("ได้รับคำขอของท่านแล้ว")
    said = told(page)
    assert f"ยื่นเข้าระบบเมื่อ {in_thai(friday)} เวลา 18.45" in said
    assert f"ถือว่าได้รับตามกฎหมาย {in_thai(monday)} เวลา 08.30" in said
    assert f"ยื่นทางอิเล็กทรอนิกส์ใน{in_thai(friday)}" in said
    assert "ซึ่งเป็นเวลาหลังปิดทำการ" in said
    return case_number(page)


def consent_links(page: Page) -> list[str]:
    """The links for the three factories, as the applicant's own page of the case shows them."""
    page.goto("/my/")
    page.locator(".matter__link").first.click()
    shown = page.get_by_label(re.compile("^ลิงก์สำหรับ"))
    expect(shown).to_have_count(3)
    return [shown.nth(each).input_value() for each in range(3)]


def consent(visitors: Visitors, link: str) -> None:
    """A factory reads what it would take, and consents without a log-in."""
    with visitors.window(PHONE) as page:
        page.goto(link)
        expect(page.get_by_role("main")).to_contain_text(f"{COMPANY} จำกัด")
        fill(page, {"answer": "gives", "name": "นายผู้จัดการ ตัวอย่าง", "position": "กรรมการผู้จัดการ"})
        page.locator("main form button").click()
        expect(page.get_by_role("main")).to_contain_text("นายผู้จัดการ ตัวอย่าง")


def record_defects(visitors: Visitors, number: str, last: date) -> None:
    """The one record, with both things at once and three working days; a second record is refused with the article."""
    with visitors.officer("intake@khon-kaen-industry") as page:
        open_case(page, number)
        press(page, "ตรวจความครบถ้วน")
        press(page, "เขียนบันทึก")
        press(page, "เพิ่มรายการ")
        fill(
            page,
            {
                "about-0": "document:process_diagram",
                "found-0": "ยังไม่ได้แนบแผนผังกระบวนการผลิต",
                "mend-0": "โปรดแนบแผนผังที่แสดงจุดเกิดของเสีย",
                "about-1": "field:waste.tonnes",
                "found-1": "ปริมาณของรายการที่ 1 ไม่ตรงกับใบชั่ง",
                "mend-1": "โปรดแก้ปริมาณให้ตรงกัน",
                "amount": "3",
                "unit": "working_day",
                "acknowledgement": "electronic",
            },
        )
        press(page, "คำนวณวันสุดท้าย")
        expect(page.locator(".defect__until")).to_contain_text(in_thai(last))
        record = page.url
        press(page, "บันทึกและส่งให้ผู้ยื่น")
        expect(page.get_by_role("main")).to_contain_text("ทำบันทึกความบกพร่องแล้ว")
        page.goto(record)
        expect(page.get_by_role("main")).to_contain_text("บันทึกได้ครั้งเดียวและต้องครบทุกข้อ")
        expect(page.locator("main .article", has_text="มาตรา 8").first).to_be_visible()
        expect(page.locator('[name="about-0"]')).to_have_count(0)


def answer_both(visitors: Visitors, number: str) -> None:
    """The applicant confirms the record and answers: the paper, and a few words."""
    with visitors.citizen(DIRECTOR) as page:
        page.get_by_role("link", name=f"แก้ไขคำขอ {number}").click()
        press(page, "ยืนยันว่าได้รับบันทึกนี้แล้ว")
        first = page.locator("#item-1")
        first.locator("[name=file]").set_input_files(paper("แผนผัง"))
        first.get_by_role("button", name="ส่งคำตอบ").click()
        expect(page.locator("#item-1")).to_contain_text("ส่งแล้ว รอตรวจ")
        second = page.locator("#item-2")
        second.locator("[name=text]").fill("ปริมาณในคำขอถูกต้องแล้ว")
        second.get_by_role("button", name="ส่งคำตอบ").click()
        expect(page.locator("#item-2")).to_contain_text("ส่งแล้ว รอตรวจ")


def judge(visitors: Visitors, number: str, notes: Mapping[int, str]) -> None:
    """What the clerk finds of answers: mended, or still open with a note of what is lacking."""
    with visitors.officer("intake@khon-kaen-industry") as page:
        open_case(page, number)
        page.locator("#record").get_by_role("link", name="เปิดบันทึก").click()
        for item, note in notes.items():
            judged = page.locator(f"#item-{item} form")
            judged.locator(f"[name=accepted][value={'no' if note else 'yes'}]").check()
            judged.locator("[name=note]").fill(note)
            judged.get_by_role("button", name="บันทึกผลตรวจ").click()
            expect(page.get_by_role("main")).to_contain_text("บันทึกผลตรวจแล้ว")


def amend_the_second(visitors: Visitors, number: str, last: date) -> None:
    """On the last evening the applicant sees what is still open and why, and mends the answer in the form."""
    with visitors.citizen(DIRECTOR) as page:
        page.get_by_role("link", name=f"แก้ไขคำขอ {number}").click()
        expect(page.get_by_role("main")).to_contain_text(in_thai(last))
        second = page.locator("#item-2")
        expect(second).to_contain_text("ยังไม่ได้แก้ปริมาณให้ตรงกับใบชั่ง")
        expect(page.locator("#item-1")).to_contain_text("แก้ไขแล้ว")
        second.get_by_role("link", name=re.compile("แก้คำตอบในแบบฟอร์ม")).click()
        fill(page, {"waste.0.tonnes": "58.5"})
        press(page, "ส่งคำตอบที่แก้แล้ว")
        expect(page.locator("#item-2")).to_contain_text("ส่งแล้ว รอตรวจ")


def review_and_hear(visitors: Visitors, number: str, answer_by: date) -> None:
    """The officer takes the case, does the technical review, and tells what a refusal would stand on."""
    with visitors.officer("officer@khon-kaen-industry") as page:
        open_case(page, number)
        page.get_by_role("link", name="มอบหมาย").click()
        press(page, "มอบหมาย")
        open_case(page, number)
        press(page, "เปิดงาน")
        press(page, "เริ่มทำ")
        fill(page, {"opinion": NOT_LICENSED})
        press(page, "จบขั้นตอนนี้")
        expect(page.get_by_role("main")).to_contain_text("จบขั้นตอนแล้ว")
        page.get_by_role("link", name="รับฟังผู้ยื่น").first.click()
        fill(page, {"grounds": NOT_LICENSED, "answer_by": f"{answer_by.day}/{answer_by.month}/{answer_by.year + 543}"})
        press(page, "ส่งหนังสือแจ้ง")
        expect(page.get_by_role("main")).to_contain_text("แจ้งสิทธิโต้แย้งแล้ว")


def tell_ones_side(visitors: Visitors, number: str) -> None:
    """The applicant reads the grounds and answers them."""
    with visitors.citizen(DIRECTOR) as page:
        page.locator(".matter", has_text=number).get_by_role("link").click()
        page.get_by_role("link", name="ชี้แจงก่อนมีคำสั่ง").click()
        expect(page.get_by_role("main")).to_contain_text(NOT_LICENSED)
        fill(page, {"statement": "โรงงานผู้รับกำลังยื่นขอขยายใบอนุญาต ขอให้พิจารณารายการอื่นก่อน"})
        page.locator("main form button").click()
        expect(page.get_by_role("main")).to_contain_text("ส่งคำชี้แจงแล้ว")


def draft(visitors: Visitors, number: str) -> None:
    """Six lines are granted; the fifth is refused, with facts, law and reasons."""
    with visitors.officer("officer@khon-kaen-industry") as page:
        open_case(page, number)
        page.get_by_role("link", name="ร่างคำสั่ง").first.click()
        outcomes = {f"outcome-{line}": "refused" if line == 5 else "granted" for line in range(1, 8)}
        fill(page, {**outcomes, "reasons-5": NOT_LICENSED, "facts": NOT_LICENSED, "law": LAW, "reasons": NOT_LICENSED})
        press(page, "บันทึกร่างและส่งให้ตรวจ")
        expect(page.get_by_role("main")).to_contain_text("บันทึกร่างคำสั่งแล้ว")


def check(visitors: Visitors, number: str) -> None:
    """Another officer reads the whole draft and agrees."""
    with visitors.officer("supervisor@khon-kaen-industry") as page:
        open_case(page, number)
        press(page, "ตรวจร่าง")
        expect(page.get_by_role("main")).to_contain_text(NOT_LICENSED)
        press(page, "เห็นชอบ")
        expect(page.get_by_role("main")).to_contain_text("เห็นชอบแล้ว")


def decide(visitors: Visitors, number: str) -> None:
    """Who has the power sees where it comes from, that every point of the law holds, and what nobody looked up."""
    with visitors.officer("authority@khon-kaen-industry") as page:
        open_case(page, number)
        press(page, "ออกคำสั่ง")
        expect(page.locator(".power")).to_contain_text(LAW)
        expect(page.locator(".hurdles .mark--missing")).to_have_count(0)
        expect(page.locator(".hurdles .mark--answered")).to_have_count(1)
        press(page, "ออกคำสั่ง: ")
        expect(page.get_by_role("main")).to_contain_text("ออกคำสั่งแล้ว")


def read_the_letter(visitors: Visitors, number: str) -> None:
    """The letter lies in the inbox; it says which lines are granted, what is refused and why, and how to appeal."""
    with visitors.citizen(DIRECTOR) as page:
        page.goto("/my/letters/")
        wait_for(page, f"แจ้งผลการพิจารณา: อนุญาตบางรายการ คำขอเลขที่ {number}")
        page.get_by_role("link", name=re.compile(f"^แจ้งผลการพิจารณา.*{number}")).click()
        said = told(page)
        assert "ผลโดยรวม: อนุญาตบางรายการ" in said
        assert "58.500 ตัน" in said
        assert f"เหตุผล: {NOT_LICENSED}" in said
        assert "อุทธรณ์" in said
