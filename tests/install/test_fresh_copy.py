"""`make run` in a copy of the checkout in which nothing has been prepared yet."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.rules.tree import ROOT, tracked
from tests.install.conftest import Start
from tests.serving import clean_environment, fetch

COPIED = ("src", "law", "services", "requirements", "tools")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What a clone would hold, without an environment and without data."""
    folder = tmp_path / "copy"
    for path in tracked():
        name = path.relative_to(ROOT)
        if name.parts[0] in COPIED or len(name.parts) == 1:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, folder / name)
    return folder


def test_one_command_makes_everything_and_the_second_start_makes_nothing(
    copy: Path, start: Start, free_port: int
) -> None:
    command = ["make", "run", f"PORT={free_port}"]
    first = start(command, cwd=copy, seconds=300, SADUAK_HOME="")
    assert fetch(first.address)[0] == 200
    first.stop()
    assert (copy / "var" / "saduak.sqlite3").is_file()
    before = _times(copy)
    second = start(command, cwd=copy, seconds=60, SADUAK_HOME="")
    assert fetch(second.address)[0] == 200
    said = list(second.lines)
    second.stop()
    assert _times(copy) == before
    assert "Saduak is ready" in said[0], "the second start makes nothing before it has the address"
    assert not (copy / "var" / "agency").exists()
    earnest = start([*command, "DEMO=0"], cwd=copy, seconds=300, SADUAK_HOME="")
    assert fetch(earnest.address)[0] == 200
    earnest.stop()
    assert (copy / "var" / "agency" / "saduak.sqlite3").is_file(), "an agency at work has a database of its own"
    assert len(earnest.lines) == 1, "the address, and no log-ins"


def _times(copy: Path) -> dict[str, float]:
    """When the environment and the static files were made."""
    made = [*copy.glob(".venv/stamp-*"), copy / "var" / "static.stamp"]
    return {path.name: path.stat().st_mtime for path in made}


def test_an_old_python_is_refused_in_one_clear_sentence(copy: Path, tmp_path: Path) -> None:
    old = tmp_path / "python-old"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)
    asked = subprocess.run(
        ["make", "run", f"PYTHON={old}"],
        cwd=copy,
        env=clean_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode != 0
    assert "ต้องใช้ Python 3.11 ขึ้นไป" in asked.stderr
    assert "Saduak needs Python 3.11 or newer" in asked.stderr
    assert "Python 3.9.2" in asked.stderr
    assert not (copy / ".venv").exists()


def test_without_a_goal_make_lists_what_it_can_do(copy: Path) -> None:
    shown = subprocess.run(["make"], cwd=copy, capture_output=True, text=True, check=True).stdout
    for goal in ("run", "test", "check", "bench", "lock", "clean"):
        assert f"make {goal} " in shown


def test_who_is_not_root_is_told_in_one_line_what_to_type(tmp_path: Path) -> None:
    """With the few programs the script itself uses, so no Chromium and no poppler, as an ordinary user."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "ls", "cat", "grep"):
        (programs / name).symlink_to(shutil.which(name) or "")
    (programs / "id").write_text("#!/bin/sh\necho 1000\n")
    (programs / "id").chmod(0o755)
    told = subprocess.run(
        [programs / "sh", ROOT / "tools" / "system_packages.sh"],
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1
    assert "sudo apt-get install" in told.stderr
    assert told.stderr.endswith(" chromium poppler-utils npm softhsm2\n")
