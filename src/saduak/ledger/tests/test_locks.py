"""Events cannot be changed, whoever tries."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from saduak.ledger.guard import side_door
from saduak.ledger.models import Event
from saduak.ledger.tests.notes import CLERK, NOW, note

pytestmark = pytest.mark.django_db

ATTEMPTS = [
    "UPDATE ledger_event SET channel = 'x'",
    "DELETE FROM ledger_event",
    "INSERT INTO ledger_event SELECT * FROM ledger_event",
    "INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event",
    "TRUNCATE ledger_event CASCADE",
]
"""The last but one is refused by SQLite's trigger and PostgreSQL's grammar, the last the other way about."""


@pytest.mark.parametrize("sql", ATTEMPTS)
def test_an_event_refuses_to_change(sql: str) -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    with side_door("bulk loader"), pytest.raises(DatabaseError), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(sql)
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel FROM ledger_event")
        assert cursor.fetchall() == [("desk",)]


def test_the_triggers_say_why() -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    with side_door("bulk loader"), pytest.raises(IntegrityError, match="events are immutable"):
        Event.objects.update(channel="x")
