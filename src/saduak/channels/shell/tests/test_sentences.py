"""The words of all pages: whole in both languages, each key once, and none missing that a template says."""

import re
from collections import Counter
from pathlib import Path

import pytest

import saduak.channels
from saduak.channels.shell.texts import files_of_texts, say, sentences, texts_of
from saduak.core.reasons import Language
from saduak.sources.texts import sentences as law_sentences

CHANNELS = Path(saduak.channels.__file__).parent
SLOT = re.compile(r"\{\w+(?:\|\w+)?\}")
SAID = re.compile(r"""\{% say ["']([\w.]+)["']""")
PAIRS = sorted(files_of_texts("th"))


@pytest.mark.parametrize("path", PAIRS, ids=[f"{path.parent.parent.name}-{path.name}" for path in PAIRS])
def test_both_languages_have_the_same_keys_and_slots(path: Path) -> None:
    thai, english = texts_of(path), texts_of(path.with_name(path.name.replace(".th.", ".en.")))
    assert list(thai) == list(english)
    for key, sentence in thai.items():
        counted = [slot for slot in SLOT.findall(english[key]) if not slot.endswith("|s}")]  # the ending of a plural
        assert sorted(SLOT.findall(sentence)) == sorted(counted), key


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_key_stands_twice(language: Language) -> None:
    keys = [key for path in files_of_texts(language) for key in texts_of(path)]
    counted = Counter([*keys, *law_sentences(language)])
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_channel_with_words_has_named_its_files() -> None:
    """The programming interface alone reads its own: its sentences are no page's."""
    named = {path.with_name(path.name.replace(".th.", ".en.")) for path in PAIRS} | set(PAIRS)
    assert {path for path in CHANNELS.rglob("*.yaml") if "api" not in path.parts} == named


def test_every_sentence_a_template_says_exists() -> None:
    said = {key for path in CHANNELS.rglob("*.html") for key in SAID.findall(path.read_text(encoding="utf-8"))}
    assert said
    assert sorted(said - sentences("th").keys()) == []


def test_a_sentence_of_a_room_is_said_in_the_language_of_the_page() -> None:
    assert say("error.busy", "th").startswith("มีผู้อื่นกำลังบันทึกอยู่")
    assert say("error.busy", "en").startswith("Somebody else is writing")


def test_what_is_counted_in_english_is_one_or_many() -> None:
    told = [say("case_clock.late", "en", days=days) for days in (0, 1, 2)]
    assert told == ["0 days late", "1 day late", "2 days late"]
