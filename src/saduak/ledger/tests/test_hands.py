"""What is asked with the lock is what a command finds when it holds it, and no later command is told of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.rows import Question
from saduak.ledger.streams import Ref
from saduak.ledger.tests.notes import CLERK, NOW, note
from saduak.ledger.transaction import BESIDE, Write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beside_notes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Actor, datetime]]:
    """Who asks what belongs beside a note, and as of when; the answer is how many events there are of all notes."""
    asked: list[tuple[Actor, datetime]] = []

    def beside(actor: Actor, ref: Ref, at: datetime) -> tuple[Question[Any], ...]:
        asked.append((actor, at))
        return (Question("SELECT COUNT(*) FROM ledger_event", (), lambda rows: rows[0][0]),)

    monkeypatch.setitem(BESIDE, "note", beside)
    return asked


@command(note="note_id")
def count_words(write: Write, *, actor: Actor, note_id: str, first: bool, now: datetime, key: str) -> tuple[int, int]:
    """Note one word more, unless it was counted first; how often this note was noted, and any."""
    if not first:
        note(actor=actor, note_id=note_id, words="more", now=now, key=key)
    happened, events = write.in_hand(Ref("note", note_id))
    if first:
        note(actor=actor, note_id=note_id, words="more", now=now, key=key)
    return len(happened), events


def test_it_is_asked_in_the_message_of_the_lock(django_assert_num_queries: Any) -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="1")
    # Savepoint; lock, answer, history and what is beside it; the new event, head and answer; release.
    with django_assert_num_queries(4 if connection.vendor == "postgresql" else 9):
        assert count_words(actor=CLERK, note_id="1", first=True, now=NOW, key="2") == (1, 1)


def test_after_another_command_wrote_it_is_asked_anew() -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="1")
    happened, _ = count_words(actor=CLERK, note_id="1", first=False, now=NOW, key="2")
    assert happened == 2


def test_a_stream_that_does_not_exist_yet_has_no_history() -> None:
    assert count_words(actor=CLERK, note_id="new", first=True, now=NOW, key="1") == (0, 0)


def test_it_is_asked_as_of_the_moment_of_the_act(beside_notes: list[tuple[Actor, datetime]]) -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="1")
    earlier = NOW - timedelta(hours=1)
    assert count_words(actor=CLERK, note_id="1", first=True, now=earlier, key="2") == (1, 1)
    assert beside_notes[-1] == (CLERK, NOW)
