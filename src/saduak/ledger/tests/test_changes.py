"""Rows that wait to be written: however many they are, what stands in the tables is the same."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from saduak.ledger.changes import FEW, MOST, MOST_MARKED, Change, gathered, inserting, updating
from saduak.ledger.guard import side_door
from saduak.ledger.models import ErasableText, Event, Outbox, Stream
from saduak.ledger.rows import Statement, fresh, is_native, tell
from saduak.ledger.tests.notes import CLERK, NOW, note

pytestmark = pytest.mark.django_db
WORDS = 'ร้านน้ำ "ชา"\n\\x00, {a} %s; ก็'


@pytest.fixture
def _door() -> Iterator[None]:
    with side_door("bulk loader"):
        yield


def write(*changes: Change) -> None:
    """Carry changes out as a transaction does."""
    tell(list(gathered(changes)))


def texts(many: int) -> list[ErasableText]:
    return [fresh(ErasableText, text=f"{number} {WORDS}") for number in range(many)]


def noted() -> Event:
    """An event that letters of the outbox can name."""
    note(actor=CLERK, note_id="1", words="one", now=NOW, key="1")
    return Event.objects.get()


@pytest.mark.parametrize("many", [1, FEW, FEW + 1, 50])
@pytest.mark.usefixtures("_door")
def test_rows_hold_what_they_were_given_however_many_go_together(many: int) -> None:
    rows = texts(many)
    write(*inserting(rows))
    found = ErasableText.objects.in_bulk()
    assert len(found) == many
    for row in rows:
        kept = found[row.id]
        assert (kept.text, bytes(kept.salt or b""), kept.erased_at) == (row.text, row.salt, None)
        assert kept.digest(kept.text) == row.digest(row.text)


@pytest.mark.parametrize("many", [1, FEW + 1])
def test_letters_of_the_outbox_keep_what_they_say(many: int) -> None:
    event = noted()
    said: dict[str, Any] = {"words": WORDS, "list": [1, None, {"deep": True}]}
    letters = [
        fresh(Outbox, event=event, effect="tests.letter", key=str(each), payload=said, next_attempt_at=NOW)
        for each in range(many)
    ]
    with side_door("bulk loader"):
        write(*inserting(letters))
    for letter in Outbox.objects.filter(effect="tests.letter"):
        assert (letter.payload, letter.next_attempt_at, letter.done_at) == (said, NOW, None)
    assert Outbox.objects.filter(effect="tests.letter").count() == many


@pytest.mark.parametrize("many", [1, FEW + 1])
@pytest.mark.usefixtures("_door")
def test_the_last_change_of_a_column_stands_and_the_others_stay(many: int) -> None:
    rows = texts(many)
    write(*inserting(rows))
    changes: list[Change] = []
    for row in rows:
        row.text = "first"
        changes.append(updating(row, ["text"]))
        row.text, row.erased_at = "last", NOW + timedelta(microseconds=1)
        changes.append(updating(row, ["text", "erased_at"]))
        row.erased_at = None
        changes.append(updating(row, ["erased_at"]))
        row.salt = b"not told"
    write(*changes)
    for kept in ErasableText.objects.all():
        assert (kept.text, kept.erased_at) == ("last", None)
        assert kept.salt != b"not told"


@pytest.mark.usefixtures("_door")
def test_a_row_that_changes_before_it_is_written_is_written_once() -> None:
    [row] = texts(1)
    adding = list(inserting([row]))
    row.text = "changed"
    statements = list(gathered([*adding, updating(row, ["text"])]))
    assert len(statements) == 1
    tell(statements)
    assert ErasableText.objects.get().text == "changed"


@pytest.mark.usefixtures("_door")
def test_a_changed_row_makes_room_for_a_new_one() -> None:
    old = [fresh(Stream, kind="tests", key=str(number)) for number in range(FEW + 1)]
    write(*inserting(old))
    changes: list[Change] = []
    for stream in old:
        new = fresh(Stream, kind="tests", key=stream.key)
        stream.key = f"old {stream.key}"
        changes += [*inserting([new]), updating(stream, ["key"])]
    write(*changes)
    assert Stream.objects.filter(kind="tests").count() == 2 * len(old)


def test_many_acts_need_as_few_statements_as_one() -> None:
    rows, per_statement = texts(40), MOST if is_native() else MOST_MARKED
    changes: list[Change] = [*inserting(rows), *(updating(row, ["text"]) for row in rows)]
    assert len(list(gathered(changes))) == -(-len(rows) // per_statement)
    assert len(list(gathered(updating(row, ["text"]) for row in rows))) == (1 if is_native() else len(rows))


def test_a_statement_keeps_its_place_among_the_rows() -> None:
    one, two = texts(2)
    last = Statement("COMMIT", ())
    found = [each.sql.split(" ")[0] for each in gathered([*inserting([one]), last, *inserting([two])])]
    assert found == ["INSERT", "COMMIT", "INSERT"]


def test_a_fresh_row_is_what_the_model_makes() -> None:
    event, own = Event(), uuid7()
    made, usual = fresh(Outbox, id=own, event=event, effect="tests.letter"), Outbox(id=own, effect="tests.letter")
    names = [field.attname for field in Outbox._meta.concrete_fields if field.attname != "event_id"]
    assert [getattr(made, name) for name in names] == [getattr(usual, name) for name in names]
    assert (made.event, made.event_id) == (event, event.id)
    assert made._state.adding
    with pytest.raises(TypeError, match="no colour"):
        fresh(Outbox, colour="red")
