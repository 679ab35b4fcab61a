"""What a file is, told by its bytes: never by its name and never by what a browser says.

Three kinds are taken: PDF, JPEG and PNG. Everything else that is recognised is named in the refusal, so that the person
is told what to do instead. A file that opens as one thing and can be run as another is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from saduak.core.errors import DomainError
from saduak.files.naming import ending_of, safe_name

MOST_PIXELS = 89_000_000
"""A photo of 8,900 by 10,000. More costs a reader's computer gigabytes and no paper needs it."""
GPS = 0x8825
"""The EXIF tag under which a camera writes where it stood."""
EDGE = 1024
"""Bytes at either end in which a PDF must open and close, and in which a second beginning is looked for."""
ZIP_END, ZIP_END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
MARKUP = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|svg|iframe|\?php)\b|<\?php", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept: its safe name, its media type, and whether it says where it was taken."""

    name: str
    media_type: str
    tells_place: bool


KNOWN: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("pdf", re.compile(rb"%PDF-[12]\.\d")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("heic", re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)),
    ("video", re.compile(rb"....ftyp|\x1aE\xdf\xa3", re.DOTALL)),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("tiff", re.compile(rb"II\*\x00|MM\x00\*")),
    ("bmp", re.compile(rb"BM.{12}[\x0c\x28\x6c\x7c]\x00\x00\x00", re.DOTALL)),
    ("office", re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf")),
    ("archive", re.compile(rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08")),
    ("program", re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe")),
    (
        "html",
        re.compile(rb"\s*(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)?(<\?xml[^>]*>\s*)?<[!a-z?]", re.IGNORECASE | re.DOTALL),
    ),
)
"""How the first bytes of each kind look; the first that fits decides."""
OFFICE_PARTS = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")
ENDINGS = {"pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "jfif": "jpeg", "png": "png"}
"""What a name promises, for the kinds that are taken."""


def inspected(name: str, content: bytes, *, longest: int) -> Inspected:
    """The file as it may be kept, of at most `longest` bytes.

    Raises DomainError "file_empty", "file_too_large", "file_type_unknown", "file_type_not_allowed",
    "file_is_not_what_it_says", "file_damaged" or "picture_too_large".
    """
    if not content:
        raise DomainError("file_empty")
    if len(content) > longest:
        raise DomainError("file_too_large", limit=longest // 1_048_576)
    kind = kind_of(content)
    if kind not in TAKEN:
        raise _not_taken(kind, ENDINGS.get(ending_of(name), ""))
    taken = TAKEN[kind]
    tells_place = taken.look(content)
    return Inspected(safe_name(name, taken.ending), taken.media_type, tells_place)


def kind_of(content: bytes) -> str:
    """The kind that the first bytes tell, or nothing."""
    head = content[: 4 * EDGE]
    kind = next((kind for kind, opening in KNOWN if opening.match(head)), "")
    return "office" if kind == "archive" and any(part in head for part in OFFICE_PARTS) else kind


def _not_taken(kind: str, promised: str) -> DomainError:
    if promised:
        return DomainError("file_is_not_what_it_says", promised=promised)
    return DomainError("file_type_not_allowed", kind=kind) if kind else DomainError("file_type_unknown")


def _pdf(content: bytes) -> bool:
    """A PDF begins and ends as one and is nothing else besides."""
    _single(content, "pdf", MARKUP.search(content[:EDGE]) is not None)
    if b"%%EOF" not in content[-EDGE:] or b"startxref" not in content[-2 * EDGE :]:
        raise DomainError("file_damaged")
    return False


def _jpeg(content: bytes) -> bool:
    """A JPEG is decoded at an eighth of its size: cheap, and a broken upload shows. True when it names a place.

    What cameras append (a moving picture, a second exposure) is left, since a strict end would refuse honest phones.
    """
    _single(content, "jpeg", MARKUP.search(content[-EDGE:]) is not None)
    with _opened(content, "JPEG") as picture:
        picture.draft("L", (max(picture.width // 8, 1), max(picture.height // 8, 1)))
        try:
            picture.load()
            return bool(picture.getexif().get_ifd(GPS))
        except (OSError, SyntaxError, ValueError, KeyError, TypeError) as error:
            raise DomainError("file_damaged") from error


def _png(content: bytes) -> bool:
    """A PNG is walked through chunk by chunk, each with its check sum, and ends with its last chunk."""
    _single(content, "png", MARKUP.search(content[-EDGE:]) is not None)
    if b"IEND\xaeB`\x82" not in content[-EDGE:]:
        raise DomainError("file_damaged")
    with _opened(content, "PNG") as picture:
        try:
            picture.verify()
        except (OSError, SyntaxError, ValueError) as error:
            raise DomainError("file_damaged") from error
    return False


def _single(content: bytes, promised: str, is_markup: bool) -> None:  # noqa: FBT001 - private
    """Refuse a file that is also a web page or an archive."""
    if is_markup or _ends_as_archive(content):
        raise DomainError("file_is_not_what_it_says", promised=promised)


def _ends_as_archive(content: bytes) -> bool:
    """Whether a reader of ZIP archives, which looks from the end, would open the file."""
    start = max(len(content) - ZIP_END_SIZE - LONGEST_COMMENT, 0)
    found = content.rfind(ZIP_END, start)
    if found < 0 or found + ZIP_END_SIZE > len(content):
        return False
    comment = int.from_bytes(content[found + 20 : found + 22], "little")
    return found + ZIP_END_SIZE + comment == len(content)


def _opened(content: bytes, kind: str) -> Image.Image:
    """The picture, its header read and no pixel; no other kind of picture is tried."""
    try:
        picture = Image.open(BytesIO(content), formats=(kind,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DomainError("picture_too_large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DomainError("file_damaged") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise DomainError("picture_too_large")
    return picture


@dataclass(frozen=True, slots=True)
class Taken:
    """A kind that is taken: its media type, the ending its names get, and how it is looked at."""

    media_type: str
    ending: str
    look: Callable[[bytes], bool]


TAKEN: dict[str, Taken] = {
    "pdf": Taken("application/pdf", "pdf", _pdf),
    "jpeg": Taken("image/jpeg", "jpg", _jpeg),
    "png": Taken("image/png", "png", _png),
}
MEDIA_TYPES = tuple(taken.media_type for taken in TAKEN.values())
"""What a form's file field may say it accepts."""
