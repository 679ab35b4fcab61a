"""Starting the stand-in for ThaID, as the demonstration does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stand_in() -> Iterator[str]:
    """The stand-in provider as a process of its own, on a free port; its issuer."""
    command = [sys.executable, "-W", "ignore", "-m", "saduak.adapters.thaid.stand_in", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
