"""How large things are, what they are called, and whether they say what they are."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import PurePath

from tests.architecture.rules.imports import EDGES, FOUNDATIONS
from tests.architecture.rules.tree import Module

MEDIAN_FUNCTION, MOST_FUNCTIONS, LONGEST_FUNCTION = 8, 25, 50
MOST_FILES, LONGEST_FILE = 250, 500
TOGETHER_BELOW = 200
"""A file is split when it passes 300 lines; only well below that is the folder put together again."""
ROOM = {"models", "commands", "queries", "policy", "ports", "tests", "apps", "migrations"}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "shared", "tools"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(module: Module) -> list[Function]:
    """Every function and method of a module, inner ones included."""
    return [node for node in ast.walk(module.tree) if isinstance(node, Function)]


def lines_of(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: explaining more must not count against anyone."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None or len(function.body) == 1:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def percentile(values: Sequence[int], share: float) -> int:
    """The smallest value that at least `share` of them do not exceed; 0 for none."""
    return sorted(values)[max(ceil(len(values) * share) - 1, 0)] if values else 0


def long_functions(modules: Iterable[Module]) -> list[str]:
    """No function is longer than a page."""
    return [
        f"{module.path}:{function.lineno} {function.name} has {lines_of(function)} lines"
        for module in modules
        for function in functions_of(module)
        if lines_of(function) > LONGEST_FUNCTION
    ]


def long_files(modules: Iterable[Module]) -> list[str]:
    """No file is longer than can be held in mind."""
    sizes = ((module.path, module.text.count("\n")) for module in modules)
    return [f"{path} has {size} lines" for path, size in sizes if size > LONGEST_FILE]


def undocumented(modules: Iterable[Module]) -> list[str]:
    """Every module, public function and public class says what it is."""
    return [
        f"{module.path} {getattr(node, 'name', 'module')}"
        for module in modules
        if not module.is_test and not module.is_migration
        for node in [module.tree, *module.tree.body]
        if isinstance(node, ast.Module | ast.ClassDef | Function) and _public(node) and not ast.get_docstring(node)
    ]


def _public(node: ast.Module | ast.ClassDef | Function) -> bool:
    if isinstance(node, ast.Module):
        return bool(node.body)
    return not node.name.startswith("_")


def nameless(paths: Iterable[PurePath]) -> list[str]:
    """Nothing is called by a word that names no concept; `tools/` at the top is a workshop, no module."""
    return [
        str(path)
        for path in paths
        if {part.lower() for part in [*path.parts[1:-1], path.stem]} & NAMELESS and path.suffix == ".py"
    ]


def strangers_in_rooms(modules: Iterable[Module], extra: dict[str, set[str]]) -> list[str]:
    """A context holds its few files and nothing else; `extra` names what a room has besides."""
    return [
        f"{module.path}: a room holds {', '.join(sorted(ROOM))}"
        for module in modules
        if module.room not in EDGES | {"core", "sources"} and len(module.name.split(".")) > 2
        if module.name.split(".")[2] not in ROOM | extra.get(module.room, set())
    ]


def split_too_early(modules: Iterable[Module]) -> list[str]:
    """A file becomes a folder of the same name when it would pass 300 lines, not long before."""
    sizes: dict[str, int] = defaultdict(int)
    for module in modules:
        parts = module.name.split(".")
        if parts[2:] and parts[2] in ROOM - {"tests", "migrations"} and _in_a_folder(module):
            sizes[".".join(parts[:3])] += module.text.count("\n")
    return [f"{name}/ has {size} lines in all" for name, size in sizes.items() if size < TOGETHER_BELOW]


def _in_a_folder(module: Module) -> bool:
    """Whether it is a part of a folder inside a context."""
    if module.room in FOUNDATIONS | EDGES:
        return False
    return module.name.count(".") > 2 or module.path.endswith("__init__.py")


MARKS = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
BARE_IGNORE = re.compile(r"#\s*type:\s*" + r"ignore(?!\[)|#\s*mypy:" + r"\s*ignore-errors|#\s*noqa(?!:)")
SWITCHED_OFF = re.compile(
    r"\b(mark\.(skip|skipif|xfail)|importorskip|pytest\.(skip|xfail)|unittest[.]mock|MagicMock)\b"
)


def marks(texts: Iterable[tuple[str, str]], pattern: re.Pattern[str]) -> list[str]:
    """Each line of the texts (path, text) that carries a forbidden mark."""
    return [
        f"{path}:{number} {line.strip()}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


OUTSIDE = re.compile(r"https?://|file:|^\s*-e\b|--(extra-)?index-url|--find-links|\.\./|^/|@ ")


def addresses_in_locks(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Lock files name packages, versions and hashes; never a place to fetch them from."""
    return marks(texts, OUTSIDE)
