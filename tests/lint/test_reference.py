"""The page of rules is complete, and every rule has its sentence in both languages."""

import re
from pathlib import Path

import pytest

from saduak.core.package import cited
from saduak.core.reasons import Language
from saduak.sources.acts import section
from saduak.sources.lint import lint  # noqa: F401 - the rules enter themselves when it is imported
from saduak.sources.lint.rule import ADOPTION_RULES, RULES
from saduak.sources.texts import LANGUAGES, sentences

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lint-rules.md"
EVERY = {**RULES, **ADOPTION_RULES}


def rows() -> dict[str, list[str]]:
    """The cells after the rule, by rule."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `"))
    return {first.strip("`"): rest for first, *rest in cells}


def test_the_page_lists_every_rule_with_its_article() -> None:
    documented = {rule_id: cells[1].strip("`–") for rule_id, cells in rows().items()}
    assert documented == {rule_id: rule.article for rule_id, rule in EVERY.items()}


def test_the_page_says_what_must_hold_and_how_to_mend_it() -> None:
    assert [rule_id for rule_id, (holds, _, mend) in rows().items() if not (holds.endswith(".") and mend)] == []


@pytest.mark.parametrize("rule_id", EVERY)
def test_an_article_behind_a_rule_is_on_file(rule_id: str) -> None:
    article = EVERY[rule_id].article
    assert not article or section(cited(article)).citation.act == cited(article).act


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_sentence_and_every_sentence_a_rule(language: Language) -> None:
    said = {key.removeprefix("lint.") for key in sentences(language) if key.startswith("lint.")}
    assert said == set(EVERY)


def test_both_languages_name_the_same_values() -> None:
    named = [
        {
            key: set(re.findall(r"\{(\w+)\}", text))
            for key, text in sentences(language).items()
            if key.startswith("lint.")
        }
        for language in LANGUAGES
    ]
    assert named[0] == named[1]
