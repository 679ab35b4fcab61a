"""Who may import whom, beyond the floors that import-linter holds. Each rule answers with what breaks it."""

import ast
import sys
from collections.abc import Iterable, Iterator

from tests.architecture.rules.tree import Module

FOUNDATIONS = {"core", "sources", "ledger"}
EDGES = {"cli", "config", "channels", "adapters", "__main__", ""}
DOORS = {"commands", "queries", "policy"}
"""What one context may use of another, and a channel of any: `policy` answers "may this actor"."""

UNSAFE_IN_CORE = {
    *(
        "asyncio",
        "builtins",
        "ctypes",
        "glob",
        "importlib",
        "io",
        "locale",
        "logging",
        "multiprocessing",
        "os",
    ),
    *(
        "pathlib",
        "platform",
        "random",
        "secrets",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
    ),
    *("threading", "time", "urllib", "uuid"),
}
"""Standard modules through which the world outside or the present moment gets in."""


def imports_of(module: Module) -> Iterator[tuple[str, int]]:
    """Each absolute name that the module imports, with its line; `from a import b` gives `a.b`."""
    package = module.name.split(".") if module.path.endswith("__init__.py") else module.name.split(".")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((f"{stem}.{alias.name}", node.lineno) for alias in node.names)


def pure_core(modules: Iterable[Module]) -> list[str]:
    """The core imports the standard library and itself, and of the library nothing that reaches outside."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in modules
        if module.room == "core" and not module.is_test
        for name, line in imports_of(module)
        if not _pure(name)
    ]


def _pure(name: str) -> bool:
    top, _, inside = name.partition(".")
    if top == "saduak":
        return inside.split(".", maxsplit=1)[0] == "core"
    return top in sys.stdlib_module_names and top not in UNSAFE_IN_CORE


def doors(modules: Iterable[Module]) -> list[str]:
    """Contexts meet each other and channels through commands, queries and policy; never through models."""
    return [
        f"{module.path}:{line} enters {name}, which is not a door"
        for module in modules
        if not module.is_test and not module.is_migration and _must_knock(module)
        for name, line in imports_of(module)
        if _enters_a_room(module, name) and not _is_door(name)
    ]


def _must_knock(module: Module) -> bool:
    return module.room == "channels" or module.room not in FOUNDATIONS | EDGES


def _enters_a_room(module: Module, name: str) -> bool:
    parts = name.split(".")
    other = parts[1] if parts[0] == "saduak" and len(parts) > 1 else ""
    return other not in {module.room, *EDGES, "core", "sources"}


def _is_door(name: str) -> bool:
    _, room, *inside = name.split(".")
    if room == "ledger":
        return inside[:1] != ["models"]
    return bool(inside) and inside[0] in DOORS


def wiring(modules: Iterable[Module]) -> list[str]:
    """Only `config.wiring` knows an adapter."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in modules
        if module.room != "adapters" and not module.name.startswith("saduak.config.wiring")
        for name, line in imports_of(module)
        if name.startswith("saduak.adapters")
    ]


def foreign_keys(pairs: Iterable[tuple[str, str, str]]) -> list[str]:
    """Keys across contexts go to `parties` and `catalogue` only; `pairs` are (field, own app, other app)."""
    allowed = {"parties", "catalogue", "auth", "contenttypes"}
    return [f"{field} points into {other}" for field, own, other in pairs if other != own and other not in allowed]
