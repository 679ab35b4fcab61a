"""A fee is paid at the simulated bank: the bank's call-back alone makes it paid, and the receipt is there at once."""

import re

from playwright.sync_api import expect

from tests.journeys.visitors import Visitors


def test_a_fee_is_paid_at_the_bank_and_the_receipt_is_there(visitors: Visitors) -> None:
    with visitors.citizen("บุญมี ศรีสุข") as page:
        page.locator("a[href*='/my/pay/']").first.click()
        owed = page.url
        page.get_by_role("link", name="ธนาคารจำลอง").click()
        expect(page.get_by_text("A simulated bank for the demonstration")).to_be_visible()
        page.get_by_role("button", name="Pay").click()
        answers = page.get_by_text("200 success")
        for _ in range(50):
            if answers.count():
                break
            page.wait_for_timeout(200)
            page.reload()
        expect(answers).to_be_visible()
        page.goto(owed)
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("ชำระ"))
        expect(page.get_by_role("link", name="ธนาคารจำลอง")).to_have_count(0)
        expect(page.get_by_role("button", name=re.compile("ใบเสร็จ"))).to_be_visible()
