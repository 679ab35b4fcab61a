"""Thai text as people and scanners write it, brought to the one form that is kept and compared."""

import re
import unicodedata

SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
"""Nikhahit and sara aa typed apart, perhaps with the tone mark between."""
TONE_AFTER_AM = re.compile("\u0e33[\u0e33\u0e48-\u0e4b]*[\u0e48-\u0e4b]")
"""A tone mark stands on the consonant, before sara am."""
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
BLANKS = re.compile(r"[^\S\n]+")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
WESTERN_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def normal(text: str) -> str:
    """The text with composed sara am (น้ำ), real sara ae (แ, not two sara e), single spaces and nothing invisible.

    Lines stay lines. Doing it twice changes nothing.
    """
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", CONTROL.sub("", text.replace("\r\n", "\n"))))
    tones_first = TONE_AFTER_AM.sub(_tones_first, SARA_AM.sub("\\1\u0e33", composed))
    composed = unicodedata.normalize("NFC", tones_first)  # a moved tone mark goes before marks of other scripts
    composed = composed.replace("\u0e40\u0e40", "\u0e41")
    return "\n".join([line.strip() for line in BLANKS.sub(" ", composed).split("\n")]).strip()


def _tones_first(found: re.Match[str]) -> str:
    return "".join(sorted(found[0], key=lambda letter: letter == "\u0e33"))


def western_digits(text: str) -> str:
    """The text with Thai digits written as 0 to 9."""
    return text.translate(THAI_DIGITS)


def thai_digits(text: str) -> str:
    """The text with 0 to 9 written as Thai digits, as formal papers have them."""
    return text.translate(WESTERN_DIGITS)
