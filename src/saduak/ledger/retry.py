"""Waiting for others: which database errors mean "try again", and how long to go on trying."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import SQLITE_BUSY, SQLITE_FULL, SQLITE_LOCKED
from typing import TypeVar

from django.db import DatabaseError

from saduak.core.errors import Busy
from saduak.ledger.errors import StorageFull

Result = TypeVar("Result")

SERIALIZATION, DEADLOCK, LOCK_NOT_AVAILABLE, DISK_FULL, UNIQUE = "40001", "40P01", "55P03", "53100", "23505"
RACES = {"ledger_stream_name", "ledger_answer_key"}
"""Unique constraints that only a simultaneous twin can break: the second attempt sees what the first wrote.
"""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try and how long to pause: `base` seconds, doubled each time up to `longest`, with
    jitter.
    """

    attempts: int = 10
    base: float = 0.01
    longest: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def pause(self, attempt: int) -> None:
        self.sleep(min(self.longest, self.base * 2**attempt) * (0.5 + self.jitter()))


def persist(attempt: Callable[[], Result], patience: Patience) -> Result:
    """Run `attempt` until it gets through; Busy when it never does, StorageFull when the disk is full."""
    for number in range(patience.attempts):
        try:
            return attempt()
        except DatabaseError as error:
            if is_full(error):
                raise StorageFull from error
            if not is_passing(error):
                raise
        if number + 1 < patience.attempts:
            patience.pause(number)
    raise Busy("busy", attempts=patience.attempts)


def is_passing(error: DatabaseError) -> bool:
    """Whether the same work may get through a moment later."""
    state = _sqlstate(error)
    if state == UNIQUE:
        return _constraint(error) in RACES
    return state in {SERIALIZATION, DEADLOCK, LOCK_NOT_AVAILABLE} or _sqlite_code(error) in {
        SQLITE_BUSY,
        SQLITE_LOCKED,
    }


def is_full(error: DatabaseError) -> bool:
    """Whether the database could not grow."""
    return _sqlstate(error) == DISK_FULL or _sqlite_code(error) == SQLITE_FULL


def _sqlstate(error: DatabaseError) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


def _constraint(error: DatabaseError) -> str | None:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


def _sqlite_code(error: DatabaseError) -> int:
    """The primary result code; extended codes keep it in their low byte."""
    code: int = getattr(error.__cause__, "sqlite_errorcode", 0) or 0
    return code & 0xFF
