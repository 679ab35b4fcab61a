"""The poster: one page, nothing behind the foot, a code that leads to the manual."""

from collections.abc import Iterator

import pypdfium2
import pytest
import segno
from PIL import Image

from saduak.adapters.pdf.tests.reading import read, without_spaces
from saduak.channels.public import paper
from saduak.channels.shell.texts import say
from saduak.core.package import Package
from saduak.core.reasons import Language
from tests.paper.conftest import Printed
from tests.paper.printing import ADDRESS, LANGUAGES, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_on_every_poster_stands_above_its_foot(
    served: dict[str, Package], printed: Printed, language: Language
) -> None:
    """The lowest line of the middle part is higher than the highest of the foot: nothing is covered or cut."""
    for name, package in served.items():
        lines = _lines(printed("poster", name, language))
        foot = max(top for text, top, _ in lines if without_spaces(say("paper.scan", language)) in text)
        places = [without_spaces(said(place.name, language))[:12] for place in package.service.channels[:4]]
        bottoms = [bottom for text, _, bottom in lines for place in places if place in text]
        assert bottoms, name
        assert min(bottoms) > foot + 20, f"{name}: {min(bottoms)} {foot}"


def _lines(pdf: bytes) -> list[tuple[str, float, float]]:
    """Each run of text of the first page with its upper and lower edge, in points from the foot of the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return list(_runs(document[0].get_textpage()))


def _runs(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        yield without_spaces(text.get_text_bounded(left, bottom, right, top)), top, bottom


def test_the_poster_says_what_a_person_at_the_counter_asks(printed: Printed) -> None:
    text = read(printed("poster", "health/food-small/2565-01-01", "th"), "poppler -raw")
    for part in ("เสร็จภายใน", "7 วันทำการ", "100 บาท ต่อปี", "เอกสารที่ท่านเตรียม", "รัฐค้นให้เอง", "ยื่นที่ไหน", "1111", "1206"):
        assert part in text, part
    assert without_spaces(ADDRESS) in without_spaces(text)


def test_what_does_not_fit_is_counted(on_file: dict[str, Package], printed: Printed) -> None:
    name = "health/harmful-business/2565-01-01"
    documents = on_file[name].service.documents
    assert documents != "none"
    fetched = sum(document.state_issued for document in documents)
    text = read(printed("poster", name, "th"), "poppler")
    assert say("paper.more", "th", number=fetched - paper.MOST_PAPERS) in text


def test_the_code_leads_to_the_manual(printed: Printed) -> None:
    """The modules that are drawn are those of the address, read from the picture."""
    with pypdfium2.PdfDocument(printed("poster", "health/food-small/2565-01-01", "th")) as document:
        picture = document[0].render(scale=4, grayscale=True).to_pil().convert("L")
    width, height = picture.size
    corner = picture.crop((0, int(height * 0.87), int(width * 0.24), height)).point(lambda grey: 255 * (grey < 128))
    expected = [[bool(module) for module in row] for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    assert _modules(corner.crop(corner.getbbox() or (0, 0, 1, 1)), len(expected)) == expected


def _modules(code: Image.Image, size: int) -> list[list[bool]]:
    """The dark and light squares of a picture that is all code."""
    step = code.width / size
    middles = [int((number + 0.5) * step) for number in range(size)]
    return [[code.getpixel((x, y)) == 255 for x in middles] for y in middles]
