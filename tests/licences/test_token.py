"""The token in a QR code: what it says, and every way in which somebody may alter it."""

import base64
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from saduak.adapters.signing.token import holds, id_of
from saduak.core.errors import DomainError
from saduak.core.licence_token import (
    FOR_LICENCE,
    LAST_DAY,
    LONGEST_HOLDER,
    LicenceToken,
    read_status_list,
    read_token,
    short_holder,
    status_list,
    token_text,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEYS = {id_of(PUBLIC): PUBLIC}
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
TOKEN = LicenceToken(
    key_id=id_of(PUBLIC),
    code="7H3K9QWX2M",
    number="ขก 12/2569",
    form_code="อภ.2",
    holder="ร้านก๋วยเตี๋ยวป้าปิ่น",
    issued_on=date(2026, 11, 26),
    expires_on=date(2027, 11, 25),
    digest="0123456789abcdef",
)
letters = some.characters(codec="utf-8", categories=["L", "M", "N", "P", "Zs"])


def opened(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def closed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def refused(text: str, keys: dict[str, bytes] | None = None) -> str:
    with pytest.raises(DomainError) as found:
        read_token(text, KEYS if keys is None else keys, holds)
    return found.value.code


def test_a_token_says_what_was_issued() -> None:
    assert read_token(token_text(TOKEN, KEY.sign), KEYS, holds) == TOKEN


def test_a_licence_without_end_has_no_day_of_expiry() -> None:
    endless = replace(TOKEN, expires_on=None)
    assert read_token(token_text(endless, KEY.sign), KEYS, holds).expires_on is None


def test_a_token_fits_into_a_code_that_a_phone_reads_from_paper() -> None:
    long = replace(TOKEN, holder="ก" * 200, number="สสจ.ขอนแก่น 0033/12345-2569")
    assert len(token_text(long, KEY.sign)) < 460


@given(
    some.text(letters, max_size=60),
    some.text(letters, max_size=120),
    some.dates(date(1970, 1, 2), LAST_DAY),
    some.none() | some.dates(date(1970, 1, 2), LAST_DAY),
)
def test_whatever_stands_on_a_licence_is_read_back(
    number: str, holder: str, issued: date, expires: date | None
) -> None:
    token = replace(TOKEN, number=number, holder=holder, issued_on=issued, expires_on=expires)
    assert read_token(token_text(token, KEY.sign), KEYS, holds) == replace(token, holder=short_holder(holder))


@given(some.integers(0, 8 * len(opened(token_text(TOKEN, KEY.sign))) - 1))
def test_no_bit_can_be_turned(place: int) -> None:
    content = bytearray(opened(token_text(TOKEN, KEY.sign)))
    content[place // 8] ^= 1 << place % 8
    assert refused(closed(bytes(content))).startswith("licence_token_")


def test_another_number_under_the_same_signature_is_called_altered() -> None:
    other = token_text(replace(TOKEN, number="ขก 13/2569"), lambda _: bytes(64))
    signed = opened(token_text(TOKEN, KEY.sign))
    assert refused(closed(opened(other)[:-64] + signed[-64:])) == "licence_token_forged"


def test_the_key_of_somebody_else_is_not_ours() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = stranger.public_key().public_bytes_raw()
    assert refused(token_text(replace(TOKEN, key_id=id_of(public)), stranger.sign)) == "licence_token_key"
    assert refused(token_text(TOKEN, stranger.sign)) == "licence_token_forged"


def test_a_signature_for_another_purpose_is_not_one_of_a_licence() -> None:
    assert refused(token_text(TOKEN, lambda said: KEY.sign(said.removeprefix(FOR_LICENCE)))) == "licence_token_forged"


@given(some.text() | some.binary().map(closed))
def test_anything_else_is_told_to_be_no_token(text: str) -> None:
    assert refused(text) in {"licence_token_unreadable", "licence_token_version", "licence_token_key"}


@pytest.mark.parametrize("size", [0, 1, 10, 64, 65, 80, 120])
def test_part_of_a_token_is_no_token(size: int) -> None:
    assert refused(closed(opened(token_text(TOKEN, KEY.sign))[:size])).startswith("licence_token_")


def test_a_token_of_a_later_release_is_called_so() -> None:
    later = b"\x02" + opened(token_text(TOKEN, KEY.sign))[1:]
    assert refused(closed(later)) == "licence_token_version"


def test_a_token_is_written_in_one_way_only() -> None:
    text = token_text(TOKEN, KEY.sign)
    assert refused(text + "=") == "licence_token_unreadable"
    assert refused(text + "\n") == "licence_token_unreadable"
    assert refused("A" * 3_000) == "licence_token_unreadable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "ก" * 86}, "licence_token_too_long"),
        ({"issued_on": date(1969, 1, 1)}, "licence_token_day"),
        ({"expires_on": date(2200, 1, 1)}, "licence_token_day"),
        ({"key_id": "../../../"}, "licence_token_key"),
    ],
)
def test_what_a_token_cannot_hold_is_refused_when_it_is_made(changes: dict[str, object], code: str) -> None:
    with pytest.raises(DomainError) as found:
        token_text(replace(TOKEN, **changes), KEY.sign)  # type: ignore[arg-type]
    assert found.value.code == code


def test_a_long_holder_is_cut_between_letters() -> None:
    cut = short_holder("น้ำ" * 40)
    assert cut.endswith("…")
    assert len(cut.encode()) <= LONGEST_HOLDER
    assert "\ufffd" not in cut


def test_the_status_list_is_signed_with_its_moment() -> None:
    signed = status_list({"B": "revoked", "A": "suspended"}, NOW, id_of(PUBLIC), KEY.sign)
    assert json.loads(signed["list"])["made_at"] == "2026-11-26T02:00:00+00:00"
    assert read_status_list(signed, KEYS, holds) == {"A": "suspended", "B": "revoked"}


@pytest.mark.parametrize(
    "change",
    [
        {"list": '{"made_at":"2026-11-26T02:00:00+00:00","statuses":{}}'},
        {"signature": ""},
        {"signature": "AAAA"},
        {"key": "00000000"},
        {"list": "\ud800"},
    ],
)
def test_a_list_without_its_revocations_is_refused(change: dict[str, str]) -> None:
    signed = {**status_list({"A": "revoked"}, NOW, id_of(PUBLIC), KEY.sign), **change}
    with pytest.raises(DomainError, match="status_list_forged"):
        read_status_list(signed, KEYS, holds)


def test_a_token_is_not_taken_for_a_status_list() -> None:
    text = token_text(TOKEN, KEY.sign)
    signed = {"list": "x", "key": id_of(PUBLIC), "signature": closed(opened(text)[-64:])}
    with pytest.raises(DomainError, match="status_list_forged"):
        read_status_list(signed, KEYS, holds)
