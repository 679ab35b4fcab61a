"""A policeman scans the QR code of a licence: with network the register answers, without it the phone itself does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import VENDOR
from tests.journeys.conftest import PHONE
from tests.serving import begin, clean_environment, end, free_port

SHELF = """
import json
import django
django.setup()
from datetime import date, timedelta
from saduak.channels.public.tests import shelf
from saduak.ledger.present import present
from saduak.licences.queries.checking import token_of
day = present().date()
term = {"issued_on": day - timedelta(days=400), "expires_on": day - timedelta(days=35)}
made = {
    "valid": shelf.licence(shelf.record("KKC-1", issued_on=day, expires_on=day + timedelta(days=365))),
    "suspended": shelf.licence(shelf.record("KKC-2", issued_on=day, expires_on=None), state="suspended"),
    "expired": shelf.licence(shelf.record("KKC-3", **term)),
}
print(json.dumps({name: [row.code, token_of(row)] for name, row in made.items()}))
"""


@dataclass(frozen=True)
class Register:
    """A served register: its address, and code and token of a licence of each status."""

    address: str
    licences: dict[str, tuple[str, str]]

    def qr(self, status: str, other: str = "", text: str | None = None) -> str:
        """What the QR code of a licence says; with that of another one, or one that was changed."""
        after = self.licences[other or status][1] if text is None else text
        return f"{self.address}/v/{self.licences[status][0]}/#{after}"


@pytest.fixture(scope="module")
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Saduak with three licences in its register."""
    home, variables = tmp_path_factory.mktemp("register"), {}
    if VENDOR == "postgresql":
        cluster = request.getfixturevalue("cluster")
        cluster.sql('CREATE DATABASE "register"')
        variables["SADUAK_DATABASE"] = cluster.url("register")
    command = [sys.executable, "-m", "saduak", "up", "--port", str(free_port())]
    running = begin(command, cwd=Path.cwd(), seconds=120, home=home, **variables)
    environment = clean_environment(home, **variables, DJANGO_SETTINGS_MODULE="saduak.config.settings")
    told = subprocess.run([sys.executable, "-c", SHELF], env=environment, check=True, stdout=subprocess.PIPE, text=True)
    yield Register(running.address.rstrip("/"), json.loads(told.stdout))
    end(running)


@pytest.fixture
def phone(browser: Browser, register: Register) -> Iterator[BrowserContext]:
    """A phone that has opened the checking page once."""
    made = browser.new_context(viewport=PHONE, locale="th-TH", base_url=register.address)
    page = made.new_page()
    page.goto("/v/")
    expect(page.get_by_text("ตรวจใบอนุญาตได้แม้ไม่มีสัญญาณแล้ว")).to_be_visible()
    page.close()
    yield made
    made.close()


def scanned(phone: BrowserContext, address: str) -> Page:
    """The page that a scanned code opens."""
    page = phone.new_page()
    page.goto(address)
    return page


def test_with_network_the_register_answers_and_the_code_agrees(phone: BrowserContext, register: Register) -> None:
    page = scanned(phone, register.qr("valid"))
    expect(page.get_by_role("heading", level=1)).to_have_text("ใช้ได้")
    expect(page.get_by_text("คิวอาร์ตรงกับทะเบียนทุกข้อ")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_code_from_another_licence_is_found_beside_the_register(phone: BrowserContext, register: Register) -> None:
    page = scanned(phone, register.qr("valid", other="suspended"))
    expect(page.get_by_text("คิวอาร์ไม่ตรงกับใบอนุญาตนี้")).to_be_visible()


@pytest.mark.parametrize(("status", "word"), [("valid", "ใช้ได้"), ("suspended", "พักใช้"), ("expired", "หมดอายุ")])
def test_without_network_the_phone_says_how_it_stood(
    phone: BrowserContext, register: Register, status: str, word: str
) -> None:
    phone.set_offline(True)
    page = scanned(phone, register.qr(status))
    expect(page.get_by_role("heading", level=1)).to_have_text(word)
    expect(page.get_by_text("สถานะตามบัญชีที่เครื่องนี้เก็บไว้ ณ")).to_be_visible()
    expect(page.get_by_text("ร้านก๋วยเตี๋ยวป้าปิ่น")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_network_an_altered_code_is_not_believed(phone: BrowserContext, register: Register) -> None:
    token = register.licences["valid"][1]
    phone.set_offline(True)
    turned = token[:16] + ("A" if token[16] != "A" else "B") + token[17:]
    for address, told in (
        (register.qr("valid", text=turned), "คิวอาร์นี้ถูกแก้ไข"),
        (register.qr("valid", other="expired"), "คิวอาร์ไม่ตรงกับใบอนุญาตนี้"),
        (register.qr("valid", text=token[:90]), "อ่านคิวอาร์ได้ไม่ครบ"),
        (register.qr("valid", text=""), "ไม่มีข้อมูลจากคิวอาร์"),
    ):
        page = scanned(phone, address)
        expect(page.get_by_text(told)).to_be_visible()
        expect(page.get_by_role("heading", level=1).filter(has_text="ใช้ได้")).to_have_count(0)


def test_a_phone_whose_browser_is_too_old_says_so(phone: BrowserContext, register: Register) -> None:
    phone.add_init_script("crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))")
    phone.set_offline(True)
    page = scanned(phone, register.qr("valid"))
    expect(page.get_by_text("เก่าเกินไปที่จะตรวจลายมือชื่อ")).to_be_visible()


def test_the_english_page_checks_without_network_too(browser: Browser, register: Register) -> None:
    made = browser.new_context(viewport=PHONE, locale="en-GB", base_url=register.address)
    page = made.new_page()
    page.goto("/en/v/")
    expect(page.get_by_text("This page now checks licences without network too")).to_be_visible()
    made.set_offline(True)
    page.goto(register.qr("suspended").replace("/v/", "/en/v/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Suspended")
    made.close()


def test_a_file_that_is_too_large_is_refused_with_a_sentence(
    browser: Browser, register: Register, tmp_path: Path
) -> None:
    file = tmp_path / "large.pdf"
    file.write_bytes(bytes(40 << 20))
    page = browser.new_page(viewport=PHONE, base_url=register.address)
    page.goto("/v/")
    page.get_by_label("ไฟล์ใบอนุญาต (PDF)").set_input_files(file)
    page.get_by_role("button", name="ตรวจ").last.click()
    expect(page.get_by_text("ไฟล์ใหญ่เกิน 20 เมกะไบต์")).to_be_visible()
    page.close()
