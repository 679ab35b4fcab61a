"""The reference of the ledger is what the code does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import saduak.config.wiring
import saduak.ledger.outbox  # noqa: F401 - both are imported for what they declare
from saduak.channels.shell.texts import sentences
from saduak.ledger.door import COMMANDS
from saduak.ledger.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def rows(page: str) -> dict[str, list[str]]:
    """The table of a page by the code in its first column."""
    lines = (REFERENCE / page).read_text(encoding="utf-8").splitlines()
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `"))
    return {first.strip("`"): rest for first, *rest in cells}


def quoted(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def ours(name: str) -> bool:
    return not name.startswith(("tests.", "bench."))


def test_every_kind_of_event_is_documented_with_its_fields() -> None:
    documented = {
        name: (int(version), quoted(fields) | quoted(digests), quoted(digests))
        for name, (version, _, fields, digests) in rows("events.md").items()
    }
    declared = {kind.name: (kind.version, kind.fields, kind.digests) for kind in KINDS.values() if ours(kind.name)}
    assert documented == declared


def test_every_command_is_documented_with_its_arguments() -> None:
    documented = {name: (quoted(cells[0]), quoted(cells[1])) for name, cells in rows("commands.md").items()}
    assert documented == {
        command.name: (arguments(command.run), set(command.locks))
        for command in COMMANDS.values()
        if ".tests." not in command.run.__module__ and command.run.__module__.startswith("saduak.")
    }


def arguments(run: object) -> set[str]:
    """The arguments of a command but for the three that all have."""
    return set(run.__signature__.parameters) - {"actor", "now", "key"}  # type: ignore[attr-defined]


def codes_in_source() -> Iterator[str]:
    """Codes given to errors and refusals in the two rooms."""
    raised = re.compile(r'\b(?:DomainError|NotAllowed|NotFound|WrongState|Busy|no|__init__)\("([a-z_]+)"')
    for room in ("ledger", "parties"):
        for path in (ROOT / "src" / "saduak" / room).rglob("*.py"):
            if "tests" not in path.parts:
                yield from raised.findall(path.read_text(encoding="utf-8"))


def test_every_error_is_documented_in_both_languages() -> None:
    documented = rows("errors-ledger.md")
    assert documented.keys() == set(codes_in_source())
    words = {language: sentences(language) for language in ("en", "th")}
    for code, (_, english, thai) in documented.items():
        assert (english, thai) == (words["en"][f"error.{code}"], words["th"][f"error.{code}"])


@pytest.mark.parametrize("page", ["events.md", "commands.md", "errors-ledger.md"])
def test_pages_of_the_ledger_are_sorted(page: str) -> None:
    names = list(rows(page))
    assert names == sorted(names)
