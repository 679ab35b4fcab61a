"""How long a poll takes among a million open cases of which none is due, and how many delay notices a second are sent,
by one process and by two at once, each in the transaction of its case with the regulator's copy, its letter and the
draft of the next; on PostgreSQL, every commit waiting for the disk.

The cases are copies of real ones (`_loader`). Afterwards every late case must have been told once and once only, and
the whole of what was sent must verify. The last line is JSON; ends with 1 when an aim is missed.
`POLLER_CASES=10000 POLLER_NOTICES=200` takes fewer.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from statistics import median
from typing import Any, Self

from _both import prepare
from _loader import load
from _town import Town, plan, settle

CASES = int(os.environ.get("POLLER_CASES", "1000000"))
NOTICES = int(os.environ.get("POLLER_NOTICES", "1200"))
"""Sent in each round by each process."""
ROUNDS, POLLS = 3, 50
FILED, DUE = date(2027, 3, 8), date(2027, 3, 17)
MORNING = datetime(2027, 3, 18, 6, 30, tzinfo=UTC)
"""Nothing is due: the sending hour comes at three in the afternoon."""
HOUR = datetime(2027, 3, 18, 8, 0, tzinfo=UTC)
IDLE = {"considered": (1, (date(2027, 3, 15), date(2027, 3, 16), date(2027, 3, 17)))}
LATE = {"late": (1, (FILED,))}
AIM_POLL, AIM_ONE, AIM_TWO = 5.0, 300, 450
SETTINGS = ("shared_buffers=1GB", "max_wal_size=8GB")


class Poller:
    """A process of its own that sends what is due whenever it is told to."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([sys.executable, __file__, "poll"], text=True, stdin=-1, stdout=-1)
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("a process without pipes")
        self.ears, self.mouth = self.process.stdin, self.process.stdout
        self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.communicate("")

    def tell(self) -> None:
        """Let it poll once."""
        self.ears.write("go\n")
        self.ears.flush()

    def hear(self) -> Any:
        """What it says when it is ready, and after each poll."""
        return json.loads(self.mouth.readline())


def polling() -> None:
    """The life of such a process: one poll for each line read; how many looks it took."""
    prepare()
    from saduak.cases.commands import look_at_due_cases

    gc.freeze()  # as the worker does
    print("null", flush=True)
    for _ in sys.stdin:
        print(look_at_due_cases(HOUR), flush=True)


def rate(pollers: Sequence[Poller]) -> float:
    """Notices a second of these pollers at once."""
    began = time.perf_counter()
    for poller in pollers:
        poller.tell()
    sent = sum(poller.hear() for poller in pollers)
    return float(sent / (time.perf_counter() - began))


def idle_poll() -> float:
    """Milliseconds of one poll that finds nothing: the middle of many."""
    from saduak.cases.commands import look_at_due_cases

    def timed() -> float:
        began = time.perf_counter()
        if look_at_due_cases(MORNING):
            raise SystemExit("something was due")
        return (time.perf_counter() - began) * 1000

    timed()
    return round(median(timed() for _ in range(POLLS)), 2)


def sent(where: str, town: Town) -> dict[str, float]:
    """The best round of one poller and of two, fresh cases each time."""
    made, numbers, rates = plan(town, where, LATE), iter(range(2_000_000, 10**9, 100_000)), []
    with Poller() as one, Poller() as two:
        for pollers in ((one,), (two,), *((one,), (one, two)) * ROUNDS):
            start = next(numbers)
            load(made, range(start, start + NOTICES * len(pollers)))
            rates.append((len(pollers), rate(pollers)))
    best = {count: round(max(each for many, each in rates[2:] if many == count), 1) for count in (1, 2)}
    return {"sent_per_s": best[1], "sent_per_s_two": best[2]}


def wrong() -> int:
    """Late cases that were not told exactly once, with one copy and one letter, and events that do not verify."""
    from django.db import connection

    from saduak.ledger.verify import verify

    told = """
        SELECT count(*) FROM cases_case c WHERE c.number LIKE 'BEN-70-%%' AND c.next_look_at > %s AND c.due_on = %s
        AND ((SELECT count(*) FROM cases_notice n WHERE n.case_id = c.id AND n.state = 'sent') <> 1
          OR (SELECT count(*) FROM cases_regulatorcopy r WHERE r.case_id = c.id) <> 1
          OR (SELECT count(*) FROM letters_letter l WHERE l.case_id = c.id AND l.kind = 'delay') <> 1)
    """
    with connection.cursor() as cursor:
        cursor.execute(told, [HOUR, DUE])
        [[untold]] = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM cases_case WHERE due_on = %s AND next_look_at <= %s", [DUE, HOUR])
        [[left]] = cursor.fetchall()
    return int(untold) + int(left) + sum(1 for _ in verify())


def main() -> int:
    """Load, poll, send, look at what came of it; tell people, and a machine on the last line."""
    from tests.databases.cluster import Cluster

    with tempfile.TemporaryDirectory() as folder, Cluster(durable=True, settings=SETTINGS) as cluster:
        cluster.sql("CREATE DATABASE bench")
        os.environ.update(SADUAK_DATABASE=cluster.url("bench"), SADUAK_HOME=folder)
        prepare()
        town, where = settle(), f"host={cluster.folder} user=saduak dbname=bench"
        found = sent(where, town)
        doubled = wrong()
        load(plan(town, where, IDLE), range(CASES))
        found = {"idle_poll_ms": idle_poll(), **found}
    print(f"a poll, {CASES:,} open {found['idle_poll_ms']:>8} ms   aim {AIM_POLL}")
    print(f"notices a second       {found['sent_per_s']:>8}   aim {AIM_ONE}")
    print(f"by two processes       {found['sent_per_s_two']:>8}   aim {AIM_TWO}")
    print(json.dumps({"benchmark": "poller", "open_cases": CASES, **found, "wrong": doubled}))
    is_met = found["idle_poll_ms"] <= AIM_POLL and found["sent_per_s"] >= AIM_ONE and found["sent_per_s_two"] >= AIM_TWO
    return int(not is_met or doubled > 0)


if __name__ == "__main__":
    if sys.argv[1:] == ["poll"]:
        polling()
    else:
        sys.exit(main())
