"""What is taken, and what is refused with which words."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from saduak.core.errors import DomainError
from saduak.files.inspection import inspected
from saduak.files.tests.papers import PDF, picture

LIMIT = 1_048_576


def zipped(name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 30,000 by 30,000."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("name", "content", "kept", "media_type"),
    [
        ("แผนที่.pdf", PDF, "แผนที่.pdf", "application/pdf"),
        ("photo.JPEG", picture("JPEG"), "photo.jpg", "image/jpeg"),
        ("photo.jpg", picture("PNG"), "photo.png", "image/png"),
        ("without ending", PDF, "without ending.pdf", "application/pdf"),
        ("order.pdf.exe", PDF, "order.pdf.pdf", "application/pdf"),
    ],
)
def test_the_content_decides_what_a_file_is_and_how_its_name_ends(
    name: str, content: bytes, kept: str, media_type: str
) -> None:
    found = inspected(name, content, longest=LIMIT)
    assert (found.name, found.media_type) == (kept, media_type)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "file_empty"),
        ("a.pdf", PDF + b"\0" * LIMIT, "file_too_large"),
        ("a.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "file_is_not_what_it_says"),
        ("a.pdf", b"just words", "file_is_not_what_it_says"),
        ("a.jpg", zipped("x"), "file_is_not_what_it_says"),
        ("a.html", b"<html><body>", "file_type_not_allowed"),
        ("a.svg", b'<?xml version="1.0"?><svg onload="x">', "file_type_not_allowed"),
        ("a.docx", zipped("word/document.xml"), "file_type_not_allowed"),
        ("a.heic", b"\0\0\0\x18ftypheic", "file_type_not_allowed"),
        ("a.exe", b"MZ\x90", "file_type_not_allowed"),
        ("a.xyz", b"just words", "file_type_unknown"),
        ("a.pdf", PDF[:-20], "file_damaged"),
        ("a.jpg", picture("JPEG")[:300], "file_damaged"),
        ("a.png", picture("PNG")[:-20], "file_damaged"),
        ("a.png", picture("PNG").replace(b"IDAT", b"IDAx"), "file_damaged"),
        ("a.png", bomb(), "picture_too_large"),
        ("a.pdf", PDF.replace(b"1 0 obj", b"<html><script>x</script>\n1 0 obj"), "file_is_not_what_it_says"),
        ("a.pdf", PDF + zipped("run.js"), "file_is_not_what_it_says"),
        ("a.jpg", picture("JPEG") + zipped("run.class"), "file_is_not_what_it_says"),
        ("a.jpg", picture("JPEG") + b"<script>x</script>", "file_is_not_what_it_says"),
    ],
)
def test_what_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        inspected(name, content, longest=LIMIT)
    assert refused.value.code == code


def test_what_a_phone_appends_to_a_photo_is_taken() -> None:
    assert inspected("a.jpg", picture("JPEG") + b"\0\0\0\x18ftypmp42" + b"\x01" * 4000, longest=LIMIT).name == "a.jpg"


def test_a_photo_that_says_where_it_was_taken_is_marked() -> None:
    assert inspected("a.jpg", picture("JPEG", place=True), longest=LIMIT).tells_place
    assert not inspected("a.jpg", picture("JPEG"), longest=LIMIT).tells_place


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\somchai\\สำเนา.pdf", "สำเนา.pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ('a"b;c.pdf', "a_b_c.pdf"),
        ("น\u0e4d\u0e32\u0e49.pdf", "น้ำ.pdf"),
        ("\ud800\x00.pdf", "file.pdf"),
        ("ก" * 500 + ".pdf", "ก" * 100 + ".pdf"),
    ],
)
def test_names_are_made_safe_and_stay_thai(written: str, kept: str) -> None:
    assert inspected(written, PDF, longest=LIMIT).name == kept
