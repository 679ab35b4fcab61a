"""Run the whole suite as continuous integration does: everything on PostgreSQL, then the rooms on SQLite."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = tuple(
    f"src/saduak/{room}"
    for room in (
        "core",
        "ledger",
        "files",
        "parties",
        "identities",
        "catalogue",
        "linkage",
        "messages",
        "cases",
        "fees",
        "licences",
        "cli",
    )
)
PASSES = (
    ("everything, on PostgreSQL", "postgresql", ("src", "tests")),
    ("the rooms and a journey, on SQLite", "sqlite", (*ROOMS, "tests/journeys/test_food_premises.py")),
)
"""Pages, documents and sources meet no database of their own making: they run on PostgreSQL alone."""


def main() -> int:
    """Run each pass, even after a failure; returns 0 only if all of them went well."""
    failed = [what for what, database, folders in PASSES if not went_well(what, database, folders)]
    for what in failed:
        print(f"ไม่ผ่าน · Failed: {what}", file=sys.stderr)
    return 1 if failed else 0


def went_well(what: str, database: str, folders: tuple[str, ...]) -> bool:
    """One pass of pytest over the folders, with data of its own that is thrown away."""
    print(f"== {what}", flush=True)
    started = time.monotonic()
    environment = {
        **os.environ,
        "SADUAK_HOME": str(ROOT / "build" / f"test-{database}"),
        "SADUAK_TEST_DATABASE": database,
    }
    ended = subprocess.run([sys.executable, "-m", "pytest", "-q", *folders], cwd=ROOT, env=environment, check=False)
    print(f"== {time.monotonic() - started:.0f} s", flush=True)
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
