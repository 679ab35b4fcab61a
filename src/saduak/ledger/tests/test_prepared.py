"""PostgreSQL keeps the plans of what comes often, and every command means what it meant before."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from saduak.ledger import prepared
from saduak.ledger.history import history
from saduak.ledger.prepared import Prepared
from saduak.ledger.streams import Ref
from saduak.ledger.tests.notes import CLERK, NOW, note
from tests.databases.cluster import Cluster

THRESHOLD = 5
OFTEN = THRESHOLD + 2
HALF = "SELECT CAST(%s AS INTEGER) / 2"


@pytest.fixture
def driver(cluster: Cluster) -> Iterator["psycopg.Connection[Any]"]:
    """A connection of one's own to PostgreSQL, whatever database the other tests stand on."""
    with psycopg.connect(cluster.url("postgres"), cursor_factory=psycopg.ClientCursor) as made:
        yield made


def kept(driver: "psycopg.Connection[Any]") -> list[str]:
    """The statements that the database keeps planned for a connection."""
    return [sql for (sql,) in driver.execute("SELECT statement FROM pg_prepared_statements").fetchall()]


def halved(own: Prepared, text: str) -> int:
    [found] = own.driver.execute(own.shortest(HALF), [text]).fetchone()
    return int(found)


def test_what_comes_often_is_planned_once_and_answers_the_same(driver: "psycopg.Connection[Any]") -> None:
    own = Prepared(driver, THRESHOLD)
    assert [halved(own, "8") for _ in range(THRESHOLD)] == [4] * THRESHOLD
    assert kept(driver) == []
    assert [halved(own, "6") for _ in range(OFTEN)] == [3] * OFTEN
    assert len(kept(driver)) == 1


def test_a_wrong_value_is_refused_as_before_and_the_plan_stays(driver: "psycopg.Connection[Any]") -> None:
    own = Prepared(driver, THRESHOLD)
    for _ in range(OFTEN):
        with pytest.raises(psycopg.DataError, match="seven"), driver.transaction():
            halved(own, "seven")
    assert halved(own, "8") == 4


def test_behind_a_pooler_of_transactions_nothing_is_prepared(driver: "psycopg.Connection[Any]") -> None:
    own = Prepared(driver, None)
    assert [halved(own, "8") for _ in range(OFTEN)] == [4] * OFTEN
    assert kept(driver) == []


def test_plans_are_kept_of_a_limited_number_of_statements(
    driver: "psycopg.Connection[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "MOST", 2)
    monkeypatch.setattr(prepared, "MOST_SEEN", 4)
    own = Prepared(driver, THRESHOLD)
    for _ in range(OFTEN):
        for more in range(3):
            own.shortest(f"SELECT {more} + CAST(%s AS INTEGER)")
    assert len(kept(driver)) == 2
    for more in range(9):
        own.shortest(f"SELECT {more} - CAST(%s AS INTEGER)")
    assert len(own.seen) <= 4


@pytest.mark.django_db
def test_a_command_that_comes_often_records_what_it_recorded_before() -> None:
    for turn in range(OFTEN):
        note(actor=CLERK, note_id="1", words=f"word {turn}", now=NOW, key=str(turn))
    happened = history(Ref("note", "1"))
    assert [each.payload["words"] for each in happened] == [f"word {turn}" for turn in range(OFTEN)]
    if connection.vendor == "postgresql":
        assert any("FOR UPDATE" in sql for sql in kept(connection.connection))
