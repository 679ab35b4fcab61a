"""What became of a letter: mailed, posted, handed over, refused, brought back, read, sealed, erased."""

from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.thai import normal
from saduak.files.commands import erase_file
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.door import command
from saduak.ledger.kinds import EventKind
from saduak.ledger.transaction import Write
from saduak.messages.commands import events
from saduak.messages.commands.lanes import lane_of, move, open_lane, owe_post
from saduak.messages.models import Delivery, Lane, Letter, State
from saduak.messages.policy import require
from saduak.parties.policy.standing import standing_of

OUTCOMES: dict[tuple[str, str], EventKind] = {
    (Lane.HAND, State.DELIVERED): events.LETTER_DELIVERED,
    (Lane.HAND, State.REFUSED): events.LETTER_REFUSED,
    (Lane.POST, State.POSTED): events.LETTER_POSTED,
    (Lane.POST, State.DELIVERED): events.LETTER_DELIVERED,
    (Lane.POST, State.RETURNED): events.LETTER_RETURNED,
}
"""What an officer may record of a lane; the others record themselves."""
LONGEST_PROOF = 200


@command(letter="letter_id")
def record_delivery(
    write: Write,
    *,
    actor: Actor,
    letter_id: UUID,
    lane: str,
    outcome: str,
    proof: str,
    at: datetime,
    now: datetime,
    key: str,
) -> None:
    """Record what happened to a letter by post ("posted", "delivered", "returned") or by hand ("delivered", "refused")
    and what proves it; `at` is when it happened. A letter refused at the door is to be posted (law: APA s.70, 71).

    Raises DomainError "delivery_outcome", "proof_missing", "proof_too_long", "delivery_in_future",
    "delivery_before_sending"; WrongState("already_delivered").
    """
    letter = fetch(letter_id)
    require(actor, "record_delivery", letter, now)
    kind = OUTCOMES.get((lane, outcome))
    if kind is None:
        raise DomainError("delivery_outcome")
    _check_moment(letter, at, now)
    shown = _proof(proof)
    delivery = _ongoing(write, letter, Lane(lane))
    move(write, letter, delivery, kind, State(outcome), at=at, proof=shown)
    if outcome == State.REFUSED:
        owe_post(write, letter)
    if (lane, outcome) == (Lane.HAND, State.DELIVERED):
        _spare_post(write, letter)


def _check_moment(letter: Letter, at: datetime, now: datetime) -> None:
    if at > now:
        raise DomainError("delivery_in_future")
    if at < letter.sent_at:
        raise DomainError("delivery_before_sending")


def _proof(proof: str) -> str:
    shown = normal(proof).replace("\n", " ")
    if not shown:
        raise DomainError("proof_missing")
    if len(shown) > LONGEST_PROOF:
        raise DomainError("proof_too_long", longest=LONGEST_PROOF)
    return shown


def _ongoing(write: Write, letter: Letter, lane: Lane) -> Delivery:
    """The lane to move on: the one under way, or a new one after a letter came back or was refused."""
    last = lane_of(letter, lane)
    if last is not None and last.state == State.DELIVERED:
        raise WrongState("already_delivered")
    return last if last is not None and last.state in {State.OPEN, State.POSTED} else open_lane(write, letter, lane)


def _spare_post(write: Write, letter: Letter) -> None:
    """Nobody need post what was handed over."""
    post = lane_of(letter, Lane.POST)
    if post is not None and post.state == State.OPEN:
        move(write, letter, post, events.LANE_DROPPED, State.DROPPED)


@command(letter="letter_id")
def record_reading(write: Write, *, actor: Actor, letter_id: UUID, now: datetime, key: str) -> bool:
    """Record that the addressee, or who acts for them by mandate, opened a letter for the first time; False when they
    had before.
    """
    letter = fetch(letter_id)
    require(actor, "record_reading", letter, now)
    if letter.read_at is not None:
        return False
    reader = standing_of(actor, now).person
    write.append(letter.ref, events.LETTER_READ, reader=reader, read_at=write.now)
    _change(letter, read_at=write.now)
    return True


@command(letter="letter_id")
def record_mailing(write: Write, *, actor: Actor, letter_id: UUID, message_id: str, now: datetime, key: str) -> bool:
    """Record that a mail server took the letter over; False when that, or a bounce, is on record."""
    letter = fetch(letter_id)
    require(actor, "record_mailing", letter, now)
    email = lane_of(letter, Lane.EMAIL)
    if email is None or email.state != State.OPEN:
        return False
    move(write, letter, email, events.LETTER_MAILED, State.ACCEPTED, message_id=message_id)
    return True


@command(letter="letter_id")
def record_bounce(write: Write, *, actor: Actor, letter_id: UUID, code: str, now: datetime, key: str) -> bool:
    """Record that an e-mail cannot arrive; the letter is then to be posted, unless it has been read. False when there
    is no e-mail to come back, or it came back before. `code` is the server's answer, such as "550".
    """
    letter = fetch(letter_id)
    require(actor, "record_bounce", letter, now)
    email = lane_of(letter, Lane.EMAIL)
    if email is None or email.state not in {State.OPEN, State.ACCEPTED}:
        return False
    move(write, letter, email, events.LETTER_BOUNCED, State.BOUNCED, code=normal(code)[:40])
    owe_post(write, letter)
    return True


@command(letter="letter_id")
def record_seal(
    write: Write, *, actor: Actor, letter_id: UUID, file_id: UUID, digest: str, now: datetime, key: str
) -> bool:
    """Record the sheet of a letter as it stays: its file and the SHA-256 (hex) of that; False when it has one.

    A letter that was erased meanwhile gets none, and the file is erased too.
    """
    letter = fetch(letter_id)
    require(actor, "record_seal", letter, now)
    if letter.sealed_file is not None:
        return False
    if letter.erased_at:  # while its sheet was being made: that goes as well
        erase_file(actor=INSTALLER, file_id=file_id, ground="letter.erased", now=now, key=key)
        return False
    write.append(letter.ref, events.LETTER_SEALED, sealed_file=file_id, sealed_digest=digest)
    _change(letter, sealed_file=file_id, sealed_digest=digest)
    return True


@command(letter="letter_id")
def erase_letter(write: Write, *, actor: Actor, letter_id: UUID, ground: str, now: datetime, key: str) -> None:
    """Erase addressee, words, proofs and sheet of a letter (Personal Data Protection Act s.33); the chain still holds.

    Raises WrongState("already_erased").
    """
    letter = fetch(letter_id)
    require(actor, "erase_letter", letter, now)
    if letter.erased_at:
        raise WrongState("already_erased")
    write.append(letter.ref, events.LETTER_ERASED, legal_basis="PDPA s.33", ground=ground)
    letter.erase(write.now)
    for delivery in letter.deliveries.all():
        delivery.erase(write.now)
    if letter.sealed_file is not None:
        erase_file(actor=actor, file_id=letter.sealed_file, ground=ground, now=now, key=key)


def fetch(letter_id: UUID) -> Letter:
    """The letter with this id; NotFound."""
    letter = Letter.objects.filter(id=letter_id).first()
    if letter is None:
        raise NotFound("not_found", what="letter")
    return letter


def _change(letter: Letter, **values: Any) -> None:
    for name, value in values.items():
        setattr(letter, name, value)
    letter.save(force_update=True, update_fields=list(values))
