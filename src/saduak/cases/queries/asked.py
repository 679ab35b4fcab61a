"""What another party is asked to consent to: the lines that name it and who applies, and nothing else."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from saduak.cases.models import Consent
from saduak.cases.queries.whole import WholeCase, followed_case
from saduak.core.letters import shown
from saduak.core.package import Document, Group, Line
from saduak.core.reasons import Language
from saduak.sources.texts import sentences

__all__ = ["AskedLine", "AskedOf", "Consent", "asked_of"]


class AskedLine(NamedTuple):
    """One line of the form that names the party: its number, and label and answer of each question."""

    number: int
    answers: tuple[tuple[str, str], ...]


class AskedOf(NamedTuple):
    """What a party reads: who applies, the document for which its consent stands, and the lines that name it."""

    applicant: str
    document: Document | None
    lines: tuple[AskedLine, ...]


def asked_of(consent: Consent, language: Language, now: datetime) -> AskedOf:
    """What the party of a consent is asked."""
    case = followed_case(consent.case, now)
    listed = case.package.service.documents
    documents = () if isinstance(listed, str) else listed
    document = next((each for each in documents if each.id == consent.document), None)
    return AskedOf(consent.case.words.applicant_name, document, tuple(_lines(case, consent, document, language)))


def _lines(case: WholeCase, consent: Consent, document: Document | None, language: Language) -> Iterator[AskedLine]:
    if document is None or document.consent is None:
        return
    name, _, field = document.consent.number.partition(".")
    group = next((each for each in case.form.groups() if each.id == name), None)
    if group is None or not group.repeats:
        return
    for number, line in enumerate(case.answers.get(name, ()), 1):
        if isinstance(line, Mapping) and str(line.get(field)) == consent.party:
            yield AskedLine(number, tuple(_answers(case, group, line, language)))


def _answers(case: WholeCase, group: Group, line: Line, language: Language) -> Iterator[tuple[str, str]]:
    for field in group.fields:
        if field.id in line:
            label = field.label.en if language == "en" else field.label.th
            yield label, shown(case.form, field, line[field.id], language, sentences(language))
