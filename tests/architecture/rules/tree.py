"""Where the code is and what it says: the ground on which the rules stand."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "saduak"


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name (`saduak.core.clock`), its text and where it lies in the checkout."""

    name: str
    text: str
    path: str = "example.py"

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def room(self) -> str:
        """The second part of the name: `core` of `saduak.core.clock`."""
        return [*self.name.split("."), ""][1]

    @property
    def is_test(self) -> bool:
        parts = self.name.split(".")
        return "tests" in parts or parts[-1] == "conftest"

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.name.split(".")


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the checkout that is in the repository or about to be, without what .gitignore names."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(sorted(path for path in set(paths) if path.is_file()))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package, its tests included."""
    return tuple(_modules())


def _modules() -> Iterator[Module]:
    for path in tracked():
        if path.suffix == ".py" and path.is_relative_to(SOURCE):
            parts = path.relative_to(SOURCE.parent).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield Module(name, path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))


@cache
def python_files() -> tuple[Module, ...]:
    """Every Python file written by hand: the package, all tests, tools and benchmarks; no migrations."""
    found = (
        Module(
            ".".join(path.relative_to(ROOT).with_suffix("").parts),
            path.read_text(encoding="utf-8"),
            str(path),
        )
        for path in tracked()
        if path.suffix == ".py"
    )
    return tuple(module for module in found if not module.is_migration)
