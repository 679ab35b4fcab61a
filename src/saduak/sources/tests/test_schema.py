"""The schemas on file are those of the types, and they accept and refuse what the binder does."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from saduak.core.errors import SourceError
from saduak.sources.binding import bound
from saduak.sources.documents import parsed, read_document
from saduak.sources.files import own_folder
from saduak.sources.schema import FILES, schema_of, written
from saduak.sources.tests import sixth

FOLDER = own_folder("services") / "_schema"
KINDS = {"service": "service", "form": "form", "fees": "fees", "music": "codelist", "receipt": "letter"}
KINDS |= {"face": "licence", "two_rooms": "example"}
TEXTS = {Path(name).stem: text for name, text in sixth.FILES.items()}


def allows(schema: dict[str, Any], value: Any, known: dict[str, Any]) -> bool:
    """Whether a schema of the kinds that we write allows a value as YAML gives it."""
    if "$ref" in schema:
        return allows(known[schema["$ref"].rpartition("/")[2]], value, known)
    if "anyOf" in schema:
        return any(allows(each, value, known) for each in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    return _IS[schema["type"]](schema, value, known)


def _object(schema: dict[str, Any], value: Any, known: dict[str, Any]) -> bool:
    if not isinstance(value, dict) or not set(schema.get("required", ())) <= set(value):
        return False
    more, named = schema["additionalProperties"], schema.get("properties", {})
    rest = set(value) - set(named)
    return all(allows(named[name], value[name], known) for name in named if name in value) and (
        all(allows(more, value[name], known) for name in rest) if more else not rest
    )


_IS: dict[str, Callable[[dict[str, Any], Any, dict[str, Any]], bool]] = {
    "object": _object,
    "array": lambda schema, value, known: (
        isinstance(value, list) and all(allows(schema["items"], v, known) for v in value)
    ),
    "string": lambda _, value, __: isinstance(value, (str, date)),
    "integer": lambda _, value, __: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda _, value, __: isinstance(value, bool),
    "null": lambda _, value, __: value is None,
}


def accepted(name: str, text: str) -> tuple[bool, bool]:
    """What the schema and what the binder say of a text."""
    schema = schema_of(FILES[name])
    table = parsed(text.encode(), "x.yaml")
    try:
        bound(table, FILES[name])
    except SourceError:
        return allows(schema, table, schema["$defs"]), False
    return allows(schema, table, schema["$defs"]), True


def test_the_schemas_on_file_are_generated_from_the_types() -> None:
    """When this fails: `python -c "from pathlib import Path; from saduak.sources.schema import write;
    write(Path('services/_schema'))"`."""
    on_file = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert on_file == written()


@pytest.mark.parametrize("stem", sorted(KINDS))
def test_schema_and_binder_accept_a_good_file(stem: str) -> None:
    assert accepted(KINDS[stem], TEXTS[stem]) == (True, True)


@pytest.mark.parametrize(
    ("stem", "old", "new"),
    [
        ("service", "lane: licence", "lane: lottery"),
        ("service", "lfa_applies: true", "lfa_applies: 1"),
        ("service", "category: permit\n", ""),
        ("service", "review_on:", "reviewed_on:"),
        ("service", "amount: 15", 'amount: "15"'),
        ("form", "kind: number", "kind: guess"),
        ("form", "least: 1, most: 60", "least: one, most: 60"),
        ("fees", "kind: per_unit", "kind: per_smile"),
        ("music", "classes: [thai]", "classes: thai"),
        ("receipt", "kind: receipt", "kind: [receipt]"),
        ("two_rooms", "fee: 100000", "fee: much"),
        ("two_rooms", "exit: true", "exit: {yes: true}"),
    ],
)
def test_schema_and_binder_refuse_the_same(stem: str, old: str, new: str) -> None:
    assert old in TEXTS[stem]
    assert accepted(KINDS[stem], TEXTS[stem].replace(old, new)) == (False, False)


def files_with_a_schema() -> list[Path]:
    """Every YAML file of the shipped services whose first line names a schema. Those of the template do so from where
    they will lie, one folder further down."""
    found = sorted(own_folder("services").rglob("*.yaml"))
    return [path for path in found if path.read_text(encoding="utf-8").startswith("# yaml-language-server")]


@pytest.mark.parametrize("path", files_with_a_schema(), ids=lambda path: str(path.relative_to(FOLDER.parent)))
def test_a_schema_that_a_file_names_is_there_and_allows_it(path: Path) -> None:
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
    assert named is not None
    target = FOLDER / Path(named[1]).name
    assert path.is_relative_to(FOLDER.parent / "_template") or (path.parent / named[1]).resolve() == target
    schema = json.loads(target.read_text(encoding="utf-8"))
    assert allows(schema, read_document(path), schema["$defs"])
