"""The port `licences.ports.LicencePress`: one form for every licence, on paper and on a telephone."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import segno
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from PIL import Image, ImageChops

from saduak.adapters.pdf.inside import Enclosure, Inside, SigningPlace
from saduak.adapters.pdf.typesetter import typeset
from saduak.catalogue.ports import Imprint
from saduak.core.calendars import BANGKOK
from saduak.core.licence_data import as_json, as_xml
from saduak.core.licence_record import LicenceRecord
from saduak.core.money import baht_in_words, figures
from saduak.core.package.words import Text
from saduak.core.reasons import Language, buddhist_year
from saduak.sources.texts import read_sentences, sentences

HERE = Path(__file__).parent
DARK = "#111111"
SHARP = 2
"""Pixels of a picture to one of the telephone's 360."""
COLOURS = 32
LONGEST_PICTURE = 5
"""Pages of picture; a licence that is longer ends with its sheet."""
_one_at_a_time = Lock()


class LicencePress:
    """Sets what a licence says. Everything on it comes from the record and from the words of the form."""

    def sheet(self, record: LicenceRecord, *, address: str, token: str, is_copy: bool = False) -> bytes:
        """The sheet, with a field to be signed and the record inside; raises `CannotPrint`."""
        words = words_of("th")
        page = _template("sheet", _shown(record, "th", address, token, is_copy=is_copy))
        enclosures = (
            Enclosure("licence.json", "application/json", "Source", words["data_json"], _json(record, address, token)),
            Enclosure("licence.xml", "text/xml", "Data", words["data_xml"], _xml(record, address, token)),
        )
        place = SigningPlace("authority", words["authority"])
        return typeset(page, _imprint(record, "th"), Inside(enclosures, (place,)))

    def picture(self, record: LicenceRecord, *, address: str, token: str, language: Language) -> bytes:
        """The same on a telephone, as PNG; raises `CannotPrint`."""
        page = _template("picture", _shown(record, language, address, token, is_copy=False))
        return _drawn(typeset(page, _imprint(record, language)))


def words_of(language: Language) -> Mapping[str, str]:
    """The words of the form."""
    said = read_sentences(HERE / f"words.{language}.yaml")
    return {key.removeprefix("licence."): text for key, text in said.items()}


def _json(record: LicenceRecord, address: str, token: str) -> bytes:
    return as_json(record, address=address, token=token)


def _xml(record: LicenceRecord, address: str, token: str) -> bytes:
    return as_xml(record, address=address, token=token)


def _imprint(record: LicenceRecord, language: Language) -> Imprint:
    """Dated by the day of issue, so that the same licence is the same file."""
    return Imprint(
        title=f"{record.title.th} {record.number}",
        language=language,
        dated=datetime.combine(record.issued_on, time(), BANGKOK),
        subject=record.title.th,
        author=record.agency.th,
    )


@lru_cache(maxsize=1)
def _engine() -> Engine:
    """Templates of this folder, apart from those of the pages: everything in them is escaped."""
    return Engine(dirs=[str(HERE)], autoescape=True)


@lru_cache(maxsize=4)
def _style(name: str) -> SafeString:
    return mark_safe((HERE / f"{name}.css").read_text(encoding="utf-8"))  # noqa: S308 - our own file


def _template(name: str, shown: Mapping[str, Any]) -> str:
    return _engine().get_template(f"{name}.html").render(Context({**shown, "style": _style(name)}))


def _shown(record: LicenceRecord, language: Language, address: str, token: str, *, is_copy: bool) -> dict[str, Any]:
    words = words_of(language)
    lines = [_in(line, language) for line in record.lines]
    conditions = [_in(condition, language) for condition in record.conditions]
    return {
        "record": record,
        "words": words,
        "language": language,
        "title": f"{record.title.th} {record.number}",
        "agency": _in(record.agency, language),
        "name": _in(record.title, language),
        "issuer": _in(record.issuer, language),
        "marks": list(_marks(record, words, is_copy=is_copy)),
        "lines": lines,
        "conditions": [condition for condition in conditions if not any(condition in line for line in lines)],
        "permitted": [_in(permitted.told, language) for permitted in record.permitted],
        "bounded": any(permitted.conditions for permitted in record.permitted),
        "fee": _fee(record.fee, words, language),
        "issued": f"{words['issued']} {_day(record.issued_on, words, language)}",
        "expires": _expires(record.expires_on, words, language),
        "basis": " ".join(_in(basis, language) for basis in record.legal_basis),
        "code": _code(address, token, words),
        "address": address,
    }


def _in(text: Text, language: Language) -> str:
    return text.th if language == "th" or not text.en else text.en


def _marks(record: LicenceRecord, words: Mapping[str, str], *, is_copy: bool) -> Iterator[str]:
    """What sets a sheet apart from the first original."""
    instead = f"{words['instead_of']} {record.replaces}" if record.replaces else ""
    mark = f"{words['substitute'] if record.substitute else ''} {instead}".strip()
    if mark:
        yield mark
    if is_copy:
        yield words["copy"]


def _fee(satang: int, words: Mapping[str, str], language: Language) -> str:
    """In figures and in words, as receipts have it."""
    if not satang:
        return words["no_fee"]
    return f"{words['fee']} {figures(satang)} {words['baht']} ({baht_in_words(satang, language)})"


def _expires(day: date | None, words: Mapping[str, str], language: Language) -> str:
    return f"{words['expires']} {_day(day, words, language)}" if day else words["no_expiry"]


def _day(day: date, words: Mapping[str, str], language: Language) -> str:
    """26 พฤศจิกายน พ.ศ. 2569, or 26 November 2026."""
    month = sentences(language)[f"month.{day.month}"]
    year = f"{words['era']} {buddhist_year(day.year)}" if language == "th" else day.year
    return f"{day.day} {month} {year}"


def _code(address: str, token: str, words: Mapping[str, str]) -> SafeString:
    """The address and the token as a QR code: what stands after the # never leaves the telephone."""
    target = f"{address}#{token}" if token else address
    drawn = segno.make(target, error="m", micro=False).svg_inline(
        border=2, omitsize=True, dark=DARK, title=words["code"].format(address=address), svgclass="qr"
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title, and nothing else in it is text


def _drawn(pdf: bytes) -> bytes:
    """The pages as one picture, without what is empty below."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        scale = SHARP * 96 / 72
        sheets = [page.render(scale=scale).to_pil().convert("RGB") for page in list(document)[:LONGEST_PICTURE]]
    whole = Image.new("RGB", (sheets[0].width, sum(sheet.height for sheet in sheets)), "white")
    top = 0
    for sheet in sheets:
        whole.paste(sheet, (0, top))
        top += sheet.height
    inked = ImageChops.difference(whole, Image.new("RGB", whole.size, "white")).getbbox()
    bottom = min(whole.height, (inked[3] if inked else 0) + 16 * SHARP)
    written = BytesIO()
    whole.crop((0, 0, whole.width, bottom)).quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()
