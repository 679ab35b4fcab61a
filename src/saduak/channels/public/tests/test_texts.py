"""The words of the public pages: both languages say the same things."""

import re
from pathlib import Path

import pytest

from saduak.channels.public import texts
from saduak.sources.texts import read_sentences

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
