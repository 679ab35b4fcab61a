"""`make bench` runs what is under benchmarks/ and says so when asked for something else."""

import subprocess
import sys

from tests.architecture.rules.tree import ROOT


def test_an_unknown_benchmark_is_refused_with_the_names_of_the_others() -> None:
    asked = subprocess.run(
        [sys.executable, ROOT / "tools" / "bench.py", "patience"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "There is no benchmark patience" in asked.stderr
    for program in (ROOT / "benchmarks").glob("[a-z]*.py"):
        assert program.stem in asked.stderr
