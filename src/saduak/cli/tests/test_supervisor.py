"""The supervisor, tried on real child processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from saduak.cli.supervisor import FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER, Child, Supervisor

FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('up', flush=True)
time.sleep(600)
"""


def _wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _is_started(child: Child) -> bool:
    return child.process is not None


def _look_until_dead(child: Child, now: float, said: list[str]) -> None:
    def died() -> bool:
        child.look(now, said.append)
        return child.process is None

    _wait_until(died)


def test_a_child_that_dies_is_started_again_after_its_pause() -> None:
    said: list[str] = []
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"])
    child.look(100.0, said.append)
    _look_until_dead(child, 101.0, said)
    assert "web ended (status 3)" in said[0]
    child.look(101.0 + FIRST_PAUSE - 0.01, said.append)
    assert not _is_started(child), "it was started before its pause was over"
    child.look(101.0 + FIRST_PAUSE, said.append)
    assert _is_started(child)
    child.end(5)


def test_each_early_death_doubles_the_pause_up_to_the_longest() -> None:
    child, pauses, now = Child("web", [sys.executable, "-c", ""]), [], 0.0
    for _ in range(9):
        now = child.start_at
        child.look(now, lambda _sentence: None)
        _look_until_dead(child, now, [])
        pauses.append(child.start_at - now)
    assert pauses == [0.5, 1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_a_child_that_had_run_for_long_starts_again_at_once() -> None:
    child = Child("web", [sys.executable, "-c", ""], pause=16.0)
    child.look(0.0, lambda _sentence: None)
    _look_until_dead(child, STEADY_AFTER, [])
    assert child.start_at - STEADY_AFTER == FIRST_PAUSE


def test_a_child_that_ignores_the_request_is_ended_all_the_same() -> None:
    child = Child("worker", [sys.executable, "-c", STUBBORN])
    child.process = subprocess.Popen(list(child.command), start_new_session=True, stdout=subprocess.PIPE)
    process = child.process
    assert process.stdout is not None
    process.stdout.readline()
    child.end(patience=0.1)
    process.stdout.close()
    assert process.returncode == -signal.SIGKILL


def test_what_the_child_had_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    spawn = (
        "import pathlib, subprocess, sys, time\n"
        f"grandchild = subprocess.Popen([sys.executable, '-c', {FOREVER[2]!r}])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(grandchild.pid))\n"
        "time.sleep(600)\n"
    )
    child = Child("web", [sys.executable, "-c", spawn])
    child.start(0.0)
    _wait_until(lambda: note.exists() and note.read_text() != "")
    grandchild = int(note.read_text())
    assert _alive(grandchild)
    child.end(patience=5)
    _wait_until(lambda: not _alive(grandchild) or _is_zombie(grandchild))


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_stop_signal_ends_every_child_and_returns_0() -> None:
    supervisor = Supervisor([Child("web", FOREVER), Child("worker", FOREVER)], look_every=0.02)
    announced: list[list[int]] = []

    def announce() -> bool:
        announced.append([child.process.pid for child in supervisor.children if child.process])
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()
        return True

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        assert supervisor.run(announce) == 0
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(announced) == 1, "the announcement is made once"
    assert len(announced[0]) == 2
    assert not any(_alive(pid) for pid in announced[0])
