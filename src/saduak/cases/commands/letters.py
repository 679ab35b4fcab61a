"""Letters that follow from what happened to a case: each event has its one letter, sent once, however often it runs."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.queries.beginning import ENDED, is_whole
from saduak.cases.queries.letters import Composed, addressed_name, language_of, letter_for, signatory_of, unit_of
from saduak.cases.queries.whole import WholeCase, whole_case
from saduak.cases.queries.wording import wording
from saduak.cases.story import Story
from saduak.core.errors import NotAllowed, NotFound
from saduak.core.package import Lane
from saduak.core.reasons import Language
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.door import command
from saduak.ledger.history import actor_behind
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.messages.commands import Addressee, Signatory, send_letter
from saduak.parties.queries import letter_office

UNNUMBERED = frozenset({"receipt"})
"""Kinds that carry the number of the case only; all others are official letters of the agency's series."""


@command(case="case_id")
def order_letter(
    write: Write, *, actor: Actor, case_id: UUID, event_id: UUID, user_id: UUID | None, now: datetime, key: str
) -> UUID | None:
    """Send the letter that answers an event of the case, as things stood at that event, signed by whose act it was; its
    id. None for a second receipt, and for one that would let somebody begin who has taken the notification back.

    Only what follows by itself may. Raises NotAllowed("reaction_only"), NotFound for an event of another case, and what
    `send_letter` raises.
    """
    if actor != REACTION:
        raise NotAllowed("reaction_only")
    act = begin(write, case_id, now)
    event, case = _as_it_stood(act, event_id)
    language = language_of(case)
    said = letter_for(case, event.kind, language)
    if said.kind == "receipt" and _is_superfluous(act):
        return None
    letter_id = send_of_case(act, case, said, signatory=signatory_of(case, user_id, language), key=key)
    act.record(events.LETTER_ORDERED, letter=letter_id, letter_kind=said.kind, because=event.kind)
    act.settle()
    return letter_id


def _as_it_stood(act: Act, event_id: UUID) -> tuple[Happening, WholeCase]:
    """An event of the case, and the case as its story went up to it: what was ordered later belongs to other letters.

    Raises NotFound.
    """
    told = act.story.happenings
    at = next((number for number, each in enumerate(told) if each.id == event_id), None)
    if at is None:
        raise NotFound("not_found", what="event")
    case = WholeCase(act.case, act.who, told[at].at)
    case.__dict__["story"] = Story(told[: at + 1])
    return told[at], case


def _is_superfluous(act: Act) -> bool:
    """Whether a receipt was given, or would tell somebody to begin whose notification has ended; asked while the case
    is locked, so that two workers give one."""
    is_given = any(said.payload["letter_kind"] == "receipt" for said in act.story.of("case.letter_ordered"))
    return is_given or (act.package.service.lane is Lane.NOTIFICATION and act.state in ENDED)


def send_of_case(
    act: Act,
    case: WholeCase,
    said: Composed,
    *,
    signatory: Signatory,
    copies: tuple[str, ...] = (),
    agency: UUID | None = None,
    key: str,
) -> UUID:
    """Send a composed letter of a case as the applicant chose to be answered; its id. `agency` is whose letter it is
    where it is another's than that of the case.

    Raises what `send_letter` does.
    """
    reply = case.reply
    sender = agency or act.case.agency_id
    numbered = said.kind not in UNNUMBERED and bool(letter_office(sender, said.language).letter_code)
    letter_id = send_letter(
        actor=REACTION,
        agency_id=sender,
        case_id=act.case.id,
        case_number=act.case.number,
        service=act.case.service,
        kind=said.kind,
        addressee=_addressee(case, reply, said.language),
        subject=said.subject,
        body=said.body,
        closing=said.closing,
        language=said.language,
        reply=reply,
        numbered=numbered,
        signatory=signatory,
        acknowledgement=said.acknowledgement,
        copies_to=copies,
        unit="" if agency else unit_of(case, said.language),
        now=act.now,
        key=key,
    )
    if reply != act.case.reply:
        act.record(events.LETTER_ON_PAPER, "EPA s.11", letter=letter_id, why="no_log_in")
    return letter_id


def _addressee(case: WholeCase, reply: str, language: Language) -> Addressee:
    """The applicant; a letter on paper without an address waits at the counter."""
    row, words = case.row, case.row.words
    address = words.applicant_address
    if reply == "paper" and not address.strip():
        agency = letter_office(row.agency_id, language).name
        address = wording(language)["value.at_counter"].format(agency=agency)
    person = None if row.organisation_id else row.person_id
    return Addressee(person, row.organisation_id, addressed_name(case), address, words.applicant_email)


# What follows from events


def answer_by_letter(event: Happening, *, actor: Actor, now: datetime, key: str) -> None:
    """Send the letter that an event calls for."""
    _order(event, actor, now, key)


def answer_filing(event: Happening, *, actor: Actor, now: datetime, key: str) -> None:
    """The receipt at once. A notification's lets one begin (PHA s.48), so it waits while something is still missing."""
    case = whole_case(actor, UUID(event.ref.key), now)
    if case.package.service.lane is not Lane.NOTIFICATION or is_whole(case):
        _order(event, actor, now, key)


def answer_completion(event: Happening, *, actor: Actor, now: datetime, key: str) -> None:
    """The receipt of a notification that could not be given at once."""
    case = whole_case(actor, UUID(event.ref.key), now)
    if case.package.service.lane is Lane.NOTIFICATION:
        _order(event, actor, now, key)


def _order(event: Happening, actor: Actor, now: datetime, key: str) -> None:
    order_letter(
        actor=actor,
        case_id=UUID(event.ref.key),
        event_id=event.id,
        user_id=_user_behind(event),
        now=now,
        key=key,
    )


def _user_behind(event: Happening) -> UUID | None:
    """The log-in behind an event: the officer's who received or decided, or a citizen's, who signs nothing."""
    kind, _, number = actor_behind(event.id).partition(":")
    return UUID(number) if kind == "user" else None
