"""The form of an official letter: its parts in their order, Thai digits, one page to look at."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageStat
from pytest_django import Settings

from saduak.adapters.letters.press import LetterPress, words_of
from saduak.adapters.letters.tests.sheets import ENGLISH, EVERY_MARK, THAI, thai
from saduak.adapters.pdf.tests.reading import READERS, faults, read, without_spaces
from saduak.messages.ports import Letterhead, Paper, Signatory

PRESS = LetterPress()
SPECIMEN = Path(__file__).with_name("specimen.png")
"""The first page of `THAI`, made by `picture`; look at it before replacing it."""
ALIKE = 0.04
"""Of 255 grey levels on average: room for another rasteriser's edges, not for a moved line."""
EMBLEM = """<?xml version="1.0"?><!-- drawn for tests -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>"""


def picture(pdf: bytes) -> Image.Image:
    """The first page in grey, 100 points to the inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[0].render(scale=100 / 72, grayscale=True).to_pil()
        return drawn.convert("L")


def pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@pytest.mark.parametrize("paper", [THAI, ENGLISH, thai(is_draft=True, number="", body=THAI.body * 60)])
def test_a_letter_is_kept_and_read_aloud(paper: Paper) -> None:
    pdf = PRESS.pdf(paper)
    assert faults(pdf) == []
    assert PRESS.pdf(paper) == pdf


@pytest.mark.parametrize("reader", READERS)
def test_every_letter_and_mark_is_read_back(reader: str) -> None:
    text = without_spaces(read(PRESS.pdf(THAI), reader))
    for part in (THAI.subject, THAI.name, *THAI.body.split("\n"), *THAI.enclosures, *THAI.copies_to, EVERY_MARK):
        assert without_spaces(part) in text, part


def test_the_parts_come_in_the_order_of_an_official_letter() -> None:
    text = without_spaces(read(PRESS.pdf(THAI), "pypdf"))
    order = (
        "ที่ขก๕๒๔๐๑/๑๒๓",
        "เทศบาลตำบลท่าพระ",
        "๒๖พฤศจิกายน๒๕๖๙",
        "เรื่องแจ้งผล",
        "เรียนนายสมชาย",
        "อ้างถึงคำขอ",
        "สิ่งที่ส่งมาด้วย",
        "ตามที่ท่าน",
        "ขอแสดงความนับถือ",
        "(นางสาวปิ่นฐานู)",
        "ปลัดเทศบาล",
        "ปฏิบัติราชการแทน",
        "กองสาธารณสุข",
        "โทร.๐๔๓๐๐๐๐๐๐",
        "อีเมลsaraban@example.com",
        "คำขอเลขที่ทพ-2569-000123",
        "สำเนาส่ง",
    )
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_an_english_letter_has_the_same_parts_in_english() -> None:
    text = read(PRESS.pdf(ENGLISH), "pypdf")
    for part in (
        "No. ขก 52401/123",
        "26 November 2026",
        "Subject: Decision",
        "To: Mr Somchai",
        "Reference:",
        "Copy to:",
    ):
        assert part in text


def test_what_a_letter_does_not_have_leaves_no_empty_heading() -> None:
    bare = Paper("th", Letterhead("เทศบาล"), "", THAI.dated, "ก", "", "ข", "ค", "ง", Signatory())
    page = PRESS.page(bare)
    words = words_of("th")
    for name in ("number", "references", "enclosures", "case", "telephone", "email", "copies", "draft"):
        assert f"{words[name]} " not in page
        assert f">{words[name]}<" not in page
    assert "()" not in page


def test_a_long_letter_numbers_its_pages_in_thai_and_keeps_the_signature_whole() -> None:
    pdf = PRESS.pdf(thai(body="\n".join([THAI.body] * 12)))
    assert pages(pdf) >= 3
    assert "- ๒ -" in read(pdf, "pypdf")
    with pypdfium2.PdfDocument(pdf) as document:
        (signed,) = [text for text in (sheet.get_textpage().get_text_range() for sheet in document) if "ปลัด" in text]
    assert "ความนับถือ" in signed


def test_a_usual_letter_fits_on_one_page() -> None:
    assert pages(PRESS.pdf(THAI)) == 1


def test_the_page_looks_as_it_did() -> None:
    now = picture(PRESS.pdf(THAI))
    with Image.open(SPECIMEN) as before:
        assert now.size == before.size
        assert float(ImageStat.Stat(ImageChops.difference(now, before)).mean[0]) < ALIKE
        moved = picture(PRESS.pdf(thai(number="")))
        assert float(ImageStat.Stat(ImageChops.difference(moved, before)).mean[0]) > 0
        lost = picture(PRESS.pdf(thai(body=THAI.body.replace("่", "").replace("้", ""))))
        assert float(ImageStat.Stat(ImageChops.difference(lost, before)).mean[0]) > ALIKE


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>&amp;<b>",
        "ก" * 450,
        "https://example.go.th/" + "a" * 400,
        "🙂 漢字 \u202eกลับ\u202c",
        "</style></head>",
        "}}{%x",
    ],
)
def test_strange_words_stay_words_and_stay_on_the_sheet(text: str) -> None:
    paper = thai(
        subject=text,
        body=text,
        name=text,
        unit=text,
        closing=text,
        signatory=Signatory(text, text, text),
        references=(text,),
        enclosures=(text, text),
        copies_to=(text,),
        letterhead=Letterhead(text, text, text, text, "../../etc"),
    )
    pdf = PRESS.pdf(paper)
    assert faults(pdf) == []
    margin = picture(pdf).crop((0, 0, 40, 1169))
    assert ImageStat.Stat(margin).mean[0] == 255
    right = picture(pdf).crop((810, 0, 827, 1169))
    assert ImageStat.Stat(right).mean[0] == 255


def test_an_agency_may_print_its_own_emblem(settings: Settings, tmp_path: Path) -> None:
    plain = PRESS.pdf(THAI)
    settings.LETTER_EMBLEMS = tmp_path
    assert PRESS.pdf(THAI) == plain
    (tmp_path / "tha-phra.svg").write_text(EMBLEM, encoding="utf-8")
    with_emblem = PRESS.pdf(THAI)
    assert with_emblem != plain
    assert faults(with_emblem) == []
    assert PRESS.pdf(thai(letterhead=Letterhead(*THAI.letterhead[:4], emblem="../tha-phra"))) == plain
