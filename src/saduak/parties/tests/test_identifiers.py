"""13-digit numbers are checked, sealed, found again and never shown whole."""

import pytest
from cryptography.exceptions import InvalidTag
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from saduak.core.errors import DomainError
from saduak.parties.identifiers import check_digit, decrypted, digits_of, encrypted, lookup, masked


@pytest.mark.parametrize("number", ["1101700203450", "1234567890121", "1400000000013", "3101200123453"])
def test_valid_numbers(number: str) -> None:
    assert digits_of(number) == number


@pytest.mark.parametrize("written", ["1-1017-00203-45-0", " 1 1017 00203 45 0 ", "๑๑๐๑๗๐๐๒๐๓๔๕๐", "๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐"])
def test_numbers_as_people_write_them(written: str) -> None:
    assert digits_of(written) == "1101700203450"


@pytest.mark.parametrize("written", ["", "110170020345", "11017002034500", "110170020345x", "1101700203450."])
def test_what_is_no_number(written: str) -> None:
    with pytest.raises(DomainError, match="identifier_length"):
        digits_of(written)


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(1, 9))
def test_a_wrong_check_digit_is_always_found(body: str, shift: int) -> None:
    with pytest.raises(DomainError, match="identifier_checksum"):
        digits_of(body + str((check_digit(body) + shift) % 10))


def test_an_error_does_not_repeat_the_number() -> None:
    with pytest.raises(DomainError) as raised:
        digits_of("1101700203451")
    assert raised.value.code == "identifier_checksum"
    assert "11017" not in str(raised.value)


def test_only_the_last_three_digits_are_shown() -> None:
    assert masked("1101700203450") == "x-xxxx-xxxxx-45-0"


def test_sealed_twice_it_looks_different_and_opens_the_same() -> None:
    first, second = encrypted("1101700203450"), encrypted("1101700203450")
    assert first != second
    assert b"1101700203450" not in first
    assert decrypted(first) == decrypted(second) == "1101700203450"


def test_another_key_opens_and_finds_nothing() -> None:
    sealed, found = encrypted("1101700203450"), lookup("1101700203450")
    with override_settings(IDENTIFIER_KEY="another"):
        assert lookup("1101700203450") != found
        with pytest.raises(InvalidTag):
            decrypted(sealed)
