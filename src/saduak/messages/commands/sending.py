"""Sending a letter: words made clean, lanes opened, the number drawn last."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from uuid_utils.compat import uuid7

from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.reasons import buddhist_year
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.door import apart, command
from saduak.ledger.rows import fresh
from saduak.ledger.transaction import Write, once
from saduak.messages.commands import events
from saduak.messages.commands.lanes import set_out, stand_in_inbox
from saduak.messages.models import Lane, Letter
from saduak.messages.policy import Sending, require
from saduak.messages.ports import Acknowledgement, Letterhead, Signatory
from saduak.messages.queries import email_lane
from saduak.parties.queries import known_organisation, known_person, letter_office

LANGUAGES = ("th", "en")
REPLIES = ("electronic", "paper")
LONGEST_BODY = 50_000
"""Letters of the alphabet; some thirty pages."""
LONGEST = {
    "name": 300,
    "address": 1_000,
    "subject": 500,
    "closing": 200,
    "unit": 300,
    "case_number": 80,
    "kind": 60,
    "service": 120,
}
LONGEST_LINE, MOST_LINES = 500, 50
"""Of a reference, an enclosure, a copy, and of each of a signatory's lines; and how many of them a letter names."""
CLOSINGS = {"th": "ขอแสดงความนับถือ", "en": "Yours faithfully,"}
EMAIL, SEAL = "messages.email", "messages.seal"


class Addressee(NamedTuple):
    """To whom a letter goes. At most one of `person_id` and `organisation_id`; without either there is no inbox."""

    person_id: UUID | None
    organisation_id: UUID | None
    name: str
    address: str = ""
    email: str = ""


class Enclosure(NamedTuple):
    """What goes with a letter (สิ่งที่ส่งมาด้วย), as the sheet names it, and its file if it is in the system."""

    title: str
    file_id: UUID | None = None


@command()
@apart
def send_letter(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    kind: str,
    addressee: Addressee,
    subject: str,
    body: str,
    language: str,
    reply: str,
    numbered: bool,
    case_id: UUID | None = None,
    case_number: str = "",
    service: str = "",
    closing: str = "",
    copies_to: tuple[str, ...] = (),
    enclosures: tuple[Enclosure, ...] = (),
    references: tuple[str, ...] = (),
    signatory: Signatory = Signatory(),  # noqa: B008 - a tuple
    acknowledgement: Acknowledgement = Acknowledgement(),  # noqa: B008 - a tuple
    unit: str = "",
    reply_to_id: UUID | None = None,
    now: datetime,
    key: str,
) -> UUID:
    """Send an official letter; its id. An electronic one is delivered when it stands in the inbox, which is at once
    (EPA s.11); e-mail is a second lane. A paper one is to be posted or handed over. `service` is that of the case.

    Raises DomainError "letter_too_long", "letter_part_missing", "letter_language", "letter_reply", "email_malformed",
    "no_inbox"; WrongState("no_letter_code") for a number where the agency has no code of letters.
    """
    require(actor, "send_letter", Sending(agency_id), now)
    to = _checked_addressee(addressee, reply)
    form = _form(agency_id, language, unit, signatory, references, enclosures, copies_to, acknowledgement)
    letter = fresh(
        Letter,
        id=uuid7(),
        agency_id=agency_id,
        case_id=case_id,
        kind=_text("kind", kind),
        language=_one_of("letter_language", language, LANGUAGES),
        reply=reply,
        reply_to_id=_answered(reply_to_id, agency_id),
        **to._asdict(),
        **_about(case_number, service),
        subject=_text("subject", subject).replace("\n", " "),
        body=_text("body", body, LONGEST_BODY),
        closing=_text("closing", closing, needed=False) or CLOSINGS[language],
        form=form,
        sent_at=now,
    )
    write.begin(letter.ref)
    wants_email = bool(letter.email) and _wants_email(to.person_id or to.organisation_id)
    _number(write, letter, now, lambda: _set_out(write, letter, wants_email=wants_email), numbered=numbered)
    return letter.id


def _about(case_number: str, service: str) -> dict[str, str]:
    """What a letter says of its case; both may be empty."""
    said = {"case_number": case_number, "service": service}
    return {name: _text(name, text, needed=False) for name, text in said.items()}


def _set_out(write: Write, letter: Letter, *, wants_email: bool) -> None:
    """Record the letter and open its lanes; the sheet is sealed after commit."""
    write.insert(letter)
    sent = write.append(letter.ref, events.LETTER_SENT, legal_basis=_basis(letter), **_said(letter))
    write.send(sent, SEAL, letter=letter.id)
    if letter.reply == "paper":
        set_out(write, letter, Lane.POST)
        return
    stand_in_inbox(write, letter)
    if wants_email:
        email = set_out(write, letter, Lane.EMAIL)
        write.send(sent, EMAIL, letter=letter.id, delivery=email.id)


def _basis(letter: Letter) -> str:
    return "EPA s.11" if letter.reply == "electronic" else ""


def _said(letter: Letter) -> dict[str, Any]:
    said = ("case_number", "service", "kind", "language", "reply", "number", "series_year")
    keys = ("agency", "case", "person", "organisation", "reply_to")
    return {
        **{name: getattr(letter, name) for name in said},
        **{name: getattr(letter, f"{name}_id") for name in keys},
        "addressee": letter.digest(letter.addressee),
        "words": letter.digest(letter.words),
    }


def _number(write: Write, letter: Letter, now: datetime, then: Callable[[], None], *, numbered: bool) -> None:
    """Go on with the next number of the agency's series of the Buddhist year, when all else of the transaction is
    said: whoever else sends a letter of the agency waits from there. Without a number it goes on at once."""
    if not numbered:
        then()
        return
    code = letter_office(letter.agency_id, letter.language).letter_code
    if not code:
        raise WrongState("no_letter_code")
    year = letter.series_year = buddhist_year(now.astimezone(BANGKOK).year)

    def with_number(number: int) -> None:
        letter.number = f"{code}/{number}"
        then()

    write.draw_last(f"letter:{letter.agency_id}:{year}", with_number)


def _wants_email(party_id: UUID | None) -> bool:
    """Whether a letter goes by e-mail as well: unless the party chose that it should not."""
    if party_id is None:
        return False
    return email_lane(party_id)


def _checked_addressee(to: Addressee, reply: str) -> Addressee:
    _one_of("letter_reply", reply, REPLIES)
    if to.person_id and to.organisation_id:
        raise DomainError("one_addressee")
    if reply == "electronic" and not (to.person_id or to.organisation_id):
        raise DomainError("no_inbox")
    if to.person_id:
        known_person(to.person_id)
    if to.organisation_id:
        known_organisation(to.organisation_id)
    name = _text("name", to.name).replace("\n", " ")
    address = _text("address", to.address, needed=reply == "paper")
    return to._replace(name=name, address=address, email=_email(to.email))


def _email(address: str) -> str:
    """The address, or nothing; DomainError("email_malformed")."""
    bare = normal(address)
    if not bare:
        return ""
    try:
        validate_email(bare)
    except ValidationError as error:
        raise DomainError("email_malformed") from error
    return bare


def _form(*parts: Any) -> dict[str, Any]:
    """What many letters of a transaction have in common, made once."""
    return once(("form_of_letter", *parts), lambda: _formed(*parts))


def _formed(
    agency_id: UUID,
    language: str,
    unit: str,
    signatory: Signatory,
    references: tuple[str, ...],
    enclosures: tuple[Enclosure, ...],
    copies_to: tuple[str, ...],
    acknowledgement: Acknowledgement,
) -> dict[str, Any]:
    """What stands on the sheet besides addressee and text, as it is at this moment."""
    office = letter_office(agency_id, language)
    files = [str(enclosure.file_id) if enclosure.file_id else None for enclosure in enclosures]
    titles = _lines("enclosure", [enclosure.title for enclosure in enclosures])
    return {
        "letterhead": Letterhead(*office[:4], emblem=office.slug)._asdict(),
        "unit": _text("unit", unit, needed=False),
        "signatory": _part_texts("signatory", signatory._asdict()),
        "references": _lines("reference", references),
        "enclosures": [[title, file] for title, file in zip(titles, files, strict=True)],
        "copies_to": _lines("copy", copies_to),
        "acknowledgement": _part_texts("acknowledgement", acknowledgement._asdict()),
    }


def _part_texts(part: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {name: _text(part, line, LONGEST_LINE, needed=False) for name, line in texts.items()}


def _lines(what: str, lines: tuple[str, ...] | list[str]) -> list[str]:
    if len(lines) > MOST_LINES:
        raise DomainError("letter_too_long", part=what, longest=MOST_LINES)
    return [_text(what, line, LONGEST_LINE).replace("\n", " ") for line in lines]


def _text(part: str, text: str, longest: int | None = None, *, needed: bool = True) -> str:
    """A part of a letter in the one form in which Thai is kept; DomainError when it is empty or too long."""
    kept = normal(text)
    most = longest or LONGEST[part]
    if len(kept) > most:
        raise DomainError("letter_too_long", part=part, longest=most)
    if needed and not kept:
        raise DomainError("letter_part_missing", part=part)
    return kept


def _one_of(code: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise DomainError(code)
    return value


def _answered(letter_id: UUID | None, agency_id: UUID) -> UUID | None:
    """The letter of the same agency that this one follows; NotFound."""
    if letter_id and not Letter.objects.filter(id=letter_id, agency_id=agency_id).exists():
        raise NotFound("not_found", what="letter")
    return letter_id
