"""What each glyph of a font says, from its own tables: the character map, and the substitutions that lead on."""

from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import normalize

PREFERRED = (0x20, 0x2D)
"""Where letters share a glyph (space and no-break space, hyphen and soft hyphen), the plain one is said."""

PRINTED_JOINED = {chr(code) for code in range(0xFB00, 0xFB07)}


def texts_of_glyphs(font: Any, known: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The text of every glyph that can be reached, by glyph name; `known` is believed before the tables."""
    texts = {**_by_character(font), **known}
    steps = list(_substitutions(font))
    while found := {new: text for new, text in _said(steps, texts) if new not in texts}:
        texts.update(found)
    return texts.items()


def _by_character(font: Any) -> dict[str, str]:
    characters = font.getBestCmap()
    ordered = sorted(characters, key=lambda code: (code not in PREFERRED, code), reverse=True)
    return {characters[code]: _spelt(chr(code)) for code in ordered}


def _spelt(letter: str) -> str:
    """A joined letter of print (ﬁ, ﬃ) is the letters it joins: nobody searches for the joined one."""
    return normalize("NFKD", letter) if letter in PRINTED_JOINED else letter


def _said(steps: list[tuple[tuple[str, ...], str]], texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for old, new in steps:
        if all(glyph in texts for glyph in old):
            yield new, "".join(texts[glyph] for glyph in old)


def _substitutions(font: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each step from one or several glyphs to one."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if inner.LookupType == 1:
                yield from (((old,), new) for old, new in inner.mapping.items())
            elif inner.LookupType == 4:
                for first, ligatures in inner.ligatures.items():
                    yield from (((first, *ligature.Component), ligature.LigGlyph) for ligature in ligatures)
