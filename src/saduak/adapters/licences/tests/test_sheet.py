"""The sheet of a licence: all that the record says, readable by people, archives, screen readers and machines."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageStat

from saduak.adapters.licences.press import HERE, LicencePress
from saduak.adapters.licences.tests.records import ADDRESS, EVERY_MARK, RESTAURANT, TOKEN, licence, waste
from saduak.adapters.pdf.tests.reading import READERS, faults, read, without_spaces
from saduak.core.licence_data import FORM, as_json, as_xml, record_in
from saduak.core.licence_record import LicenceRecord
from saduak.core.package.words import Text

PRESS = LicencePress()
SPECIMEN = Path(__file__).with_name("specimen.png")
"""The sheet of `RESTAURANT`, made by `picture_of`; look at it before replacing it."""
ALIKE = 0.05
"""Of 255 grey levels on average: room for another rasteriser's edges, not for a moved line."""


def sheet(record: LicenceRecord, token: str = TOKEN) -> bytes:
    return PRESS.sheet(record, address=ADDRESS, token=token)


def picture_of(pdf: bytes) -> Image.Image:
    """The first page in grey, 75 points to the inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[0].render(scale=75 / 72, grayscale=True).to_pil()
        return drawn.convert("L")


def pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@pytest.fixture(scope="module", name="pdf")
def _pdf() -> bytes:
    return sheet(RESTAURANT)


def test_a_licence_is_kept_by_archives_and_read_aloud(pdf: bytes) -> None:
    assert faults(pdf) == []
    assert faults(sheet(waste(40))) == []


def test_the_same_licence_is_the_same_file(pdf: bytes) -> None:
    assert sheet(RESTAURANT) == pdf


@pytest.mark.parametrize("reader", READERS)
def test_every_letter_and_mark_is_read_back(pdf: bytes, reader: str) -> None:
    text = without_spaces(read(pdf, reader))
    said = (
        *(line.th for line in RESTAURANT.lines),
        *(condition.th for condition in RESTAURANT.conditions),
        *(EVERY_MARK, RESTAURANT.title.th, RESTAURANT.number, RESTAURANT.issuer.th, RESTAURANT.power),
        *("ค่าธรรมเนียม 1,200 บาท (หนึ่งพันสองร้อยบาทถ้วน)", "ออกให้ ณ วันที่ 26 พฤศจิกายน พ.ศ. 2569"),
        *("ใช้ได้ถึงวันที่ 25 พฤศจิกายน พ.ศ. 2570", "แบบ อภ.2", ADDRESS, "สิ่งพิมพ์ออกเป็นเพียงสำเนา"),
    )
    for part in said:
        assert without_spaces(part) in text, part


def test_a_usual_licence_fits_on_one_page(pdf: bytes) -> None:
    assert pages(pdf) == 1


def test_many_lines_go_over_pages_with_their_head_and_the_end_stays_whole() -> None:
    pdf = sheet(waste(60))
    assert pages(pdf) >= 4
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    tables = [text for text in texts if "ตะกอนน้ำมัน" in text]
    assert all("ลำดับ" in text and RESTAURANT.number in text for text in tables)
    (signed,) = [text for text in texts if "ตราประทับอิเล็กทรอนิกส์" in text]
    assert "ตรวจสอบว่าใช้ได้หรือไม่" in signed
    assert "ออกให้ ณ" in signed


def test_what_a_licence_does_not_have_leaves_no_empty_heading() -> None:
    text = read(sheet(licence(conditions=(), expires_on=None, fee=0, power="", legal_basis=())), "pypdf")
    assert "เงื่อนไข" not in text
    assert "ออกตามความใน" not in text
    assert "ไม่มีค่าธรรมเนียม" in text
    assert "ไม่กำหนดวันหมดอายุ" in text


def test_a_substitute_and_a_copy_say_so() -> None:
    record = licence(substitute=True, replaces="อภ.2-2569-000001")
    assert "ใบแทน ออกแทนฉบับเลขที่ อภ.2-2569-000001" in read(sheet(record), "pypdf")
    copied = PRESS.sheet(record, address=ADDRESS, token=TOKEN, is_copy=True)
    assert "สำเนาของต้นฉบับอิเล็กทรอนิกส์" in read(copied, "pypdf")


def test_conditions_that_a_line_already_says_are_not_said_twice() -> None:
    clean = RESTAURANT.conditions[0]
    record = licence(lines=(Text(f"เงื่อนไข {clean.th}", f"Conditions {clean.en}"),), conditions=(clean,))
    assert read(sheet(record), "pypdf").count(clean.th) == 1


def test_the_record_is_inside_as_json_and_as_xml(pdf: bytes) -> None:
    inside = pypdf.PdfReader(BytesIO(pdf)).attachments
    assert inside["licence.json"] == [as_json(RESTAURANT, address=ADDRESS, token=TOKEN)]
    assert record_in(inside["licence.json"][0]) is not None
    assert inside["licence.xml"] == [as_xml(RESTAURANT, address=ADDRESS, token=TOKEN)]


@pytest.mark.parametrize(
    "record",
    [
        RESTAURANT,
        waste(3),
        licence(expires_on=None, facts={}, holder="ก\x00\x0b<&>\ud800"),
        licence(power="", replaces="1"),
    ],
)
def test_the_xml_keeps_its_published_form(record: LicenceRecord) -> None:
    form = etree.XMLSchema(etree.parse(HERE / "licence.xsd"))
    form.assertValid(etree.fromstring(as_xml(record, address=ADDRESS, token=TOKEN)))


def test_the_published_form_would_refuse_another() -> None:
    form = etree.XMLSchema(etree.parse(HERE / "licence.xsd"))
    written = as_xml(RESTAURANT, address=ADDRESS, token="")
    assert form.validate(etree.fromstring(written))
    assert not form.validate(etree.fromstring(written.replace(b"2026-11-26", b"26/11/2569")))
    assert not form.validate(etree.fromstring(written.replace(b"holder>", b"holders>")))


@pytest.mark.parametrize("told", [b"", b"[]", b"{}", b"null", b"[" * 100_000, b'{"form":1}', b"\xff", FORM.encode()])
def test_other_data_is_no_record(told: bytes) -> None:
    assert record_in(told) is None


def test_the_page_looks_as_it_did(pdf: bytes) -> None:
    now = picture_of(pdf)
    with Image.open(SPECIMEN) as before:
        assert now.size == before.size
        assert _difference(now, before) < ALIKE
        lost = licence(lines=tuple(Text(line.th.replace("่", "").replace("ิ", ""), line.en) for line in RESTAURANT.lines))
        assert _difference(picture_of(sheet(lost)), before) > ALIKE


def _difference(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


@pytest.mark.parametrize(
    "text", ["<script>x</script>&amp;<b>", "ก" * 900, "🙂 漢字 \u202eกลับ\u202c", "</style>{{ x }}", "]]>"]
)
def test_strange_words_stay_words(text: str) -> None:
    both = Text(text, text)
    names = {"number", "form_code", "holder", "power", "case_number", "replaces"}
    record = licence(
        **dict.fromkeys(names, text),
        **dict.fromkeys({"agency", "title", "issuer"}, both),
        **dict.fromkeys({"lines", "conditions", "legal_basis"}, (both,)),
    )
    assert faults(sheet(record)) == []


@pytest.mark.parametrize(("language", "words"), [("th", "ใช้ได้ถึงวันที่"), ("en", "Good until")])
def test_the_picture_is_as_wide_as_a_telephone_and_sharp(language: str, words: str) -> None:
    written = PRESS.picture(RESTAURANT, address=ADDRESS, token=TOKEN, language="th" if language == "th" else "en")
    with Image.open(BytesIO(written)) as picture:
        assert picture.format == "PNG"
        assert picture.width == 720
        assert 1_200 < picture.height < 4_800
    assert len(written) < 300_000
    assert (
        PRESS.picture(RESTAURANT, address=ADDRESS, token=TOKEN, language="th" if language == "th" else "en") == written
    )


def test_another_day_gives_another_picture() -> None:
    one, other = (
        PRESS.picture(record, address=ADDRESS, token=TOKEN, language="th")
        for record in (RESTAURANT, licence(expires_on=date(2028, 1, 1)))
    )
    assert one != other
