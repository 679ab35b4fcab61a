"""Documents made and read back: by poppler, pdfium and pypdf, none of which had a part in writing them."""

import subprocess
from datetime import datetime
from io import BytesIO

import page
import pypdf
import pypdfium2  # type: ignore[import-untyped]

from saduak.adapters.pdf.typesetter import typeset
from saduak.catalogue.ports import Imprint
from saduak.core.calendars import BANGKOK

IMPRINT = Imprint(
    title="คู่มือสำหรับประชาชน: จำหน่ายอาหาร",
    language="th",
    dated=datetime(2026, 10, 1, 8, 30, tzinfo=BANGKOK),
    subject="ใบอนุญาต <&> หนังสือรับรอง",
    author="เทศบาลนครขอนแก่น",
)
READERS = ("poppler", "pdfium", "pypdf")


def sheet(body: str, style: str = "body{font:12pt/1.7 Sarabun}") -> str:
    """A page with the body."""
    return (
        f'<!doctype html><html lang="th"><head><title>-</title><style>{style}</style></head><body>{body}</body></html>'
    )


def pdf_of(body: str) -> bytes:
    """The body set as PDF."""
    return typeset(sheet(body), IMPRINT)


def read(pdf: bytes, reader: str) -> str:
    """The text as one program reads it, with single spaces."""
    return " ".join(
        {"poppler": _poppler, "poppler -raw": _poppler_raw, "pdfium": _pdfium, "pypdf": _pypdf}[reader](pdf).split()
    )


def without_spaces(text: str) -> str:
    """The letters alone: where a line ends, readers cannot know whether a space stood there."""
    return "".join(text.split())


def _poppler(pdf: bytes) -> str:
    ended = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return ended.stdout.decode()


def _poppler_raw(pdf: bytes) -> str:
    """In the order of the document: tables cell by cell."""
    asked = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(asked, input=pdf, capture_output=True, check=True).stdout.decode()


def _pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)


def _pypdf(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(pdf)).pages)


def faults(pdf: bytes) -> list[str]:
    """What the validator finds against PDF/A-3a and PDF/UA-1."""
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in ("3a", "ua1")
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]
