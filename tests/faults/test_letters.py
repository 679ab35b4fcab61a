"""Two authorities decide at once, and a worker dies after a letter is sent: one decision, one letter."""

import signal
import subprocess
import sys

from tests.faults.conftest import ROOT, Site


def started(site: Site, *what: str) -> "subprocess.Popen[str]":
    """One act in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.cases", *what]
    process = subprocess.Popen(
        command, cwd=ROOT, env=site.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    site.started.append(process)
    return process


def act(site: Site, *what: str) -> list[str]:
    """What an act printed; it must end well."""
    return ended(started(site, *what))


def ended(process: "subprocess.Popen[str]") -> list[str]:
    printed, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return printed.split()


def test_one_decision_and_one_letter_whoever_races_and_whatever_dies(site: Site) -> None:
    act(site, "prepare")
    one, two = started(site, "decide", "one"), started(site, "decide", "two")
    assert sorted(ended(one) + ended(two)) == ["decided", "wrong_state"]
    killed = started(site, "die")
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert act(site, "letters") == ["receipt", "decision_granted", "decided"]
    act(site, "work")
    assert act(site, "letters") == ["receipt", "decision_granted", "notified"]
