"""What a payer scans: the Thai QR bill payment (EMVCo merchant-presented QR, tag 30), the pay-in barcode of the Bank of
Thailand, and, read back, the small QR that a bank prints on its slip.

All three are text; drawing it is an adapter's work. Money is whole satang.
"""

import binascii
import re
from typing import NamedTuple

from saduak.core.errors import DomainError

BILL_PAYMENT = "A000000677010112"
STATIC, ONCE = "11", "12"
BAHT = "764"
BILLER = re.compile(r"[0-9]{13,15}")
REFERENCE = re.compile(r"[A-Z0-9]{1,20}")
TERMINAL = re.compile(r"[A-Z0-9]{1,26}")
SLIP = "000001"
SLIP_END = re.compile(r"(?P<before>[!-~]+)91(?P<length>0[1-4])(?P<given>[0-9A-Fa-f]{1,4})")
LARGEST = 9_999_999_999_99
"""Satang that the thirteen places of tag 54 can hold."""


class SlipCode(NamedTuple):
    """What the small QR of a slip says: which bank sent money, and under which number of its own."""

    bank: str
    transaction: str


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE of ASCII text, four upper-case hexadecimal digits."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def bill_qr(biller: str, ref1: str, ref2: str, satang: int | None, terminal: str = "") -> str:
    """The text of a bill payment QR; with an amount it is for one payment, without one for any.

    `biller` is a tax number with or without its two-digit suffix. Raises `DomainError` "qr_biller", "qr_reference" or
    "qr_amount".
    """
    _check(biller, (ref1, ref2), satang)
    if terminal and not TERMINAL.fullmatch(terminal):
        raise DomainError("qr_reference", reference=terminal)
    bill = _field("00", BILL_PAYMENT) + _field("01", biller) + _field("02", ref1) + _field("03", ref2)
    parts = (
        _field("00", "01"),
        _field("01", STATIC if satang is None else ONCE),
        _field("30", bill),
        _field("53", BAHT),
        "" if satang is None else _field("54", f"{satang // 100}.{satang % 100:02}"),
        _field("58", "TH"),
        _field("62", _field("07", terminal)) if terminal else "",
        "6304",
    )
    text = "".join(parts)
    return text + crc(text)


def pay_in_barcode(biller: str, ref1: str, ref2: str, satang: int) -> str:
    """The text of the pay-in barcode: bar, biller, two references and the amount in satang, parted by carriage returns;
    an amount of 0 leaves it to the payer. Raises as `bill_qr`."""
    _check(biller, (ref1, ref2), satang or None)
    return f"|{biller}\r{ref1}\r{ref2}\r{satang}"


def read_qr(text: str) -> dict[str, str]:
    """The fields of an EMVCo QR by their tags, its checksum tested; templates stay text, for `fields`.

    Raises `DomainError` "qr_unreadable".
    """
    found = fields(text)
    if list(found)[-1:] != ["63"] or found["63"] != crc(text[:-4]):
        raise DomainError("qr_unreadable")
    return found


def slip_qr(bank: str, transaction: str) -> str:
    """The small QR with which a bank marks its slip."""
    text = _field("00", _field("00", SLIP) + _field("01", bank) + _field("02", transaction)) + _field("51", "TH")
    text += "9104"
    return text + crc(text)


def read_slip(text: str) -> SlipCode:
    """What the small QR of a slip says. Some banks drop leading zeros of its checksum, so it is compared as a number.

    Raises `DomainError` "slip_unreadable".
    """
    cleaned = text.strip()
    try:
        before, length, given = _ending(cleaned)
        outer = fields(before)
        inner = fields(outer["00"])
        matches = int(given, 16) == int(crc(f"{before}91{length}"), 16)
    except (KeyError, ValueError, DomainError) as problem:
        raise DomainError("slip_unreadable") from problem
    if not matches or inner.get("00") != SLIP or not inner.get("01") or not inner.get("02"):
        raise DomainError("slip_unreadable")
    return SlipCode(inner["01"], inner["02"])


def _ending(text: str) -> tuple[str, str, str]:
    """What stands before the checksum, its length as written, and its digits, perhaps fewer than that; ValueError."""
    found = SLIP_END.fullmatch(text)
    if found is None:
        raise ValueError("no checksum")
    return found["before"], found["length"], found["given"]


def fields(text: str) -> dict[str, str]:
    """Tag, length, value, as often as there are; `DomainError` "qr_unreadable" for anything else or a tag twice."""
    found: dict[str, str] = {}
    rest = text
    while rest:
        tag, length, rest = rest[:2], rest[2:4], rest[4:]
        if not (tag.isdigit() and length.isdigit() and tag.isascii() and length.isascii()) or tag in found:
            raise DomainError("qr_unreadable")
        size = int(length)
        if len(rest) < size:
            raise DomainError("qr_unreadable")
        found[tag], rest = rest[:size], rest[size:]
    return found


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}"


def _check(biller: str, references: tuple[str, str], satang: int | None) -> None:
    if not BILLER.fullmatch(biller):
        raise DomainError("qr_biller")
    for reference in references:
        if not REFERENCE.fullmatch(reference):
            raise DomainError("qr_reference", reference=reference)
    if satang is not None and not 0 < satang <= LARGEST:
        raise DomainError("qr_amount", amount=satang)
