"""Form สก.2 filed on its last evening, 31 October 2566 at 18.45: it counts as received on the first day of form กอ.1.

Whether it then stays under its own manual or moves to the new one is what the manual's transition says (U16)."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import VENDOR
from tests.journeys.conftest import World
from tests.journeys.two_manuals import LAST_EVENING, OFFICE
from tests.journeys.visitors import Visitors, answer_pages, case_number, press, wait_for
from tests.serving import begin, clean_environment, end, free_port
from tests.vouching import stand_in

START = f"/my/apply/industry/waste-removal/{OFFICE}/"
ANSWERS = {
    "applicant.kind": "juristic",
    "applicant.name": "บริษัท ตัวอย่างผลิตชิ้นส่วน จำกัด",
    "applicant.tax_id": "0405566000017",
    "applicant.business": "ผลิตชิ้นส่วนโลหะและพ่นสี",
    "applicant.factory_number": "20400010525500",
    "applicant.address": "99 หมู่ 1 ถนนตัวอย่าง ตำบลตัวอย่าง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น",
    "applicant.telephone": "043000000",
    "applicant.email": "factory@example.com",
    "applicant.signs_as": "operator",
    "period.starts_on": "1/12/2566",
    "period.ends_on": "30/11/2567",
    "waste.0.code": "080112",
    "waste.0.description": "กากสี",
    "waste.0.is_chemical": "no",
    "waste.0.tonnes": "12.500",
    "waste.0.method": "042",
    "waste.0.method_text": "ส่งเป็นเชื้อเพลิงผสมให้เตาปูนซีเมนต์",
    "waste.0.processor_number": "3-106-12/50ขก",
    "waste.0.processor_name": "บริษัท ตัวอย่างรีไซเคิล จำกัด",
}


@pytest.fixture(params=["keep", "move"])
def transition(request: pytest.FixtureRequest) -> str:
    """What the new manual says of what is pending."""
    return str(request.param)


@pytest.fixture
def factory(request: pytest.FixtureRequest, tmp_path: Path, transition: str) -> Iterator[World]:
    """A served agency on that evening, with the stand-in for ThaID beside it."""
    variables = {"SADUAK_DEMO": "1", "SADUAK_THAID_CLIENT_ID": "sample", "SADUAK_THAID_CLIENT_SECRET": "sample"}
    if VENDOR == "postgresql":
        cluster = request.getfixturevalue("cluster")
        cluster.sql(f'CREATE DATABASE "evening_{transition}"')
        variables["SADUAK_DATABASE"] = cluster.url(f"evening_{transition}")
    with stand_in() as issuer:
        variables["SADUAK_THAID_ISSUER"] = issuer
        command = [sys.executable, "-m", "saduak", "up", "--port", str(free_port())]
        running = begin(command, cwd=Path.cwd(), seconds=120, home=tmp_path, **variables)
        settings = {"DJANGO_SETTINGS_MODULE": "saduak.config.settings"}
        environment = clean_environment(tmp_path, **variables, **settings)
        made = [sys.executable, "-m", "tests.journeys.two_manuals", transition]
        subprocess.run(made, env=environment, check=True)
        yield World(running.address.rstrip("/"), environment)
        end(running)


def test_the_old_form_on_its_last_evening(browser: Browser, factory: World, transition: str) -> None:
    factory.move_to(LAST_EVENING + timedelta(minutes=5))
    with Visitors(browser, factory).citizen("สมชาย ใจดี") as page:
        number = file_it(page)
        for words in ("31 ตุลาคม 2566 เวลา 18.45", "1 พฤศจิกายน 2566 เวลา 08.30", "เวลาหลังปิดทำการ", "1 ธันวาคม 2566"):
            expect(page.get_by_role("main")).to_contain_text(words)
        factory.move_to(LAST_EVENING + timedelta(hours=15))
        SEEN[transition](page, number)


def stays_under_its_own(page: Page, number: str) -> None:
    """The next day the case is still promised by the old manual, and no letter speaks of another."""
    open_own(page, number)
    expect(page.get_by_role("main")).to_contain_text("1 ธันวาคม 2566")
    page.goto("/my/letters/")
    expect(page.get_by_role("main")).to_contain_text(number)
    expect(page.get_by_role("main")).not_to_contain_text("คู่มือฉบับใหม่")


def moves_to_the_new(page: Page, number: str) -> None:
    """The next day a letter tells which manual it is under now, by which law, and the day it promises."""
    page.goto("/my/letters/")
    wait_for(page, "แจ้งการใช้คู่มือฉบับใหม่")
    page.get_by_role("main").get_by_role("link", name="แจ้งการใช้คู่มือฉบับใหม่").first.click()
    for words in ("คู่มือฉบับ 2566-11-01", "ข้อ 24", "15 พฤศจิกายน 2566"):
        expect(page.get_by_role("main")).to_contain_text(words)
    open_own(page, number)
    expect(page.get_by_role("main")).to_contain_text("15 พฤศจิกายน 2566")


SEEN = {"keep": stays_under_its_own, "move": moves_to_the_new}


def open_own(page: Page, number: str) -> None:
    """The page of one's own case."""
    page.goto("/my/")
    page.locator("main a[href*='/my/case/']").first.click()
    expect(page.get_by_role("main")).to_contain_text(number)


def file_it(page: Page) -> str:
    """Fill in everything and send it; the number on the receipt."""
    page.goto(START)
    press(page, "เริ่มยื่นคำขอ")
    press(page, "ทำต่อ")
    answer_pages(page, ANSWERS)
    press(page, "ไปต่อ")
    page.locator("[name=missing_known]").check()
    page.locator("[name=consent]").check()
    press(page, "ยื่นคำขอ")
    return case_number(page)
