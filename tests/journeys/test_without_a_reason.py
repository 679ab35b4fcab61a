"""What happens by itself when an officer keeps silent, and what does not when the authority is a day late.

A notice goes with the facts of the case where nobody gave a reason, and somebody owes it still (LFA s.10, EPA s.16); an
extension that is told one day after the last day is void (PHA s.56).
"""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, World
from tests.journeys.visitors import Visitors, at, days_ahead, fill, in_thai, open_case, press, told

CITY, CITIZEN = "khon-kaen-city", "สุดา แก้วมณี"
UNREASONED = "ข้อเท็จจริงจากสำนวน"
LICENCE = "ขอใบอนุญาตจัดตั้งสถานที่จำหน่ายหรือสะสมอาหาร พื้นที่เกิน 200 ตารางเมตร"


def test_a_reason_that_nobody_gave(visitors: Visitors) -> None:
    with visitors.officer(f"officer@{CITY}") as page:
        number = owed(page)
        page.get_by_role("main").get_by_role("link", name="ดูและให้เหตุ").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("หนังสือแจ้งเหตุล่าช้า")
        sent = page.locator("ol.series > li", has_text=UNREASONED)
        assert sent.count() > 1
        expect(sent.filter(has_text="ทันเวลา").first).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("หากไม่มีเหตุ หนังสือจะส่งตามเวลาด้วยข้อเท็จจริงจากสำนวน")
    with visitors.citizen(CITIZEN, PHONE) as page:
        page.goto("/my/letters/")
        page.get_by_role("main").get_by_role("link", name=re.compile(f"ล่าช้า.*{number}")).first.click()
        expect(page.get_by_role("main")).to_contain_text("ยังไม่แล้วเสร็จ")
    with visitors.officer(f"supervisor@{CITY}") as page:
        page.goto("/desk/duties/")
        expect(page.get_by_role("main")).to_contain_text(number)
    with visitors.officer("regulator@opdc") as page:
        expect(in_register(page, number)).to_contain_text(UNREASONED)


def in_register(page: Page, number: str) -> Locator:
    """A case of the delay register, on whichever of its pages it stands."""
    page.goto("/desk/register/")
    row, further = page.locator("section.late", has_text=number), page.locator("main .more a")
    while not row.count() and further.count():
        further.click()
    return row


def owed(page: Page) -> str:
    """Open the latest case of the citizen whose notices went without a reason; its number."""
    page.goto("/desk/duties/")
    numbers = re.findall(r"KKC-\d\d-\d{5}", page.locator("main").inner_text())
    for number in dict.fromkeys(numbers):
        open_case(page, number)
        if CITIZEN in told(page) and UNREASONED in told(page):
            return number
    raise AssertionError(f"no notice without a reason among {numbers}")


def test_an_extension_one_day_late(visitors: Visitors, world: World) -> None:
    with visitors.officer(f"authority@{CITY}") as page:
        last = in_time(page, world)
        ask = {"amount": "15", "ground": "ผู้เชี่ยวชาญนัดตรวจซ้ำ"}
        fill(page, ask)
        press(page, "ดูหนังสือก่อน")
        expect(page.locator("#preview")).to_contain_text("ขยายถึง")
        world.move_to(at(last + timedelta(days=1), "08:40"))
        press(page, "ขยายเวลาและส่งหนังสือ")
        said = told(page)
        assert "พ้นวันที่แจ้งได้แล้ว ขยายเวลาอีกไม่ได้" in said
        assert page.get_by_role("alert").count()
        expect(page.get_by_role("button", name="ขยายเวลาและส่งหนังสือ")).to_have_count(0)


def in_time(page: Page, world: World) -> date:
    """Open the form of an extension where the last day is still to come; that day."""
    coming = {in_thai(day): day for day in days_ahead(world)}
    page.goto("/desk/?view=all")
    rows = page.locator("main tbody tr", has_text=LICENCE)
    links = [row.locator("a[href*='/desk/case/']").first.get_attribute("href") for row in rows.all()]
    for link in links:
        page.goto(f"{link}more-time/")
        found = [day for words, day in coming.items() if words in told(page)]
        if found and page.locator("[name=amount]").count():
            return found[0]
    raise AssertionError("no case has a last day to come")
