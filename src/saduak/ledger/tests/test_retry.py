"""Which failures pass, how long we wait, and what is said when waiting was in vain."""

import sqlite3

import psycopg
import pytest
from django.db import IntegrityError, OperationalError

from saduak.core.errors import Busy
from saduak.ledger.errors import StorageFull
from saduak.ledger.retry import Patience, persist


class FakeSqlite(sqlite3.OperationalError):
    """sqlite3 lets nobody set the code on its own errors."""

    def __init__(self, code: int) -> None:
        super().__init__("sqlite")
        self.sqlite_errorcode = code


def refused(cause: Exception, kind: type[Exception] = OperationalError) -> Exception:
    error = kind("refused")
    error.__cause__ = cause
    return error


PASSING = [
    psycopg.errors.SerializationFailure(),
    psycopg.errors.DeadlockDetected(),
    psycopg.errors.LockNotAvailable(),
    FakeSqlite(sqlite3.SQLITE_BUSY),
    FakeSqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
    FakeSqlite(sqlite3.SQLITE_LOCKED),
]


@pytest.mark.parametrize("cause", PASSING, ids=repr)
def test_what_passes_is_tried_again(cause: Exception) -> None:
    slept: list[float] = []
    errors = [refused(cause), refused(cause)]

    def attempt() -> str:
        if errors:
            raise errors.pop()
        return "through"

    assert persist(attempt, Patience(sleep=slept.append, jitter=lambda: 0.5)) == "through"
    assert slept == [0.01, 0.02]


def test_patience_ends_in_busy() -> None:
    slept: list[float] = []

    def attempt() -> None:
        raise refused(PASSING[0])

    with pytest.raises(Busy):
        persist(attempt, Patience(attempts=12, sleep=slept.append, jitter=lambda: 0.0))
    assert len(slept) == 11
    assert max(slept) == 0.5


@pytest.mark.parametrize("cause", [psycopg.errors.DiskFull(), FakeSqlite(sqlite3.SQLITE_FULL)], ids=repr)
def test_a_full_disk_is_said_at_once(cause: Exception) -> None:
    def attempt() -> None:
        raise refused(cause)

    with pytest.raises(StorageFull):
        persist(attempt, Patience(sleep=lambda _: pytest.fail("waited for a full disk")))


@pytest.mark.parametrize("cause", [psycopg.errors.UniqueViolation(), psycopg.errors.UndefinedTable()], ids=repr)
def test_our_own_faults_are_not_tried_again(cause: Exception) -> None:
    def attempt() -> None:
        raise refused(cause, IntegrityError)

    with pytest.raises(IntegrityError):
        persist(attempt, Patience(sleep=lambda _: pytest.fail("tried again")))
