"""What the manual lists: documents and where their truth lies, and the parts that may not be left blank."""

import re
from collections.abc import Iterator
from typing import Final

from saduak.core.package import Document, Source
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Subject
from saduak.sources.lint.wording import asked, texts

CITIZEN: Final = (Source.SHOWN_ORIGINAL, Source.UPLOAD)
"""The sources that cost the applicant something; the agency's own are asked first."""

ID_CARD: Final = re.compile(r"บัตรประจำตัวประชาชน|บัตรประชาชน|identity card|\bid[- ]card|national id", re.IGNORECASE)
ID_CARD_COPY: Final = re.compile(
    r"สำเนาบัตร(?:ประจำตัว)?ประชาชน|\bcop(?:y|ies) of (?:the |an |your )?(?:identity|id) cards?", re.IGNORECASE
)
COPY: Final = re.compile(r"^\s*สำเนา|^\s*(?:photo)?cop(?:y|ies)\b", re.IGNORECASE)
STATE: Final = re.compile(r"^(?:กรม|กระทรวง|เทศบาล|องค์การบริหารส่วน|สำนักทะเบียน|สำนักงานเขต|สำนักงานที่ดิน|ที่ว่าการอำเภอ|การนิคม)")
"""How the names of state agencies begin in Thai."""

PARTS: Final = ("legal_basis", "channels", "steps", "complaints", "outputs")


@rule("documents_blank", "lfa 7 1")
def documents_blank(subject: Subject) -> Iterator[Fault]:
    """A service that asks for no document says so."""
    if not subject.service.documents:
        yield fault("service", "documents")


@rule("fees_blank", "lfa 7 1")
def fees_blank(subject: Subject) -> Iterator[Fault]:
    """A service that is free says so."""
    if not subject.package.fees.fees:
        yield fault("fees", "fees")


@rule("part_blank", "lfa 7 1")
def part_blank(subject: Subject) -> Iterator[Fault]:
    """The parts without which there is no manual."""
    for name in PARTS:
        if not getattr(subject.service, name):
            yield fault("service", name, part=name)


@rule("state_copy_asked", "epa 12")
def state_copy_asked(subject: Subject) -> Iterator[Fault]:
    """What the state issued, the agency fetches or copies itself; only a form in the Gazette may list a copy."""
    for position, document in enumerate(subject.documents):
        if document.state_issued and _asks_copy(document) and not is_id_card(document):
            yield fault("service", "documents", position, _copy_field(document), document=document.id)


@rule("state_original_refused", "epa 12")
def state_original_refused(subject: Subject) -> Iterator[Fault]:
    """What the state issued may be shown as the original, which the agency copies; sending it stays a choice."""
    for position, document in enumerate(subject.documents):
        sources = document.sources
        must_send = Source.UPLOAD in sources and Source.SHOWN_ORIGINAL not in sources
        if document.state_issued and must_send and not document.gazetted:
            yield fault("service", "documents", position, "sources", document=document.id)


@rule("id_card_copy_asked", "epa 9")
def id_card_copy_asked(subject: Subject) -> Iterator[Fault]:
    """The agency asks the central registry about an identity card; no copy is brought."""
    for position, document in enumerate(subject.documents):
        if _asks_copy(document) and is_id_card(document):
            yield fault("service", "documents", position, _copy_field(document), document=document.id)
    if not any(is_id_card(document) and document.gazetted for document in subject.documents):
        yield from _id_card_copies_in_words(subject)


def _id_card_copies_in_words(subject: Subject) -> Iterator[Fault]:
    """In criteria, remarks and hints; the names of documents were looked at."""
    for spot in texts(subject):
        phrase = asked(ID_CARD_COPY, spot.value.th) or asked(ID_CARD_COPY, spot.value.en)
        if phrase and not (isinstance(spot.owner, Document) and spot.place.path[-1] == "name"):
            yield Fault(spot.place, {"document": phrase})


def is_id_card(document: Document) -> bool:
    """Whether a document is an identity card, by its name."""
    return bool(ID_CARD.search(document.name.th) or ID_CARD.search(document.name.en))


def _asks_copy(document: Document) -> bool:
    return not document.gazetted and (document.copies > 0 or _is_named_copy(document))


def _is_named_copy(document: Document) -> bool:
    return bool(COPY.search(document.name.th) or COPY.search(document.name.en))


def _copy_field(document: Document) -> str:
    return "copies" if document.copies else "name"


@rule("state_issuer_denied", "epa 12")
def state_issuer_denied(subject: Subject) -> Iterator[Fault]:
    """A document whose issuer is a state agency is state-issued, and so free of copying."""
    for position, document in enumerate(subject.documents):
        if not document.state_issued and STATE.match(document.issuer.th.strip()):
            yield fault("service", "documents", position, "state_issued", document=document.id)


@rule("document_without_sources", "dga 11")
def document_without_sources(subject: Subject) -> Iterator[Fault]:
    """Each document says where its truth lies."""
    for position, document in enumerate(subject.documents):
        if not document.sources:
            yield fault("service", "documents", position, "sources", document=document.id)


@rule("citizen_asked_first", "dga 11")
def citizen_asked_first(subject: Subject) -> Iterator[Fault]:
    """What the agency can find itself is looked for before the applicant is asked; no place is named twice."""
    for position, document in enumerate(subject.documents):
        asked = [source in CITIZEN for source in document.sources]
        if asked != sorted(asked) or len(set(document.sources)) < len(document.sources):
            yield fault("service", "documents", position, "sources", document=document.id)


@rule("register_unnamed", "dga 11")
def register_unnamed(subject: Subject) -> Iterator[Fault]:
    """A document that comes by linkage names the register it comes from."""
    for position, document in enumerate(subject.documents):
        if Source.LINKAGE in document.sources and not document.register.strip():
            yield fault("service", "documents", position, "sources", document=document.id)


@rule("upload_refused", "epa 7 1")
def upload_refused(subject: Subject) -> Iterator[Fault]:
    """Whoever may show a document may send it instead."""
    for position, document in enumerate(subject.documents):
        if Source.SHOWN_ORIGINAL in document.sources and Source.UPLOAD not in document.sources:
            yield fault("service", "documents", position, "sources", document=document.id)
