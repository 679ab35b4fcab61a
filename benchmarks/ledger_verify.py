"""How many events a second `saduak ledger verify` walks through, on SQLite and PostgreSQL. The last line is JSON."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from _both import on_both, prepare

EVENTS = 50_000


def main() -> None:
    """Measure on both databases."""
    print(json.dumps({"benchmark": "ledger_verify", **on_both(__file__)}))


def measure() -> dict[str, int]:
    """Load, then verify three times and take the best."""
    prepare()
    loading = timed(load)
    return {
        "loaded_per_second": round(EVENTS / loading),
        "verified_per_second": round(EVENTS / min(timed(walk) for _ in range(3))),
    }


def timed(work: Callable[[], None]) -> float:
    """Seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def load() -> None:
    """Events in a hundred streams."""
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.kinds import event_kind
    from saduak.ledger.loader import Draft, load_events
    from saduak.ledger.streams import Ref

    kind = event_kind("bench.noted", "Something was noted.", "words")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    load_events(
        (
            Draft(Ref("bench", str(turn % 100)), kind, start + timedelta(seconds=turn), {"words": f"คำที่ {turn}"})
            for turn in range(EVENTS)
        ),
        INSTALLER,
    )


def walk() -> None:
    """Verify everything; an unbroken ledger has no findings."""
    from saduak.ledger.verify import verify

    if list(verify()):
        raise SystemExit("the ledger is broken")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure()))
    else:
        main()
