"""Starting Saduak as people do: a process with a clean environment, watched from outside."""

import contextlib
import os
import queue
import re
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

READY = re.compile(r"Saduak is ready at (http://\S+)")


@dataclass
class Running:
    """A started process; `lines` is what it has printed so far, `address` where it says that it answers."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    address: str = ""

    def read_until_ready(self, seconds: float) -> None:
        """Wait for the line with the address; an end before that is a failure with all that was printed."""
        heard: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._listen, args=(heard,), daemon=True).start()
        until = time.monotonic() + seconds
        while not self.address:
            with contextlib.suppress(queue.Empty):
                line = heard.get(timeout=max(until - time.monotonic(), 0.01))
                assert line is not None, "it ended early:\n" + "".join(self.lines)
                found = READY.search(line)
                self.address = found.group(1) if found else ""
            assert self.address or time.monotonic() < until, "no address in time:\n" + "".join(self.lines)

    def _listen(self, heard: "queue.Queue[str | None]") -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            heard.put(line)
        heard.put(None)

    def family(self) -> set[int]:
        """The process ids of everything that it started, directly or not."""
        parents = dict(_parents())
        found: set[int] = set()
        while more := {pid for pid, parent in parents.items() if parent in found | {self.process.pid}} - found:
            found |= more
        return found

    def stop(self) -> int:
        """Ask it to end, as a service manager does, and return its exit status."""
        self.process.terminate()
        return self.process.wait(30)


def _parents() -> Iterator[tuple[int, int]]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                yield int(status.parent.name), int(parent)


def alive(pids: set[int]) -> set[int]:
    """Those of the processes that still run."""
    return pids & {pid for pid, _ in _parents()}


def free_port() -> int:
    """A port on which nothing listens at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port: int = holder.getsockname()[1]
        return port


def begin(command: Sequence[str | Path], *, cwd: Path, seconds: float, home: Path, **variables: str) -> Running:
    """Start a command with nothing of ours in its environment and wait until it tells its address."""
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=cwd,
        env=clean_environment(home, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    running = Running(process)
    try:
        running.read_until_ready(seconds)
    except BaseException:
        end(running)
        raise
    return running


def end(running: Running) -> None:
    """End it and whatever it has started, gently first."""
    left = running.family() | {running.process.pid}
    if running.process.poll() is None:
        running.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.process.wait(20)
    for pid in alive(left):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 9)
    running.process.wait()
    if running.process.stdout is not None:
        running.process.stdout.close()


def fetch(address: str) -> tuple[int, str]:
    """The status and the text of a page; the address is the one that the server itself has printed."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return answer.status, answer.read().decode()


def clean_environment(home: Path, **variables: str) -> dict[str, str]:
    """What the installers need of ours (paths, caches, proxies), none of our settings and no Python path."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SADUAK_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS", "PYTEST", "COV"))
    }
    return {**kept, "SADUAK_HOME": str(home / "home"), "PYTHONUNBUFFERED": "1", **variables}
