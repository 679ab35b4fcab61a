"""The bulk loader writes what commands would have written, many at a time."""

from datetime import timedelta

import pytest

from saduak.ledger.loader import Draft, load_events
from saduak.ledger.models import Event
from saduak.ledger.streams import Ref
from saduak.ledger.tests.notes import CLERK, NOTED, NOW, note
from saduak.ledger.verify import Verified, verify

pytestmark = pytest.mark.django_db


def drafts(count: int) -> list[Draft]:
    return [
        Draft(Ref("note", str(turn % 3)), NOTED, NOW + timedelta(seconds=turn), {"words": str(turn)})
        for turn in range(count)
    ]


def test_loaded_events_carry_on_the_chain_and_commands_carry_on_after_them() -> None:
    note(actor=CLERK, note_id="1", words="before", now=NOW, key="1")
    assert load_events(drafts(100), CLERK, batch=30) == 100
    note(actor=CLERK, note_id="1", words="after", now=NOW, key="2")
    seen = Verified()
    assert list(verify(seen=seen)) == []
    assert (seen.streams, seen.events) == (3, 102)
    assert Event.objects.get(payload_text__contains="after").at == NOW + timedelta(seconds=97)


def test_nothing_to_load_is_nothing() -> None:
    assert load_events([], CLERK) == 0
