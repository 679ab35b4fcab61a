"""What is seen: no vowel is cut off, and the page looks as it did when somebody last looked at it."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageStat

from saduak.adapters.pdf.tests.reading import IMPRINT, sheet
from saduak.adapters.pdf.typesetter import typeset

SPECIMEN = Path(__file__).with_name("specimen.png")
"""Made from `LINES` by `picture`; look at it before replacing it."""
LINES = ("ปิ่น ฐานู ฝุ่น น้ำ กำ ก็ ผู้ที่ จำกัด", "ป้ำ พันธุ์ สิทธิ์ ปี่ กฤษฎา ญัตติ ทั้งนี้", "ใบอนุญาตที่ ๑๒/2569 Food premises")
ALIKE = 1
"""Of 255 grey levels on average: room for another rasteriser's edges, not for a moved mark."""
STYLE = "@page{{size:90mm 60mm;margin:6mm}}body{{font:{size}pt/{height} Sarabun}}p{{margin:0}}"


def picture(body: str, size: int = 14, height: float = 1.7) -> Image.Image:
    """The first page in grey, 150 points to the inch."""
    pdf = typeset(sheet(body, STYLE.format(size=size, height=height)), IMPRINT)
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[0].render(scale=150 / 72, grayscale=True).to_pil()
        return drawn.convert("L")


def _ink(image: Image.Image) -> float:
    return 255 - float(ImageStat.Stat(image).mean[0])


def _difference(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def test_the_page_looks_as_it_did() -> None:
    now = picture("".join(f"<p>{line}</p>" for line in LINES))
    with Image.open(SPECIMEN) as before:
        assert now.size == before.size
        assert _difference(now, before) < ALIKE


def test_a_missing_tone_mark_would_be_seen() -> None:
    """The eye of the test is sharp enough: one line without its marks differs more."""
    bare = "".join(f"<p>{line}</p>" for line in LINES).translate(dict.fromkeys(map(ord, "่้์ิีุู็")))
    with Image.open(SPECIMEN) as before:
        assert _difference(picture(bare), before) > ALIKE


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_cut_off_above_or_below(line: str) -> None:
    """A box that cuts at the height of the line holds as much ink as one with room to spare."""
    tight = picture(f'<p style="overflow:hidden">{line}</p>', height=1.6)
    roomy = picture(f"<p>{line}</p>", height=3)
    assert _ink(tight) == pytest.approx(_ink(roomy), rel=0.01)


def test_a_line_too_low_would_be_cut() -> None:
    tight = picture(f'<p style="overflow:hidden">{LINES[0]}</p>', height=0.9)
    assert _ink(tight) < _ink(picture(f"<p>{LINES[0]}</p>", height=3)) * 0.99
