"""Words can be forgotten; that they were said cannot."""

from datetime import datetime
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.kinds import event_kind
from saduak.ledger.models import ErasableText, Event
from saduak.ledger.streams import Ref
from saduak.ledger.tests.notes import CLERK, NOW
from saduak.ledger.transaction import Write
from saduak.ledger.verify import verify

pytestmark = pytest.mark.django_db

REASONED = event_kind("tests.reasoned", "A reason was given.", "text", digests=("reason",))
ERASED = event_kind("tests.erased", "A reason was erased.", "text")


@command(note="note_id")
def give_reason(write: Write, *, actor: Actor, note_id: str, reason: str, now: datetime, key: str) -> UUID:
    text = ErasableText(id=uuid7(), text=reason)
    text.save(force_insert=True)
    write.append(Ref("note", note_id), REASONED, text=text.id, reason=text.digest(reason))
    return text.id


@command(note="note_id")
def erase_reason(write: Write, *, actor: Actor, note_id: str, text_id: UUID, now: datetime, key: str) -> None:
    ErasableText.objects.get(id=text_id).erase(now)
    write.append(Ref("note", note_id), ERASED, text=text_id)


def test_after_erasure_the_chain_verifies_and_the_words_are_gone() -> None:
    text_id = give_reason(actor=CLERK, note_id="1", reason="เหตุผล", now=NOW, key="1")
    event = Event.objects.get()
    assert "เหตุผล" not in event.payload_text
    assert event.payload["reason"] == ErasableText.objects.get().digest("เหตุผล")
    erase_reason(actor=CLERK, note_id="1", text_id=text_id, now=NOW, key="2")
    row = ErasableText.objects.get()
    assert (row.text, row.salt, row.erased_at) == ("", None, NOW)
    assert list(verify()) == []
    with pytest.raises(ValueError, match="erased"):
        row.digest("เหตุผล")


def test_the_same_words_have_different_digests_in_different_rows() -> None:
    assert ErasableText().digest("x") != ErasableText().digest("x")


def test_words_cannot_stand_where_a_digest_belongs() -> None:
    with pytest.raises(ValueError, match="reason must be a digest"):
        REASONED.payload({"text": "t", "reason": "เหตุผล"})


def test_a_payload_has_just_the_fields_of_its_kind() -> None:
    with pytest.raises(ValueError, match="fields differ"):
        ERASED.payload({"text": "t", "extra": 1})
    with pytest.raises(ValueError, match="fields differ"):
        ERASED.payload({})


@pytest.mark.parametrize("name", ["tests.erased", "undotted", "Tests.Loud"])
def test_a_kind_is_declared_once_under_a_dotted_name(name: str) -> None:
    with pytest.raises(ValueError, match="taken or not dotted"):
        event_kind(name, "Again.")
