"""Whoever holds a licence in hand sees whether it is genuine and whether it still holds; nobody needs to log in."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from saduak.channels.public.kept_pages import KeptPages
from saduak.channels.public.tests import shelf
from saduak.channels.public.typed import understood
from saduak.channels.shell import pace
from saduak.channels.shell.pace import Pace
from saduak.core.licence_token import read_status_list
from saduak.ledger.guard import side_door
from saduak.licences.models import Licence
from saduak.licences.queries.checking import signer, token_of

pytestmark = pytest.mark.django_db
CODE, OWN = "7H3K9QWX2M", "verify.example.go.th"


@pytest.fixture
def page(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor; keys of tokens in a folder of this test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setattr(signer(), "folder", tmp_path)
    monkeypatch.setattr(pace, "PACE", Pace())
    monkeypatch.setattr(pace, "GUESSES", Pace(3, 0))
    cache.clear()
    return Client()


def text_of(page: Client, address: str, status: int = 200) -> str:
    answered = page.get(address)
    assert answered.status_code == status, answered.content.decode()
    return answered.content.decode()


def test_the_page_of_a_licence_says_in_one_word_how_it_stands(page: Client) -> None:
    found = shelf.licence()
    text = text_of(page, f"/v/{found.code}/")
    assert '<h1 id="standing">ใช้ได้</h1>' in text
    assert '<h1 id="standing">Valid</h1>' in text_of(page, f"/en/v/{found.code}/")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"state": "suspended"}, "พักใช้"),
        ({"state": "revoked"}, "เพิกถอนแล้ว"),
        ({"state": "replaced"}, "ออกใบใหม่แทนแล้ว"),
        ({"state": "cancelled"}, "ยกเลิกแล้ว"),
        ({"state": "lapsed"}, "สิ้นผล"),
        ({"expires_on": date(2025, 11, 1), "issued_on": date(2024, 11, 2)}, "หมดอายุ"),
    ],
)
def test_what_became_of_a_licence_stands_first_with_its_day(page: Client, changes: dict[str, Any], word: str) -> None:
    found = shelf.licence(**{"state_since": date(2026, 11, 20), **changes})
    text = text_of(page, f"/v/{found.code}/")
    assert f'<h1 id="standing">{word}</h1>' in text
    if "state" in changes:
        assert "20 พฤศจิกายน 2569" in text


def test_everything_on_the_licence_is_public_and_no_identity_number_is(page: Client) -> None:
    said = shelf.record()
    text = text_of(page, f"/v/{shelf.licence(said).code}/")
    shown = [said.holder, said.number, said.title.th, said.agency.th, "2 พฤศจิกายน 2569", "1 พฤศจิกายน 2570"]
    shown += [line.th for line in (*said.lines, *said.conditions, *said.legal_basis)]
    shown += ["ครัวกลาง", "ปิดภายใน 22.00 น.", "1,000", said.issuer.th, said.case_number]
    assert [each for each in shown if each not in text] == []


def test_an_erased_licence_keeps_its_number_and_status(page: Client) -> None:
    found = shelf.licence(erased_at=shelf.NOW, record={}, words="")
    text = text_of(page, f"/v/{found.code}/")
    assert found.number in text
    assert "ลบแล้วตามกำหนดเวลาเก็บ" in text


def test_the_answer_always_comes_from_the_register(page: Client) -> None:
    found = shelf.licence()
    answer = page.get(f"/v/{found.code}/")
    assert "no-store" in answer.headers["Cache-Control"]
    with side_door("bulk loader"):
        Licence.objects.filter(id=found.id).update(state="revoked", state_since=date(2026, 11, 25))
    assert "เพิกถอนแล้ว" in text_of(page, f"/v/{found.code}/")


def test_a_page_is_made_once_and_each_check_has_its_own_moment(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shelf.licence()
    first = text_of(page, f"/v/{found.code}/")
    later = shelf.NOW + timedelta(days=3)
    monkeypatch.setattr("saduak.channels.public.verifying.present", lambda: later)
    second = text_of(page, f"/v/{found.code}/")
    assert "29 พฤศจิกายน 2569 เวลา 09.00 น." in second
    assert "29 พฤศจิกายน 2569" not in first
    assert "checked-" not in second
    monkeypatch.setattr("saduak.channels.public.verifying.present", lambda: shelf.NOW + timedelta(days=400))
    assert '<h1 id="standing">หมดอายุ</h1>' in text_of(page, f"/v/{found.code}/")


def test_pages_asked_for_long_ago_are_forgotten() -> None:
    kept, made = KeptPages(most=2), list[str]()

    def asked(stamp: str) -> str:
        return kept.page(stamp, lambda: (made.append(stamp), f"page {stamp}")[1])  # type: ignore[func-returns-value]

    assert [asked(stamp) for stamp in "aabaca"] == [f"page {stamp}" for stamp in "aabaca"]
    assert made == ["a", "b", "c"]
    asked("b")
    assert made[-1] == "b"


def test_letters_that_look_like_digits_are_taken_for_them(page: Client) -> None:
    found = shelf.licence(code="1H3K9QWX20")
    text_of(page, "/v/lh3k9qwx2o/")
    text_of(page, "/v/?q=IH3K9-QWX2O")
    assert found.number in text_of(page, "/v/1H3K9QWX20/")


def test_a_number_may_be_typed_in_thai_digits(page: Client) -> None:
    shelf.licence(shelf.record("KKC-อภ.2-2570-00077"))
    assert "ใช้ได้" in text_of(page, "/v/?q=KKC-อภ.๒-๒๕๗๐-๐๐๐๗๗")


def test_a_number_that_nobody_has_is_told_so(page: Client) -> None:
    assert "ไม่มีใบอนุญาตเลขที่นี้" in text_of(page, "/v/?q=KKC-1", 404)
    assert "ไม่มีใบอนุญาตรหัสนี้" in text_of(page, f"/v/{CODE}/", 404)
    assert "ไม่มีใบอนุญาตรหัสนี้" in text_of(page, "/v/%00'%3Cscript%3E/", 404)


def test_a_scanned_token_is_compared_with_the_register(page: Client) -> None:
    found = shelf.licence()
    token = token_of(found)
    assert "คิวอาร์ตรงกับทะเบียนทุกข้อ" in text_of(page, f"/v/?q={token}")
    assert "คิวอาร์ตรงกับทะเบียนทุกข้อ" in text_of(page, f"/v/?q=http://testserver/v/{found.code}/%23{token}")


def test_an_altered_token_a_foreign_one_and_half_of_one_each_have_their_word(page: Client, tmp_path: Path) -> None:
    found = shelf.licence()
    token = token_of(found)
    turned = token[:40] + ("A" if token[40] != "A" else "B") + token[41:]
    assert "อย่าเชื่อใบที่ถืออยู่" in text_of(page, f"/v/?q={turned}", 422)
    assert "อ่านคิวอาร์ได้ไม่ครบ" in text_of(page, f"/v/?q={token[:101]}", 422)
    (file,) = tmp_path.glob("*.pem")
    file.unlink()
    assert "ไม่ได้ลงลายมือชื่อโดยหน่วยงานในระบบนี้" in text_of(page, f"/v/?q={token}", 422)


def test_the_token_of_another_licence_under_this_address_is_refused(page: Client) -> None:
    one, other = shelf.licence(), shelf.licence()
    text = text_of(page, f"/v/?q=http://testserver/v/{one.code}/%23{token_of(other)}", 422)
    assert "คิวอาร์ไม่ตรงกับทะเบียน" in text


def test_a_token_whose_licence_says_something_else_now_is_refused(page: Client) -> None:
    found = shelf.licence()
    token = token_of(found)
    with side_door("bulk loader"):
        Licence.objects.filter(id=found.id).update(expires_on=date(2030, 1, 1))
    assert "คิวอาร์ไม่ตรงกับทะเบียน" in text_of(page, f"/v/?q={token}", 422)


@pytest.mark.parametrize(
    "address",
    [
        f"https://evil.example/v/{CODE}/#AAAA",
        f"https://testserver.evil.example/v/{CODE}/",
        f"https://testserver@evil.example/v/{CODE}/",
        "http://testserver/other/",
        "https://[::1",
    ],
)
def test_a_code_that_leads_elsewhere_names_the_place(page: Client, address: str) -> None:
    answered = page.get("/v/", {"q": address})
    assert answered.status_code in {404, 422}
    assert "ใช้ได้</h1>" not in answered.content.decode()
    if "evil" in address:
        assert "ซึ่งไม่ใช่ระบบนี้" in answered.content.decode()


def test_guessing_ends_and_real_numbers_are_answered_all_the_same(page: Client) -> None:
    found = shelf.licence()
    told = [page.get(f"/v/?q=KKC-{number}").status_code for number in range(5)]
    assert told == [404, 404, 404, 429, 429]
    text_of(page, f"/v/{found.code}/")


def test_who_asks_faster_than_a_gate_waits_a_moment(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shelf.licence()
    monkeypatch.setattr(pace, "PACE", Pace(burst=3, each_second=0))
    answers = [page.get(f"/v/{found.code}/") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "10"
    assert "กรุณารอ 10 วินาที" in answers[-1].content.decode()


def test_the_pace_recovers_and_counts_visitors_apart() -> None:
    steady = Pace(burst=2, each_second=1, most=2)
    assert [steady.lets("a", 0), steady.lets("a", 0), steady.lets("a", 0)] == [True, True, False]
    assert steady.lets("b", 0)
    assert steady.lets("a", 1)
    assert not steady.lets("a", 1)
    assert [steady.lets(who, 1) for who in ("c", "d", "a")] == [True, True, True], "who was away longest is forgotten"


def test_the_list_of_statuses_is_signed_and_names_what_does_not_hold(page: Client) -> None:
    shelf.licence()
    revoked = shelf.licence(state="revoked")
    keys = {name: _unpadded(key) for name, key in page.get("/v/keys.json").json()["keys"].items()}
    answered = page.get("/v/status.json")
    assert read_status_list(answered.json(), keys, signer().holds) == {revoked.code: "revoked"}
    assert answered.headers["Access-Control-Allow-Origin"] == "*"


def test_the_list_is_made_once_an_hour(page: Client) -> None:
    before = page.get("/v/status.json").json()
    shelf.licence(state="revoked")
    assert page.get("/v/status.json").json() == before


def _unpadded(text: str) -> bytes:
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_worker_knows_the_files_of_this_release(page: Client) -> None:
    for way in ("", "/en"):
        answered = page.get(f"{way}/v/worker.js")
        given = json.loads(answered.content.decode().split("\n")[0].removeprefix("const GIVEN = ").removesuffix(";"))
        assert answered.headers["Content-Type"].startswith("text/javascript")
        assert given["page"] == f"{way}/v/offline/"
        assert given["data"] == [f"{way}/v/keys.json", f"{way}/v/status.json"]
        for address in (given["page"], *given["data"]):
            assert page.get(address).status_code == 200


def test_the_pages_bear_no_script_of_their_own(page: Client) -> None:
    found = shelf.licence()
    for address in ("/v/", f"/v/{found.code}/", "/v/offline/", "/register/"):
        text = text_of(page, address)
        assert text.count("<script") <= 1
        assert "onclick" not in text
        assert " style=" not in text


def test_forty_megabytes_are_refused_before_they_are_read(page: Client) -> None:
    class Body:
        """Bytes that fail the test when somebody reads them."""

        def read(self, *_: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    sent: Any = {"CONTENT_LENGTH": str(40 << 20), "wsgi.input": Body()}
    answered = page.generic("POST", "/v/", b"", "multipart/form-data; boundary=x", **sent)
    assert answered.status_code == 413
    assert "ใหญ่เกิน 20 เมกะไบต์" in answered.content.decode()


def test_without_a_file_one_is_asked_for(page: Client) -> None:
    answered = page.post("/v/", {})
    assert answered.status_code == 422
    assert "ยังไม่ได้เลือกไฟล์" in answered.content.decode()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "number"),
        (CODE, "code"),
        (f"https://{OWN}/v/{CODE}/", "code"),
        (f"https://{OWN}/en/v/{CODE}/#abc", "token"),
        (f"http://localhost:8000/v/{CODE}", "elsewhere"),
        (f"https://{OWN}:444/v/{CODE}/", "elsewhere"),
        ("javascript:alert(1)", "number"),
        ("A" * 400, "token"),
    ],
)
def test_what_somebody_types_is_understood(text: str, kind: str) -> None:
    assert understood(text, OWN).kind == kind
