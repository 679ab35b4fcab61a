"""Papers: only what the answers require, and only what the state does not have; a bad file has a sentence."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saduak.cases.models import Draft
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FACTORY, INDUSTRY, RESTAURANT
from saduak.channels.portal.tests.visitors import (
    WASTE_PAGES,
    WASTE_START,
    applicant,
    begin,
    page_of,
    typed,
    upload,
    words,
    write,
)
from saduak.files.commands import record_scan
from saduak.files.tests.papers import PDF, picture
from saduak.ledger.actors import REACTION
from saduak.ledger.present import present

pytestmark = pytest.mark.django_db

LEASE = "right_to_place"


@pytest.fixture
def written() -> tuple[Any, str]:
    """A browser and its draft with every page answered."""
    client = applicant(office.office(CITY))
    draft = begin(client)
    write(client, draft, RESTAURANT)
    return client, draft


def test_a_paper_of_the_state_is_never_asked_of_the_citizen(written: tuple[Any, str]) -> None:
    client, draft = written
    page = words(client.get(f"{draft}papers/"))
    assert "หน่วยงานจะตรวจจากทะเบียนเอง" in page
    assert "บัตรประจำตัวประชาชน" in page
    assert 'value="identity_card"' not in page
    assert f'value="{LEASE}"' in page
    assert upload(client, draft, "id_card", ("a.pdf", PDF)).status_code == 303
    assert "ไฟล์นี้ไม่ได้รับไว้" in words(client.get(f"{draft}papers/"))
    assert Draft.objects.get().papers == []


def test_papers_follow_the_answers(written: tuple[Any, str]) -> None:
    client, draft = written
    own = {**RESTAURANT, "place": {**RESTAURANT["place"], "right": "owner"}}
    assert f'value="{LEASE}"' in words(client.get(f"{draft}papers/"))
    client.post(page_of(draft, "business"), typed(own))
    assert f'value="{LEASE}"' not in words(client.get(f"{draft}papers/"))


def test_several_files_make_one_paper_and_can_be_removed_or_replaced(written: tuple[Any, str]) -> None:
    client, draft = written
    assert upload(client, draft, LEASE, ("หน้า 1.pdf", PDF), ("หน้า 2.png", picture("PNG"))).status_code == 303
    page = words(client.get(f"{draft}papers/"))
    assert "หน้า 1.pdf" in page
    assert "กำลังตรวจความปลอดภัย" in page
    first, second = (paper["file"] for paper in Draft.objects.get().papers)
    client.post(f"{draft}papers/", {"do": f"remove:{first}"})
    assert [paper["file"] for paper in Draft.objects.get().papers] == [second]
    upload(client, draft, LEASE, ("ใหม่.pdf", PDF), do="replace")
    (only,) = Draft.objects.get().papers
    assert only["file"] != second


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("สัญญา.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "เนื้อในของไฟล์ไม่ใช่ชนิดที่ชื่อไฟล์บอก"),
        ("ว่าง.pdf", b"", "ไม่มีข้อมูล"),
        ("โปรแกรม.exe", b"MZ\x90", "ใช้แนบไม่ได้"),
        ("<script>.pdf", b"just words", "เนื้อในของไฟล์"),
        (f"{'ก' * 400}.pdf", b"<html>", "เนื้อในของไฟล์"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_a_good_one_beside_it_is_kept(
    written: tuple[Any, str], name: str, content: bytes, sentence: str
) -> None:
    client, draft = written
    answer = upload(client, draft, LEASE, ("ดี.pdf", PDF), (name, content))
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "ดี.pdf" in page
    assert "<script>" not in page
    assert len(Draft.objects.get().papers) == 1


def test_a_file_above_the_limit_says_the_limit(written: tuple[Any, str], settings: Any) -> None:
    client, draft = written
    settings.UPLOAD_LIMIT = 1_048_576
    answer = upload(client, draft, LEASE, ("ใหญ่.pdf", PDF + b"\0" * 1_048_576))
    assert answer.status_code == 422
    assert "ไฟล์ใหญ่เกิน 1 เมกะไบต์" in words(answer)


def test_pressing_without_a_file_or_with_too_many_says_so(written: tuple[Any, str]) -> None:
    client, draft = written
    assert "ยังไม่ได้เลือกไฟล์" in words(upload(client, draft, LEASE))
    many = upload(client, draft, LEASE, *((f"{at}.pdf", PDF + str(at).encode()) for at in range(21)))
    assert "ไม่เกิน 20 ไฟล์" in words(many)
    assert len(Draft.objects.get().papers) == 20


def test_a_body_larger_than_any_form_is_refused_and_the_draft_stays(written: tuple[Any, str], settings: Any) -> None:
    client, draft = written
    upload(client, draft, LEASE, ("ดี.pdf", PDF))
    settings.UPLOAD_LIMIT = 1_048_576
    body = {"document": LEASE, "file": SimpleUploadedFile("a.pdf", PDF + b"\0" * 7 * 1_048_576)}
    answer = client.post(f"{draft}papers/", body)
    assert answer.status_code == 413
    assert "สิ่งที่บันทึกไว้ก่อนหน้ายังอยู่ครบ" in words(answer)
    too_long = client.post(page_of(draft, "applicant"), b"applicant.name=" + b"x" * 3_000_000, "text/plain")
    assert too_long.status_code in {413, 422}
    wide = client.generic(
        "POST",
        page_of(draft, "applicant"),
        b"applicant.name=" + b"x" * 3_000_000,
        "application/x-www-form-urlencoded",
    )
    assert wide.status_code == 413
    many = client.post(page_of(draft, "applicant"), {f"x{at}": "1" for at in range(5001)})
    assert many.status_code == 413
    row = Draft.objects.get()
    assert len(row.papers) == 1
    assert "ตำบลในเมือง" in row.answers


def test_a_file_that_did_not_pass_the_look_is_told_and_counts_as_missing(written: tuple[Any, str]) -> None:
    client, draft = written
    upload(client, draft, LEASE, ("ดี.pdf", PDF))
    assert "สัญญาเช่า" not in words(client.get(f"{draft}check/")).partition("เอกสารที่ยังขาด")[2]
    (paper,) = Draft.objects.get().papers
    record_scan(
        actor=REACTION, file_id=paper["file"], malware="Eicar", scanner="test", now=present(), key="refused-file"
    )
    assert "ไม่ผ่านการตรวจความปลอดภัย" in words(client.get(f"{draft}papers/"))
    assert "สัญญาเช่า" in words(client.get(f"{draft}check/")).partition("เอกสารที่ยังขาด")[2]


def test_a_consent_is_asked_by_link_of_those_whom_the_form_names() -> None:
    client = applicant(office.office(INDUSTRY))
    draft = begin(client, WASTE_START)
    write(client, draft, FACTORY, WASTE_PAGES)
    page = words(client.get(f"{draft}papers/"))
    assert "หน่วยงานจะส่งลิงก์" in page
    assert "บริษัท ตัวอย่างรีไซเคิล จำกัด" in page
