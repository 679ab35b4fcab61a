"""The token of a licence: its few facts and a signature, short enough for a QR code, so that a phone without network
can tell a true licence from an altered one.

A token is base64url of: one byte of version, four of the key's id, the days of issue and expiry (two bytes each,
counted from 1 January 1970, no expiry being zero), eight bytes of the record's digest, then code, number, form code and
holder, each with its length in one byte; last the 64 bytes of an Ed25519 signature. It says what was issued, never
whether that still holds: this the register and the status list say. What is signed begins with a word for its purpose,
so that no signature serves for anything else.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from saduak.core.errors import DomainError

VERSION = 1
FOR_LICENCE, FOR_STATUS = b"saduak.licence\x00", b"saduak.status\x00"
"""What stands before the signed bytes of a token and of a status list."""
EPOCH = date(1970, 1, 1)
LAST_DAY = EPOCH + timedelta(days=0xFFFF)
KEY_ID, DAY, DIGEST, SIGNATURE = 4, 2, 8, 64
"""Lengths in bytes."""
LONGEST_TEXT, LONGEST_HOLDER = 255, 150
"""Bytes of UTF-8; a longer holder is cut, anything else must fit."""
LONGEST_TOKEN = 2_000
ALPHABET = re.compile(r"[A-Za-z0-9_-]+")
KEY = re.compile(r"[0-9a-f]{8}")

Sign = Callable[[bytes], bytes]
Holds = Callable[[bytes, bytes, bytes], bool]
"""Whether a signature holds: public key, what was signed, signature."""


@dataclass(frozen=True, slots=True)
class LicenceToken:
    """What a QR code says of a licence. `key_id` is eight hexadecimal digits, `digest` the first sixteen of the SHA-256
    of the record; `expires_on` is None for a licence without end."""

    key_id: str
    code: str
    number: str
    form_code: str
    holder: str
    issued_on: date
    expires_on: date | None
    digest: str


def token_text(token: LicenceToken, sign: Sign) -> str:
    """The token as it stands in a QR code. Raises `DomainError` "licence_token_too_long" or "licence_token_day"."""
    payload = _packed(token)
    return _as_text(payload + sign(FOR_LICENCE + payload))


def read_token(text: str, keys: Mapping[str, bytes], holds: Holds) -> LicenceToken:
    """The token behind a text, whose signature holds under one of the published keys.

    Raises `DomainError` "licence_token_unreadable" (no token, or part of one), "licence_token_version" (made by a later
    release), "licence_token_key" (signed by somebody else) or "licence_token_forged" (altered).
    """
    found = _bytes(text)
    payload, signature = found[:-SIGNATURE], found[-SIGNATURE:]
    if payload[:1] != bytes([VERSION]):
        raise DomainError("licence_token_version" if payload else "licence_token_unreadable")
    token = _unpacked(payload)
    if token.key_id not in keys:
        raise DomainError("licence_token_key")
    if not holds(keys[token.key_id], FOR_LICENCE + payload, signature):
        raise DomainError("licence_token_forged")
    return token


def short_holder(holder: str) -> str:
    """The holder as far as a token has room."""
    if len(holder.encode()) <= LONGEST_HOLDER:
        return holder
    return holder.encode()[: LONGEST_HOLDER - 3].decode(errors="ignore") + "…"


def status_list(entries: Mapping[str, str], made_at: datetime, key_id: str, sign: Sign) -> dict[str, str]:
    """The signed list of the licences about which a token alone would mislead: code to status, with the moment.

    The list is a text, so that the signature is over what was sent and not over how a reader writes JSON.
    """
    told = {"made_at": made_at.isoformat(timespec="seconds"), "statuses": dict(sorted(entries.items()))}
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return {"list": text, "key": key_id, "signature": _as_text(sign(FOR_STATUS + text.encode()))}


def read_status_list(signed: Mapping[str, Any], keys: Mapping[str, bytes], holds: Holds) -> Mapping[str, str]:
    """The statuses of a list whose signature holds. Raises `DomainError` "status_list_forged"."""
    text, key = str(signed.get("list", "")), keys.get(str(signed.get("key", "")), b"")
    try:
        signature = _bytes(str(signed.get("signature", "")))
    except DomainError as problem:
        raise DomainError("status_list_forged") from problem
    if not key or not holds(key, FOR_STATUS + text.encode(errors="replace"), signature):
        raise DomainError("status_list_forged")
    statuses: Mapping[str, str] = json.loads(text)["statuses"]
    return statuses


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    """What base64url without padding stands for, written in the one way that there is."""
    if len(text) > LONGEST_TOKEN or not ALPHABET.fullmatch(text):
        raise DomainError("licence_token_unreadable")
    try:
        found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as problem:
        raise DomainError("licence_token_unreadable") from problem
    if _as_text(found) != text:
        raise DomainError("licence_token_unreadable")
    return found


def _packed(token: LicenceToken) -> bytes:
    if not KEY.fullmatch(token.key_id):
        raise DomainError("licence_token_key")
    days = _day(token.issued_on) + (_day(token.expires_on) if token.expires_on else bytes(DAY))
    head = bytes([VERSION]) + bytes.fromhex(token.key_id) + days + bytes.fromhex(token.digest[: DIGEST * 2])
    texts = (token.code, token.number, token.form_code, short_holder(token.holder))
    return head + b"".join(map(_length_and_text, texts))


def _day(day: date) -> bytes:
    if not EPOCH < day <= LAST_DAY:
        raise DomainError("licence_token_day", day=day)
    return (day - EPOCH).days.to_bytes(DAY, "big")


def _length_and_text(text: str) -> bytes:
    encoded = text.encode()
    if len(encoded) > LONGEST_TEXT:
        raise DomainError("licence_token_too_long")
    return bytes([len(encoded)]) + encoded


def _unpacked(payload: bytes) -> LicenceToken:
    """The fields of a payload. Raises `DomainError` "licence_token_unreadable"."""
    reader = _Reader(payload[1:])
    key_id, issued, expires, digest = (reader.take(size) for size in (KEY_ID, DAY, DAY, DIGEST))
    code, number, form_code, holder = (reader.text() for _ in range(4))
    issued_on, expires_on = (int.from_bytes(each, "big") for each in (issued, expires))
    if reader.rest:
        raise DomainError("licence_token_unreadable")
    return LicenceToken(
        key_id=key_id.hex(),
        code=code,
        number=number,
        form_code=form_code,
        holder=holder,
        issued_on=EPOCH + timedelta(days=issued_on),
        expires_on=EPOCH + timedelta(days=expires_on) if expires_on else None,
        digest=digest.hex(),
    )


class _Reader:
    """Takes one piece after another off the front; `DomainError` "licence_token_unreadable" for too little."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def take(self, size: int) -> bytes:
        found, self.rest = self.rest[:size], self.rest[size:]
        if len(found) < size:
            raise DomainError("licence_token_unreadable")
        return found

    def text(self) -> str:
        size = self.take(1)[0]
        try:
            return self.take(size).decode()
        except UnicodeDecodeError as problem:
            raise DomainError("licence_token_unreadable") from problem
