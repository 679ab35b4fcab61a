"""Fixtures to start Saduak as people do; whatever a test has started is ended after it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Running

Start = Callable[..., Running]


@pytest.fixture
def free_port() -> int:
    """A port on which nothing listens at this moment."""
    return serving.free_port()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a command with nothing of ours in its environment; whatever is left of it at the end is ended."""
    started: list[Running] = []

    def start_one(command: Sequence[str | Path], *, cwd: Path, seconds: float, **variables: str) -> Running:
        started.append(serving.begin(command, cwd=cwd, seconds=seconds, home=tmp_path, **variables))
        return started[-1]

    yield start_one
    for running in started:
        serving.end(running)
