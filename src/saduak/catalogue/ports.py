"""What the catalogue needs from outside: somebody who turns a page into a document for print."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saduak.core.errors import Unavailable
from saduak.core.reasons import Language


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of itself: its title, language and the moment it is dated by (never read from a clock)."""

    title: str
    language: Language
    dated: datetime
    subject: str = ""
    author: str = ""


class CannotPrint(Unavailable):
    """A document that cannot be set: "printing_unavailable" where the machine lacks a library, "print_too_large"."""


class Typesetter(Protocol):
    """Sets a whole HTML page as PDF: tagged, archivable, with exact text; the same input gives the same bytes.

    Nothing is fetched: styles stand in the page, the typeface is called "Sarabun", pictures are drawn inline. Raises
    `CannotPrint`.
    """

    def __call__(self, html: str, imprint: Imprint) -> bytes: ...
