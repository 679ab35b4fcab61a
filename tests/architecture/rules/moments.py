"""Time comes by argument: these rules find what reads the present moment or the world outside."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.rules.imports import EDGES, imports_of
from tests.architecture.rules.tree import Module

READERS = {"now", "today", "utcnow", "localdate", "localtime"}
CLOCK_MODULES = {"time", "django.utils.timezone.now", "django.db.models.functions.Now"}
BUILTINS = {"open", "input", "print", "eval", "exec", "__import__", "globals", "breakpoint"}


def clock_in_core(modules: Iterable[Module]) -> list[str]:
    """The core reads no clock and touches nothing outside its arguments."""
    return [
        f"{module.path}:{line} {what}"
        for module in modules
        if module.room == "core" and not module.is_test
        for what, line in [*clock_readings(module), *_outside(module)]
    ]


def clock_in_contexts(modules: Iterable[Module]) -> list[str]:
    """Commands, queries and policies take `now`; models let no field fill itself with the present time."""
    return [
        f"{module.path}:{line} {what}"
        for module in modules
        if _is_told_the_time(module)
        for what, line in clock_readings(module)
    ]


def _is_told_the_time(module: Module) -> bool:
    inside = module.name.split(".")[2:3]
    return module.room not in EDGES | {"core"} and inside in (
        ["commands"],
        ["queries"],
        ["policy"],
        ["models"],
    )


def clock_readings(module: Module) -> Iterator[tuple[str, int]]:
    """Each place that reads the present time, by a call, a reference or a field that fills itself."""
    for name, line in imports_of(module):
        if name in CLOCK_MODULES or name.split(".")[0] == "time":
            yield f"imports {name}", line
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in READERS and _names_a_clock(node.value):
            yield f"reads {ast.unparse(node)}", node.lineno
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".astimezone") and not node.args:
            yield "asks the machine for its time zone", node.lineno
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"fills a field by {node.arg}", node.lineno


def _names_a_clock(value: ast.expr) -> bool:
    return ast.unparse(value).split(".")[-1].lower() in {"datetime", "date", "timezone", "dt"}


def _outside(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILTINS:
            yield f"calls {node.func.id}", node.lineno


def unscoped(modules: Iterable[Module]) -> list[str]:
    """Channels see lists only through `visible_to(actor)`, so no default manager appears in them."""
    return [
        f"{module.path}:{node.lineno} uses {ast.unparse(node)}"
        for module in modules
        if module.room == "channels" and not module.is_test
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]
