"""The command line itself: which words it knows and what it says to others."""

import re
from importlib import import_module
from importlib.metadata import version

import pytest

from saduak.cli.main import COMMANDS, main


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_help_lists_every_command_with_its_first_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    shown = capsys.readouterr().out
    for name, module in COMMANDS.items():
        assert re.search(rf"^  {name} +\S.*[.]$", shown, re.MULTILINE), f"{module} needs a first line with a full stop"


def test_an_unknown_command_is_named_and_answers_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["permit"]) == 2
    assert "no command 'permit'" in capsys.readouterr().err


def test_every_command_has_a_module_with_run() -> None:
    assert all(callable(import_module(module).run) for module in COMMANDS.values())


def test_version_prints_one_line_and_takes_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out.startswith(f"saduak {version('saduak')} (Python 3.")
    assert main(["version", "please"]) == 2
