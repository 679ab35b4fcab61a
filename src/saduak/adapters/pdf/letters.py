"""What the typeface cannot show is shown as a box: an archive document may not refer to a glyph that is not there."""

import unicodedata
from collections.abc import Set as AbstractSet

BOX = "■"
LAYOUT = {"\n", "\r", "\t", "\u200b"}
"""Characters that break lines or separate words and need no glyph."""


def showable(text: str, known: AbstractSet[int]) -> str:
    """The text with a box for every letter that is not `known`, and without marks that only steer other scripts."""
    strange = {letter for letter in set(text) if ord(letter) not in known and letter not in LAYOUT}
    return text.translate({ord(letter): _instead(letter) for letter in strange}) if strange else text


def _instead(letter: str) -> str | None:
    """Control and format characters (direction, joiners, selectors) vanish; a combining mark goes with its letter."""
    vanishes = unicodedata.category(letter) in {"Cc", "Cf", "Mn", "Me"}
    return None if vanishes else BOX
