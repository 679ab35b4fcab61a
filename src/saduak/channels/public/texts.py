"""The words of the public pages: the law's catalogue and the pages' own, one look-up for both."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from saduak.core.reasons import Language, Sentences
from saduak.core.reasons import say as say_with
from saduak.sources.texts import read_sentences
from saduak.sources.texts import sentences as law_sentences

HERE = Path(__file__).parent


@lru_cache(maxsize=4)
def sentences(language: Language) -> Sentences:
    """Every sentence a public page or a printed document may use."""
    pages, paper = (read_sentences(HERE / f"{name}.{language}.yaml") for name in ("texts", "paper"))
    return {**law_sentences(language), **pages, **paper}


def say(key: str, language: Language, **params: Any) -> str:
    """The sentence under `key`, its parameters written the way the language writes them."""
    return say_with(key, params, language, sentences(language))
