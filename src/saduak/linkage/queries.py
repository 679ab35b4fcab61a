"""What others ask: who looked at whom and why, what was found, and by which way a paper is to be had."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from saduak.core.errors import NotFound
from saduak.core.package import Document, Source
from saduak.ledger.actors import Actor
from saduak.linkage.commands import wired_ways
from saduak.linkage.models import Connection, CopyAsked, Edition, Entry, Look, Outcome, Way, mark_of, unsealed
from saduak.linkage.policy import visible_to
from saduak.linkage.registers import RegisterAbout, RegisterSheet, read_sheet, register_about, registers

__all__ = [
    "CopyLine",
    "LookView",
    "PaperWay",
    "RegisterAbout",
    "RegisterSheet",
    "connections_of",
    "copies_asked",
    "copy_lines",
    "entry",
    "look",
    "looks_at",
    "looks_of_case",
    "looks_visible_to",
    "read_sheet",
    "register_about",
    "registers",
    "result",
    "way_now",
    "ways_for",
]


@dataclass(frozen=True, slots=True)
class LookView:
    """A look without what it found. `purpose` is the key of a sentence, `asked_by` an actor (`user:…`), `failure` the
    code of an error's sentence; `way` is gdx, file, simulator or attested, `outcome` found, not_found or failed."""

    id: UUID
    agency_id: UUID
    case_id: UUID
    register: str
    subject_kind: str
    subject_id: UUID
    asked_by: str
    purpose: str
    legal_basis: str
    way: str
    outcome: str
    failure: str
    reference: str
    document: str
    copy_id: UUID | None
    asked_at: datetime
    expires_at: datetime | None


_COLUMNS = tuple(LookView.__dataclass_fields__)


def look(look_id: UUID) -> LookView:
    """One look; raises NotFound."""
    found = _viewed(Look.objects.filter(id=look_id))
    if not found:
        raise NotFound("not_found", what="look")
    return found[0]


def looks_of_case(case_id: UUID) -> tuple[LookView, ...]:
    """Every look made for a case, first come first; the caller has asked whether its reader may see the case."""
    return _viewed(Look.objects.filter(case_id=case_id))


def looks_at(subject_ids: Iterable[UUID]) -> tuple[LookView, ...]:
    """Every look at these persons and organisations (I-3); the caller asks only for those its reader stands for."""
    return _viewed(Look.objects.filter(subject_id__in=tuple(subject_ids)))


def latest_looks_at(
    subject_ids: Iterable[UUID], most: int, *, before: tuple[datetime, UUID] | None = None
) -> tuple[LookView, ...]:
    """The latest `most` of them, latest first; those `before` a moment and the look that was made then."""
    rows = Look.objects.filter(subject_id__in=tuple(subject_ids))
    if before:
        moment, own = before
        rows = rows.filter(Q(asked_at__lt=moment) | Q(asked_at=moment, id__lt=own))
    found = rows.order_by("-asked_at", "-id").values_list(*_COLUMNS)[:most]
    return tuple(LookView(*values) for values in found)


def looks_visible_to(actor: Actor, now: datetime) -> tuple[LookView, ...]:
    """Every look that the actor may know of: at oneself and those one acts for, of one's agency, all for an auditor."""
    return _viewed(visible_to(actor, Look.objects.all(), now))


def _viewed(rows: QuerySet[Look]) -> tuple[LookView, ...]:
    return tuple(LookView(*values) for values in rows.order_by("asked_at", "id").values_list(*_COLUMNS))


def result(look_id: UUID, *, now: datetime) -> Mapping[str, Any] | None:
    """What a look found, or None: nothing was found, the time to keep it is over, or it was erased. Raises NotFound."""
    row = Look.objects.filter(id=look_id).first()
    if row is None:
        raise NotFound("not_found", what="look")
    return row.facts if row.expires_at and now < row.expires_at else None


class PaperWay(StrEnum):
    """Where a paper comes from."""

    LINK = "link"
    AGENCY_FILE = "agency_file"
    OFFICER_LOOKS = "officer_looks"
    UPLOAD = "upload"


_BY_SOURCE = {
    Source.LINKAGE: PaperWay.LINK,
    Source.AGENCY_FILE: PaperWay.AGENCY_FILE,
    Source.SHOWN_ORIGINAL: PaperWay.OFFICER_LOOKS,
    Source.UPLOAD: PaperWay.UPLOAD,
}


def ways_for(document: Document, agency_id: UUID) -> tuple[PaperWay, ...]:
    """By which ways an agency comes by a paper, first the one to try (I-2): the citizen's upload is the last.

    A link counts only where the agency has connected the register. A paper that the state does not issue is uploaded
    or shown, as the manual says.
    """
    ways = tuple(_BY_SOURCE[source] for source in document.sources)
    if PaperWay.LINK in ways and not _is_connected(agency_id, document.register):
        ways = tuple(way for way in ways if way is not PaperWay.LINK)
    if not document.state_issued:
        return ways
    return tuple(sorted(ways, key=lambda way: way is PaperWay.UPLOAD))


def way_now(document: Document, agency_id: UUID, case_id: UUID) -> PaperWay | None:
    """The way that a case has come to: a link that gave no answer for it hands over to the next; None without any.

    Where the first way is not the upload, a page shows no upload slot (I-1).
    """
    ways = ways_for(document, agency_id)
    if not ways or ways[0] is not PaperWay.LINK:
        return ways[0] if ways else None
    tried = Look.objects.filter(case_id=case_id, register=document.register).exclude(way=Way.ATTESTED)
    outcome = tried.order_by("-asked_at").values_list("outcome", flat=True).first()
    return ways[1] if outcome not in {None, Outcome.FOUND.value} and len(ways) > 1 else ways[0]


def connections_of(agency_id: UUID) -> Mapping[str, str]:
    """The way of each register that an agency has connected."""
    rows = Connection.objects.filter(agency=agency_id).exclude(way=Way.NONE).order_by("register")
    return dict(rows.values_list("register", "way"))


def _is_connected(agency_id: UUID, register: str) -> bool:
    return connections_of(agency_id).get(register) in wired_ways()


def copies_asked(agency_id: UUID, since: datetime, until: datetime) -> Counter[str]:
    """How many copies of state papers citizens had to bring from `since` and before `until`, by document."""
    rows = CopyAsked.objects.filter(agency=agency_id, asked_at__gte=since, asked_at__lt=until)
    return Counter(rows.values_list("document", flat=True))


class CopyLine(NamedTuple):
    """A copy of a state paper that a citizen had to bring: for which case, from which register it should have come,
    and the code of why it did not."""

    id: UUID
    agency: UUID
    case: UUID
    register: str
    document: str
    why: str
    asked_at: datetime


def copy_lines(agencies: frozenset[UUID] | None, since: datetime, until: datetime) -> tuple[CopyLine, ...]:
    """Every such copy from `since` and before `until`, the latest first; None for `agencies` is every one. The caller
    has asked whose its reader may know of."""
    rows = CopyAsked.objects.filter(asked_at__gte=since, asked_at__lt=until)
    rows = rows if agencies is None else rows.filter(agency__in=agencies)
    columns = ("id", "agency_id", "case_id", "register", "document", "why", "asked_at")
    return tuple(CopyLine(*values) for values in rows.order_by("-asked_at", "-id").values_list(*columns))


class Filed(NamedTuple):
    """A row of the file that a holder handed over, and the label of the file."""

    facts: Mapping[str, str]
    label: str


def entry(agency_id: UUID, register: str, identifier: str) -> Filed | None:
    """The row of this number in the file in use; None when there is none. Raises NotFound without any file."""
    edition = Edition.objects.filter(agency=agency_id, register=register, replaced_at=None).first()
    if edition is None:
        raise NotFound("register_not_imported", register=register)
    row = Entry.objects.filter(edition=edition, mark=mark_of(register, identifier)).first()
    return Filed(json.loads(unsealed(bytes(row.cells))), edition.label) if row else None
