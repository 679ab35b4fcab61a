"""Statements that PostgreSQL keeps planned, as long as a connection lasts.

Planning a statement of a command takes the database four times as long as carrying it out. The driver prepares too, but
then sends each statement in a message of its own, and waits for each answer; here `EXECUTE` stands in a message beside
others. `PREPARE_THRESHOLD` of the database's settings says how often a statement comes before it is prepared, and None
(behind a pooler that hands out connections by transaction) that none ever is.
"""

from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

PREPARE = "PREPARE {name} AS {sql}"
KEPT = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
MOST = 100
"""Statements kept planned by one connection; the driver keeps as many."""
MOST_SEEN = 1_000
"""Statements counted at a time: what is rare is forgotten."""


class Prepared:
    """The statements of one connection: how often each came, and the call of those that are prepared."""

    def __init__(self, driver: Any, threshold: int | None) -> None:
        self.driver, self.threshold = driver, threshold
        self.seen: Counter[str] = Counter()
        self.calls: dict[str, str] = {}

    def shortest(self, sql: str) -> str:
        """The statement itself, or the call of what was prepared of it; both take the same parameters."""
        call = self.calls.get(sql)
        if call is None and self._is_due(sql):
            call = self.calls[sql] = self._prepare(sql)
        return call or sql

    def _is_due(self, sql: str) -> bool:
        if self.threshold is None or len(self.calls) >= MOST or sql.lstrip()[:6] not in KEPT:
            return False
        if len(self.seen) >= MOST_SEEN:
            self.seen.clear()
        self.seen[sql] += 1
        return self.seen[sql] > self.threshold

    def _prepare(self, sql: str) -> str:
        name = f"saduak_{len(self.calls)}"
        first, *others = sql.split("%s")
        numbered = first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))
        with connection.wrap_database_errors:
            self.driver.execute(PREPARE.format(name=name, sql=numbered))
        marks = ", ".join(["%s"] * len(others))
        return f"EXECUTE {name} ({marks})" if others else f"EXECUTE {name}"


_KNOWN: WeakKeyDictionary[Any, Prepared] = WeakKeyDictionary()


def prepared_on(driver: Any) -> Prepared:
    """What the driver's connection has prepared."""
    known = _KNOWN.get(driver)
    if known is None:
        known = _KNOWN[driver] = Prepared(driver, connection.settings_dict["PREPARE_THRESHOLD"])
    return known
