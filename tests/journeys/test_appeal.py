"""An appeal upheld: filed by the director, not agreed with by who made the order, upheld by the superior."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors, fill, paper, press, told

DIRECTOR = "มาลี ทองคำ"
GROUNDS = "โรงงานผู้รับได้รับใบอนุญาตเผาของเสียประเภทนี้แล้วก่อนวันออกคำสั่ง ตามเอกสารที่แนบ"
REPORT = "คำสั่งเดิมอาศัยข้อมูล ณ วันพิจารณา จึงไม่เห็นด้วยกับอุทธรณ์"
FOUND = "ทะเบียนโรงงานแสดงว่าผู้รับได้รับอนุญาตก่อนวันออกคำสั่ง"


def test_an_appeal_is_filed_reported_and_upheld(visitors: Visitors) -> None:
    with visitors.citizen(DIRECTOR) as page:
        number = open_what_may_be_appealed(page)
        file_it(page)
    with visitors.officer("authority@khon-kaen-industry") as page:
        report_it(page, number)
    with visitors.officer("authority@factory-department") as page:
        uphold_it(page, number)
        page.goto("/desk/")
        expect(page.get_by_role("main")).to_contain_text("0 เรื่อง")
        expect(page.get_by_role("main")).not_to_contain_text(number)
    with visitors.citizen(DIRECTOR) as page:
        read_the_new_order(page, number)


def open_what_may_be_appealed(page: Page) -> str:
    """The page of the case whose order may be appealed still: it says until when, and why; its number."""
    open_cases_until(page, "อุทธรณ์คำสั่งนี้ได้ถึง")
    said = told(page)
    assert "อุทธรณ์คำสั่งนี้ได้ถึง" in said
    number = re.search(r"KKI-\d\d-\d{5}", said)
    assert number
    press(page, "อุทธรณ์คำสั่ง")
    return number[0]


def open_cases_until(page: Page, words: str) -> None:
    """One's own cases, one after the other, until a page says so."""
    found = page.locator('main a[href*="/my/case/"]').evaluate_all("links => links.map(link => link.href)")
    for address in dict.fromkeys(found):
        page.goto(address)
        if words in told(page):
            break


def file_it(page: Page) -> None:
    """Without the box ticked nothing goes, and nothing typed is lost."""
    fill(page, {"grounds": GROUNDS})
    press(page, "ยื่นอุทธรณ์")
    expect(page.locator("[name=grounds]")).to_have_value(GROUNDS)
    page.locator("[name=file-1]").set_input_files(paper("ใบอนุญาตของโรงงานผู้รับ"))
    page.locator("[name=sure]").check()
    press(page, "ยื่นอุทธรณ์")
    expect(page.get_by_role("heading", level=1)).to_have_text("อุทธรณ์ของท่าน")
    expect(page.get_by_role("main")).to_contain_text("อยู่ที่ผู้ทำคำสั่ง")
    expect(page.get_by_role("main")).to_contain_text("ยื่นภายในกำหนด")


def open_appeal(page: Page, number: str) -> None:
    page.goto("/desk/appeals/")
    page.get_by_role("main").get_by_role("link", name=number).first.click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text(GROUNDS)


def report_it(page: Page, number: str) -> None:
    """Who made the order does not agree, and says why; a report without reasons is none."""
    open_appeal(page, number)
    fill(page, {"view": "disagrees"})
    press(page, "บันทึกและแจ้งผู้อุทธรณ์")
    expect(page.get_by_role("alert")).to_contain_text("ยังไม่ได้เขียนความเห็น")
    fill(page, {"view": "disagrees", "report": REPORT})
    press(page, "บันทึกและแจ้งผู้อุทธรณ์")
    expect(page.get_by_role("main")).to_contain_text("อยู่ที่ผู้มีอำนาจพิจารณาอุทธรณ์")


def uphold_it(page: Page, number: str) -> None:
    """The superior puts another order in the place of the first: every line is granted."""
    open_appeal(page, number)
    expect(page.get_by_role("main")).to_contain_text(REPORT)
    fill(page, {"result": "revoked"})
    count = page.locator("[name^=outcome-][value=granted]").count()
    fill(page, {f"outcome-{line}": "granted" for line in range(1, count + 1)})
    fill(page, {f"reasons-{line}": "" for line in range(1, count + 1)})
    fill(page, {"facts": FOUND, "law": "กฎกระทรวง ฉบับที่ 2 ข้อ 13", "reasons": "เข้าหลักเกณฑ์"})
    press(page, "มีคำวินิจฉัย")
    expect(page.get_by_role("main")).to_contain_text("อุทธรณ์ฟังขึ้น")


def read_the_new_order(page: Page, number: str) -> None:
    page.goto("/my/")
    open_cases_until(page, number)
    expect(page.get_by_role("main")).to_contain_text("อุทธรณ์ฟังขึ้น")
    page.goto("/my/letters/")
    page.get_by_role("main").get_by_role("link", name=re.compile(f"แจ้งผลการพิจารณาอุทธรณ์.*{number}")).first.click()
    page.wait_for_load_state()
    letter = told(page)
    assert FOUND in letter
    assert "กรมโรงงานอุตสาหกรรม" in letter
