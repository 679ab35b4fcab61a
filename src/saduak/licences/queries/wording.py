"""The words of licences that no package brings: on their face, and in letters about them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from saduak.core.reasons import Language
from saduak.sources.texts import read_sentences

HERE = Path(__file__).parent


@lru_cache(maxsize=2)
def wording(language: Language) -> Mapping[str, str]:
    """Every phrase by its key; a test holds the two languages together."""
    return read_sentences(HERE / f"wording.{language}.yaml")
