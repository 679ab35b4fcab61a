"""The poller for a demonstration: every look that falls due, and what follows from it, at its own moment."""

from collections.abc import Callable
from datetime import datetime


def run_due(now: datetime) -> int:
    """Take every look that is due at `now` and carry out the outbox; how many looks."""
    from saduak.cases.commands import look_at_due_cases

    taken = look_at_due_cases(now)
    _deliver(now)
    return taken


def run_through(since: datetime, until: datetime, set_time: Callable[[datetime], None] = lambda _now: None) -> int:
    """The same from `since` to `until`, each look at its own moment, so that days that are skipped miss nothing; how
    many looks. `set_time` moves the clock of the demonstration along."""
    from saduak.cases.commands import look_until

    def at(now: datetime) -> None:
        set_time(now)
        _deliver(now)

    return look_until(since, until, at=at)


def _deliver(now: datetime) -> None:
    from saduak.ledger.outbox import Schedule, deliver_due

    deliver_due(lambda: now, Schedule(), is_stopping=lambda: False)
