"""The one place where a letter moves on a lane: the event first, then the row."""

from datetime import datetime
from typing import Any

from saduak.ledger.kinds import EventKind
from saduak.ledger.rows import fresh
from saduak.ledger.transaction import Write
from saduak.messages.commands import events
from saduak.messages.models import Delivery, Lane, Letter, State

WAITING = (State.OPEN, State.POSTED)
"""States of a lane by post on which a letter is still on its way."""


def open_lane(write: Write, letter: Letter, lane: Lane) -> Delivery:
    """Let a letter travel on one more lane; the caller may move it on."""
    delivery = _opened(write, letter, lane)
    delivery.save(force_insert=True)
    return delivery


def set_out(write: Write, letter: Letter, lane: Lane) -> Delivery:
    """The same for a letter that is only being written: nothing of it moves before the command is over."""
    delivery = _opened(write, letter, lane)
    write.insert(delivery)
    return delivery


def _opened(write: Write, letter: Letter, lane: Lane) -> Delivery:
    delivery = fresh(Delivery, letter=letter, lane=lane, state=State.OPEN, at=write.now)
    write.append(letter.ref, events.LANE_OPENED, **_said(delivery))
    return delivery


def stand_in_inbox(write: Write, letter: Letter) -> None:
    """Put a letter into the inbox, where it is delivered as it arrives (EPA s.11)."""
    delivery = _opened(write, letter, Lane.INBOX)
    delivery.state = State.DELIVERED
    write.append(letter.ref, events.LETTER_DELIVERED, **_said(delivery), proof=delivery.digest(delivery.proof))
    write.insert(delivery)


def move(
    write: Write,
    letter: Letter,
    delivery: Delivery,
    kind: EventKind,
    state: State,
    *,
    at: datetime | None = None,
    proof: str = "",
    code: str = "",
    **said: Any,
) -> None:
    """Bring a lane to a state. `at` is when it happened, `now` if that is not told; proofs of one lane add up."""
    delivery.state, delivery.at, delivery.code = state, at or write.now, code
    delivery.proof = "; ".join(filter(None, (delivery.proof, proof)))
    delivery.save(force_update=True, update_fields=["state", "at", "code", "proof"])
    digests = {"proof": delivery.digest(delivery.proof)} if kind.digests else {}
    codes = {"code": code} if "code" in kind.fields else {}
    write.append(letter.ref, kind, **_said(delivery), **digests, **codes, **said)


def lane_of(letter: Letter, lane: str) -> Delivery | None:
    """The last delivery of a letter on a lane."""
    return letter.deliveries.filter(lane=lane).order_by("-id").first()


def owe_post(write: Write, letter: Letter) -> None:
    """Make posting a letter somebody's duty, unless it is one already, was done, or the letter has been read."""
    on_the_way = letter.deliveries.filter(lane=Lane.POST, state__in=(*WAITING, State.DELIVERED)).exists()
    if letter.read_at is None and not on_the_way:
        open_lane(write, letter, Lane.POST)


def _said(delivery: Delivery) -> dict[str, Any]:
    return {"delivery": delivery.id, "lane": delivery.lane, "state": delivery.state, "at": delivery.at}
