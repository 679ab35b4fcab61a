"""Printed documents, asked for as the pages ask for them."""

from collections.abc import Callable

from saduak.channels.public import paper
from saduak.core.package import Package, Text
from saduak.core.reasons import Language

OFFICE = Text("เทศบาลนครขอนแก่น", "Khon Kaen City Municipality")
ADDRESS = "https://saduak.example.go.th/services/health/food-small/khon-kaen-city/2565-01-01/"
Print = Callable[[Package, Text | None, Language, str], bytes]
KINDS: dict[str, Print] = {"manual": paper.manual_pdf, "poster": paper.poster_pdf}
LANGUAGES: tuple[Language, Language] = ("th", "en")


def said(text: Text, language: Language) -> str:
    """The text of a package in one language."""
    return text.en if language == "en" else text.th
