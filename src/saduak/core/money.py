"""Money: whole satang, and how receipts write an amount out in words."""

from typing import Literal, NamedTuple

from saduak.core.errors import LawError

SATANG_IN_BAHT = 100


class Money(NamedTuple):
    """An amount in satang; a hundred are a baht. Whole satang only: no fee is a float."""

    satang: int


def figures(satang: int) -> str:
    """The amount in baht as figures: 1,200 or 1,200.50."""
    sign = "-" if satang < 0 else ""
    baht, rest = divmod(abs(satang), SATANG_IN_BAHT)
    return f"{sign}{baht:,}.{rest:02}" if rest else f"{sign}{baht:,}"


def baht_in_words(satang: int, language: Literal["th", "en"] = "th") -> str:
    """The amount as receipts spell it: หนึ่งพันสองร้อยบาทถ้วน, or one thousand two hundred baht.

    Raises `LawError` "amount_negative".
    """
    if satang < 0:
        raise LawError("amount_negative", amount=satang)
    baht, rest = divmod(satang, SATANG_IN_BAHT)
    return _thai_amount(baht, rest) if language == "th" else _english_amount(baht, rest)


# Thai

DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
MILLION = 10**6


def _thai_amount(baht: int, satang: int) -> str:
    whole = f"{_thai(baht)}บาท" if baht or not satang else ""
    return f"{whole}{_thai(satang)}สตางค์" if satang else f"{whole}ถ้วน"


def _thai(number: int) -> str:
    """A number in Thai; above a million the words begin again, as often as needed (สิบล้านล้าน)."""
    millions, below = divmod(number, MILLION)
    if not millions:
        return _thai_below_million(below, follows=False) or DIGITS[0]
    return f"{_thai(millions)}ล้าน{_thai_below_million(below, follows=True)}"


def _thai_below_million(number: int, *, follows: bool) -> str:
    digits = [int(digit) for digit in reversed(str(number))]
    words = [_thai_digit(digit, place) for place, digit in enumerate(digits)]
    if digits[0] == 1 and (follows or len(digits) > 1):
        words[0] = "เอ็ด"
    return "".join(reversed(words))


def _thai_digit(digit: int, place: int) -> str:
    if digit == 0:
        return ""
    if place == 1 and digit <= 2:
        return ("สิบ", "ยี่สิบ")[digit - 1]
    return DIGITS[digit] + PLACES[place]


# English

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def _english_amount(baht: int, satang: int) -> str:
    whole = f"{_english(baht)} baht" if baht or not satang else ""
    part = f"{_english(satang)} satang" if satang else ""
    return " and ".join(filter(None, (whole, part)))


def _english(number: int) -> str:
    for size, name in SCALES:
        if number >= size:
            many, rest = divmod(number, size)
            return f"{_english(many)} {name}{_english_rest(rest)}"
    return _english_below_thousand(number)


def _english_rest(rest: int) -> str:
    if not rest:
        return ""
    return f" and {_english(rest)}" if rest < 100 else f" {_english(rest)}"


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{ONES[hundreds]} hundred{_english_rest(rest)}"
    if rest < len(ONES):
        return ONES[rest]
    tens, one = divmod(rest, 10)
    return TENS[tens - 2] + (f"-{ONES[one]}" if one else "")
