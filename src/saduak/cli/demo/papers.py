"""Small papers and photographs that look like what an applicant scans; the same words always give the same bytes."""

import time
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

PAGE, PHOTO = (620, 877), (480, 360)
MADE = time.gmtime(1_700_000_000)


@lru_cache(maxsize=64)
def paper(title: str) -> bytes:
    """A sheet with this title as PDF, as a scanner makes it."""
    image = Image.new("L", PAGE, 255)
    pen = ImageDraw.Draw(image)
    pen.rectangle((36, 36, PAGE[0] - 36, PAGE[1] - 36), outline=170)
    for line, words in enumerate(_lines(title)):
        pen.text((64, 80 + 40 * line), words, font=_font(24), fill=20)
    pen.text((64, 260), "เอกสารตัวอย่างเพื่อการสาธิต ไม่มีข้อมูลของบุคคลจริง", font=_font(18), fill=60)
    for row in range(9):
        pen.line((64, 330 + 44 * row, PAGE[0] - 64 - (row % 3) * 60, 330 + 44 * row), fill=200)
    return _saved(image.convert("1"), "PDF", creationDate=MADE, modDate=MADE)


@lru_cache(maxsize=64)
def photo(words: str) -> bytes:
    """A picture with these words, as a telephone sends it."""
    image = Image.new("RGB", PHOTO, "#9db4c0")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 230, *PHOTO), fill="#c9b79c")
    pen.rectangle((120, 120, 360, 300), fill="#f4f1de", outline="#3d405b", width=3)
    pen.text((140, 190), words[:24], font=_font(20), fill="#3d405b")
    return _saved(image, "JPEG", quality=70)


def _lines(title: str) -> list[str]:
    """A long title in lines of some forty letters."""
    return [title[start : start + 40] for start in range(0, min(len(title), 120), 40)]


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf"), size)


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
