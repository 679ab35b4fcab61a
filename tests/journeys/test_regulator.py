"""The regulator finds a late case from the register and says why before it opens; then goes through a figure to its
cases, has it computed anew, and reads the map. Every page of figures is looked at as axe and a phone see it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_every_kind_of_page import faults_of
from tests.journeys.visitors import Visitors, fill, press, told, wait_for

REGULATOR = "regulator@opdc"
WHY = "ตรวจสอบเหตุที่แจ้งล่าช้าตามมาตรา 10"
PAGES = ("promises", "told", "map", "channels", "levels", "manuals", "copies", "comparison")


def opened_for_a_purpose(page: Page, number: str) -> None:
    """The case opens once it is said why; who says it twice is not asked again."""
    if page.locator("[name=purpose]").count():
        fill(page, {"purpose": WHY})
        page.locator("main form button").first.click()
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_the_regulator_finds_the_case_from_the_register(visitors: Visitors) -> None:
    with visitors.officer(REGULATOR) as page:
        assert page.url.endswith("/desk/register/")
        late = page.locator("section.late").first
        number = late.get_by_role("heading").inner_text().strip()
        expect(late.locator("tbody tr").first).to_be_visible()
        late.get_by_role("link", name=number).click()
        expect(page.get_by_role("main")).to_contain_text(number)
        opened_for_a_purpose(page, number)


def test_the_regulator_goes_through_a_figure_to_its_cases(visitors: Visitors) -> None:
    with visitors.officer(REGULATOR, PHONE) as page:
        page.goto("/desk/oversight/")
        wait_for(page, "นับเรื่องที่จบแล้วครบทุกเรื่อง")
        page.locator(".tiles").get_by_role("link", name=re.compile("คำมั่นกับเวลาจริง")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("คำมั่นกับเวลาจริง")
        behind = page.get_by_role("link", name=re.compile(r"^ดู \d+ เรื่อง")).first
        count = int(re.findall(r"\d+", behind.inner_text())[0])
        behind.click()
        cases = page.locator("main table").first.locator("tbody tr")
        expect(cases).to_have_count(count)
        press(page, "คำนวณใหม่เดี๋ยวนี้")
        expect(page.locator("#recomputed")).to_contain_text("ตรงกันทุกตัว")
        link = cases.first.get_by_role("link").first
        number = link.inner_text().strip()
        link.click()
        opened_for_a_purpose(page, number)


def test_the_regulator_reads_the_map_and_takes_it_away(visitors: Visitors) -> None:
    with visitors.officer(REGULATOR) as page:
        page.goto("/desk/oversight/map/")
        expect(page.get_by_role("img", name=re.compile("แผนผังเส้นทางของ"))).to_be_visible()
        said = told(page)
        assert "ยื่นคำขอ → คำขอครบถ้วน" in said
        assert "นอกคู่มือ" in said
        for name, first in (("XES", "<?xml"), ("OCEL 2.0", '{"objects"'), ("CSV", "\ufeffservice"), ("JSON", "{")):
            with page.expect_download() as coming:
                page.get_by_role("link", name=name, exact=True).click()
            assert coming.value.path().read_text(encoding="utf-8").startswith(first), name


def test_no_page_of_figures_has_a_fault(visitors: Visitors) -> None:
    addresses = {f"desk:oversight_{name}": f"/desk/oversight/{name}/" for name in PAGES}
    behind = {"desk:oversight_cases": "/desk/oversight/cases/?measure=whole&recompute=1"}
    with visitors.officer(REGULATOR) as page:
        faults_of(page, set(), {"desk:oversight_overview": "/desk/oversight/", **addresses, **behind})
    with visitors.officer("authority@khon-kaen-city") as page:
        faults_of(page, set(), {"desk:oversight_joining": "/desk/office/khon-kaen-city/comparison/"})
