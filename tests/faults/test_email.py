"""A worker that dies after a letter is sent and before that is noted sends no second one."""

import signal
import subprocess
import sys

from tests.faults.conftest import ROOT, Site


def act(site: Site, what: str) -> "subprocess.CompletedProcess[str]":
    """One act in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.cases", what]
    return subprocess.run(command, cwd=ROOT, env=site.environment, text=True, capture_output=True, check=False)


def test_the_letter_of_a_decision_goes_out_once_though_the_worker_is_killed(site: Site) -> None:
    decided = act(site, "decide")
    assert decided.returncode == 0, decided.stderr
    assert act(site, "die").returncode == -signal.SIGKILL
    assert act(site, "letters").stdout.split() == ["receipt", "decision_granted", "decided"]
    worked = act(site, "work")
    assert worked.returncode == 0, worked.stderr
    assert act(site, "letters").stdout.split() == ["receipt", "decision_granted", "notified"]
