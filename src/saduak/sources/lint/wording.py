"""What texts must have, and what no text may ask for."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from saduak.core.letters import SLOT
from saduak.core.package import Document, ManualStep, Text
from saduak.sources.lint.rule import Fault, rule
from saduak.sources.lint.subject import Place, Spot, Subject

THAI: Final = re.compile(r"[\u0e01-\u0e5b]")
LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
MANY_WORDS: Final = 3
"""A Thai text of so many Latin words and no Thai letter is English in the wrong place, not a name such as "LINE"."""

CERTIFIED: Final = re.compile(
    r"สำเนาถูกต้อง|รับรองสำเนา|รับรองความถูกต้อง(?:ของ)?สำเนา"
    r"|(?i:\b(?:certified\s+(?:true\s+)?|true\s+)cop(?:y|ies)|\bcop(?:y|ies)\s+certified)\b"
)
DENIED: Final = re.compile(
    r"(?:ไม่ต้อง|ไม่จำเป็นต้อง|ไม่เรียก|ไม่ขอ|ไม่ให้|มิต้อง|มิให้|งด|ห้าม|ยกเลิก)\S{0,30}$"
    r"|(?i:\b(?:no|not|never|without|nor)\b)[^.,;]{0,30}$"
)
"""What before a phrase turns it round: "no certified copy is needed" asks for nothing."""

SETS: Final = re.compile(
    r"(?:[2-9]|[1-9][0-9]+|[๒-๙]|[๑-๙][๐-๙]+|สอง|สาม|สี่|ห้า)\s*ชุด"
    r"|\b(?:[2-9]|[1-9][0-9]+|two|three|four|five)\s+(?:\w+\s+)?(?:sets|copies)\b",
    re.IGNORECASE,
)


def texts(subject: Subject) -> Iterator[Spot]:
    """Every text of the package with its place."""
    return (spot for spot in subject.values if isinstance(spot.value, Text))


@rule("text_thai_missing", "lfa 7")
def text_thai_missing(subject: Subject) -> Iterator[Fault]:
    """Every text stands in Thai. A step's unit has a rule of its own."""
    for spot in texts(subject):
        if not _is_units_name(spot) and not is_thai(spot.value.th):
            yield Fault(_within(spot, "th"), {"english": spot.value.en})


def _is_units_name(spot: Spot) -> bool:
    return isinstance(spot.owner, ManualStep) and spot.place.path[-1] == "responsible"


def _within(spot: Spot, language: str) -> Place:
    return spot.place._replace(path=(*spot.place.path, language))


def is_thai(text: str) -> bool:
    """Whether a text can pass for Thai: not blank, and not English under the wrong key."""
    words = SLOT.sub("", text)
    return bool(text.strip()) and (bool(THAI.search(words)) or len(LATIN_WORD.findall(words)) < MANY_WORDS)


@rule("text_english_missing")
def text_english_missing(subject: Subject) -> Iterator[Fault]:
    """Every text stands in English too: packages are shipped in both languages."""
    for spot in texts(subject):
        if not spot.value.en.strip() or (THAI.search(spot.value.en) and spot.value.en == spot.value.th):
            yield Fault(_within(spot, "en"), {"thai": spot.value.th})


@rule("certified_copy_asked", "epa 7 2")
def certified_copy_asked(subject: Subject) -> Iterator[Fault]:
    """Nobody is asked to certify a copy: what is sent electronically needs no signature on each page."""
    for spot in texts(subject):
        for phrase in (asked(CERTIFIED, spot.value.th), asked(CERTIFIED, spot.value.en)):
            if phrase:
                yield Fault(spot.place, {"phrase": phrase})
                break


@rule("several_sets_asked", "epa 7 3")
def several_sets_asked(subject: Subject) -> Iterator[Fault]:
    """One electronic filing is as good as all sets: neither counts nor texts ask for more."""
    for position, document in enumerate(subject.documents):
        if _is_several(document):
            yield Fault(_of_document(position, document), {"count": max(document.copies, document.originals)})
    for spot in texts(subject):
        phrase = asked(SETS, spot.value.th) or asked(SETS, spot.value.en)
        if phrase and spot.place.part in {"service", "form"}:
            yield Fault(spot.place, {"count": phrase})


def _is_several(document: Document) -> bool:
    return document.copies > 1 or (document.unit == "set" and document.originals > 1)


def _of_document(position: int, document: Document) -> Place:
    name = "copies" if document.copies > 1 else "originals"
    return Place("service", ("documents", position, name))


def asked(pattern: re.Pattern[str], text: str) -> str:
    """The first phrase that the pattern finds and that is not denied; empty when there is none."""
    return next(_standing(pattern.finditer(text)), "")


def _standing(matches: Iterable[re.Match[str]]) -> Iterator[str]:
    return (match[0] for match in matches if not DENIED.search(match.string[: match.start()]))
