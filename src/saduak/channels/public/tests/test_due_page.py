"""The first page as plain HTML: what it answers, in which language, and with which headers."""

import json
from html import unescape

import pytest
from django.test import Client

from saduak.channels.public.tests.test_due_form import FILLED
from saduak.cli.law import reply


@pytest.fixture
def page(settings: object) -> Client:
    """A visitor without log-in; static names need no manifest here."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return Client()


def test_the_dates_come_in_order_with_their_reasons(page: Client) -> None:
    text = page.get("/due/", FILLED).content.decode()
    dates = ["วันอังคารที่ 8 ธันวาคม 2569 เวลา 08.30 น.", "วันอังคารที่ 22 ธันวาคม 2569", "วันอังคารที่ 29 ธันวาคม 2569"]
    notices = ["วันพุธที่ 23 ธันวาคม 2569", "วันพุธที่ 30 ธันวาคม 2569", "วันพุธที่ 6 มกราคม 2570", "วันพุธที่ 13 มกราคม 2570"]
    places = [text.index(f">{day}<") for day in [*dates, *notices]]
    assert places == sorted(places)
    assert "โดยข้ามวันหยุด: 7 ธันวาคม 2569" in text
    assert "พ.ร.บ. ปฏิบัติราชการทางอิเล็กทรอนิกส์ฯ มาตรา 10" in text


def test_english_has_its_own_address_and_keeps_the_question(page: Client) -> None:
    text = page.get("/en/due/", FILLED).content.decode()
    assert "Tuesday 22 December 2026" in text
    assert '<html lang="en">' in text
    assert 'href="/due/?day=4&amp;month=12' in text
    assert 'href="/en/due/?day=4&amp;month=12' in page.get("/due/", FILLED).content.decode()


def test_the_line_shown_gives_the_same_dates_when_replayed(page: Client) -> None:
    text = page.get("/due/", FILLED).content.decode()
    line = unescape(text.split('<pre tabindex="0">')[1].split("</pre>")[0])
    assert json.loads(line)["rule"] == "clock"
    assert reply(line)["answer"]["promise"]["last_day"] == "2026-12-22"


def test_an_error_keeps_what_was_typed_and_says_what_to_do(page: Client) -> None:
    answered = page.get("/due/", {**FILLED, "year": "69", "amount": "<b>"})
    text = answered.content.decode()
    assert answered.status_code == 422
    assert "ปีต้องเป็นตัวเลขสี่หลัก" in text
    assert 'value="69"' in text
    assert 'value="&lt;b&gt;"' in text


def test_a_year_whose_calendar_is_missing_is_not_refused(page: Client) -> None:
    answered = page.get("/due/", {**FILLED, "year": "2570", "day": "20", "amount": "20"})
    text = answered.content.decode()
    assert answered.status_code == 200
    assert "ยังไม่มีปฏิทินวันหยุดราชการปี 2571" in text


def test_a_filing_whose_receipt_waits_for_a_calendar_is_not_refused(page: Client) -> None:
    answered = page.get("/due/", {**FILLED, "day": "30", "year": "2570"})
    text = answered.content.decode()
    assert answered.status_code == 200
    assert text.count(">ยังบอกวันไม่ได้<") == 2
    assert "เวลาที่ถือว่าได้รับจึงรอปฏิทิน" in text
    assert page.get("/due/", {**FILLED, "year": "2590"}).status_code == 200


def test_only_reading_is_possible(page: Client) -> None:
    assert page.post("/due/", FILLED).status_code == 405


def test_the_page_runs_no_script_and_may_not_be_framed(page: Client) -> None:
    answered = page.get("/due/")
    policy = answered.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert b"<script" not in answered.content
    assert b"style=" not in answered.content


def test_an_unknown_address_is_answered_in_words(page: Client) -> None:
    answered = page.get("/ไม่มี")
    assert answered.status_code == 404
    assert "ไม่พบหน้านี้" in answered.content.decode()
