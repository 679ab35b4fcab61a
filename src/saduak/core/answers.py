"""One answer of a form: cleaned as people type it, or refused with a code that says what would do.

Thai digits, dates of either era, numbers with thousands separators and telephone numbers with dashes are welcome; what
is kept is one form of each. Cleaning what is clean changes nothing.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from saduak.core.conditions import filled, same
from saduak.core.errors import LawError
from saduak.core.package import Answer, Code, Field, FieldKind
from saduak.core.thai import normal, western_digits

Codes = Mapping[str, Code]
"""The codes of the field's list, by code."""

BUDDHIST_FROM = 2400
"""A year from here on is of the Buddhist era: no date on a form lies in the 25th century of the other."""
BROKEN = "\ufffd"
"""What stands where bytes made no letter."""
YEARS = range(1850, 2200)
THAILAND = (Decimal(5), Decimal(21)), (Decimal(97), Decimal(106))
"""Degrees of latitude and longitude within which every place of the country lies."""


def cleaned(field: Field, raw: Any, codes: Codes | None = None) -> Answer | None:
    """The answer as it is kept; None for a blank. Raises `LawError` "answer_…" or "identifier_…".

    Money comes as satang (a number) or as baht typed by a person (a text) and is kept in satang.
    """
    value = normal(raw) if isinstance(raw, str) else raw
    if not filled(value):
        return None
    return _CLEAN[field.kind](field, value, codes or {})


# Texts


def _text(field: Field, value: Any, _codes: Codes) -> str:
    if not isinstance(value, str):
        raise LawError("answer_not_text")
    if BROKEN in value:
        raise LawError("answer_unreadable")
    if len(value) > field.longest:
        raise LawError("answer_too_long", longest=field.longest, length=len(value))
    return value


def _line(field: Field, value: Any, codes: Codes) -> str:
    return " ".join(_text(field, value, codes).split())


def _matching(pattern: str, code: str) -> Callable[[Field, Any, Codes], str]:
    """A text of one form, without spaces and with western digits."""

    def clean(field: Field, value: Any, codes: Codes) -> str:
        text = western_digits(re.sub(r"\s", "", _text(field, str(value), codes)))
        if not re.fullmatch(pattern, text):
            raise LawError(code)
        return text

    return clean


def _telephone(field: Field, value: Any, codes: Codes) -> str:
    text = western_digits(_text(field, str(value), codes)).replace("ต่อ", "#")
    bare = re.sub(r"[\s().–-]", "", text)
    if not re.fullmatch(r"(0\d{8,9}|\+\d{8,15}|1\d{3})(#\d{1,5})?", bare):
        raise LawError("answer_not_telephone")
    return bare


def check_digit(digits: str) -> int:
    """The last of 13 digits that the first twelve call for (modulus 11, persons and juristic persons alike)."""
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10


def _identifier(_field: Field, value: Any, _codes: Codes) -> str:
    digits = western_digits(re.sub(r"[\s\-–]", "", str(value)))
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise LawError("identifier_length")
    if check_digit(digits) != int(digits[12]):
        raise LawError("identifier_checksum")
    return digits


def _juristic_id(field: Field, value: Any, codes: Codes) -> str:
    digits = _identifier(field, value, codes)
    if not digits.startswith("0"):
        raise LawError("identifier_not_juristic")
    return digits


def _place(_field: Field, value: Any, _codes: Codes) -> str:
    found = re.fullmatch(r"(\d{1,2}\.\d{1,8}),(\d{1,3}\.\d{1,8})", re.sub(r"\s", "", western_digits(str(value))))
    if found is None or not all(
        least <= Decimal(part) <= most for part, (least, most) in zip(found.groups(), THAILAND, strict=True)
    ):
        raise LawError("answer_not_place")
    return f"{found[1]},{found[2]}"


# Numbers and days


def _decimal(field: Field, value: Any, places: int) -> Decimal:
    """A number with at most so many decimal places, within the field's bounds (in units of the last place)."""
    text = western_digits(str(value)).replace(",", "").replace(" ", "")
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,15}(\.\d+)?", text):
        raise LawError("answer_not_number")
    if len(text.partition(".")[2].rstrip("0")) > places:
        raise LawError("answer_too_many_places", places=places)
    number = Decimal(text)
    if field.least is not None and number.scaleb(places) < field.least:
        raise LawError("answer_too_small", least=_shown(field.least, places))
    if field.most is not None and number.scaleb(places) > field.most:
        raise LawError("answer_too_large", most=_shown(field.most, places))
    return number


def _shown(bound: int, places: int) -> str:
    return f"{Decimal(bound).scaleb(-places):f}"


def _whole(field: Field, value: Any, _codes: Codes) -> int:
    return int(_decimal(field, value, 0))


def _with_places(field: Field, value: Any, _codes: Codes) -> str:
    return f"{_decimal(field, value, field.places).quantize(Decimal(1).scaleb(-field.places)):f}"


def _satang(field: Field, value: Any, _codes: Codes) -> int:
    if isinstance(value, int):
        return int(_decimal(field, value, 0))
    return int(_decimal(field, value, 2).scaleb(2))


DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def _day(_field: Field, value: Any, _codes: Codes) -> str:
    text = western_digits(str(value)).replace(" ", "")
    parts: tuple[str, ...]
    if found := DAY_FIRST.fullmatch(text):
        parts = (found[3], found[2], found[1])
    elif found := YEAR_FIRST.fullmatch(text):
        parts = (found[1], found[2], found[3])
    else:
        raise LawError("answer_not_date")
    return _existing(*map(int, parts)).isoformat()


def _existing(year: int, month: int, day: int) -> date:
    common = year - 543 if year >= BUDDHIST_FROM else year
    try:
        found = date(common, month, day)
    except ValueError:
        raise LawError("answer_not_date") from None
    if common not in YEARS:
        raise LawError("answer_not_date")
    return found


# Choices


def _yes_no(_field: Field, value: Any, _codes: Codes) -> bool:
    if isinstance(value, bool):
        return value
    if str(value) not in {"yes", "no"}:
        raise LawError("answer_not_yes_no")
    return str(value) == "yes"


def _choice(field: Field, value: Any, codes: Codes) -> str:
    if field.code_list:
        return _code(field, value, codes)
    for option in field.options:
        if same(option.value, value):
            return option.value
    raise LawError("answer_not_among", value=str(value))


def _choices(field: Field, value: Any, codes: Codes) -> tuple[str, ...]:
    given = value if isinstance(value, (tuple, list)) else (value,)
    chosen = {_choice(field, item, codes) for item in given}
    order = codes if field.code_list else [option.value for option in field.options]
    return tuple(item for item in order if item in chosen)


def _code(_field: Field, value: Any, codes: Codes) -> str:
    code = re.sub(r"\s", "", western_digits(str(value)))
    if code not in codes:
        raise LawError("answer_code_unknown", value=code)
    if any(other.group == code for other in codes.values()):
        raise LawError("answer_code_is_heading", value=code)
    return code


_CLEAN: Mapping[FieldKind, Callable[[Field, Any, Codes], Answer]] = {
    FieldKind.TEXT: _line,
    FieldKind.LONG_TEXT: _text,
    FieldKind.ADDRESS: _text,
    FieldKind.NUMBER: _whole,
    FieldKind.DECIMAL: _with_places,
    FieldKind.SATANG: _satang,
    FieldKind.DATE: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CODE: _code,
    FieldKind.PERSON_ID: _identifier,
    FieldKind.JURISTIC_ID: _juristic_id,
    FieldKind.TELEPHONE: _telephone,
    FieldKind.EMAIL: _matching(r"[^@,;:<>()]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "answer_not_email"),
    FieldKind.FACTORY_NUMBER: _matching(
        r"\d{14}|[ก-ฮ]?\d-\d{1,3}(\(\d{1,2}\))?-\d{1,6}/\d{2}[ก-ฮ]{2,3}", "answer_not_factory_number"
    ),
    FieldKind.PLACE_ON_MAP: _place,
}
