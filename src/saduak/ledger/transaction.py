"""One open write: the streams it holds, the events and letters it will leave behind."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model

from saduak.ledger import changes, rows
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.canonical import canonical_of_plain, event_hash, plain
from saduak.ledger.changes import Change
from saduak.ledger.history import happened_in
from saduak.ledger.kinds import EventKind
from saduak.ledger.models import Event, Outbox, Stream
from saduak.ledger.rows import Question, Statement, fresh
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening, reactions_to

__all__ = ["Event", "Transaction", "Write", "current"]

Found = TypeVar("Found")
BEFORE_ALL = Ref("", "")

BESIDE: dict[str, Callable[[Actor, Ref, datetime], tuple[Question[Any], ...]]] = {}
"""What the commands of a room want to know whenever they take a stream of a kind in hand, beside its history."""


class Hand(NamedTuple):
    """A stream as an actor takes it in hand at a moment."""

    ref: Ref
    actor: Actor
    at: datetime

    @property
    def questions(self) -> tuple[Question[Any], ...]:
        """The history and what belongs beside it; nothing for kinds that are not in `BESIDE`."""
        beside = BESIDE.get(self.ref.kind)
        return (happened_in(self.ref), *beside(self.actor, self.ref, self.at)) if beside else ()


@dataclass(slots=True)
class Transaction:
    """What the outermost command and all that it calls share until commit."""

    streams: dict[Ref, Stream] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    letters: list[Outbox] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    taken: dict[Hand, list[Any]] = field(default_factory=dict)
    """What was asked with the lock; only until something is written."""
    known: dict[Hashable, Any] = field(default_factory=dict)
    """What `once` has found."""
    numberless: list[tuple[str, Callable[[int], None]]] = field(default_factory=list)
    """Series, and what goes on with the next number of it."""
    added: dict[Ref, list[Event]] = field(default_factory=dict)
    """The events again, by stream."""
    latest: datetime | None = None
    """The last moment recorded in any held stream."""
    last_locked: Ref = BEFORE_ALL
    has_drawn: bool = False
    is_doomed: bool = False

    def lock(self, refs: Iterable[Ref], *also: Question[Any]) -> list[Any]:
        """Hold these streams until commit, making those that do not exist yet; the answers to what is asked with it.

        In order, locking waits. Out of order, or after a number was drawn, waiting could end in a deadlock:
        the lock is then taken at once or not at all, and the whole command begins again.
        """
        wanted = sorted(set(refs) - self.streams.keys())
        if not wanted:
            return rows.ask(*also)
        out_of_order = wanted[0] < self.last_locked or self.has_drawn
        locking = list(rows.locking(wanted, nowait=out_of_order))
        found = rows.ask(*locking, *also)
        for stream in (each for streams in found[: len(locking)] for each in streams):
            self.streams[stream.ref] = stream
            self._reach(stream.last_at)
        for ref in wanted:
            self.begin(ref)
        self.last_locked = max(self.last_locked, wanted[-1])
        return found[len(locking) :]

    def begin(self, ref: Ref) -> None:
        """Hold a stream that does not exist yet; nothing is asked."""
        if ref not in self.streams:
            self.streams[ref] = fresh(Stream, kind=ref.kind, key=ref.key)

    def clamped(self, now: datetime) -> datetime:
        """`now`, or the last moment recorded in a held stream if that is later: time never goes back.

        ValueError for a time without a zone.
        """
        if now.tzinfo is None:
            raise ValueError("now must name its time zone")
        at = now.astimezone(UTC)
        return max(at, self.latest) if self.latest else at

    def _reach(self, at: datetime | None) -> None:
        if at and (self.latest is None or at > self.latest):
            self.latest = at

    def append(self, ref: Ref, kind: EventKind, actor: Actor, at: datetime, basis: str, said: dict[str, Any]) -> Event:
        """Chain one more event to a held stream; KeyError when the stream is not held."""
        stream, told = self.streams[ref], kind.told(said)
        event = fresh(
            Event,
            stream=stream,
            seq=stream.head_seq + 1,
            kind=kind.name,
            payload_version=kind.version,
            payload_text=canonical_of_plain(told),
            at=max(at, stream.last_at or at),
            actor=str(actor),
            on_behalf_of=actor.on_behalf_of,
            channel=actor.channel,
            legal_basis=basis,
            prev_hash=stream.head_hash,
        )
        event.__dict__["said"] = told
        event.hash = event_hash(event.sealed())
        stream.head_seq, stream.head_hash, stream.last_at = event.seq, event.hash, event.at
        self._reach(event.at)
        self.events.append(event)
        self.added.setdefault(ref, []).append(event)
        return event

    def send(self, event: Event, effect: str, payload: dict[str, Any]) -> None:
        """Put a letter in the outbox; its key is made of the event and the effect."""
        key = f"{event.id}:{effect}"
        letter = fresh(Outbox, event=event, effect=effect, key=key, payload=plain(payload), next_attempt_at=event.at)
        self.letters.append(letter)

    def conclude(self) -> None:
        """Give out the numbers that are waited for, and run the atomic reactions to every event, those they cause
        included; post the others."""
        done = 0
        while self.numberless or done < len(self.events):
            self._give_numbers()
            for event in self.events[done:]:
                self._react(event)
                done += 1

    def _react(self, event: Event) -> None:
        for reaction in reactions_to(event.kind):
            if reaction.atomic:
                reaction.run(event.happening, actor=REACTION, now=event.at, key=f"{event.id}:{reaction.name}")
            else:
                self.send(event, reaction.effect, {})

    def _give_numbers(self) -> None:
        """Draw for all who wait together, series by series: others wait from the first to commit."""
        waiting, self.numberless = self.numberless, []
        if len(waiting) > 1:
            self.write_rows()  # what can be written before anyone waits
        self.has_drawn = self.has_drawn or bool(waiting)
        for series in sorted({name for name, _ in waiting}):
            going_on = [then for name, then in waiting if name == series]
            first = rows.drawn(series, len(going_on)) - len(going_on) + 1
            for number, then in enumerate(going_on, first):
                then(number)

    def catch_up(self) -> None:
        """Do what waits, before somebody reads it: numbers that were to be drawn last, and the rows."""
        self._give_numbers()
        self.write_rows()

    def write_rows(self) -> None:
        """Write the rows that wait."""
        self.taken.clear()
        waiting, self.changes = self.changes, []
        rows.tell(list(changes.gathered(waiting)))

    def flush(self, *last: Statement) -> None:
        """Write the rows that wait, streams, events and letters, then `last`, in as few statements as they need.

        RuntimeError when a command that joined failed and its caller went on all the same: what it had
        already appended would be half an act.
        """
        if self.is_doomed:
            raise RuntimeError("a command failed inside this one; its error must not be swallowed")
        streams = [self.streams[ref] for ref in sorted(self.added)]
        self.changes += (*changes.moving(streams), *changes.recording(self.events, self.letters), *last)
        self.write_rows()


@dataclass(frozen=True, slots=True)
class Write:
    """What a command is given to write with: the shared transaction, seen as one actor at one moment."""

    transaction: Transaction
    actor: Actor
    now: datetime

    def lock(self, *refs: Ref) -> None:
        """Hold further streams, found out only inside the command; best all in one call."""
        self.transaction.lock(refs)

    def append(self, ref: Ref, kind: EventKind, /, *, legal_basis: str = "", **said: Any) -> Event:
        """Record that something happened.

        The stream must be held: declared, locked, or begun.
        """
        return self.transaction.append(ref, kind, self.actor, self.now, legal_basis, said)

    def history(self, ref: Ref) -> tuple[Happening, ...]:
        """Everything that happened in a held stream, what this transaction adds included."""
        [happened] = rows.ask(happened_in(ref))
        return (*happened, *self._added(ref))

    def in_hand(self, ref: Ref) -> list[Any]:
        """The same, followed by the answers to what belongs `BESIDE` it.

        The command that locks the stream has asked all that with the lock. Others ask now.
        """
        hand = Hand(ref, self.actor, self.now)
        happened, *beside = self.transaction.taken.pop(hand, None) or rows.ask(*hand.questions)
        return [(*happened, *self._added(ref)), *beside]

    def foresee(self, *refs: Ref) -> None:
        """Ask for several held streams in one message what `in_hand` will ask for each; the same question once."""
        hands = {hand: hand.questions for hand in (Hand(ref, self.actor, self.now) for ref in refs)}
        asked = {(each.sql, tuple(each.params)): each for questions in hands.values() for each in questions}
        found = rows.ask(*(Question(each.sql, each.params, list) for each in asked.values()))
        told = dict(zip(asked, found, strict=True))
        self.transaction.taken |= {
            hand: [each.read(told[each.sql, tuple(each.params)]) for each in questions]
            for hand, questions in hands.items()
        }

    def _added(self, ref: Ref) -> Iterable[Happening]:
        return (event.happening for event in self.transaction.added.get(ref, ()))

    def begin(self, ref: Ref) -> None:
        """Hold a new stream under a fresh id, which nobody else can know."""
        self.transaction.begin(ref)

    def insert(self, *new: Model) -> None:
        """Add rows of one table with the events, at the end: until then no statement finds them."""
        self.transaction.changes += changes.inserting(new)
        for row in new:
            row._state.adding = False

    def update(self, row: Model, *names: str) -> None:
        """Bring columns (`officer_id`) up to what the row says, with the events, at the end."""
        if names:
            self.transaction.changes.append(changes.updating(row, names))

    def send(self, event: Event, effect: str, **payload: Any) -> None:
        """Have `effect` delivered after commit, once for this event."""
        self.transaction.send(event, effect, payload)

    def draw(self, series: str) -> int:
        """The next number of a series without gaps.

        Draw late: others wait for the series from here to commit.
        """
        self.transaction.has_drawn = True
        return rows.drawn(series)

    def draw_last(self, series: str, then: Callable[[int], None]) -> None:
        """Go on with the next number of a series once the whole command has said what it had to.

        Acts that share a transaction draw together then, in their order; nobody waits while they are still at work.
        """
        self.transaction.numberless.append((series, then))


_open: ContextVar[Transaction | None] = ContextVar("open_transaction", default=None)


def current() -> Transaction | None:
    """The transaction of the command that is running, if one is."""
    return _open.get()


def once(name: Hashable, ask: Callable[[], Found]) -> Found:
    """What `ask` finds, asked once in a transaction however many acts it holds: for what none of them changes."""
    work = current()
    if work is None:
        return ask()
    if name not in work.known:
        work.known[name] = ask()
    found: Found = work.known[name]
    return found


def remember(found: Mapping[Hashable, Any]) -> None:
    """What `once` would find one by one, asked for many together."""
    work = current()
    if work is not None:
        work.known.update(found)


def recalled(name: Hashable) -> Any:
    """What was remembered under a name, for the one act that it was asked for; None where nothing was."""
    work = current()
    return work.known.pop(name, None) if work else None
