"""A command writes whole or not at all, once for each key, in the order of time."""

from datetime import timedelta

import pytest
from django.db import connection

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.history import history
from saduak.ledger.models import Answer, Event, Outbox, Stream
from saduak.ledger.streams import Ref
from saduak.ledger.tests import notes
from saduak.ledger.tests.notes import CLERK, NOW, note
from saduak.ledger.transaction import Write

pytestmark = pytest.mark.django_db


def test_an_event_holds_who_when_and_on_what_ground() -> None:
    note(actor=CLERK, note_id="1", words="สวัสดี", now=NOW, key="k")
    event = Event.objects.select_related("stream").get()
    assert (event.stream.ref, event.seq, event.kind) == (Ref("note", "1"), 1, "tests.noted")
    assert (event.actor, event.on_behalf_of, event.channel) == ("user:clerk", "person:somchai", "desk")
    assert (event.at, event.legal_basis, event.payload) == (NOW, "EPA s.10", {"words": "สวัสดี"})
    assert event.stream.head_hash == event.hash


def test_events_of_a_stream_are_numbered_and_chained() -> None:
    for number in range(3):
        note(actor=CLERK, note_id="1", words=str(number), now=NOW, key=str(number))
    first, second, third = Event.objects.order_by("seq")
    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert (first.prev_hash, second.prev_hash, third.prev_hash) == ("0" * 64, first.hash, second.hash)


def test_a_repeated_key_gets_the_first_answer_and_writes_nothing() -> None:
    first = note(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    again = note(actor=CLERK, note_id="1", words="a", now=NOW + timedelta(hours=1), key="k")
    assert again == first == NOW
    assert Event.objects.count() == 1


def test_a_key_cannot_be_used_for_something_else() -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    with pytest.raises(WrongState, match="key_reused"):
        note(actor=CLERK, note_id="1", words="b", now=NOW, key="k")


def test_a_key_belongs_to_its_actor() -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    note(actor=Actor("user", "other"), note_id="1", words="b", now=NOW, key="k")
    assert Event.objects.count() == 2


def test_arguments_are_kept_only_as_a_keyed_digest() -> None:
    note(actor=CLERK, note_id="1", words="1101700203450", now=NOW, key="k")
    row = Answer.objects.get()
    assert "1101700203450" not in f"{row.arguments} {row.result}"


def test_time_never_goes_back_within_a_stream() -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="1")
    assert note(actor=CLERK, note_id="1", words="b", now=NOW - timedelta(hours=1), key="2") == NOW
    assert note(actor=CLERK, note_id="2", words="c", now=NOW - timedelta(hours=1), key="3") < NOW


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        note(actor=CLERK, note_id="1", words="a", now=NOW.replace(tzinfo=None), key="k")


def test_a_command_inside_another_joins_it() -> None:
    notes.note_twice(actor=CLERK, first="1", second="2", now=NOW, key="k")
    assert list(Event.objects.order_by("stream__key").values_list("stream__key", flat=True)) == ["1", "2"]
    assert Answer.objects.count() == 1


def test_a_refused_command_leaves_nothing_and_its_key_stays_free() -> None:
    with pytest.raises(DomainError, match="tests_refused"):
        notes.note_number(actor=CLERK, note_id="1", fails=True, now=NOW, key="k")
    assert [model.objects.count() for model in (Event, Stream, Answer, Outbox)] == [0, 0, 0, 0]
    with pytest.raises(DomainError, match="tests_refused"):
        notes.note_number(actor=CLERK, note_id="1", fails=True, now=NOW, key="k")


def test_numbers_have_no_gaps() -> None:
    drawn = [
        notes.note_number(actor=CLERK, note_id="1", fails=False, now=NOW, key="1"),
        notes.note_number(actor=CLERK, note_id="2", fails=False, now=NOW, key="2"),
    ]
    with pytest.raises(DomainError):
        notes.note_number(actor=CLERK, note_id="3", fails=True, now=NOW, key="3")
    drawn.append(notes.note_number(actor=CLERK, note_id="3", fails=False, now=NOW, key="3"))
    assert drawn == [1, 2, 3]
    assert notes.last_number() == 3


def test_numbers_drawn_last_are_drawn_together_and_in_order() -> None:
    with pytest.raises(DomainError):
        notes.note_numbers(actor=CLERK, note_ids=("1", "2"), fails=True, now=NOW, key="0")
    assert notes.last_number() == 0
    notes.note_number(actor=CLERK, note_id="0", fails=False, now=NOW, key="1")
    out = notes.note_numbers(actor=CLERK, note_ids=("9", "3", "7"), fails=False, now=NOW, key="2")
    assert (out, notes.last_number()) == (1, 4)
    numbers = {note: history(Ref("note", note))[-1].payload["words"] for note in ("9", "3", "7")}
    assert numbers == {"9": "2", "3": "3", "7": "4"}


def test_a_repeated_key_draws_no_second_number() -> None:
    for _ in range(2):
        notes.note_last(actor=CLERK, note_id="1", now=NOW, key="1")
    assert notes.last_number() == 1


def test_a_failure_inside_cannot_be_swallowed() -> None:
    with pytest.raises(RuntimeError, match="must not be swallowed"):
        notes.swallow_failure(actor=CLERK, note_id="1", now=NOW, key="k")
    assert Event.objects.count() == 0


def test_a_letter_waits_in_the_outbox_under_the_key_of_its_event() -> None:
    notes.note_and_send(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    event, letter = Event.objects.get(), Outbox.objects.get()
    assert (letter.key, letter.payload) == (f"{event.id}:tests.letter", {"words": "a"})


def test_a_stream_that_is_not_held_cannot_be_written() -> None:
    @command()
    def note_blindly(write: Write, *, actor: Actor, now: object, key: str) -> None:
        write.append(Ref("note", "1"), notes.NOTED, words="a")

    with pytest.raises(KeyError):
        note_blindly(actor=CLERK, now=NOW, key="k")


def test_a_command_takes_names_not_positions() -> None:
    with pytest.raises(TypeError, match="keyword-only"):

        @command()
        def note_carelessly(write: Write, actor: Actor, now: object, key: str) -> None:
            """Takes its arguments by position."""


def test_a_command_has_the_argument_it_locks_by() -> None:
    with pytest.raises(TypeError, match="note_id"):

        @command(note="note_id")
        def note_nothing(write: Write, *, actor: Actor, now: object, key: str) -> None:
            """Names no note."""


def test_a_command_costs_few_statements(django_assert_num_queries: pytest.FixtureRequest) -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="1")
    # Savepoint, lock and answer, head and event and answer, release: PostgreSQL is told of each pair in one message.
    messages = 4 if connection.vendor == "postgresql" else 7
    with django_assert_num_queries(messages):  # type: ignore[operator]
        note(actor=CLERK, note_id="1", words="b", now=NOW, key="2")
