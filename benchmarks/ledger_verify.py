"""How many events a second `saduak ledger verify` walks through, on SQLite and PostgreSQL. The last line is JSON."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
EVENTS = 50_000


def main() -> None:
    """Run each database in a process of its own, since Django knows one at a time."""
    from tests.databases.cluster import Cluster

    results: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as folder, Cluster() as cluster:
        cluster.sql("CREATE DATABASE bench")
        urls = {"postgresql": cluster.url("bench"), "sqlite": f"sqlite:///{folder}/bench.sqlite3"}
        for vendor, url in urls.items():
            environment = {**os.environ, "SADUAK_DATABASE": url, "SADUAK_HOME": folder}
            command = [sys.executable, __file__, vendor]
            told = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, check=True)
            results[vendor] = json.loads(told.stdout)
            print(vendor, results[vendor], flush=True)
    print(json.dumps({"benchmark": "ledger_verify", **results}))


def measure() -> dict[str, int]:
    """Load, then verify three times and take the best."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
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
