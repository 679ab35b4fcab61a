"""A newcomer asks when something is due: in Thai and English, on a phone and at a desk, with scripts off too."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE

ASKED = "/due/?day=4&month=12&year=2569&clock=18.45&channel=electronic&calendar=TH-40&amount=9&unit=working_day"


def fill(page: Page) -> None:
    page.get_by_label("วันที่", exact=True).fill("๔")
    page.get_by_label("เดือน").select_option("ธันวาคม")
    page.get_by_label("ปี", exact=True).fill("2569")
    page.get_by_label("เวลา", exact=True).fill("18.45")
    page.get_by_label("ทางอิเล็กทรอนิกส์").check()
    page.get_by_label("หน่วยงานอยู่จังหวัดใด").select_option("ขอนแก่น")
    page.get_by_label("คู่มือสัญญาไว้").last.fill("9")
    page.get_by_label("หน่วยเวลา").select_option("วันทำการ")


def test_a_person_asks_and_sees_each_date_and_why(page: Page) -> None:
    page.goto("/due/")
    expect(page.get_by_role("heading", level=1)).to_have_text("เมื่อไรถึงกำหนด")
    fill(page)
    page.get_by_role("button", name="ดูวันครบกำหนด").click()
    expect(page.locator(".stop__when").nth(0)).to_have_text("วันอังคารที่ 8 ธันวาคม 2569 เวลา 08.30 น.")
    expect(page.locator(".stop__when").nth(1)).to_have_text("วันอังคารที่ 22 ธันวาคม 2569")
    expect(page.locator(".why").first).to_contain_text("ยื่นทางอิเล็กทรอนิกส์ในวันศุกร์ที่ 4 ธันวาคม 2569")
    expect(page.locator(".notices li")).to_have_count(4)
    expect(page.locator("#told")).to_be_in_viewport()


def test_the_same_question_in_english(page: Page) -> None:
    page.goto(ASKED)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/due/\?day=4"))
    expect(page.locator(".stop__when").nth(1)).to_have_text("Tuesday 22 December 2026")


def test_a_mistake_is_explained_where_it_was_made(page: Page) -> None:
    page.goto(ASKED.replace("year=2569", "year=69"))
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("ปีต้องเป็นตัวเลขสี่หลัก เช่น 2569 หรือ 2026")
    summary.get_by_role("link").click()
    expect(page.get_by_label("ปี", exact=True)).to_be_focused()


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    for address in ("/due/", ASKED, ASKED.replace("/due/?", "/en/due/?"), ASKED.replace("amount=9", "amount=x")):
        page.goto(address)
        widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert widths[0] <= widths[1], address


def test_the_page_has_no_accessibility_fault(page: Page) -> None:
    for address in ("/due/", ASKED, ASKED.replace("/due/?", "/en/due/?"), ASKED.replace("amount=9", "amount=x")):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_reaches_everything_in_order(page: Page) -> None:
    page.goto("/due/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("วันที่", exact=True)).to_be_focused()


def test_it_works_without_scripts(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=PHONE, base_url=served, java_script_enabled=False)
    page = context.new_page()
    page.goto("/due/")
    fill(page)
    page.get_by_role("button", name="ดูวันครบกำหนด").click()
    expect(page.locator(".stop__when").nth(1)).to_have_text("วันอังคารที่ 22 ธันวาคม 2569")
    context.close()
