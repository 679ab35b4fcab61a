"""A permit granted by the adopted rule, as its applicant reads it, and the audit of the case that was drawn."""

import re

from playwright.sync_api import expect

from tests.journeys.visitors import Visitors, fill, press, told

RULE, NAME = "low_risk_waste@1", "ของเสียความเสี่ยงต่ำ (ฉบับที่ 1)"


def test_the_letter_says_by_which_rule_and_the_drawn_case_is_audited(visitors: Visitors) -> None:
    with visitors.officer("officer2@khon-kaen-industry") as page:
        page.goto("/desk/duties/")
        page.get_by_role("main").locator('a[href*="/audit/"]').first.click()
        page.wait_for_load_state()
        shown = told(page)
        number = re.search(r"KKI-\d\d-\d{5}", page.url + shown + page.title())
        assert number
        assert NAME in shown
        assert "ปริมาณไม่เกิน 100 ตัน" in shown
    with visitors.citizen("สุดา แก้วมณี") as page:
        page.goto("/my/letters/")
        letters = page.get_by_role("main").get_by_role("link", name=re.compile(f"แจ้งผลการพิจารณา: อนุญาต.*{number[0]}"))
        letters.first.click()
        page.wait_for_load_state()
        letter = told(page)
        for said in (RULE, "โดยอัตโนมัติ", "14/2569", "ผู้รับดำเนินการให้ความยินยอมในระบบแล้ว"):
            assert said in letter
    with visitors.officer("officer2@khon-kaen-industry") as page:
        page.goto("/desk/duties/")
        page.get_by_role("main").locator('a[href*="/audit/"]').first.click()
        page.wait_for_load_state()
        fill(page, {"finding": "unsound"})
        press(page, "บันทึกผลการตรวจสอบ")
        expect(page.get_by_role("alert")).to_contain_text("โปรดเขียนว่าคำสั่งไม่ถูกต้องอย่างไร")
        fill(page, {"finding": "sound"})
        press(page, "บันทึกผลการตรวจสอบ")
        page.goto("/desk/duties/")
        expect(page.get_by_role("main").locator('a[href*="/audit/"]')).to_have_count(0)


def test_the_office_reads_its_order_and_the_conditions_of_the_rule(visitors: Visitors) -> None:
    with visitors.officer("authority@khon-kaen-industry") as page:
        page.goto("/desk/office/khon-kaen-industry/rules/")
        shown = told(page)
        for said in (RULE, "14/2569", "สุ่มตรวจร้อยละ 100", "รหัสของเสียเป็นชนิดไม่อันตราย"):
            assert said in shown
