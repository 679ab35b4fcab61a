"""An officer works without a mouse: from the work list to a case, and on to the next step."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors

MOST_KEYS = 60


def test_from_the_work_list_to_the_next_step(visitors: Visitors) -> None:
    with visitors.officer("intake@khon-kaen-city") as page:
        page.goto("/desk/?view=new")
        tab_to(page, "main a[href*='/desk/case/']")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/desk/case/[^/]+/$"))
        tab_to(page, ".next__do a")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/desk/case/[^/]+/check/$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("ตรวจความครบถ้วน")


def test_the_first_key_leads_past_the_frame_and_the_focus_is_seen(visitors: Visitors) -> None:
    with visitors.officer("intake@khon-kaen-city") as page:
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="ข้ามไปยังเนื้อหา")
        expect(skip).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert outline != "none"


def tab_to(page: Page, wanted: str) -> None:
    """Press the tabulator until it reaches what is wanted."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by {MOST_KEYS} keys at {page.url}")
