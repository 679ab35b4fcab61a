"""docs/reference/law.md is asked, not believed: every example, field, setting and error in it is compared."""

import ast
import json
import re
from typing import Any

import pytest

from saduak.cli.law import FIELDS, reply
from saduak.core.facts import Happened
from saduak.core.questions import RULES
from saduak.core.questions.given import Given
from saduak.core.questions.periods import BARE_DAY
from saduak.core.spans import Unit
from saduak.sources.files import PACKAGE
from saduak.sources.regimes import open_points, regime_ids
from saduak.sources.texts import sentences
from tests.architecture.rules.tree import ROOT
from tests.docs.reading import headings, table_rows
from tests.law.test_catalogue import raised_in

PAGE = (ROOT / "docs" / "reference" / "law.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.+)\n```\n```json\n(.+)\n```$", PAGE, re.MULTILINE)
ASKED = [
    *(PACKAGE / "core" / "questions").glob("*.py"),
    *(
        PACKAGE / "core" / f"{name}.py"
        for name in ("calendars", "spans", "regime", "receipt", "periods", "delays", "limits", "plan", "defects")
    ),
    *(PACKAGE / "core" / f"{name}.py" for name in ("versions", "transitions", "lawbook", "starts")),
    *(
        PACKAGE / "sources" / f"{name}.py"
        for name in ("lawbook", "calendars", "given_calendars", "regimes", "questions")
    ),
]


def shown(value: Any) -> str:
    """A setting's value as the page writes it."""
    plain = list(value) if isinstance(value, tuple) else value
    return f"`{json.dumps(plain, ensure_ascii=False)}`" if not isinstance(plain, str) else f"`{plain}`"


def codes() -> set[str]:
    """The errors that a question can be answered with, those of files aside."""
    raised = {code for path in ASKED for code, _ in raised_in(path)}
    return {code for code in raised if not code.startswith("source_")} | {"calendar_year_unknown", "calendar_invalid"}


@pytest.mark.parametrize(("question", "answer"), EXAMPLES)
def test_every_example_is_answered_as_it_stands(question: str, answer: str) -> None:
    found = reply(question)
    assert {name: found[name] for name in found if name != "because"} == json.loads(answer)


def test_every_block_of_json_is_an_example_and_every_rule_has_one() -> None:
    assert PAGE.count("```json") == 2 * len(EXAMPLES)
    chapters = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    for rule in RULES:
        [chapter] = [text for text in chapters if text.startswith(f"`{rule}`\n")]
        assert f'"rule":"{rule}"' in chapter


def test_no_rule_is_told_that_does_not_exist() -> None:
    told = {words.strip("`") for level, words in headings(PAGE) if level == 2 and words.startswith("`")}
    assert told == set(RULES)


READERS = {name for name in vars(Given) if not name.startswith("_")}


def fields_read() -> set[str]:
    calls = [
        node
        for path in (PACKAGE / "core" / "questions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS
    ]
    return {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}


def test_every_field_that_is_read_is_told() -> None:
    read = fields_read() | FIELDS
    assert len(read) > 60
    assert [name for name in sorted(read) if f"`{name}`" not in PAGE] == []


def test_every_word_of_a_closed_list_is_told() -> None:
    words = {unit.value for unit in Unit} | {BARE_DAY} | {kind.value for kind in Happened}
    assert [word for word in sorted(words) if f"`{word}`" not in PAGE] == []
    assert [name for name in regime_ids() if f'"{name}"' not in PAGE] == []


def test_every_open_point_stands_with_its_default_and_choices() -> None:
    told = {row[0].strip("`"): row[1:] for row in table_rows(PAGE) if len(row) == 5 and row[0] != "setting"}
    assert told == {
        point.setting: [
            point.point,
            shown(point.default),
            ", ".join(map(shown, point.choices)) or "a list",
            point.question["en"],
        ]
        for point in open_points().values()
    }


def test_every_error_stands_with_its_sentence() -> None:
    part = PAGE.split("## Errors")[1]
    told = {row[0].strip("`"): row[1] for row in table_rows(part) if row[0] != "code"}
    assert told == {code: sentences("en")[f"error.{code}"].replace("|year", "") for code in codes()}
