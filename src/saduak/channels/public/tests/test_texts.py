"""The words of the public pages: both languages say the same things."""

import re
from pathlib import Path

import pytest

from saduak.channels.public import texts
from saduak.core.reasons import Language
from saduak.sources.texts import read_sentences
from saduak.sources.texts import sentences as law_sentences

HERE = Path(texts.__file__).parent
SLOT = re.compile(r"\{\w+(?:\|\w+)?\}")
SAID = re.compile(r"""\{% say ["']([\w.]+)["']""")


@pytest.mark.parametrize("name", ["texts", "paper"])
def test_both_languages_have_the_same_keys_and_slots(name: str) -> None:
    thai, english = (read_sentences(HERE / f"{name}.{language}.yaml") for language in ("th", "en"))
    assert thai.keys() == english.keys()
    for key, sentence in thai.items():
        assert sorted(SLOT.findall(sentence)) == sorted(SLOT.findall(english[key])), key


def test_every_sentence_a_template_says_exists() -> None:
    said = {key for path in HERE.rglob("*.html") for key in SAID.findall(path.read_text(encoding="utf-8"))}
    assert said
    assert said <= texts.sentences("th").keys()


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_page_hides_a_sentence_of_the_law(language: Language) -> None:
    pages, paper = (read_sentences(HERE / f"{name}.{language}.yaml").keys() for name in ("texts", "paper"))
    assert not pages & law_sentences(language).keys()
    assert not paper & (law_sentences(language).keys() | pages)
