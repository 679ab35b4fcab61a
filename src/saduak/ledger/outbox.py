"""The outbox worker: carries letters out after commit, at least once each, and records every result as an
event.

A letter is claimed by one conditional update, so that any number of workers may run. No transaction is open
while an adapter works. A worker that dies leaves its claim to run out; the next attempt carries the same
key.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q

from saduak.core.errors import NotAllowed
from saduak.ledger.actors import REACTION, WORKER, Actor
from saduak.ledger.door import PATIENCE, command
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.guard import side_door
from saduak.ledger.kinds import event_kind
from saduak.ledger.models import Outbox
from saduak.ledger.retry import persist
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Outgoing, effect_for, paused, reaction_for

logger = logging.getLogger(__name__)

DELIVERY_MADE = event_kind(
    "delivery.made", "A letter left the building or a reaction ran.", "letter", "effect", "attempt"
)
DELIVERY_FAILED = event_kind(
    "delivery.failed",
    "An attempt failed and another will follow.",
    "letter",
    "effect",
    "attempt",
    "error",
    "next_at",
)
DELIVERY_GIVEN_UP = event_kind(
    "delivery.given_up",
    "No further attempt will be made: a person must look.",
    "letter",
    "effect",
    "attempt",
    "error",
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long a claim lasts, how often to try, and the pause after the n-th failure: `first` doubled, to
    `longest`.
    """

    lease: timedelta = timedelta(minutes=2)
    attempts: int = 12
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=6)

    def next_at(self, now: datetime, attempt: int) -> datetime:
        pause: timedelta = self.first * 2 ** min(attempt - 1, 30)
        return now + min(self.longest, pause)


def deliver_due(
    clock: Callable[[], datetime],
    schedule: Schedule,
    *,
    is_stopping: Callable[[], bool],
    leaving: frozenset[str] = frozenset(),
) -> int:
    """Carry out every letter that is due, one by one, until none is left or `is_stopping`; how many were
    carried. Effects that `leaving` names stay for a later worker.
    """
    carried = 0
    while not is_stopping():
        letter = claim(clock(), schedule, leaving)
        if letter is None:
            break
        carry(letter, clock, schedule)
        carried += 1
    return carried


def claim(now: datetime, schedule: Schedule, leaving: frozenset[str] = frozenset()) -> Outbox | None:
    """Take the letter that has waited longest, or None.

    Two workers never get the same one while a claim lasts.
    """
    with side_door("outbox claim"):
        return persist(lambda: _claimed(now, schedule, leaving), PATIENCE)


def _claimed(now: datetime, schedule: Schedule, leaving: frozenset[str]) -> Outbox | None:
    with transaction.atomic():
        waiting = Outbox.objects.filter(_is_due(now)).exclude(effect__in=leaving).order_by("next_attempt_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        letter = waiting.first()
        if letter is None:
            return None
        letter.attempts += 1
        letter.claimed_by, letter.claimed_until = uuid4(), now + schedule.lease
        letter.save(update_fields=["attempts", "claimed_by", "claimed_until"])
        return letter


def _is_due(now: datetime) -> Q:
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waits = Q(next_attempt_at__lte=now, done_at=None, dead_at=None) & ~Q(effect__in=paused())
    return is_free & waits


def carry(letter: Outbox, clock: Callable[[], datetime], schedule: Schedule) -> None:
    """Deliver one claimed letter and record how it went."""
    error, may_retry = _attempt(letter, clock)
    now = clock()
    goes_on = error is not None and may_retry and letter.attempts < schedule.attempts
    record_delivery(
        actor=WORKER,
        letter_id=letter.id,
        claim=letter.claimed_by,
        error=error,
        next_at=schedule.next_at(now, letter.attempts) if goes_on else None,
        now=now,
        key=f"{letter.id}:{letter.claimed_by}",
    )


def _attempt(letter: Outbox, clock: Callable[[], datetime]) -> tuple[str | None, bool]:
    """(what went wrong, or None; whether trying again may help)."""
    try:
        _deliver(letter, clock())
    except DeliveryFailed as error:
        return f"DeliveryFailed: {error}", error.retry
    except Exception as error:  # noqa: BLE001 - one broken adapter must not stop the letters of all others
        logger.warning("letter %s (%s) failed: %s", letter.id, letter.effect, type(error).__name__)
        return f"{type(error).__name__}: {error}", True
    return None, False


def _deliver(letter: Outbox, now: datetime) -> None:
    reaction = reaction_for(letter.effect)
    if reaction is not None:
        reaction.run(letter.event.happening, actor=REACTION, now=now, key=f"{letter.event_id}:{reaction.name}")
        return
    effect = effect_for(letter.effect)
    if effect is None:
        raise DeliveryFailed(f"nothing is wired for {letter.effect}")
    effect(Outgoing(letter.effect, letter.key, letter.payload, letter.attempts, now))


@command()
def record_delivery(
    write: Write,
    *,
    actor: Actor,
    letter_id: UUID,
    claim: UUID | None,
    error: str | None,
    next_at: datetime | None,
    now: datetime,
    key: str,  # noqa: ARG001 - read by the door
) -> bool:
    """Close an attempt: done, again at `next_at`, or given up. False when another worker has taken the
    letter over.

    The text of `error` stays in the outbox row, which may be emptied; the event holds its first word only.
    Raises NotAllowed("worker_only").
    """
    if actor != WORKER:
        raise NotAllowed("worker_only")
    letter = Outbox.objects.select_related("event__stream").get(id=letter_id)
    ref = letter.event.stream.ref
    write.lock(ref)
    outcome = _outcome(error, next_at, now)
    ours = Outbox.objects.filter(id=letter_id, claimed_by=claim, done_at=None, dead_at=None)
    if not ours.update(claimed_by=None, claimed_until=None, last_error=error or "", **outcome):
        return False
    said: dict[str, Any] = {"letter": letter.id, "effect": letter.effect, "attempt": letter.attempts}
    if error is None:
        write.append(ref, DELIVERY_MADE, **said)
    elif next_at is None:
        write.append(ref, DELIVERY_GIVEN_UP, **said, error=_name(error))
    else:
        write.append(ref, DELIVERY_FAILED, **said, error=_name(error), next_at=next_at)
    return True


def _outcome(error: str | None, next_at: datetime | None, now: datetime) -> dict[str, datetime]:
    if error is None:
        return {"done_at": now}
    return {"dead_at": now} if next_at is None else {"next_attempt_at": next_at}


def _name(error: str) -> str:
    return error.partition(":")[0]
