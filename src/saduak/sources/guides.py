"""The guide "what do I need?" on file: a few questions lead to the services somebody must apply for."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from saduak.core.formlogic import holds
from saduak.core.measures import NUMBER
from saduak.core.package import Field, FieldKind, Guide, Lead, Scalar
from saduak.sources.binding import bound
from saduak.sources.documents import read_document
from saduak.sources.files import services_folders

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def guide() -> Guide:
    """The guide on file; the first folder that has one decides."""
    return _read(next(path for folder in services_folders() if (path := folder / "guide.yaml").is_file()))


@lru_cache(maxsize=4)
def _read(path: Path) -> Guide:
    return bound(read_document(path), Guide)


def leads(found: Guide, given: Mapping[str, str]) -> tuple[Lead, ...]:
    """Where the answers lead; a question left open, or answered with what cannot be read, leads nowhere."""
    typed = {question.id: _typed(question, given.get(question.id, "")) for question in found.questions}
    answers = {"guide": {name: value for name, value in typed.items() if value is not None}}
    return tuple(lead for lead in found.leads if holds(lead.when, answers))


def _typed(question: Field, value: str) -> Scalar | None:
    plain = value.translate(DIGITS).strip()
    if question.kind is FieldKind.YES_NO:
        return {"yes": True, "no": False}.get(plain)
    if question.kind is FieldKind.NUMBER:
        number = plain.replace(",", "")
        return number if NUMBER.fullmatch(number) else None
    return plain or None
