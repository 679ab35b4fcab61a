"""Binding a file to a type: what is read, and how every mistake is named by line and path."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import date

import pytest

from saduak.core.errors import SourceError
from saduak.core.package import (
    Answers,
    Article,
    Comparison,
    Condition,
    Document,
    Fees,
    ManualStep,
    Op,
    Scalar,
    Source,
    StepKind,
    Text,
)
from saduak.core.spans import Span, Unit
from saduak.sources.binding import bound
from saduak.sources.documents import parsed
from saduak.sources.texts import LANGUAGES, error_text

STEP = """
id: check
kind: document_check
name: {th: ตรวจเอกสาร, en: Check the papers}
time: {amount: 30, unit: working_minute}
responsible: {th: ฝ่ายอนุญาต, en: Permits}
"""


@dataclass(frozen=True)
class Sheet:
    """Something with every kind of field."""

    steps: tuple[ManualStep, ...]
    answers: Answers | None = None
    on: date | None = None
    value: Scalar | tuple[Scalar, ...] | None = None
    article: Article = ""


def sheet(text: str) -> Sheet:
    return bound(parsed(text.encode(), "sheet.yaml"), Sheet)


def refused(text: str, kind: type = Sheet) -> SourceError:
    with pytest.raises(SourceError) as caught:
        bound(parsed(text.encode(), "sheet.yaml"), kind)
    for language in LANGUAGES:
        assert str(caught.value.params["field"]) in error_text(caught.value, language)
    return caught.value


def test_a_record_is_read_whole() -> None:
    assert bound(parsed(STEP.encode(), "step.yaml"), ManualStep) == ManualStep(
        id="check",
        kind=StepKind.DOCUMENT_CHECK,
        name=Text("ตรวจเอกสาร", "Check the papers"),
        time=Span(30, Unit.WORKING_MINUTE),
        responsible=Text("ฝ่ายอนุญาต", "Permits"),
    )


def test_what_is_left_out_takes_its_default_and_an_empty_list_stays_empty() -> None:
    assert sheet("steps: []") == Sheet(steps=())


def test_answers_are_groups_of_fields_or_lines() -> None:
    found = sheet("steps: []\nanswers: {a: {b: 1, c: [x, y]}, d: [{e: true}, {e: text}]}")
    assert found.answers == {"a": {"b": 1, "c": ("x", "y")}, "d": ({"e": True}, {"e": "text"})}


def test_an_unquoted_date_is_a_text_where_a_text_is_wanted_and_a_day_where_a_day_is() -> None:
    found = sheet("steps: []\non: 2026-10-13\nvalue: 2026-10-13\narticle: 2566-11-01")
    assert (found.on, found.value, found.article) == (date(2026, 10, 13), "2026-10-13", "2566-11-01")


def test_conditions_nest() -> None:
    text = "all: [{field: a.b, op: is, value: x}, {any: [{field: c, op: filled}]}]"
    inner = Condition(any=(Comparison("c", Op.FILLED),))
    assert bound(parsed(text.encode(), "c.yaml"), Condition) == Condition(all=(Comparison("a.b", Op.IS, "x"), inner))


def test_none_is_a_word_and_not_a_blank() -> None:
    assert bound(parsed(b"fees: none", "fees.yaml"), Fees) == Fees("none")
    assert refused("fees:", Fees).code == "source_wrong_kind"
    assert refused("fees: nothing", Fees).code == "source_not_among"


def steps(*changes: tuple[str, str]) -> str:
    one, two = STEP, STEP
    for old, new in changes:
        two = two.replace(old, new)
    listed = "".join("\n  - " + text.strip().replace("\n", "\n    ") for text in (one, two))
    return f"steps:{listed}\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "field"),
    [
        ("unit: working_minute", "unit: fortnight", "source_not_among", 10, "steps[2].time.unit"),
        ("amount: 30", 'amount: "30"', "source_wrong_kind", 10, "steps[2].time.amount"),
        ("amount: 30", "amount: true", "source_wrong_kind", 10, "steps[2].time.amount"),
        ("amount: 30", "amount: -30", "source_amount", 10, "steps[2].time"),
        ("id: check", "id: 12", "source_wrong_kind", 7, "steps[2].id"),
        ("kind: document_check\n", "", "source_field_missing", 7, "steps[2].kind"),
        ("responsible:", "responsable:", "source_field_unknown", 11, "steps[2].responsable"),
        ("name: {th: ตรวจเอกสาร, en: Check the papers}", "name: text", "source_wrong_kind", 9, "steps[2].name"),
        (", en: Check the papers", "", "source_field_missing", 9, "steps[2].name.en"),
        ("time: {amount: 30, unit: working_minute}", "time: [1]", "source_wrong_kind", 10, "steps[2].time"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_path(old: str, new: str, code: str, line: int, field: str) -> None:
    error = refused(steps((old, new)))
    assert (error.code, error.params["file"], error.params["line"], error.params["field"]) == (
        code,
        "sheet.yaml",
        line,
        field,
    )


def test_an_error_in_a_choice_of_records_speaks_of_the_one_that_was_meant() -> None:
    text = "all:\n  - {field: a, op: resembles}"
    assert refused(text, Condition).params["field"] == "all[1].op"
    text = "all:\n  - any: [{field: a}]"
    assert refused(text, Condition).params["field"] == "all[1].any[1].op"


def test_a_list_of_enumerated_words_is_checked_word_by_word() -> None:
    text = "id: a\nname: {th: ก, en: a}\nstate_issued: false\nissuer: {th: ก, en: a}\nsources: [upload, dream]"
    assert refused(text, Document).params["field"] == "sources[2]"
    assert bound(parsed(text.replace("dream", "linkage").encode(), "d.yaml"), Document).sources == (
        Source.UPLOAD,
        Source.LINKAGE,
    )


def test_the_law_command_does_not_load_the_binder() -> None:
    code = "import sys, saduak.cli.law; sys.exit('saduak.sources.binding' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
