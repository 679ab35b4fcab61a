"""The pages of the catalogue: what a person finds there, in both languages, from the same published version."""

import json

import pytest
from django.test import Client

from saduak.catalogue.tests.press import OFFICE, publish, shipped

WASTE, HARMFUL = "industry/waste-removal", "health/harmful-business"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings: object) -> Client:
    """A visitor of a catalogue with two services, one of them served by a municipality."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    for package in [*shipped(WASTE), *shipped(HARMFUL)]:
        publish(package)
    publish(shipped(HARMFUL)[-1], OFFICE)
    return Client()


def text_of(page: Client, address: str, status: int = 200) -> str:
    answered = page.get(address)
    assert answered.status_code == status, address
    return answered.content.decode()


def test_the_first_page_shows_every_service_once(page: Client) -> None:
    text = text_of(page, "/")
    for service in (WASTE, HARMFUL):
        assert text.count(f'href="/services/{service}/"') == 1
    assert 'role="search"' in text


def test_a_manual_stands_in_the_order_of_the_manual(page: Client) -> None:
    text = text_of(page, f"/services/{HARMFUL}/khon-kaen-city/")
    places = [
        text.index(f'<section id="{part}"')
        for part in ("criteria", "channels", "steps", "documents", "fees", "complaints", "law", "versions")
    ]
    assert places == sorted(places)
    assert "เทศบาลนครขอนแก่น" in text
    assert "เอกสารที่รัฐค้นให้เอง" in text


def test_the_same_manual_in_english(page: Client) -> None:
    text = text_of(page, f"/en/services/{HARMFUL}/khon-kaen-city/")
    assert "Khon Kaen City Municipality" in text
    assert "Papers the state fetches itself" in text


def test_what_is_kept_of_a_page_keeps_to_its_language(page: Client) -> None:
    for number in range(2):
        thai, english = (text_of(page, f"{way}/services/{HARMFUL}/khon-kaen-city/?q={number}") for way in ("", "/en"))
        assert "หลักเกณฑ์ วิธีการ เงื่อนไข" in thai
        assert "Criteria and conditions" in english
        assert "หลักเกณฑ์ วิธีการ เงื่อนไข" not in english


def test_an_old_version_says_so_and_leads_to_the_current_one(page: Client) -> None:
    old = shipped(WASTE)[0].service.version
    text = text_of(page, f"/services/{WASTE}/centre/{old}/")
    assert "ไม่ใช่ฉบับปัจจุบัน" in text


def test_what_a_version_changed_can_be_read(page: Client) -> None:
    old, new = (package.service.version for package in shipped(WASTE))
    text = text_of(page, f"/services/{WASTE}/centre/{new}/changes/{old}/")
    assert f"{old} → {new}" in text
    assert 'class="headline"' in text
    assert f"/changes/{old}/" in text_of(page, f"/services/{WASTE}/")


def test_linked_data_stands_in_the_page(page: Client) -> None:
    text = text_of(page, f"/services/{HARMFUL}/khon-kaen-city/")
    found = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert found["@type"] == "GovernmentService"
    assert found["provider"]["name"][1]["@value"] == "Khon Kaen City Municipality"


def test_open_data_is_the_published_version(page: Client) -> None:
    package = shipped(WASTE)[-1]
    answered = page.get(f"/services/{WASTE}/centre/{package.service.version}/data.json")
    assert answered.headers["Content-Type"].startswith("application/json")
    assert answered.json()["digest"] == package.digest


@pytest.mark.parametrize("document", ["manual", "poster"])
def test_a_version_can_be_printed(page: Client, document: str) -> None:
    version = shipped(HARMFUL)[-1].service.version
    answered = page.get(f"/services/{HARMFUL}/khon-kaen-city/{version}/{document}.pdf")
    assert answered.headers["Content-Type"] == "application/pdf"
    assert answered.content.startswith(b"%PDF-")
    again = page.get(f"/services/{HARMFUL}/khon-kaen-city/{version}/{document}.pdf")
    assert again.content == answered.content


def test_the_calculator_asks_what_decides_and_says_why(page: Client) -> None:
    text = text_of(page, f"/services/{HARMFUL}/khon-kaen-city/")
    assert "คำนวณค่าธรรมเนียม" in text
    assert "ตัวอย่าง" in text


def test_the_guide_leads_to_what_is_needed(page: Client) -> None:
    text = text_of(page, "/what-do-i-need/?doing=factory")
    assert f'href="/services/{WASTE}/"' in text
    assert f'href="/services/{HARMFUL}/"' not in text
    assert "ไม่พบบริการ" in text_of(page, "/what-do-i-need/?doing=<script>")


def test_an_agency_is_shown_with_its_channels(page: Client) -> None:
    text = text_of(page, "/agencies/")
    assert "เทศบาลนครขอนแก่น" in text
    assert f"/services/{HARMFUL}/khon-kaen-city/" in text


def test_a_returning_browser_gets_no_body_until_something_is_published(page: Client) -> None:
    address = f"/services/{WASTE}/"
    first = page.get(address)
    again = page.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish(shipped(WASTE)[-1], OFFICE)
    assert page.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/services/none/such/",
        "/services/industry/waste-removal/nobody/",
        "/services/industry/waste-removal/centre/0/",
        "/services/industry/waste-removal/centre/%00/",
        "/services/industry/waste-removal/centre/2566-11-01/changes/%00/",
    ],
)
def test_what_does_not_exist_is_not_found(page: Client, address: str) -> None:
    assert "ไม่พบหน้านี้" in text_of(page, address, 404)
