"""Documents that an archive keeps and a screen reader reads: PDF/A-3a and PDF/UA-1 in one file."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest

from saduak.adapters.pdf.tests.reading import IMPRINT, faults, pdf_of, sheet
from saduak.adapters.pdf.typesetter import typeset

BODY = """<h1>คู่มือ</h1><p>ข้อความ <a href="https://example.go.th/a">ลิงก์</a></p>
<ul><li>หนึ่ง</li><li>สอง</li></ul>
<table><tr><th scope="col">ขั้นตอน</th><th scope="col">เวลา</th></tr><tr><td>ตรวจ</td><td>1 วัน</td></tr></table>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 2 2">
<title>รหัส</title><path d="M0 0h1v1z"/></svg>
"""


@pytest.fixture(scope="module", name="pdf")
def _pdf() -> bytes:
    return pdf_of(BODY)


def _opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def test_both_profiles_are_kept(pdf: bytes) -> None:
    assert faults(pdf) == []


def test_the_validator_would_say_so() -> None:
    """The same file, claiming parts of the standards that do not exist."""
    whole = pdf_of("<p>คู่มือ</p>")
    assert faults(whole.replace(b"<pdfaid:part>3", b"<pdfaid:part>9"))
    assert faults(whole.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>9"))


def test_the_file_says_what_it_is(pdf: bytes) -> None:
    root: Any = _opened(pdf).root_object
    assert root["/Lang"] == "th"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]


def test_title_author_and_date_come_from_the_imprint(pdf: bytes) -> None:
    told = _opened(pdf).metadata
    assert told is not None
    assert (told.title, told.author, told.subject) == (IMPRINT.title, IMPRINT.author, IMPRINT.subject)
    assert told.creation_date == IMPRINT.dated
    assert told.modification_date == IMPRINT.dated


def test_an_archive_reads_the_metadata_without_reading_pdf(pdf: bytes) -> None:
    assert '<rdf:li xml:lang="x-default">คู่มือสำหรับประชาชน: จำหน่ายอาหาร</rdf:li>'.encode() in pdf
    assert "ใบอนุญาต &lt;&amp;&gt; หนังสือรับรอง".encode() in pdf
    assert b"2026-10-01T08:30:00+07:00" in pdf


def test_the_same_page_gives_the_same_bytes(pdf: bytes) -> None:
    assert pdf_of(BODY) == pdf


def test_another_date_gives_another_file(pdf: bytes) -> None:
    later = type(IMPRINT)(IMPRINT.title, IMPRINT.language, IMPRINT.dated + timedelta(days=1))
    assert typeset(sheet(BODY), later) != pdf


def test_only_our_typeface_is_embedded(pdf: bytes) -> None:
    fonts = {str(entry) for sheet in _opened(pdf).pages for entry in _fonts(sheet)}
    assert fonts
    assert all("Sarabun" in name for name in fonts), fonts


def _fonts(sheet: Any) -> list[Any]:
    return [font.get_object()["/BaseFont"] for font in sheet["/Resources"]["/Font"].values()]
