"""What the linter hands back: the rule, the place, and the sentence that says how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saduak.core.reasons import Language, say
from saduak.sources.texts import LANGUAGES, sentences


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule. `path` leads to the value ("steps[2].responsible"), `line` counts from 1."""

    rule: str
    file: str
    path: str
    line: int
    params: Mapping[str, Any]

    def text(self, language: Language) -> str:
        """What is wrong and how to mend it."""
        return say(f"lint.{self.rule}", self.params, language, sentences(language))

    def in_both(self) -> dict[str, str]:
        """The sentence in Thai and English."""
        return {language: self.text(language) for language in LANGUAGES}


def written_path(path: tuple[str | int, ...]) -> str:
    """A path as people write it: names with dots, positions from 1 in brackets."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
