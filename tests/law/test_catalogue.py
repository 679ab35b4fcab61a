"""The one catalogue of sentences: whole in both languages, no gap, nothing left over, every article on file."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saduak.cli.law import reply
from saduak.core.acts import Citation
from saduak.core.package import Rounding
from saduak.core.questions.given import _KINDS
from saduak.core.receipt import Channel
from saduak.core.rulebook import CITATIONS
from saduak.core.spans import Unit
from saduak.core.transitions import GUARDS, REFUSALS
from saduak.sources.acts import acts, section
from saduak.sources.files import PACKAGE
from saduak.sources.regimes import open_points
from saduak.sources.texts import article, sentences
from tests.law.test_vectors import CLOCKS, VECTORS

PLACE = re.compile(r"\{(\w+)(?:\|year|\|s)?\}")
LAW_ERRORS = {"LawError", "SourceError", "_refused"}
ON_A_LINE = {"file", "line"}
CLAUSED = {
    *("factory_regulation_2", "moi_waste_2548", "moi_waste_2566"),
    *("pha_fees", "pha_fee_waiver", "pha_businesses", "nong_waeng_2562", "local_model_2563", "food_hygiene_2566"),
}
"""Regulations and notifications, whose parts are clauses (ข้อ) and not sections (มาตรา)."""


def places(sentence: str) -> set[str]:
    return set(PLACE.findall(sentence))


TH, EN = sentences("th"), sentences("en")


def test_both_languages_hold_the_same_keys() -> None:
    assert set(TH) == set(EN)
    assert list(TH) == list(EN), "in the same order, so that they can be read side by side"


def test_a_sentence_names_the_same_things_in_both_languages() -> None:
    assert [key for key in EN if places(TH[key]) != places(EN[key])] == []
    assert [key for key in EN if not (TH[key].strip() and EN[key].strip())] == []


def test_thai_sentences_are_thai() -> None:
    words = {key: PLACE.sub("", sentence) for key, sentence in TH.items()}
    assert [key for key in TH if re.search(r"[^\W\d_]", words[key]) and not re.search("[ก-๛]", words[key])] == []


# Rules and articles


def test_every_rule_has_a_sentence_and_its_article_is_on_file() -> None:
    assert set(CITATIONS) <= set(EN)
    for cited in CITATIONS.values():
        assert section(cited).summary_th


def questions() -> Iterator[dict[str, Any]]:
    for row in [*VECTORS, *CLOCKS]:
        for answers in (None, row.get("flipped", {}).get("settings")):
            yield {"rule": row.get("rule", "clock"), "settings": answers} | {
                name: row[name] for name in ("given", "calendar", "regime") if name in row
            }


def test_every_rule_has_been_told_by_some_vector() -> None:
    """So that no sentence waits for a parameter it does not get."""
    answers = [reply(json.dumps(question)) for question in questions()]
    told = {reason["rule"] for answer in answers for reason in answer["because"]}
    families = {rule.partition(".")[0] for rule in told}
    asked_here = {rule for rule in CITATIONS if rule.partition(".")[0] in families}
    assert asked_here - told == set()
    texts = [text for answer in answers for reason in answer["because"] for text in reason["text"].values()]
    assert not [text for text in texts if "{" in text or "None" in text]


def test_an_act_is_called_what_its_file_calls_it() -> None:
    assert {key for key in EN if key.startswith("act.")} == {f"act.{name}" for name in acts()}
    for found in acts().values():
        assert (TH[f"act.{found.id}"], EN[f"act.{found.id}"]) == (found.short_th, found.short_en)


def test_what_is_not_an_act_has_clauses() -> None:
    assert set(acts()) >= CLAUSED
    cited = Citation("moi_waste_2566", "11")
    assert article(cited, "th") == "ประกาศ อก. จัดการสิ่งปฏิกูลฯ 2566 ข้อ 11"
    assert article(cited, "en") == "MOI Waste Notification 2566 clause 11"


def test_a_law_that_is_not_on_file_keeps_the_name_given() -> None:
    given = {"expires_on": "2026-01-01", "today": "2026-02-01", "act": "ข้อบัญญัติตำบล", "section": "7"}
    told = reply(json.dumps({"rule": "licence_standing", "given": given}))["because"][0]["citation"]["text"]
    assert told == {"th": "ข้อบัญญัติตำบล มาตรา 7", "en": "ข้อบัญญัติตำบล section 7"}


def test_the_term_of_a_licence_rests_on_its_own_law() -> None:
    given = {"issued_on": "2026-03-16", "term": {"amount": 1, "unit": "year"}}
    told = [{}, {"act": "fa", "section": "12"}]
    cited = [reply(json.dumps({"rule": "licence_expiry", "given": given | law}))["because"][0] for law in told]
    assert [(why["citation"]["act"], why["citation"]["section"]) for why in cited] == [("pha", "55"), ("fa", "12")]


# Errors: what is raised has a sentence, and the sentence gets what it names


def raised_in(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Each error code in the file with the parameters it is raised with; what is handed on as a whole is not seen."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = {keyword.arg for keyword in node.keywords if keyword.arg}
        if len(given) < len(node.keywords):
            continue
        if name in LAW_ERRORS and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value, given | (ON_A_LINE if name == "_refused" else set())
        if name == "wrong":
            named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            code = named[0].value if named and isinstance(named[0], ast.Constant) else "source_field"
            yield code, ON_A_LINE | {"field", "why"}


SOURCES = [
    path
    for folder in ("core", "sources", "cli")
    for path in sorted((PACKAGE / folder).rglob("*.py"))
    if "tests" not in path.parts
]
ERRORS = [found for path in SOURCES for found in raised_in(path)] + [("calendar_year_unknown", {"calendar", "year"})]


def test_every_error_has_a_sentence_that_it_can_fill() -> None:
    sentences_of = {code: EN.get(f"error.{code}", "{no_sentence}") for code, _ in ERRORS}
    assert [(code, given) for code, given in ERRORS if not places(sentences_of[code]) <= given] == []


def test_no_error_sentence_is_left_over() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    told = [key.removeprefix("error.") for key in EN if key.startswith("error.")]
    assert [code for code in told if f'"{code}"' not in written] == []
    assert {code for code, _ in ERRORS} <= set(told)


# Nothing left over


def faults() -> set[str]:
    """What may be wrong with a calendar: the last word handed to the functions that refuse one."""
    tree = ast.parse((PACKAGE / "sources" / "given_calendars.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    refusing = [call for call in calls if call.func.id in {"invalid", "_read", "_whole"}]
    return {last.value for call in refusing if isinstance(last := call.args[-1], ast.Constant)}


def used() -> set[str]:
    units = {f"unit.{unit.value}{many}" for unit in Unit for many in ("", ".many")}
    return (
        set(CITATIONS)
        | {f"error.{code}" for code, _ in ERRORS}
        | {f"transition.{name}" for name in [*GUARDS, "wrong_state", "wrong_role"]}
        | {f"transition.{refusal.code}" for _, _, refusal in REFUSALS}
        | units
        | {"unit.calendar_days", "unit.working_days"}
        | {f"channel.{channel.value}" for channel in Channel}
        | {f"regulator_copy.{choice}" for choice in open_points()["regulator_copy"].choices}
        | {f"closed.{why}" for why in ("before_hours", "after_hours", "break", "weekend", "holiday", "closure")}
        | {f"calendar_fault.{fault}" for fault in faults()}
        | {f"expected.{kind}" for kind in _KINDS}
        | {f"rounding.{rounding.value}" for rounding in Rounding}
        | {"money.baht", "money.satang"}
        | {f"word.{word}" for word in ("yes", "no", "none", "section", "paragraph")}
        | {f"weekday.{number}" for number in range(1, 8)}
        | {f"month.{number}" for number in range(1, 13)}
        | {f"act.{name}" for name in acts()}
        | {f"part.{name}" for name in CLAUSED}
    )


def test_no_sentence_of_the_law_is_left_over_and_none_is_missing() -> None:
    known = used()
    families = {key.partition(".")[0] for key in known} - {"error"}
    written = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    spare = [key for key in EN if key.partition(".")[0] in families and key not in known]
    assert [key for key in spare if f'"{key.partition(".")[2]}"' not in written] == []
    assert known - set(EN) == set()


def test_a_citation_that_no_act_has_would_be_found() -> None:
    with pytest.raises(Exception, match="section_unknown"):
        section(Citation("lfa", "99"))
