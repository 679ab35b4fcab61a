"""Amounts in figures and words, as receipts and cheques write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saduak.core.errors import LawError
from saduak.core.money import DIGITS, Money, baht_in_words, figures
from saduak.core.reasons import written
from saduak.sources.texts import sentences

THAI = {
    0: "ศูนย์บาทถ้วน",
    25: "ยี่สิบห้าสตางค์",
    1_00: "หนึ่งบาทถ้วน",
    10_00: "สิบบาทถ้วน",
    11_00: "สิบเอ็ดบาทถ้วน",
    20_00: "ยี่สิบบาทถ้วน",
    21_00: "ยี่สิบเอ็ดบาทถ้วน",
    21_50: "ยี่สิบเอ็ดบาทห้าสิบสตางค์",
    100_01: "หนึ่งร้อยบาทหนึ่งสตางค์",
    101_00: "หนึ่งร้อยเอ็ดบาทถ้วน",
    111_11: "หนึ่งร้อยสิบเอ็ดบาทสิบเอ็ดสตางค์",
    1_200_00: "หนึ่งพันสองร้อยบาทถ้วน",
    10_000_00: "หนึ่งหมื่นบาทถ้วน",
    250_021_00: "สองแสนห้าหมื่นยี่สิบเอ็ดบาทถ้วน",
    1_000_000_00: "หนึ่งล้านบาทถ้วน",
    1_000_001_00: "หนึ่งล้านเอ็ดบาทถ้วน",
    11_000_000_00: "สิบเอ็ดล้านบาทถ้วน",
    21_121_321_21: "ยี่สิบเอ็ดล้านหนึ่งแสนสองหมื่นหนึ่งพันสามร้อยยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์",
    1_000_000_000_000_00: "หนึ่งล้านล้านบาทถ้วน",
}
ENGLISH = {
    0: "zero baht",
    25: "twenty-five satang",
    1_00: "one baht",
    13_00: "thirteen baht",
    21_50: "twenty-one baht and fifty satang",
    40_00: "forty baht",
    101_00: "one hundred and one baht",
    1_200_00: "one thousand two hundred baht",
    10_011_00: "ten thousand and eleven baht",
    250_021_00: "two hundred and fifty thousand and twenty-one baht",
    3_000_500_01: "three million five hundred baht and one satang",
    2 * 10**15 * 100: "two thousand trillion baht",
}


@pytest.mark.parametrize(("satang", "words"), THAI.items())
def test_thai_words(satang: int, words: str) -> None:
    assert baht_in_words(satang) == words


@pytest.mark.parametrize(("satang", "words"), ENGLISH.items())
def test_english_words(satang: int, words: str) -> None:
    assert baht_in_words(satang, "en") == words


def test_a_debt_is_not_written_out() -> None:
    with pytest.raises(LawError, match="amount_negative"):
        baht_in_words(-1)


def read_thai(words: str) -> int:
    """Satang from Thai words, by the way one learns them in school."""
    if words.endswith("ถ้วน"):
        return 100 * number(words.removesuffix("บาทถ้วน"))
    baht, _, satang = words.removesuffix("สตางค์").rpartition("บาท")
    return 100 * number(baht) + number(satang)


def number(words: str) -> int:
    if "ล้าน" in words:
        millions, _, rest = words.rpartition("ล้าน")
        return number(millions) * 10**6 + number(rest)
    total, digit = 0, 0
    while words:
        sign, worth = next(pair for pair in SIGNS if words.startswith(pair[0]))
        words = words.removeprefix(sign)
        if worth < 10:
            digit = worth
        else:
            total, digit = total + (digit or 1) * worth, 0
    return total + digit


SIGNS = (
    ("เอ็ด", 1),
    ("ยี่", 2),
    *((word, digit) for digit, word in enumerate(DIGITS)),
    *(("สิบ", 10), ("ร้อย", 100), ("พัน", 1000), ("หมื่น", 10**4), ("แสน", 10**5)),
)


@given(st.integers(0, 10**15))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_what_is_written_reads_back(satang: int) -> None:
    assert read_thai(baht_in_words(satang)) == satang


@pytest.mark.parametrize(
    ("satang", "thai", "english"),
    [
        (0, "0 บาท", "0 baht"),
        (25, "25 สตางค์", "25 satang"),
        (120_000, "1,200 บาท", "1,200 baht"),
        (120_005, "1,200.05 บาท", "1,200.05 baht"),
    ],
)
def test_figures(satang: int, thai: str, english: str) -> None:
    assert written(Money(satang), "th", sentences("th")) == thai
    assert written(Money(satang), "en", sentences("en")) == english


def test_figures_of_a_refund() -> None:
    assert figures(-120_050) == "-1,200.50"
