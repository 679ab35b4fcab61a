"""Claims are read however they are written; a number that cannot be one is refused."""

from typing import Any

import pytest

from saduak.adapters.thaid.claims import birthdate, vouched
from saduak.core.errors import DomainError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1978-04-12", "1978-04-12"),
        ("2521-04-12", "1978-04-12"),
        ("25210412", "1978-04-12"),
        ("12/04/2521", "1978-04-12"),
        ("2490-00-00", ""),
        ("2521-13-40", ""),
        ("", ""),
        ("ไม่ทราบ", ""),
    ],
)
def test_a_day_of_birth_is_read_in_either_era(written: str, read: str) -> None:
    assert birthdate(written) == read


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "สมชาย ใจดี", "title": "นาย"}, "สมชาย ใจดี"),
        ({"name": "นายสมชาย ใจดี", "title": "นาย"}, "สมชาย ใจดี"),
        ({"given_name": "สมชาย", "family_name": "ใจดี"}, "สมชาย ใจดี"),
        ({"given_name": "สมชาย", "middle_name": None, "family_name": "ใจดี"}, "สมชาย ใจดี"),
    ],
)
def test_a_name_is_told_without_its_title(claims: dict[str, Any], name: str) -> None:
    assert vouched({"pid": "1101700203450", **claims}, "r").name == name


@pytest.mark.parametrize("address", ["12 หมู่ 3", {"formatted": "12 หมู่ 3"}, {"street_address": "12", "locality": "หมู่ 3"}])
def test_an_address_is_text_or_parts(address: object) -> None:
    assert vouched({"pid": "1101700203450", "address": address}, "r").address == "12 หมู่ 3"


def test_what_is_absent_stays_empty_and_the_reference_is_never_the_number() -> None:
    told = vouched({"pid": "1 1017 00203 45 0", "sub": "1101700203450"}, "r")
    assert told == ("1101700203450", "", "", "", "", "", "", "r")


@pytest.mark.parametrize("pid", ["1101700203451", "123", "", None, "x" * 1000])
def test_a_number_that_cannot_be_one_is_refused(pid: object) -> None:
    with pytest.raises(DomainError, match="identifier"):
        vouched({"pid": pid}, "r")
