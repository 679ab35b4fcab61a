"""Nothing is written but through a command."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from saduak.ledger.errors import StrayWrite
from saduak.ledger.guard import WRITES, side_door
from saduak.ledger.models import NumberSeries, Stream
from saduak.ledger.tests.notes import CLERK, NOW, note

pytestmark = pytest.mark.django_db


def test_a_stray_insert_is_refused() -> None:
    with pytest.raises(StrayWrite, match="ledger_stream"):
        Stream.objects.create(kind="note", key="1")
    with pytest.raises(StrayWrite):
        Stream.objects.bulk_create([Stream(kind="note", key="1")])


def test_a_stray_update_or_delete_is_refused() -> None:
    note(actor=CLERK, note_id="1", words="a", now=NOW, key="k")
    with pytest.raises(StrayWrite):
        Stream.objects.update(head_seq=7)
    with pytest.raises(StrayWrite):
        NumberSeries.objects.filter(name="x").delete()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO parties_agency VALUES (1)",
        "  update only parties_agency SET x = 1",
        "WITH gone AS (SELECT 1) DELETE FROM parties_agency",
        "TRUNCATE parties_agency",
        "COPY parties_agency FROM STDIN",
    ],
)
def test_raw_sql_is_read_too(sql: str) -> None:
    with pytest.raises(StrayWrite, match="parties_agency"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_reading_and_locking_are_no_writes() -> None:
    assert not WRITES.match('SELECT "id" FROM "parties_agency" FOR UPDATE')


def test_the_frameworks_own_tables_stay_open() -> None:
    Session.objects.create(session_key="s", session_data="", expire_date=NOW)
    assert Session.objects.count() == 1


def test_the_side_doors_are_named() -> None:
    with side_door("bulk loader"):
        Stream.objects.create(kind="note", key="1")
    assert Stream.objects.count() == 1
