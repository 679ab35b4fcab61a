"""Sarabun, made fit for an exact text layer.

Shaped Thai is not one glyph to a letter: SARA AM falls apart into a ring and SARA AA, and a tone mark above a vowel is
lifted. A PDF names each glyph once, so the ring and the SARA AA of "จำ" cannot both say "ำ", and readers take a lifted
glyph for one of another line and put it elsewhere. Two mends, both in the font before it is used: what fell apart is
put together again in one glyph, and a tone mark is one glyph with the vowel sign that it shares a letter with. Then
every glyph stands on the line and says exactly the letters it stands for. The drawing stays the typeface's own to a few
thousandths of an em.

The OFL of Sarabun reserves no font name, so a changed font may keep it.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from saduak.adapters.pdf.composites import (
    BASE,
    MARK,
    Part,
    add_composite,
    add_ligatures,
    attach_like,
    offset_beside,
    offset_on,
    place_on,
)
from saduak.adapters.pdf.glyphs import texts_of_glyphs

WEIGHTS = {400: "Sarabun-Regular.ttf", 600: "Sarabun-SemiBold.ttf", 700: "Sarabun-Bold.ttf"}
"""The files of fontpkg-sarabun by weight."""
RING, AA, AM = "uni0E4D", "uni0E32", "uni0E33"
VOWELS = ("uni0E31", "uni0E34", "uni0E35", "uni0E36", "uni0E37", "uni0E47")
TONES = ("uni0E48", "uni0E49", "uni0E4A", "uni0E4B", "uni0E4C")
LOW_VOWELS = {"uni0E38": "uni0E01", "uni0E39": "uni0E01"}
SMALL_VOWELS = {f"{vowel}.small": "doChadathai.short" for vowel in LOW_VOWELS}
"""Vowels below, and a letter that bears them as most letters do; the small ones stand under a shortened tail."""
NARROW_BEARER = "uni0E1B"
ASKEW = ("uni0E23", "uni0E29")
"""ร and ษ bear a vowel below farther to the left, as anybody who reads "รู้" would notice."""
WIDTHS = ("", ".narrow")
"""Marks have a second form that makes room for a tall consonant: ป ฝ ฟ."""


class Typeface(NamedTuple):
    """One weight: the font file, and what each of its glyphs says by glyph number."""

    file: bytes
    texts: dict[int, str]


@lru_cache(maxsize=len(WEIGHTS))
def typeface(weight: int) -> Typeface:
    """The mended font of a weight; made once, in a fraction of a second."""
    font = TTFont(BytesIO((files("fontpkg_sarabun") / "files" / WEIGHTS[weight]).read_bytes()), recalcTimestamp=False)
    ligatures = {**_sara_am(font), **_stacks(font), **_pairs(font), **_syllables(font)}
    add_ligatures(font, {parts: name for parts, (name, _) in ligatures.items()}, script="thai", feature="ccmp")
    said = {AM: "ำ", **dict(ligatures.values())}
    written = BytesIO()
    font.save(written)
    return Typeface(written.getvalue(), {font.getGlyphID(name): text for name, text in texts_of_glyphs(font, said)})


@lru_cache(maxsize=1)
def known_letters() -> frozenset[int]:
    """The code points every weight can show."""
    fonts = (TTFont(BytesIO(typeface(weight).file), lazy=True) for weight in WEIGHTS)
    return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))


Ligatures = dict[tuple[str, ...], tuple[str, str]]
"""Glyphs in the order in which they are shaped, to the glyph that replaces them and the letters it says."""


def _sara_am(font: Any) -> Ligatures:
    """The ring, alone or under a tone mark, and the SARA AA after it are SARA AM again."""
    return {(ring, AA): (_joined(font, ring, AA), tone + "ำ") for ring, tone in _rings()}


def _rings() -> Iterator[tuple[str, str]]:
    for width in WIDTHS:
        yield RING + width, ""
        yield from ((RING + tone[3:] + width, _letter(tone)) for tone in TONES[:4])


def _joined(font: Any, ring: str, aa: str) -> str:
    if ring == RING:
        return AM
    name = f"{ring}_{aa}"
    add_composite(font, name, [Part(ring), Part(aa)], BASE)
    return name


def _stacks(font: Any) -> Ligatures:
    """A vowel above and the tone mark on it."""
    stacks: Ligatures = {}
    for vowel in (vowel + width for vowel in VOWELS for width in WIDTHS):
        for tone in TONES:
            offset = offset_on(font, f"{tone}.small", vowel)
            if offset is not None:
                name = f"{vowel}_{tone}"
                add_composite(font, name, [Part(vowel), Part(f"{tone}.small", *offset)], MARK)
                attach_like(font, name, vowel)
                stacks[vowel, f"{tone}.small"] = name, _letter(vowel) + _letter(tone)
    return stacks


def _pairs(font: Any) -> Ligatures:
    """A vowel below and the tone mark above: two marks at one place confuse a reader just as much."""
    pairs: Ligatures = {}
    for (vowel, bearer), tone, width in product({**LOW_VOWELS, **SMALL_VOWELS}.items(), TONES, WIDTHS):
        mark = tone + width
        if mark in font["glyf"].glyphs:
            name = f"{vowel}_{mark}"
            offset = offset_beside(font, mark, vowel, NARROW_BEARER if width else bearer)
            add_composite(font, name, [Part(vowel, *offset), Part(mark)], MARK)
            attach_like(font, name, mark)
            pairs[vowel, mark] = name, _letter(vowel) + _letter(tone)
    return pairs


def _syllables(font: Any) -> Ligatures:
    """The few letters on which a pair would stand visibly askew are one glyph with it."""
    syllables: Ligatures = {}
    for letter, vowel, tone in product(ASKEW, LOW_VOWELS, TONES):
        name = f"{letter}_{vowel}_{tone}"
        add_composite(font, name, [Part(letter), *(Part(m, *place_on(font, m, letter)) for m in (vowel, tone))], BASE)
        syllables[letter, vowel, tone] = name, _letter(letter) + _letter(vowel) + _letter(tone)
    return syllables


def _letter(glyph: str) -> str:
    return chr(int(glyph[3:7], 16))
