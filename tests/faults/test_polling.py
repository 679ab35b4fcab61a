"""Two pollers at the sending hour: every late case is told once, whoever takes it."""

import subprocess
import sys

from tests.faults.conftest import ROOT, Site

LATE_CASES = 8


def started(site: Site, *what: str) -> "subprocess.Popen[str]":
    """One act in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.polling", *what]
    process = subprocess.Popen(
        command, cwd=ROOT, env=site.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    site.started.append(process)
    return process


def ended(process: "subprocess.Popen[str]") -> list[str]:
    """What an act printed; it must end well."""
    printed, errors = process.communicate(timeout=180)
    assert process.returncode == 0, errors
    return printed.split()


def test_two_pollers_send_each_notice_once(site: Site) -> None:
    ended(started(site, "prepare", str(LATE_CASES)))
    one, two = started(site, "poll"), started(site, "poll")
    looks = [int(*ended(poller)) for poller in (one, two)]
    assert sum(looks) == LATE_CASES
    assert ended(started(site, "notices")) == ["1/1/1"] * LATE_CASES
