"""One process of a fault test: `python -m tests.faults.process count COUNTER TIMES PREFIX`, `… worker`, `… load N`."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta

import django
from django.conf import settings


def start() -> None:
    """Django with the wiring of the fault tests."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    settings.WIRING = "tests.faults.counting"


def count(counter: str, times: str, prefix: str, padding: str = "0", pages: str = "") -> None:
    """Count up, printing each number once its commit is acknowledged. `pages`: how far SQLite may still grow."""
    if pages:
        limit(int(pages))
    from saduak.core.errors import SaduakError
    from saduak.ledger.actors import Actor
    from tests.faults.counting import count_up

    actor = Actor("user", "counter")
    for turn in range(int(times)):
        try:
            number = count_up(
                actor=actor,
                counter=counter,
                padding="x" * int(padding),
                now=datetime.now(UTC),
                key=f"{prefix}-{turn}",
            )
        except SaduakError as error:
            print(f"refused {error.code}", flush=True)
            continue
        print(f"{prefix}-{turn} {number}", flush=True)


def insist(counter: str, times: str, prefix: str, back: str = "0") -> None:
    """The same as often as it takes, each time under the same key, whatever becomes of the database; from the middle on
    by a clock that was put back so many seconds."""
    from django.db import DatabaseError, connection

    from saduak.core.errors import SaduakError
    from saduak.ledger.actors import Actor
    from tests.faults.counting import count_up

    told = {"actor": Actor("user", "counter"), "counter": counter, "padding": ""}
    for turn in range(int(times)):
        behind = timedelta(seconds=int(back) if turn >= int(times) // 2 else 0)
        while True:
            try:
                number = count_up(**told, now=datetime.now(UTC) - behind, key=f"{prefix}-{turn}")
            except (DatabaseError, SaduakError):
                connection.close()
                time.sleep(0.05)
            else:
                break
        print(f"{prefix}-{turn} {number}", flush=True)


def carry(minutes: str) -> None:
    """Carry out what is due so many minutes from now."""
    from saduak.ledger.outbox import Schedule, deliver_due

    later = datetime.now(UTC) + timedelta(minutes=int(minutes))
    print(deliver_due(lambda: later, Schedule(), is_stopping=lambda: False))


def limit(pages: int) -> None:
    """Let the SQLite database grow by so many pages and no further: to it, that is a full disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")


def load(events: str) -> None:
    """Load so many events into a hundred streams, each with a mark of its own."""
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.loader import Draft, load_events
    from saduak.ledger.streams import Ref
    from tests.faults.counting import COUNTED

    start = datetime(2026, 1, 1, tzinfo=UTC)
    drafts = (
        Draft(
            Ref("loaded", str(number % 100)),
            COUNTED,
            start + timedelta(seconds=number),
            {"number": number, "padding": f"mark-{number:06d}-"},
        )
        for number in range(int(events))
    )
    load_events(drafts, INSTALLER)


def worker(*arguments: str) -> None:
    """The real worker."""
    from saduak.cli import worker as cli

    sys.exit(cli.run(arguments))


if __name__ == "__main__":
    start()
    acts = {"count": count, "insist": insist, "carry": carry, "load": load, "worker": worker}
    acts[sys.argv[1]](*sys.argv[2:])
