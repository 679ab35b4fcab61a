"""The port `messages.ports.Press`: one form for every letter, in Thai and in English."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from saduak.adapters.pdf.typesetter import typeset
from saduak.catalogue.ports import Imprint
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Language, short_date
from saduak.core.thai import thai_digits
from saduak.messages.ports import Paper
from saduak.sources.texts import read_sentences, sentences

HERE = Path(__file__).parent
NAME_OF_EMBLEM = re.compile(r"[a-z0-9-]+")
DRAWING = re.compile(r"<svg\b[^>]*>.*</svg>", re.DOTALL)
OPENING = re.compile(r"<svg\b[^>]*>")


class LetterPress:
    """Sets letters as the Office of the Prime Minister's rules on correspondence lay them out: emblem, number and
    office, date, subject, addressee, references, enclosures, text, closing, signature, unit.
    """

    def page(self, paper: Paper) -> str:
        """The sheet as a whole HTML page that fetches nothing."""
        return _engine().get_template("letter.html").render(Context(_shown(paper)))

    def pdf(self, paper: Paper) -> bytes:
        """The sheet as PDF/A-3a and PDF/UA-1; raises `CannotPrint`."""
        imprint = Imprint(
            title=_title(paper),
            language=paper.language,
            dated=datetime.combine(paper.dated, time(), BANGKOK),
            subject=paper.subject,
            author=paper.letterhead.agency,
        )
        return typeset(self.page(paper), imprint)


@lru_cache(maxsize=1)
def _engine() -> Engine:
    """Templates of this folder, apart from those of the pages: everything in them is escaped."""
    return Engine(dirs=[str(HERE)], autoescape=True)


def _shown(paper: Paper) -> dict[str, Any]:
    words = words_of(paper.language)
    return {
        "paper": paper,
        "words": words,
        "title": _title(paper),
        "style": _style(paper.language),
        "emblem": _emblem(paper.letterhead.emblem, words["emblem"]),
        "number": _digits(paper.number, paper.language),
        "date": _digits(short_date(paper.dated, paper.language, sentences(paper.language)), paper.language),
        "address": _lines(_digits(paper.letterhead.address, paper.language)),
        "to": _lines(paper.address),
        "parts": _parts(paper, words),
        "body": _lines(paper.body),
        "signed": [*_lines(paper.signatory.position), *_lines(paper.signatory.power)],
        "foot": _foot(paper, words),
        "copies": paper.copies_to,
    }


def words_of(language: Language) -> Mapping[str, str]:
    """The words of the form."""
    said = read_sentences(HERE / f"words.{language}.yaml")
    return {key.removeprefix("letter."): text for key, text in said.items()}


def _title(paper: Paper) -> str:
    return f"{paper.number} {paper.subject}".strip()


def _style(language: Language) -> SafeString:
    """Pages are numbered as the letter is written."""
    text = (HERE / "letter.css").read_text(encoding="utf-8")
    return mark_safe(text if language == "th" else text.replace("counter(page, thai)", "counter(page)"))  # noqa: S308


def _parts(paper: Paper, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """References and enclosures, where there are any."""
    parts = {"references": paper.references, "enclosures": paper.enclosures}
    numbers = "thai" if paper.language == "th" else "western"
    return [{"label": words[name], "lines": lines, "numbers": numbers} for name, lines in parts.items() if lines]


def _foot(paper: Paper, words: Mapping[str, str]) -> list[str]:
    """Who holds the matter and how to ask."""
    head = paper.letterhead
    telephone = _digits(head.telephone, paper.language)
    return [
        *([paper.unit] if paper.unit else []),
        *([f"{words['telephone']} {telephone}"] if telephone else []),
        *([f"{words['email']} {head.email}"] if head.email else []),
        *([f"{words['case']} {paper.case_number}"] if paper.case_number else []),
    ]


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _digits(text: str, language: Language) -> str:
    """Formal papers in Thai bear Thai digits."""
    return thai_digits(text) if language == "th" else text


def _emblem(name: str, told: str) -> SafeString:
    """The agency's own emblem from the folder that the operator named, as a drawing with words for those who cannot see
    it; an empty place where there is none. No emblem of the state is shipped.
    """
    folder: Path | None = settings.LETTER_EMBLEMS
    if folder is None or not NAME_OF_EMBLEM.fullmatch(name):
        return SafeString()
    path = folder / f"{name}.svg"
    found = DRAWING.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    if found is None:
        return SafeString()
    drawing = OPENING.sub(lambda tag: f"{tag[0]}<title>{told}</title>", found[0], count=1)
    return mark_safe(drawing)  # noqa: S308 - the operator's own file, and a title from our own words
