"""A newcomer looks for what opening a food place needs: by search, by guide, by agency, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE

WANTED = "ต้องการเปิดร้านอาหาร 180 ตารางเมตร"
SMALL = "/services/health/food-small/khon-kaen-city/"
LARGE = "/services/health/food-large/khon-kaen-city/"
WASTE = "/services/industry/waste-removal/"
OLD = WASTE + "centre/2549-04-25/"
KINDS = {
    "home": "/",
    "search": "/search/?q=ร้านอาหาร",
    "nothing found": "/search/?q=zzzzzz",
    "service": SMALL,
    "fee": SMALL + "?request.kind=new&place.area=180",
    "every office": WASTE,
    "old version": OLD,
    "guide": "/what-do-i-need/?doing=food&area=180",
    "agencies": "/agencies/",
    "english": "/en" + LARGE,
}
"""One address for each kind of page."""


def search(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_label("ค้นหาบริการ").fill(words)
    page.get_by_role("button", name="ค้นหา").click()


def fact(page: Page, name: str) -> str:
    """What the head of a manual says under a name."""
    return page.locator(".fact", has=page.get_by_text(name, exact=True)).locator("dd").inner_text()


def open_small_place(page: Page) -> None:
    """From the first page to the manual of the municipality, as a newcomer clicks."""
    search(page, WANTED)
    page.locator(".card__link", has_text="ไม่เกิน 200 ตารางเมตร").click()
    page.locator("#offices").get_by_role("link", name="เทศบาลนครขอนแก่น").click()
    expect(page).to_have_url(re.compile(re.escape(SMALL)))


def test_a_newcomer_finds_that_a_small_food_place_is_notified(page: Page) -> None:
    open_small_place(page)
    assert "แจ้งแล้วเริ่มได้" in fact(page, "ประเภท")
    assert "วันทำการ" in fact(page, "เสร็จภายใน")
    assert "บาท" in fact(page, "ค่าธรรมเนียม")
    assert "รายการ" in fact(page, "เอกสารที่ท่านเตรียม")
    expect(page.locator("#documents .paper").first).to_be_visible()
    expect(page.locator("#steps .steps > li").first).to_be_visible()


def test_the_search_leads_on_to_the_guide_with_the_area(page: Page) -> None:
    search(page, WANTED)
    page.get_by_role("link", name="ดูว่าต้องขออะไรอีกบ้าง").click()
    expect(page.locator("#told .plate--notification")).to_be_visible()


def test_the_fee_is_computed_with_its_reasons(page: Page) -> None:
    page.goto(SMALL)
    form = page.locator("#fees form")
    form.get_by_role("radio").first.check()
    form.locator("input.part--amount").fill("180")
    form.get_by_role("button", name="คำนวณค่าธรรมเนียม").click()
    expect(page.locator(".bill__total")).to_contain_text("บาท")
    expect(page.locator(".bill .why li").first).to_be_visible()
    expect(page.locator("#fees .plate--sample").first).to_have_text("ตัวอย่าง")


def test_an_old_version_says_so_and_leads_to_the_current_one(page: Page) -> None:
    page.goto(WASTE)
    page.locator("#versions").get_by_role("link", name="2549-04-25").click()
    expect(page).to_have_url(re.compile(re.escape(OLD)))
    expect(page.locator(".opening .assumes")).to_contain_text("ไม่ใช่ฉบับปัจจุบัน")
    page.get_by_role("link", name="ดูฉบับปัจจุบัน").click()
    expect(page.locator(".opening .assumes")).to_have_count(0)


@pytest.mark.parametrize(("area", "lane"), [("180", "แจ้งแล้วเริ่มได้"), ("๒๒๐", "ใบอนุญาต")])
def test_the_guide_tells_notification_from_licence(page: Page, area: str, lane: str) -> None:
    page.goto("/what-do-i-need/")
    page.get_by_label("เปิดร้านอาหารหรือขายอาหาร").check()
    page.get_by_label("พื้นที่ร้านกี่ตารางเมตร").fill(area)
    page.locator("form.ask").get_by_role("button").click()
    expect(page.locator("#told .plate")).to_have_text(lane)
    expect(page.locator("#told")).to_be_in_viewport()


def test_an_agency_leads_to_its_services(page: Page) -> None:
    page.goto("/agencies/")
    office = page.locator(".office", has=page.get_by_role("heading", name="เทศบาลนครขอนแก่น"))
    expect(office.locator(".places li").first).to_contain_text(re.compile(r"\d\d[:.]\d\d"))
    office.get_by_role("link", name=re.compile("ไม่เกิน 200")).click()
    expect(page).to_have_url(re.compile(re.escape(SMALL)))


def test_the_same_manual_in_english(page: Page) -> None:
    page.goto(SMALL)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en" + re.escape(SMALL)))
    expect(page.locator(".opening__of")).to_have_text("Khon Kaen City Municipality")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    for kind, address in KINDS.items():
        page.goto(address)
        widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert widths[0] <= widths[1], kind


def test_no_kind_of_page_has_an_accessibility_fault(page: Page) -> None:
    for kind, address in KINDS.items():
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{kind}: {found.generate_report()}"


def test_the_keyboard_is_enough_to_search(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("ค้นหาบริการ")).to_be_focused()
    page.keyboard.type("อภ.2")
    page.keyboard.press("Enter")
    expect(page.locator(".card__link").first).to_be_visible()


def test_everything_works_without_scripts(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=PHONE, base_url=served, java_script_enabled=False)
    page = context.new_page()
    open_small_place(page)
    assert "แจ้งแล้วเริ่มได้" in fact(page, "ประเภท")
    page.goto("/what-do-i-need/")
    page.get_by_label("เปิดร้านอาหารหรือขายอาหาร").check()
    page.get_by_label("พื้นที่ร้านกี่ตารางเมตร").fill("220")
    page.locator("form.ask").get_by_role("button").click()
    expect(page.locator("#told .plate")).to_have_text("ใบอนุญาต")
    context.close()


def test_what_a_version_changed_is_one_click_away(page: Page) -> None:
    page.goto("/services/industry/waste-removal/")
    page.get_by_role("link", name="ดูสิ่งที่เปลี่ยน").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("สิ่งที่เปลี่ยนระหว่างฉบับ")
    expect(page.locator(".headline li").first).to_contain_text("ขั้นตอน: จาก 7 เหลือ 5")


@pytest.mark.parametrize("name", ["คู่มือ (PDF)", "แผ่นติดหน้าเคาน์เตอร์ (PDF)"])
def test_the_manual_and_the_poster_can_be_printed(page: Page, name: str) -> None:
    page.goto("/services/health/food-small/khon-kaen-city/")
    answered = page.request.get(page.get_by_role("link", name=name).get_attribute("href") or "")
    assert answered.headers["content-type"] == "application/pdf"
    assert answered.body().startswith(b"%PDF-")
