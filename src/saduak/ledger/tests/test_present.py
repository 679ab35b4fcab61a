"""The business time: the real one, but in a demonstration what its operator has set."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from saduak.core.errors import NotAllowed
from saduak.ledger import present as present_module
from saduak.ledger.models import BusinessOffset
from saduak.ledger.present import move_business_time, present, set_business_time

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
SOON = timedelta(seconds=30)


@pytest.fixture
def demo(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration whose process has read no offset yet, and leaves none behind."""
    settings.DEMO = True
    monkeypatch.setattr(present_module, "_read", None)


def is_about(moment: datetime, expected: datetime) -> bool:
    return moment.tzinfo is UTC and abs(moment - expected) < SOON


def test_an_agency_at_work_has_the_real_time_and_asks_no_database(django_assert_num_queries: Any) -> None:
    BusinessOffset.objects.create(offset=WEEK)
    with django_assert_num_queries(0):
        assert is_about(present(), datetime.now(UTC))


def test_an_agency_at_work_cannot_move_its_time() -> None:
    with pytest.raises(NotAllowed, match="not_a_demo"):
        move_business_time(WEEK)
    with pytest.raises(NotAllowed, match="not_a_demo"):
        set_business_time(datetime.now(UTC))
    assert not BusinessOffset.objects.exists()


@pytest.mark.usefixtures("demo")
def test_a_demonstration_begins_at_the_real_time() -> None:
    assert is_about(present(), datetime.now(UTC))


@pytest.mark.usefixtures("demo")
def test_a_demonstration_moves_and_goes_on_from_there() -> None:
    move_business_time(WEEK)
    assert is_about(move_business_time(WEEK), datetime.now(UTC) + 2 * WEEK)
    assert is_about(present(), datetime.now(UTC) + 2 * WEEK)
    assert BusinessOffset.objects.count() == 1


@pytest.mark.usefixtures("demo")
def test_a_demonstration_is_set_to_a_day() -> None:
    friday = datetime(2026, 10, 9, 11, 45, tzinfo=UTC)
    assert is_about(set_business_time(friday), friday)
    with pytest.raises(ValueError, match="time zone"):
        set_business_time(friday.replace(tzinfo=None))


@pytest.mark.usefixtures("demo")
def test_the_offset_is_read_once_and_again_after_a_second(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [100.0]
    monkeypatch.setattr(present_module, "monotonic", lambda: seconds[0])
    present()
    BusinessOffset.objects.create(offset=WEEK)  # as another process would
    seconds[0] += present_module.KEPT
    with django_assert_num_queries(0):
        assert is_about(present(), datetime.now(UTC))
    seconds[0] += 0.1
    with django_assert_num_queries(1):
        assert is_about(present(), datetime.now(UTC) + WEEK)


def test_there_is_one_offset() -> None:
    BusinessOffset.objects.create(offset=WEEK)
    with pytest.raises(DatabaseError), transaction.atomic():
        BusinessOffset.objects.create(pk=2, offset=WEEK)
    assert connection.is_usable()
