"""A tiny context of notes, on which the tests exercise the ledger."""

from datetime import UTC, datetime

from saduak.core.errors import DomainError
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.kinds import event_kind
from saduak.ledger.models import NumberSeries
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write

NOW = datetime(2026, 10, 9, 11, 45, 0, 5, tzinfo=UTC)
CLERK = Actor("user", "clerk", channel="desk", on_behalf_of="person:somchai")
NOTED = event_kind("tests.noted", "Something was noted.", "words")
COPIED = event_kind("tests.copied", "A note was copied.", "words")
WANTED = event_kind("tests.wanted", "A copy was wanted at once.", "words")
ASKED = event_kind("tests.asked", "A copy was asked for.", "words")


@command(note="note_id")
def note(write: Write, *, actor: Actor, note_id: str, words: str, now: datetime, key: str) -> datetime:
    """Note something; when it counts as noted."""
    write.append(Ref("note", note_id), NOTED, legal_basis="EPA s.10", words=words)
    return now


@command(note="note_id")
def note_and_send(write: Write, *, actor: Actor, note_id: str, words: str, now: datetime, key: str) -> None:
    """Note something and send it out."""
    event = write.append(Ref("note", note_id), NOTED, words=words)
    write.send(event, "tests.letter", words=words)


@command(note="note_id")
def note_lost_letter(write: Write, *, actor: Actor, note_id: str, now: datetime, key: str) -> None:
    """Send what can never arrive."""
    write.send(write.append(Ref("note", note_id), NOTED, words="lost"), "tests.lost_letter")


@command(note="note_id")
def want_copy(write: Write, *, actor: Actor, note_id: str, at_once: bool, now: datetime, key: str) -> None:
    """Have a note copied by a reaction: in this very act, or afterwards."""
    write.append(Ref("note", note_id), WANTED if at_once else ASKED, words="copy me")


@command(copy="copy_id")
def note_copy(write: Write, *, actor: Actor, copy_id: str, words: str, now: datetime, key: str) -> None:
    """Copy a note; a stream that sorts before notes, so that a reaction takes its lock out of order."""
    write.append(Ref("copy", copy_id), COPIED, words=words)


@command(note="first")
def note_twice(write: Write, *, actor: Actor, first: str, second: str, now: datetime, key: str) -> None:
    """Two notes in one act, by the same door."""
    note(actor=actor, note_id=first, words="one", now=now, key=key)
    note(actor=actor, note_id=second, words="two", now=now, key=key)


@command(note="note_id")
def note_number(write: Write, *, actor: Actor, note_id: str, fails: bool, now: datetime, key: str) -> int:
    """A note under the next number of a series; `fails` after the number is drawn."""
    number = write.draw("tests/notes")
    write.append(Ref("note", note_id), NOTED, words=str(number))
    if fails:
        raise DomainError("tests_refused")
    return number


@command()
def note_numbers(write: Write, *, actor: Actor, note_ids: tuple[str, ...], fails: bool, now: datetime, key: str) -> int:
    """Notes that get their numbers when all of them are begun; how many numbers were out by then."""
    for note_id in note_ids:
        note_last(actor=actor, note_id=note_id, now=now, key=key)
    if fails:
        raise DomainError("tests_refused")
    return last_number()


@command(note="note_id")
def note_last(write: Write, *, actor: Actor, note_id: str, now: datetime, key: str) -> None:
    """A note under the next number of a series, drawn when all else is said; a reaction copies it."""

    def noted(number: int) -> None:
        write.append(Ref("note", note_id), WANTED, words="copy me")
        write.append(Ref("note", note_id), NOTED, words=str(number))

    write.draw_last("tests/notes", noted)


@command(note="note_id")
def swallow_failure(write: Write, *, actor: Actor, note_id: str, now: datetime, key: str) -> None:
    """What nobody may do: go on after a command inside has failed."""
    try:
        note_number(actor=actor, note_id=note_id, fails=True, now=now, key=key)
    except DomainError:
        write.append(Ref("note", note_id), NOTED, words="as if nothing had happened")


def last_number() -> int:
    """The last number drawn from the series of notes; 0 for none."""
    return NumberSeries.objects.filter(name="tests/notes").values_list("last", flat=True).first() or 0
