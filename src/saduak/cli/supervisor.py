"""Keeps a few child processes alive: restarts one that dies, ends them all when asked to."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
"""A child that lived this many seconds had started well: its next pause is the shortest again."""


@dataclass
class Child:
    """One command line that should be running; `name` is what people read when it fails, `log` the file for what it
    says, where that is of no use on the terminal.
    """

    name: str
    command: Sequence[str]
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started: float = 0.0
    start_at: float = 0.0

    def start(self, now: float) -> None:
        """Start it in a session of its own, so that only the supervisor hears the keyboard's interrupt."""
        with contextlib.ExitStack() as files:
            out = files.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                list(self.command), start_new_session=True, stdout=out, stderr=out
            )
        self.started = now

    def look(self, now: float, say: Callable[[str], None]) -> None:
        """Start what is not running, once its pause is over; each early death doubles the pause."""
        if self.process is None:
            if now >= self.start_at:
                self.start(now)
            return
        status = self.process.poll()
        if status is None:
            return
        if now - self.started >= STEADY_AFTER:
            self.pause = FIRST_PAUSE
        say(f"{self.name} หยุดเอง จะเริ่มใหม่ · {self.name} ended (status {status}); again in {self.pause:g} s")
        self._sweep()
        self.process, self.start_at = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def end(self, patience: float) -> None:
        """Ask it to end, wait for at most `patience` seconds, then make sure that nothing of it is left."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self._sweep()
        self.process.wait()

    def _sweep(self) -> None:
        """End what the child itself had started; its session is named by its process id."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Supervisor:
    """Runs `children` until SIGTERM or SIGINT, looking at them every few tenths of a second."""

    children: list[Child]
    patience: float = 15.0
    look_every: float = 0.2
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self, announce: Callable[[], bool] = lambda: True) -> int:
        """Block until asked to stop; `announce` is called after each look until it says it has done its part.

        Returns 0, since being asked is the ordinary end.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        announced = False
        try:
            while not self._stop.wait(self.look_every):
                self._look()
                announced = announced or announce()
        finally:
            self._end()
        return 0

    def _asked(self, *_: object) -> None:
        self._stop.set()

    def _look(self) -> None:
        for child in self.children:
            child.look(time.monotonic(), _say)

    def _end(self) -> None:
        for child in self.children:
            if child.process is not None:
                with contextlib.suppress(ProcessLookupError):
                    child.process.terminate()
        until = time.monotonic() + self.patience
        for child in self.children:
            child.end(max(until - time.monotonic(), 0.0))


def _say(sentence: str) -> None:
    print(f"saduak: {sentence}", file=sys.stderr, flush=True)
