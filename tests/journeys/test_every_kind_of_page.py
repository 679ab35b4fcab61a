"""Every kind of page of the portal, the desk and the entrance: nothing for axe to find, nothing wider than a phone."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.visitors import Visitors

LINK: Final = re.compile(r'href="(/[^"#]*)')
NO_PAGES: Final = {
    "portal:receipt_pdf",
    "portal:letter_pdf",
    "portal:case_file",
    "desk:letter_sheet",
    "desk:letter_pdf",
    "desk:draft_letter",
    "desk:file",
    "entrance:provider",
}
"""What a link hands over as a file, or leads elsewhere."""
DIFFER: Final = {"desk:case", "desk:task", "portal:case", "portal:draft", "portal:case_defect"}
"""What leads on to other kinds of pages, depending on how far a case is: every one of them is asked for."""


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The kinds of pages that were looked at: once is enough, whoever looks."""
    return set()


def test_the_portal(visitors: Visitors, seen: set[str]) -> None:
    with visitors.citizen("มาลี ทองคำ", DESK) as page:
        begun(page, "industry/waste-removal/khon-kaen-industry")
        faults_of(page, seen, kinds(page, ("/my/", "/in/", "/follow/")))


def test_the_entrance(visitors: Visitors, seen: set[str]) -> None:
    with visitors.window(DESK) as page:
        faults_of(page, seen, {name: f"/in/{name}" for name in ("", "code/", "officer/")})


@pytest.mark.parametrize("post", ["intake", "officer2", "authority", "admin"])
def test_the_desk(visitors: Visitors, seen: set[str], post: str) -> None:
    with visitors.officer(f"{post}@khon-kaen-city") as page:
        faults_of(page, seen, kinds(page, ("/desk/",)))


def begun(page: Page, service: str) -> None:
    """Begin an application, so that its pages are there."""
    page.goto(f"/my/apply/{service}/")
    page.get_by_role("button", name="เริ่ม").click()


def kinds(page: Page, below: tuple[str, ...]) -> dict[str, str]:
    """One address of each kind of page that links lead to from here, by the name of its kind."""
    found: dict[str, str] = {}
    waiting, known = [urlsplit(page.url).path], set[str]()
    while waiting:
        address = waiting.pop(0)
        kind = name_of(address)
        if address in known or kind in NO_PAGES or not address.startswith(below) or kind in set(found) - DIFFER:
            continue
        known.add(address)
        answer = page.request.get(address)
        if answer.status == 200 and kind and answer.headers["content-type"].startswith("text/html"):
            found.setdefault(kind, address)
            waiting += links(answer.text())
    return found


def links(page: str) -> Iterator[str]:
    return (unescape(link) for link in LINK.findall(page))


def name_of(address: str) -> str:
    """The kind of page behind an address; empty where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def faults_of(page: Page, seen: set[str], addresses: dict[str, str]) -> None:
    """Look at each page at the width of a phone and of a desk; all faults are told at once."""
    new = {kind: address for kind, address in addresses.items() if kind not in seen}
    seen |= set(new)
    faults = [fault for kind, address in new.items() for fault in looked_at(page, kind, address)]
    assert not faults, "\n".join(faults)


def looked_at(page: Page, kind: str, address: str) -> Iterator[str]:
    page.goto(address)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{kind} {address}: {wide} px wider than {size['width']}"
        found = Axe().run(page)
        if found.violations_count:
            yield f"{kind} {address} at {size['width']}: {found.generate_report()}"
