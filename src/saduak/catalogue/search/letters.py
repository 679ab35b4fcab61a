"""What is compared: letters without spaces, marks and case, cut into every two and three in a row."""

import re
import unicodedata
from collections.abc import Iterator

from saduak.core.thai import normal, western_digits

LOOSE = str.maketrans("", "", "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
"""Maitaikhu, the tone marks and thanthakhat: what is most often forgotten or mistyped in Thai."""

ASKING = re.compile(
    "ต้องการ|ประสงค์จะ|อยากจะ|อยาก|ต้องทำ|ทำอย่างไร|อย่างไร|ทำยังไง|ยังไง|ที่ไหน|อะไรบ้าง|ได้ไหม|บ้างครับ|บ้างคะ|ครับ|ค่ะ"
    r"|\b(?:i want to|i would like to|how do i|how to|what do i need to|where can i|please)\b"
)
"""What people say around what they want; it stands in every sentence and says nothing."""


def asked_for(text: str) -> str:
    """The letters of what was typed, without the words around it, unless nothing else was typed."""
    return squashed(ASKING.sub(" ", normal(text).casefold())) or squashed(text)


def squashed(text: str) -> str:
    """The letters, vowels and digits alone, in one case: "อภ. ๒" and "อภ.2" are both อภ2. Twice is the same as once."""
    folded = normal(western_digits(normal(text)).casefold())
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")


def grams(squashed_text: str) -> Iterator[str]:
    """Every two and three signs in a row, as written and again without the marks that people forget."""
    yield from _cut(squashed_text)
    loose = squashed_text.translate(LOOSE)
    if loose != squashed_text:
        yield from _cut(loose)


def _cut(text: str) -> Iterator[str]:
    for length in (2, 3):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]


# The other keyboard

KEYS = r"""1234567890-=qwertyuiop[]\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?"""
KEDMANEE = 'ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
"""The signs of a Thai keyboard (Kedmanee, TIS 820) on the keys of an American one."""

_TO_THAI = str.maketrans(KEYS, KEDMANEE)
_TO_LATIN = str.maketrans(KEDMANEE, KEYS)


def on_other_keyboard(text: str) -> str:
    """What was meant if the keyboard stood on the other language: ihkovkski is ร้านอาหาร."""
    has_thai = any("\u0e00" <= sign <= "\u0e7f" for sign in text)
    return text.translate(_TO_LATIN if has_thai else _TO_THAI)
