"""Whatever a room may refuse has a sentence in both languages, and the sentence gets what it names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import saduak
from saduak.channels.shell.texts import sentences

PACKAGE = Path(saduak.__file__).parent
BELOW = {"core", "sources"}
"""What these say stands in the law's catalogue and is tested there."""
PLACE = re.compile(r"\{(\w+)(?:\|year|\|s)?\}")
RAISED = {"DomainError", "NotAllowed", "NotFound", "WrongState", "Busy", "Unavailable", "LawError", "no"}


def raised_in(tree: ast.AST) -> Iterator[tuple[str, set[str] | None]]:
    """Each code given to an error or a refusal, with the names of its parameters; None where they are handed on."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name, code = getattr(node.func, "id", getattr(node.func, "attr", "")), node.args[0].value
        is_own_kind = name == "__init__" and isinstance(code, str)
        if (name in RAISED or is_own_kind) and re.fullmatch(r"[a-z][a-z0-9_]+", str(code)):
            named = {keyword.arg for keyword in node.keywords if keyword.arg}
            yield str(code), named if len(named) == len(node.keywords) else None


SOURCES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE and path.relative_to(PACKAGE).parts[0] not in BELOW and "tests" not in path.parts
]
RAISES = sorted(
    {
        (code, str(path.relative_to(PACKAGE)), tuple(sorted(given)) if given is not None else None)
        for path in SOURCES
        for code, given in raised_in(ast.parse(path.read_text(encoding="utf-8")))
    },
    key=str,
)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_refusal_has_a_sentence(language: str) -> None:
    known = sentences("th" if language == "th" else "en")
    assert [(code, path) for code, path, _ in RAISES if f"error.{code}" not in known] == []


def test_every_sentence_gets_what_it_names() -> None:
    said = sentences("en")
    assert [
        (code, path)
        for code, path, given in RAISES
        if given is not None and not set(PLACE.findall(said.get(f"error.{code}", ""))) <= set(given)
    ] == []


def test_the_rooms_are_looked_into() -> None:
    assert {"busy", "storage_full", "identifier_known", "own_role"} <= {code for code, _, _ in RAISES}
    assert len({path.split("/")[0] for _, path, _ in RAISES}) > 2


def test_a_refusal_without_words_would_be_found() -> None:
    tree = ast.parse('raise WrongState("no_such_code", at=1)\nreturn no("other", **more)')
    assert list(raised_in(tree)) == [("no_such_code", {"at"}), ("other", None)]
