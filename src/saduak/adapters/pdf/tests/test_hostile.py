"""Texts that mean harm, or merely are strange, make a document and nothing else."""

import time
from html import escape
from pathlib import Path

import pytest

from saduak.adapters.pdf.letters import BOX, showable
from saduak.adapters.pdf.tests.reading import IMPRINT, faults, pdf_of, read, sheet, without_spaces
from saduak.adapters.pdf.typesetter import LONGEST_PAGE, typeset
from saduak.catalogue.ports import CannotPrint


@pytest.fixture(name="secret")
def _secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>สมบัติลับ</text></svg>')
    return path


REACHES_OUT = (
    '<img alt="x" src="{}">',
    '<object data="{}">x</object>',
    '<embed src="{}">',
    '<iframe src="{}"></iframe>',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    "<style>@import url('{}'); @font-face{font-family:Sarabun;src:url('{}')} p{background:url('{}')}</style>",
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><image href="{}"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><use href="{}"/></svg>',
    '<base href="{}"><img alt="x" src="a.png">',
    '<p style="background-image:url({})">x</p>',
)


@pytest.mark.parametrize("markup", REACHES_OUT)
def test_no_file_of_the_machine_gets_into_a_document(markup: str, secret: Path) -> None:
    pdf = pdf_of("<p>ทดสอบ</p>" + markup.replace("{}", secret.as_uri()))
    assert "สมบัติลับ" not in read(pdf, "poppler")
    assert b"EmbeddedFile" not in pdf
    assert pdf == pdf_of("<p>ทดสอบ</p>" + markup.replace("{}", secret.as_uri())), "and nothing random either"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "https://example.org/x", "ftp://example.org/x", "data:,x"])
def test_nothing_is_fetched_from_anywhere(address: str) -> None:
    """Sockets are blocked in tests: an attempt would show itself as an error."""
    for markup in REACHES_OUT:
        assert "ทดสอบ" in read(pdf_of("<p>ทดสอบ</p>" + markup.replace("{}", address)), "poppler")


def test_an_escaped_script_is_only_text() -> None:
    text = "<script>alert('ก')</script>"
    pdf = pdf_of(f"<p>{escape(text)}</p><script>document.write('ข')</script>")
    assert read(pdf, "poppler") == text
    assert b"/JavaScript" not in pdf
    assert faults(pdf) == []


def test_a_letter_the_typeface_lacks_is_a_box_and_the_archive_still_takes_it() -> None:
    pdf = pdf_of("<p>ยิ้ม 🙂 漢字 ก่อน</p><p>مرحبا שלום</p><p>\u202eกลับ\u202c a\u0338</p>")
    assert read(pdf, "pdfium") == f"ยิ้ม {BOX} {BOX * 2} ก่อน {BOX * 5} {BOX * 4} กลับ a"
    assert faults(pdf) == []


def test_what_can_be_shown_stays() -> None:
    known = frozenset(map(ord, "กa "))
    assert showable("ก a\n\u200b", known) == "ก a\n\u200b"
    assert showable("ก\u200dข\u0301", known) == f"ก{BOX}"


def test_a_hundred_thousand_letters_take_seconds() -> None:
    text = "ผู้ขออนุญาตจำกัดน้ำ" * 5_000
    started = time.monotonic()
    pdf = pdf_of(f"<p>{text}</p>")
    assert time.monotonic() - started < 60
    assert without_spaces(read(pdf, "poppler")).count("จำกัดน้ำ") >= 4_900


def test_more_than_a_document_can_be_is_refused() -> None:
    with pytest.raises(CannotPrint, match="print_too_large"):
        typeset(sheet("ก" * LONGEST_PAGE), IMPRINT)


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>ก</p></body></html><p>", "<<<>>>", "\x00", "&#0;", "<table><td>ก"])
def test_broken_markup_is_still_a_page(body: str) -> None:
    assert pdf_of(body).startswith(b"%PDF-1.7")
