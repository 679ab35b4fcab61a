"""What is told of letters: lists as an actor may see them, one letter with its lanes, and its sheet."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from importlib import import_module
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound, Unavailable, WrongState
from saduak.core.reasons import Language
from saduak.core.thai import normal
from saduak.files import queries as files
from saduak.ledger.actors import Actor
from saduak.ledger.transaction import once, remember
from saduak.messages.models import Delivery, Lane, Letter, Preference, State
from saduak.messages.policy import addressed_to, visible_to
from saduak.messages.ports import Acknowledgement, Letterhead, Mail, Paper, Press, Signatory
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import is_identifier, letter_office

PRESS = Actor("system", "press", channel="worker")
"""Hands the sheets of letters in to be kept."""
THIRTEEN = re.compile(r"(?<![\d๐-๙])[1-8๑-๘](?:[ -]?[\d๐-๙]){12}(?![\d๐-๙])")
"""What may be the identification number of a person; that of a company begins with 0."""
HIDDEN = "x-xxxx-xxxxx-xx-x"


PAGE = 50
"""Letters on one page of an inbox."""


class Place(NamedTuple):
    """Where a page of letters ended."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class LaneShown:
    """How far a letter came on a lane; `at` is when its state came about."""

    lane: str
    state: str
    at: datetime
    proof: str
    code: str


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter as pages show it. `delivered_at` is the first moment at which it reached the addressee on any lane.

    `sealed_digest` is the SHA-256 of the sheet, empty until it is sealed. An erased letter has no words.
    """

    id: UUID
    agency_id: UUID
    case_id: UUID | None
    case_number: str
    kind: str
    language: Language
    reply: str
    number: str
    name: str
    subject: str
    body: str
    closing: str
    letterhead: Letterhead
    signatory: Signatory
    unit: str
    references: tuple[str, ...]
    enclosures: tuple[tuple[str, UUID | None], ...]
    copies_to: tuple[str, ...]
    reply_to_id: UUID | None
    sent_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None
    sealed_digest: str
    erased_at: datetime | None
    lanes: tuple[LaneShown, ...]


class LetterPage(NamedTuple):
    """Letters of one page, and where the next begins, if there is one."""

    rows: tuple[LetterShown, ...]
    next: Place | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is not sent yet, to be looked at; the same words as `commands.send_letter` takes."""

    agency_id: UUID
    language: Language
    name: str
    subject: str
    body: str
    closing: str = ""
    address: str = ""
    case_number: str = ""
    unit: str = ""
    signatory: Signatory = field(default_factory=Signatory)
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()


def inbox(actor: Actor, now: datetime) -> tuple[LetterShown, ...]:
    """The letters to the actor and to those for whom the actor acts by mandate, latest first."""
    rows = Letter.objects.filter(addressed_to(standing_of(actor, now)))
    return _listed(rows)


def inbox_page(actor: Actor, now: datetime, *, before: Place | None = None) -> LetterPage:
    """The same by pages of `PAGE`; `before` is where the page before it ended."""
    rows = Letter.objects.filter(addressed_to(standing_of(actor, now)))
    if before:
        rows = rows.filter(Q(sent_at__lt=before.at) | Q(sent_at=before.at, id__lt=before.id))
    found = _listed(rows, PAGE + 1)
    rest = Place(found[PAGE - 1].sent_at, found[PAGE - 1].id) if len(found) > PAGE else None
    return LetterPage(found[:PAGE], rest)


def is_in_inbox(actor: Actor, letter_id: UUID, now: datetime) -> bool:
    """Whether a letter is to the actor, or to somebody for whom the actor acts."""
    return Letter.objects.filter(addressed_to(standing_of(actor, now)), pk=letter_id).exists()


def newest_unread(actor: Actor, now: datetime, most: int) -> tuple[LetterShown, ...]:
    """The latest letters in the inbox that nobody has opened, `most` at the most."""
    return _listed(Letter.objects.filter(addressed_to(standing_of(actor, now)), read_at=None), most)


def unread(actor: Actor, now: datetime) -> int:
    """How many letters in the inbox nobody has opened."""
    return Letter.objects.filter(addressed_to(standing_of(actor, now)), read_at=None).count()


def letters_of_case(actor: Actor, case_id: UUID, now: datetime) -> tuple[LetterShown, ...]:
    """The letters of a case that the actor may see, latest first."""
    return _listed(visible_to(actor, Letter.objects.filter(case_id=case_id), now))


def letters_to_post(
    actor: Actor, agency_id: UUID, now: datetime, *, most: int | None = None
) -> tuple[LetterShown, ...]:
    """The letters of an agency that somebody has to post, oldest first: paper replies, and where an e-mail bounced;
    the first `most` of them."""
    return _shown_in(_to_post(actor, agency_id, now).order_by("sent_at", "id"), most)


def count_to_post(actor: Actor, agency_id: UUID, now: datetime) -> int:
    """How many letters of an agency somebody has to post."""
    return _to_post(actor, agency_id, now).count()


def _to_post(actor: Actor, agency_id: UUID, now: datetime) -> QuerySet[Letter]:
    rows = Letter.objects.filter(agency_id=agency_id, deliveries__lane=Lane.POST, deliveries__state=State.OPEN)
    return visible_to(actor, rows, now).distinct()


def letter(actor: Actor, letter_id: UUID, now: datetime) -> LetterShown:
    """One letter; NotFound where there is none that the actor may see."""
    return _shown(_visible(actor, letter_id, now))


def letter_pdf(actor: Actor, letter_id: UUID, now: datetime) -> bytes:
    """The sheet of a letter: the sealed one, or set at once while the worker has not come to it yet.

    Raises NotFound, WrongState("already_erased"), Unavailable.
    """
    return _sheet_or_sealed(_visible(actor, letter_id, now))


def letter_page(actor: Actor, letter_id: UUID, now: datetime) -> str:
    """The sheet of a letter as a whole HTML page that fetches nothing. Raises as `letter_pdf`."""
    return _press().page(_paper(_visible(actor, letter_id, now)))


def preview(draft: Draft, on: date) -> str:
    """A draft as the letter would look if sent on a day, as a whole HTML page; it bears no number."""
    return _press().page(_paper_of_draft(draft, on))


def preview_pdf(draft: Draft, on: date) -> bytes:
    """The same as PDF. Raises Unavailable."""
    return _press().pdf(_paper_of_draft(draft, on))


def preferred_language(party_id: UUID, otherwise: Language) -> Language:
    """The language in which a person or an organisation wishes to be written to."""
    chosen = _preference(party_id)
    return cast("Language", chosen.language if chosen else otherwise)


def email_lane(party_id: UUID) -> bool:
    """Whether a person or an organisation gets letters by e-mail besides the inbox; yes, unless it chose not to."""
    chosen = _preference(party_id)
    return chosen is None or chosen.email_lane


def remember_preferences(party_ids: Collection[UUID]) -> None:
    """Read how these wish to be written to in one go, for a command that writes to many."""
    found = Preference.objects.in_bulk(party_ids)
    remember({("preference", party_id): found.get(party_id) for party_id in party_ids})


def _preference(party_id: UUID) -> Preference | None:
    return once(("preference", party_id), lambda: Preference.objects.filter(id=party_id).first())


def sheet(row: Letter) -> bytes:
    """The sheet of a letter, set now; the same letter gives the same bytes. Raises Unavailable, WrongState."""
    return _press().pdf(_paper(row))


def mail(row: Letter, key: str, at: datetime) -> Mail:
    """A letter as it goes by e-mail: without anybody's identification number, which mail servers would keep."""
    head = Letterhead(**row.form["letterhead"])
    return Mail(
        key=key,
        at=at,
        language=cast("Language", row.language),
        agency=head.agency,
        reply_address=head.email,
        name=row.name,
        address=row.email,
        number=row.number,
        subject=without_identifiers(row.subject),
        body=without_identifiers(row.body),
        pdf=None if _bears_identifier(row) else _sheet_or_sealed(row),
    )


def without_identifiers(text: str) -> str:
    """The text with every identification number of a person hidden."""
    return THIRTEEN.sub(lambda found: HIDDEN if is_identifier(found[0]) else found[0], text)


def _bears_identifier(row: Letter) -> bool:
    return any(is_identifier(found) for text in (row.words, row.addressee) for found in THIRTEEN.findall(text))


def _visible(actor: Actor, letter_id: UUID, now: datetime) -> Letter:
    row = visible_to(actor, Letter.objects.filter(id=letter_id), now).first()
    if row is None:
        raise NotFound("not_found", what="letter")
    return row


def _sheet_or_sealed(row: Letter) -> bytes:
    """The bytes kept under the seal if they can be had and are the ones that were sealed; else the sheet set anew,
    which is the same unless it was signed.
    """
    if row.sealed_file is None:
        return sheet(row)
    try:
        kept = files.content(row.sealed_file, actor=PRESS)
    except Unavailable:
        kept = sheet(row)
    if sha256(kept).hexdigest() != row.sealed_digest:
        raise Unavailable("sealed_letter_unavailable")
    return kept


def _press() -> Press:
    press: Press = import_module(settings.WIRING).LETTER_PRESS
    return press


def _paper(row: Letter) -> Paper:
    if row.erased_at:
        raise WrongState("already_erased")
    form: dict[str, Any] = row.form
    return Paper(
        language=cast("Language", row.language),
        letterhead=Letterhead(**form["letterhead"]),
        number=row.number,
        dated=row.sent_at.astimezone(BANGKOK).date(),
        name=row.name,
        address=row.address,
        subject=row.subject,
        body=row.body,
        closing=row.closing,
        signatory=Signatory(**form["signatory"]),
        unit=form["unit"],
        case_number=row.case_number,
        references=tuple(form["references"]),
        enclosures=tuple(title for title, _ in form["enclosures"]),
        copies_to=tuple(form["copies_to"]),
        acknowledgement=Acknowledgement(**form.get("acknowledgement", {})),
    )


def _paper_of_draft(draft: Draft, on: date) -> Paper:
    office = letter_office(draft.agency_id, draft.language)
    return Paper(
        language=draft.language,
        letterhead=Letterhead(*office[:4], emblem=office.slug),
        number="",
        dated=on,
        name=normal(draft.name),
        address=normal(draft.address),
        subject=normal(draft.subject),
        body=normal(draft.body),
        closing=normal(draft.closing),
        signatory=Signatory(*map(normal, draft.signatory)),
        unit=normal(draft.unit),
        case_number=normal(draft.case_number),
        references=_normal(draft.references),
        enclosures=_normal(draft.enclosures),
        copies_to=_normal(draft.copies_to),
        is_draft=True,
    )


def _normal(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(normal, lines))


def _listed(rows: QuerySet[Letter], most: int | None = None) -> tuple[LetterShown, ...]:
    return _shown_in(rows.order_by("-sent_at", "-id"), most)


def _shown_in(rows: QuerySet[Letter], most: int | None) -> tuple[LetterShown, ...]:
    lanes = Prefetch("deliveries", Delivery.objects.order_by("id"))
    return tuple(map(_shown, rows.prefetch_related(lanes)[:most]))


def _shown(row: Letter) -> LetterShown:
    form: dict[str, Any] = row.form
    lanes = sorted(row.deliveries.all(), key=lambda delivery: delivery.id)
    arrived = [delivery.at for delivery in lanes if delivery.state == State.DELIVERED]
    enclosures = form.get("enclosures", ())
    return LetterShown(
        **{name: getattr(row, name) for name in _SAME},
        letterhead=Letterhead(**form.get("letterhead", {"agency": ""})),
        signatory=Signatory(**form.get("signatory", {})),
        unit=form.get("unit", ""),
        references=tuple(form.get("references", ())),
        enclosures=tuple((title, UUID(file) if file else None) for title, file in enclosures),
        copies_to=tuple(form.get("copies_to", ())),
        delivered_at=min(arrived, default=None),
        lanes=tuple(LaneShown(row.lane, row.state, row.at, row.proof, row.code) for row in lanes),
    )


_SAME = (
    *("id", "agency_id", "case_id", "case_number", "kind", "language", "reply", "number", "name", "subject", "body"),
    *("closing", "reply_to_id", "sent_at", "read_at", "sealed_digest", "erased_at"),
)
"""What is shown as the row has it."""
