"""An officer comes in for the first time by an invitation, sets up a second factor, and works beside another."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import World
from tests.journeys.visitors import Visitors, code_of, fill, mailed_link, press

EMAIL = "newcomer@khon-kaen-city.example.com"
POSITION = "นักวิชาการสุขาภิบาลปฏิบัติการ"
PASSWORD = "ร้านค้า-ตลาดเช้า-2569"  # noqa: S105 - of somebody invented here


def test_a_first_log_in_and_a_stale_form(visitors: Visitors, world: World) -> None:
    with visitors.officer("admin@khon-kaen-city") as page:
        invite(page)
        link = mailed_link(page, world, EMAIL, "/invitation/")
    with visitors.window() as newcomer, visitors.officer("officer2@khon-kaen-city") as colleague:
        set_up(newcomer, link)
        both_take_one_case(newcomer, colleague)


def invite(page: Page) -> None:
    """The administrator of the agency names the post and its roles; the link goes by e-mail."""
    page.get_by_role("link", name="หน่วยงาน", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="เจ้าหน้าที่", exact=True).first.click()
    page.locator("main form [name=email]").fill(EMAIL)
    page.locator("main form [name=position]").fill(POSITION)
    page.locator("[name=roles][value=officer]").check()
    press(page, "ส่งคำเชิญ")
    expect(page.get_by_role("main")).to_contain_text(f"ส่งคำเชิญไปที่ {EMAIL} แล้ว")


def set_up(page: Page, link: str) -> None:
    """Choose a password, type the secret of the page into an app, prove it, keep the codes, and be at work."""
    page.goto(link)
    fill(page, {"name": "นายตัวอย่าง งานใหม่", "password": PASSWORD, "again": PASSWORD})
    press(page, "ไปต่อ")
    shown = page.get_by_role("link", name=re.compile("แอป")).first.get_attribute("href") or ""
    secret = re.search(r"secret=(\w+)", shown)
    assert secret
    page.locator("[name=code]").fill(code_of(secret[1]))
    press(page, "ไปต่อ")
    expect(page.locator(".codes li").first).to_be_visible()
    press(page, "ไปต่อ")
    expect(page.get_by_role("heading", level=1)).to_have_text("รายการงาน")


def both_take_one_case(newcomer: Page, colleague: Page) -> None:
    """Both open the same form; the second to send it is told what changed, and may send it again."""
    row = newcomer.locator("tr", has_text="ยังไม่มีเจ้าของ").filter(has_text="ครบถ้วนแล้ว").first
    row.get_by_role("link").first.click()
    colleague.goto(newcomer.url)
    for page in (newcomer, colleague):
        page.get_by_role("link", name="มอบหมาย").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("มอบหมายและส่งต่องาน")
    press(newcomer, "มอบหมาย")
    expect(newcomer.get_by_role("main")).to_contain_text("มอบหมายแล้ว")
    press(colleague, "มอบหมาย")
    expect(colleague.get_by_role("alert")).to_contain_text("มีการเปลี่ยนแปลงหลังจากที่ท่านเปิดหน้านี้: มอบหมายเรื่อง")
    expect(colleague.locator("form", has_text="ทั้งเรื่อง")).to_contain_text(POSITION)
