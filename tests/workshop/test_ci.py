"""Continuous integration runs what a developer runs."""

import os
import re
import subprocess

from tests.architecture.rules.tree import ROOT

RUN = ROOT / ".ci" / "run"


def test_it_calls_check_and_test() -> None:
    assert os.access(RUN, os.X_OK)
    assert re.findall(r"^make (\w+)$", RUN.read_text(encoding="utf-8"), re.MULTILINE) == ["check", "test"]


def test_the_shell_scripts_can_be_read_by_their_shell() -> None:
    for script in (RUN, *(ROOT / "tools").glob("*.sh")):
        shell = script.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()[-1]
        subprocess.run([shell, "-n", script], check=True)
