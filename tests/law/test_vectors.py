"""Every vector of the law, asked the way anyone would ask it: as a line to `saduak law`."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from saduak.cli.law import reply
from saduak.sources.regimes import open_points

HERE = Path(__file__).parent
DECIDED_ELSEWHERE = {"U1", "U12"}
"""Open points flipped in test_open_points.py, because they decide no date of `saduak law` by themselves."""


def rows(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def asked(row: dict[str, Any], rule: str, settings: dict[str, Any] | None = None) -> dict[str, Any]:
    question = {"id": row["id"], "rule": rule, "given": row["given"]}
    for field in ("calendar", "regime"):
        if field in row:
            question[field] = row[field]
    if settings:
        question["settings"] = settings
    return reply(json.dumps(question, ensure_ascii=False))


def flipped(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in found if "flipped" in row]


def by_id(row: dict[str, Any]) -> str:
    return f"{row['id']} {row['case']}"


VECTORS, CLOCKS, REFUSED = rows("vectors.yaml"), rows("clocks.yaml"), rows("refused.yaml")


@pytest.mark.parametrize("row", VECTORS, ids=by_id)
def test_the_law_answers(row: dict[str, Any]) -> None:
    found = asked(row, row["rule"])
    assert found.get("answer") == row["answer"], found.get("error")
    assert found["because"]


@pytest.mark.parametrize("row", flipped(VECTORS), ids=by_id)
def test_an_open_point_settled_the_other_way(row: dict[str, Any]) -> None:
    found = asked(row, row["rule"], row["flipped"]["settings"])
    assert found.get("answer") == row["flipped"]["answer"], found.get("error")


@pytest.mark.parametrize("row", CLOCKS, ids=by_id)
def test_a_clock_stands(row: dict[str, Any]) -> None:
    found = asked(row, "clock")
    assert "answer" in found, found["error"]
    assert_within(row["answer"], found["answer"])


@pytest.mark.parametrize("row", flipped(CLOCKS), ids=by_id)
def test_a_clock_with_an_open_point_settled_the_other_way(row: dict[str, Any]) -> None:
    found = asked(row, "clock", row["flipped"]["settings"])
    assert_within(row["flipped"]["answer"], found["answer"])


@pytest.mark.parametrize("row", REFUSED, ids=by_id)
def test_what_cannot_be_answered_is_refused_with_a_reason(row: dict[str, Any]) -> None:
    error = asked(row, row["rule"])["error"]
    assert_within(row["error"], error)
    assert all(error["text"][language] and "{" not in error["text"][language] for language in ("th", "en"))


def assert_within(expected: Any, found: Any, path: str = "") -> None:
    """Every field expected is there; what is not mentioned may be anything."""
    if isinstance(expected, dict):
        assert isinstance(found, dict), path
        for name, value in expected.items():
            assert_within(value, found[name], f"{path}.{name}")
    elif isinstance(expected, list):
        assert len(expected) == len(found), path
        for index, value in enumerate(expected):
            assert_within(value, found[index], f"{path}[{index}]")
    else:
        assert found == expected, f"{path}: {found} is not {expected}"


def test_every_open_point_is_flipped_somewhere() -> None:
    in_register = {f"U{number}" for number in range(1, 25)}
    settled = {row["open"] for row in [*VECTORS, *CLOCKS] if "open" in row}
    assert {point.point for point in open_points().values()} | {"U1"} == in_register
    assert settled | DECIDED_ELSEWHERE == in_register
