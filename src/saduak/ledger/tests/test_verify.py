"""Whatever is altered behind our back is found and named."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from saduak.ledger.guard import side_door
from saduak.ledger.models import Event, Stream
from saduak.ledger.streams import Ref
from saduak.ledger.tests.notes import CLERK, NOW, note
from saduak.ledger.verify import Verified, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _notes(db: None) -> None:
    for number in range(6):
        note(actor=CLERK, note_id=str(number % 2), words=f"words {number}", now=NOW, key=str(number))


@contextmanager
def burglar() -> Iterator[Callable[..., None]]:
    """Somebody who owns the machine: takes the triggers off first."""
    with side_door("bulk loader"), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        else:
            for name in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER ledger_event_no_{name}")
        yield cursor.execute


def alter(column: str, value: Any, seq: int = 2) -> None:
    ref = Ref("note", "1")
    stream = Stream.objects.get(kind=ref.kind, key=ref.key)
    event = Event.objects.get(stream=stream, seq=seq)
    own_id = event.id if connection.features.has_native_uuid_field else event.id.hex
    with burglar() as execute:
        execute(f"UPDATE ledger_event SET {column} = %s WHERE id = %s", [value, own_id])  # noqa: S608


def found(ref: Ref | None = None) -> list[str]:
    return [str(finding) for finding in verify(ref)]


def test_an_untouched_ledger_is_unbroken() -> None:
    seen = Verified()
    assert list(verify(seen=seen)) == []
    assert (seen.streams, seen.events) == (2, 6)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", '{"words":"words 9"}'),
        ("payload", '{"words": "words 3"}'),
        ("kind", "tests.copied"),
        ("payload_version", 2),
        ("at", "2026-10-09 11:45:00.000006+00:00"),
        ("actor", "user:clerc"),
        ("on_behalf_of", ""),
        ("channel", "Desk"),
        ("legal_basis", "EPA s.11"),
    ],
)
def test_altered_content_is_found(column: str, value: Any) -> None:
    alter(column, value)
    assert found() == ["note:1 seq 2: content differs"]


def test_an_altered_hash_is_told_from_altered_content() -> None:
    alter("hash", "f" * 64)
    assert found() == ["note:1 seq 2: hash differs"]


def test_an_altered_hash_of_the_last_event_is_found() -> None:
    alter("hash", "f" * 64, seq=3)
    assert found() == ["note:1 seq 3: hash differs"]


def test_an_altered_link_is_found() -> None:
    alter("prev_hash", "f" * 64)
    assert found() == ["note:1 seq 2: prev_hash differs"]


def test_a_missing_event_is_found() -> None:
    with burglar() as execute:
        execute("DELETE FROM ledger_event WHERE seq = 2 AND payload LIKE %s", ['%"words 3"%'])
    assert found() == ["note:1 seq 2: seq differs"]


def test_a_stream_cut_short_is_found() -> None:
    with burglar() as execute:
        execute("DELETE FROM ledger_event WHERE seq = 3 AND payload LIKE %s", ['%"words 5"%'])
    assert found() == ["note:1 seq 2: head differs"]


def test_a_stream_without_its_events_is_found() -> None:
    with burglar() as execute:
        execute("DELETE FROM ledger_event WHERE payload LIKE %s", ["%"])
    assert found() == ["note:0 seq 0: head differs", "note:1 seq 0: head differs"]


def test_an_event_moved_to_another_stream_is_found() -> None:
    with burglar() as execute:
        execute(
            "UPDATE ledger_event SET seq = 4, stream_id = (SELECT id FROM ledger_stream WHERE key = '0')"
            " WHERE seq = 3 AND payload LIKE %s",
            ['%"words 5"%'],
        )
    assert {"note:0 seq 4: content differs", "note:1 seq 2: head differs"} <= set(found())


def test_one_stream_can_be_asked_for() -> None:
    alter("channel", "x")
    assert found(Ref("note", "0")) == []
    assert found(Ref("note", "1")) == ["note:1 seq 2: content differs"]
