"""Manual and poster of every service on file: kept by archives, read by everybody, copied without a wrong letter."""

from dataclasses import replace

import pypdfium2
import pytest

from saduak.adapters.pdf.tests.reading import faults, read, without_spaces
from saduak.channels.public import paper
from saduak.channels.shell.texts import say
from saduak.core.package import Package, Text
from saduak.core.reasons import Language
from tests.paper.conftest import Printed
from tests.paper.printing import ADDRESS, KINDS, LANGUAGES, OFFICE, said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_service_prints_as_an_archive_document(
    on_file: dict[str, Package], printed: Printed, kind: str, language: Language
) -> None:
    found = {name: faults(printed(kind, name, language)) for name in on_file}
    assert len(found) >= 6
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", ["poppler -raw", "pdfium"])
def test_every_sentence_of_every_manual_is_read_back(
    on_file: dict[str, Package], printed: Printed, language: Language, reader: str
) -> None:
    """Sentences may run over a page, where the running name stands between: those are looked for in two halves."""
    for name, package in on_file.items():
        text = without_spaces(read(printed("manual", name, language), reader))
        missing = [said(sentence, language) for sentence in _sentences(package) if not _found(sentence, language, text)]
        assert missing == [], name


def _sentences(package: Package) -> list[Text]:
    service = package.service
    documents = () if service.documents == "none" else service.documents
    return [
        *(service.name, service.summary, service.authority.title, *service.criteria, *service.remarks),
        *(channel.name for channel in service.channels),
        *(document.name for document in documents),
        *(text for step in service.steps for text in (step.name, step.detail, step.responsible) if text),
        *(rule.about for rule in service.later),
    ]


def _found(sentence: Text, language: Language, text: str) -> bool:
    letters = without_spaces(said(sentence, language))
    return letters in text or any(letters[:cut] in text and letters[cut:] in text for cut in range(4, len(letters) - 3))


def test_the_manual_keeps_the_order_of_the_state_portal(printed: Printed) -> None:
    text = read(printed("manual", RESTAURANT, "th"), "poppler -raw")
    keys = ("criteria", "channels", "steps", "documents", "fees", "complaints")
    titles = [*(say(f"manual.{key}", "th") for key in keys), say("paper.forms", "th"), say("manual.remarks", "th")]
    places = [text.find(f"{number} {title}") for number, title in enumerate(titles, 1)]
    assert -1 not in places
    assert places == sorted(places)


def test_the_manual_names_promise_law_and_whom_to_complain_to(printed: Printed) -> None:
    text = read(printed("manual", RESTAURANT, "th"), "poppler -raw")
    for part in ("7 วันทำการ", "มาตรา 48", "1111", "1206", "เทศบาลนครขอนแก่น", "100 บาท ต่อปี", "สอ.1"):
        assert part in text, part


def test_the_manual_of_the_centre_names_no_office(restaurant: Package) -> None:
    text = read(paper.manual_pdf(restaurant, None, "th", ADDRESS), "poppler")
    assert "เทศบาลนครขอนแก่น" not in text
    assert say("service.central", "th") in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_the_same_whenever_it_is_made(restaurant: Package, kind: str) -> None:
    assert KINDS[kind](restaurant, OFFICE, "th", ADDRESS) == KINDS[kind](restaurant, OFFICE, "th", ADDRESS)


RESTAURANT = "health/food-small/2565-01-01"
HOSTILE = (
    "<script>alert(1)</script><img src='file:///etc/passwd'>",
    "ก" * 600,
    "น้ำ " * 400,
    "مرحبا \u202eกลับหลัง\u202c 🙂 漢字",
    "{{ 7|add:7 }}{% load static %}",
    "</style></title><h1>",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_text_stays_a_text(restaurant: Package, kind: str, text: str) -> None:
    strange = Text(text, text)
    service = replace(restaurant.service, name=strange, summary=strange, criteria=(strange,), remarks=(strange,))
    pdf = KINDS[kind](replace(restaurant, service=service), OFFICE, "th", ADDRESS)
    assert faults(pdf) == []
    with pypdfium2.PdfDocument(pdf) as document:
        assert kind == "manual" or len(document) == 1, "a poster is one page whatever it is to say"
    seen = without_spaces(read(pdf, "poppler -raw"))
    assert without_spaces("".join(filter(str.isascii, text))) in seen
    assert "root:x:0:0" not in seen
