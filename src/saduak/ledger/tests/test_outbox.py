"""Letters leave after commit, at least once, and every result is an event."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from saduak.core.errors import NotAllowed
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.models import Event, Outbox
from saduak.ledger.outbox import Schedule, carry, claim, deliver_due, record_delivery
from saduak.ledger.tests import notes, wiring
from saduak.ledger.tests.notes import CLERK, NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)
SCHEDULE = Schedule(lease=timedelta(minutes=2), attempts=3, first=timedelta(seconds=30))


@pytest.fixture(autouse=True)
def _wired() -> Iterator[None]:
    wiring.delivered.clear()
    wiring.failures.clear()
    with override_settings(WIRING="saduak.ledger.tests.wiring"):
        yield


def deliver(now: datetime = LATER) -> int:
    return deliver_due(lambda: now, SCHEDULE, is_stopping=lambda: False)


def kinds() -> list[str]:
    return list(Event.objects.order_by("at", "seq").values_list("kind", flat=True))


def send() -> None:
    notes.note_and_send(actor=CLERK, note_id="1", words="สวัสดี", now=NOW, key="k")


def test_a_letter_is_delivered_once_and_recorded() -> None:
    send()
    assert (deliver(), deliver()) == (1, 0)
    (letter,) = wiring.delivered
    assert (letter.effect, letter.payload, letter.attempt) == ("tests.letter", {"words": "สวัสดี"}, 1)
    assert kinds() == ["tests.noted", "delivery.made"]
    assert Outbox.objects.get().done_at == LATER


def test_a_failure_is_tried_again_later_under_the_same_key() -> None:
    wiring.failures.append(ConnectionError("down"))
    send()
    assert (deliver(), deliver(), deliver(LATER + timedelta(seconds=30))) == (1, 0, 1)
    assert kinds() == ["tests.noted", "delivery.failed", "delivery.made"]
    assert [letter.attempt for letter in wiring.delivered] == [2]
    assert wiring.delivered[0].key == Outbox.objects.get().key


def test_pauses_double() -> None:
    assert [SCHEDULE.next_at(NOW, attempt) - NOW for attempt in (1, 2, 3, 99)] == [
        timedelta(seconds=30),
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(hours=6),
    ]


def test_after_the_last_attempt_it_is_given_up() -> None:
    wiring.failures.extend(DeliveryFailed("down") for _ in range(3))
    send()
    for hour in range(5):
        deliver(LATER + timedelta(hours=hour))
    assert kinds() == ["tests.noted", "delivery.failed", "delivery.failed", "delivery.given_up"]
    assert Outbox.objects.get().dead_at is not None


def test_what_can_never_arrive_is_given_up_at_once_and_the_event_names_no_address() -> None:
    notes.note_lost_letter(actor=CLERK, note_id="1", now=NOW, key="k")
    deliver()
    event = Event.objects.get(kind="delivery.given_up")
    assert "somchai" in Outbox.objects.get().last_error
    assert event.payload["error"] == "DeliveryFailed"
    assert "somchai" not in event.payload_text


def test_a_claimed_letter_is_nobody_elses_until_the_claim_runs_out() -> None:
    send()
    assert claim(LATER, SCHEDULE) is not None
    assert claim(LATER, SCHEDULE) is None
    again = claim(LATER + SCHEDULE.lease, SCHEDULE)
    assert again is not None
    assert again.attempts == 2


def test_a_worker_that_was_too_slow_records_nothing() -> None:
    send()
    slow = claim(LATER, SCHEDULE)
    quick = claim(LATER + SCHEDULE.lease, SCHEDULE)
    assert slow is not None
    assert quick is not None
    carry(quick, lambda: LATER, SCHEDULE)
    carry(slow, lambda: LATER, SCHEDULE)
    assert kinds() == ["tests.noted", "delivery.made"]
    assert len({letter.key for letter in wiring.delivered}) == 1


def test_only_the_worker_closes_a_letter() -> None:
    send()
    letter = Outbox.objects.get()
    with pytest.raises(NotAllowed, match="worker_only"):
        record_delivery(actor=CLERK, letter_id=letter.id, claim=None, error=None, next_at=None, now=NOW, key="x")


def test_an_effect_that_nothing_is_wired_for_waits() -> None:
    send()
    with override_settings(WIRING="saduak.config.wiring"):
        deliver()
    assert Outbox.objects.get().last_error == "DeliveryFailed: nothing is wired for tests.letter"
    assert deliver(LATER + timedelta(hours=1)) == 1


def test_an_atomic_reaction_belongs_to_the_act() -> None:
    notes.want_copy(actor=CLERK, note_id="1", at_once=True, now=NOW, key="k")
    assert sorted(Event.objects.values_list("stream__kind", "kind", "actor")) == [
        ("copy", "tests.copied", "system:reaction"),
        ("note", "tests.wanted", "user:clerk"),
    ]
    assert Outbox.objects.count() == 0


def test_what_is_said_with_a_number_drawn_last_has_its_reactions_in_the_act() -> None:
    notes.note_last(actor=CLERK, note_id="1", now=NOW, key="k")
    assert sorted(kinds()) == ["tests.copied", "tests.noted", "tests.wanted"]


def test_another_reaction_runs_from_the_outbox_once() -> None:
    notes.want_copy(actor=CLERK, note_id="1", at_once=False, now=NOW, key="k")
    assert "tests.copied" not in kinds()
    letter = claim(LATER, SCHEDULE)
    again = claim(LATER + SCHEDULE.lease, SCHEDULE)
    assert letter is not None
    assert again is not None
    carry(letter, lambda: LATER, SCHEDULE)
    carry(again, lambda: LATER, SCHEDULE)
    assert sorted(kinds()) == ["delivery.made", "tests.asked", "tests.copied"]
