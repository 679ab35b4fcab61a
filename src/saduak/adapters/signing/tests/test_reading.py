"""What an uploaded file shows of itself: whatever it is, a clear finding in bounded time and memory."""

import random
import time
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from saduak.adapters.licences.tests.records import RESTAURANT
from saduak.adapters.signing.anchors import Anchors
from saduak.adapters.signing.inspection import HOSTILE, inspect
from saduak.adapters.signing.installed import InstalledReader, Signing
from saduak.adapters.signing.reader import LARGEST, ApartReader
from saduak.adapters.signing.tests.sheets import AT, AUTHORITY, anchors_in, sealed_in, unsigned

SAMPLES = 150
"""Places at which a byte is changed; half of them in the signature itself."""


@pytest.fixture(scope="module", name="house")
def _house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(scope="module", name="sealed")
def _sealed(house: Path) -> bytes:
    return sealed_in(house)


def test_a_licence_shows_who_signed_and_sealed_it_when_and_what_it_says(sealed: bytes, house: Path) -> None:
    found = InstalledReader(Signing(demo=house)).read(sealed, AT)
    assert (found.signed, found.intact, found.trusted, found.covers_all) == (True, True, True, True)
    assert found.reasons == ()
    assert found.signed_at == AT
    assert [AUTHORITY in found.signers[0], "ตราประทับ" in found.signers[1]] == [True, True]
    assert found.record is not None
    assert found.record["number"] == RESTAURANT.number


def test_it_is_still_good_when_its_certificates_are_long_past(sealed: bytes, house: Path) -> None:
    found = inspect(sealed, anchors_in(house), AT + timedelta(days=365 * 60))
    assert found["reasons"] == []


def _holds(content: bytes, house: Path) -> bool:
    try:
        found = inspect(content, anchors_in(house), AT)
    except HOSTILE:
        return False
    return bool(found["intact"] and found["trusted"] and found["covers_all"])


def test_no_byte_can_be_changed_unseen(sealed: bytes, house: Path) -> None:
    assert _holds(sealed, house)
    chance = random.Random(1)  # noqa: S311 - where to look, nothing secret
    start = sealed.index(b"/Contents <", len(unsigned()))
    places = [chance.randrange(len(sealed)) for _ in range(SAMPLES // 2)]
    places += [chance.randrange(start, len(sealed)) for _ in range(SAMPLES // 2)]
    unseen = [at for at in places if _holds(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], house)]
    assert unseen == []


@pytest.mark.parametrize("more", [b"\n", b"%%EOF", b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"])
def test_nothing_can_be_added_unseen(sealed: bytes, house: Path, more: bytes) -> None:
    assert not _holds(sealed + more, house)
    assert not _holds(more + sealed, house)


def test_a_licence_signed_by_a_strangers_authority_is_not_trusted(sealed: bytes, tmp_path: Path) -> None:
    """Everything is right about it but who says so."""
    found = inspect(sealed, anchors_in(tmp_path), AT)
    assert found["intact"]
    assert not found["trusted"]
    assert found["reasons"] == ["signer_unknown", "stamp_unknown"]


def test_an_installation_that_trusts_nobody_trusts_nobody(sealed: bytes) -> None:
    assert not inspect(sealed, Anchors(()), AT)["trusted"]


def test_a_licence_from_the_future_is_not_trusted(house: Path) -> None:
    found = inspect(sealed_in(house, AT + timedelta(days=2)), anchors_in(house), AT)
    assert found["reasons"] == ["signed_later"]
    assert not found["trusted"]


def test_another_record_under_the_seal_is_seen(sealed: bytes, house: Path) -> None:
    """The enclosed record is compressed: its whole stream is exchanged for one that unpacks to another record."""
    start = sealed.index(b"stream\n", sealed.index(b"application#2fjson")) + 7
    end = sealed.index(b"\nendstream", start)
    other = zlib.compress(zlib.decompress(sealed[start:end]).replace(b"120000", b"100000"), 9)
    changed = sealed[:start] + other.ljust(end - start, b"\0")[: end - start] + sealed[end:]
    assert not _holds(changed, house)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_pdf"),
        (b"GIF89a", "not_a_pdf"),
        (b"<html>" * 9999, "not_a_pdf"),
        (b"%PDF-1.7\n%%EOF", "not_signed"),
        (b"%PDF-1.7\n/ByteRange", "unreadable"),
        (b"%PDF-1.7\n/ByteRange" + b"<<" * 200_000, "unreadable"),
        (b"%PDF-1.7\n/ByteRange" + b"[" * 200_000 + b"startxref\n20\n%%EOF", "unreadable"),
        (b"%PDF-" + b"\0" * LARGEST, "too_large"),
    ],
    ids=["empty", "picture", "page", "unsigned", "cut off", "nested", "nested lists", "too large"],
)
def test_what_is_no_licence_is_told_so(content: bytes, reason: str, house: Path) -> None:
    found = ApartReader(anchors_in(house)).read(content, AT)
    assert found.reasons == (reason,)
    assert not found.trusted


def test_an_unsigned_sheet_is_told_so(house: Path) -> None:
    assert ApartReader(anchors_in(house)).read(unsigned(), AT).reasons == ("not_signed",)


def test_a_file_that_unpacks_to_gigabytes_ends_with_a_finding_soon(house: Path) -> None:
    """A cross-reference stream of two gigabytes in two megabytes."""
    packed = zlib.compress(b"\0" * 50_000_000, 9)
    bomb = zlib.compress(packed * 40, 9)
    filters = b"/Filter[/FlateDecode/FlateDecode]"
    head = b"%%PDF-1.7\n%%/ByteRange\n1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]" + filters + b"/Length %d>>\nstream\n"
    content = head % len(bomb) + bomb + b"\nendstream\nendobj\nstartxref\n22\n%%EOF"
    started = time.monotonic()
    found = ApartReader(anchors_in(house)).read(content, AT)
    assert found.reasons == ("unreadable",)
    assert time.monotonic() - started < 25


def test_findings_do_not_depend_on_what_else_the_process_read(sealed: bytes, house: Path) -> None:
    reader = ApartReader(anchors_in(house))
    reader.read(b"%PDF-1.7\n/ByteRange", AT)
    assert replace(reader.read(sealed, AT), record=None).reasons == ()
