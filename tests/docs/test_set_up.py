"""What the how-to for a first agency says is done, in order, in a home where nothing has been before."""

import json
import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.architecture.rules.tree import ROOT

HOW_TO = ROOT / "docs" / "how-to"
MISSING_AT_FIRST = 10
"""Of twelve points; the head of letters and the mail server are there before."""


def commands() -> list[list[str]]:
    """Every command of the page, in order."""
    text = (HOW_TO / "set-up-an-agency.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def overlay() -> str:
    """The file that the other how-to writes, for this agency."""
    text = (HOW_TO / "adopt-a-service.md").read_text(encoding="utf-8")
    lines = re.findall(r"^   ```yaml\n(.*?)^   ```", text, re.MULTILINE | re.DOTALL)[0].splitlines()
    return "\n".join(line.removeprefix("   ") for line in lines).replace("agency: my-town", "agency: our-town")


ONE_AFTER_ANOTHER = """
import contextlib, io, json, sys
from saduak.cli.main import main
for command in json.loads(sys.argv[1]):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(command[1:])
    print(json.dumps([status, said.getvalue()]), flush=True)
"""
"""The commands in one process, which saves starting as many; each sees what those before it have written."""


def told(folder: Path) -> list[tuple[int, str]]:
    """Status and words of each command, as somebody would type them, with a mail server set up."""
    variables = {
        **os.environ,
        "SADUAK_HOME": str(folder / "home"),
        "SADUAK_SERVICES": str(folder / "services"),
        "SADUAK_SMTP_URL": "smtp://127.0.0.1:25",
        "SADUAK_MAIL_FROM": "office@example.com",
    }
    variables.pop("SADUAK_DATABASE", None)
    ended = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps(commands())],
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=180,
    )
    assert ended.returncode == 0, ended.stderr
    return [tuple(json.loads(line)) for line in ended.stdout.splitlines()]


def test_whoever_follows_the_page_has_an_agency_that_can_serve(tmp_path: Path) -> None:
    file = tmp_path / "services" / "adopted" / "our-town" / "food-small" / "overlay.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(overlay(), encoding="utf-8")
    shows = []
    for command, (status, said) in zip(commands(), told(tmp_path), strict=True):
        if command[2] == "show":
            shows.append((status, said.count("✗")))
            continue
        assert status == 0, f"{shlex.join(command)}\n{said}"
        if command[2] == "officer":
            assert re.search(r"^https?://\S+/\S+$", said, re.MULTILINE), said
    assert shows == [(1, MISSING_AT_FIRST), (0, 0)]


def test_the_page_says_every_role_that_is_needed() -> None:
    from saduak.cli.readiness import ROLES

    given = {word for command in commands() for before, word in pairwise(command) if before == "--role"}
    assert given == set(ROLES)
