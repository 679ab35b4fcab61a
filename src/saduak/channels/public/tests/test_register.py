"""The public register: everybody reads it, finds in it, and takes it along; every particular of a licence is there."""

import csv
import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from saduak.channels.public.tests import shelf
from saduak.channels.shell import pace
from saduak.channels.shell.pace import Pace
from saduak.core.package.words import Text
from saduak.licences.queries.register import PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setattr(pace, "PACE", Pace())
    return Client()


def text_of(page: Client, address: str) -> str:
    answered = page.get(address)
    assert answered.status_code == 200
    return answered.content.decode()


def rows_of(page: Client, address: str) -> list[dict[str, str]]:
    answered = page.get(address)
    content = b"".join(answered.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(StringIO(content)))


def test_a_register_without_licences_says_so(page: Client) -> None:
    assert "ยังไม่มีใบอนุญาตในทะเบียน" in text_of(page, "/register/")
    assert rows_of(page, "/register/licences.csv") == []


def test_a_licence_stands_there_with_everything_on_it(page: Client) -> None:
    said = shelf.record()
    found = shelf.licence(said)
    text = text_of(page, "/register/")
    for each in (said.number, said.holder, said.agency.th, said.lines[0].th, said.conditions[0].th, "ครัวกลาง"):
        assert each in text
    assert f'href="/v/{found.code}/"' in text
    assert "Licence for a food place" in text_of(page, "/en/register/")


def test_it_says_when_it_changed_last(page: Client) -> None:
    shelf.licence()
    assert "ปรับปรุงล่าสุด" in text_of(page, "/register/")
    assert "26 พฤศจิกายน 2569 เวลา 09.00 น." in text_of(page, "/register/")


@pytest.mark.parametrize("words", ["ป้าปิ่น", "๐๐๐๔๑", "00041", "ศรีจันทร์ ป้าปิ่น", "ก๋วยเตี๋ยวป้าปิ\u0e48น"])
def test_it_is_searched_by_number_holder_and_place(page: Client, words: str) -> None:
    shelf.licence(shelf.record("KKC-อภ.2-2570-00041"))
    shelf.licence(shelf.record("KKC-อภ.2-2570-00052", holder="บริษัท สมมุติ จำกัด", lines=(Text("ถนนอื่น", "Elsewhere"),)))
    found = [row["number"] for row in rows_of(page, f"/register/licences.csv?q={words}")]
    assert found == ["KKC-อภ.2-2570-00041"]
    assert "บริษัท สมมุติ จำกัด" not in text_of(page, f"/register/?q={words}")


def test_what_is_not_found_says_what_to_try(page: Client) -> None:
    shelf.licence()
    assert "กรุณาลองคำที่สั้นลง" in text_of(page, "/register/?q=ไม่มีใครชื่อนี้")
    assert "กรุณาลองคำที่สั้นลง" in text_of(page, "/register/?service=industry/waste-removal")
    assert "กรุณาลองคำที่สั้นลง" in text_of(page, "/register/?office=nobody")
    assert shelf.record().holder in text_of(page, f"/register/?office=khon-kaen-city&service={shelf.FOOD}")


@pytest.mark.parametrize("query", ["?q=%00", "?after=%00%27--", "?q=" + "ก" * 500, "?service=<script>", "?office=%27"])
def test_nothing_that_is_typed_breaks_it(page: Client, query: str) -> None:
    shelf.licence()
    assert "<script>" not in text_of(page, f"/register/{query}")


def test_one_page_follows_another_and_none_is_left_out(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = sorted(shelf.licence().number for _ in range(PAGE + 3))
    first = text_of(page, "/register/")
    assert [number in first for number in numbers] == [True] * PAGE + [False] * 3
    link = first.split('class="button button--quiet" href="')[1].split('"')[0].replace("&amp;", "&")
    second = text_of(page, f"/register/{link}")
    assert [number in second for number in numbers] == [False] * PAGE + [True] * 3
    monkeypatch.setattr("saduak.channels.public.register.AT_ONCE", 20)
    assert [row["number"] for row in rows_of(page, "/register/licences.csv")] == numbers


def test_both_downloads_say_the_same(page: Client) -> None:
    said = shelf.record()
    shelf.licence(said, state="suspended", state_since=date(2026, 11, 20))
    (row,) = rows_of(page, "/register/licences.csv")
    answered = page.get("/register/licences.json")
    (told,) = json.loads(b"".join(answered.streaming_content))  # type: ignore[attr-defined]
    assert (row["status"], row["status_since"]) == (told["status"], told["status_since"]) == ("suspended", "2026-11-20")
    assert told["record"] == json.loads(json.dumps(said.told()))
    assert (row["fee_baht"], row["expires_on"]) == ("1000.00", "2027-11-01")


def test_a_name_that_is_a_formula_stays_a_name(page: Client) -> None:
    shelf.licence(shelf.record(holder='=HYPERLINK("https://evil.example")'))
    (row,) = rows_of(page, "/register/licences.csv")
    assert row["holder"].startswith("'=")


def test_an_erased_licence_is_in_no_list(page: Client) -> None:
    shelf.licence(erased_at=shelf.NOW, record={}, words="")
    assert rows_of(page, "/register/licences.csv") == []
