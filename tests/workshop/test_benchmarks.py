"""The benchmarks that fill a database run to their end on a tiny one: nobody finds out that they broke when figures are
asked for. Speed is not judged here, so whether an aim was met does not matter."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.architecture.rules.tree import ROOT

OWN = ("SADUAK_", "DJANGO_")
"""What the tests around this one set; a benchmark sets its own."""


def figures(name: str, **sizes: str) -> dict[str, Any]:
    """What a benchmark of these sizes tells a machine on its last line."""
    around = {each: value for each, value in os.environ.items() if not each.startswith(OWN)}
    ran = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / f"{name}.py"],
        env={**around, **sizes},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in {0, 1}, ran.stderr
    assert "Traceback" not in ran.stderr, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    assert told["benchmark"] == name
    return told


def test_notices_are_sent_once_by_one_poller_and_by_two() -> None:
    told = figures("poller", POLLER_CASES="40", POLLER_NOTICES="12")
    assert told["wrong"] == 0
    assert min(told[rate] for rate in ("sent_per_s", "sent_per_s_two", "idle_poll_ms")) > 0


def test_every_page_answers_as_cases_grow() -> None:
    told = figures("growth", GROWTH_SIZES="200,400", GROWTH_TIMES="4")
    first, last = told["p95_ms"]["200"], told["p95_ms"]["400"]
    assert first.keys() == last.keys() == told["grew"].keys()
    assert {"work_list", "case"} < first.keys()
    assert min(*first.values(), *last.values()) > 0
