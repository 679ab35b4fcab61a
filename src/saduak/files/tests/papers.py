"""Small papers for tests, and a wiring whose store and scanner the test chooses."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from uuid import uuid4

from PIL import Image

from saduak.ledger.actors import Actor, user

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The text that every scanner calls malware by agreement, parted so that none does so here."""
GPS = 0x8825
_keys = count()


def key() -> str:
    """A key nobody has used."""
    return f"paper-{next(_keys)}"


def citizen() -> Actor:
    """Somebody with a log-in."""
    return user(uuid4(), channel="portal")


def picture(kind: str, *, size: tuple[int, int] = (40, 30), place: bool = False) -> bytes:
    """A picture of this kind; with a `place` it says where it was taken."""
    out, exif = BytesIO(), Image.Exif()
    if place:
        exif.get_ifd(GPS).update({1: "N", 2: (16.0, 26.0, 0.0)})
    Image.new("RGB", size, "white").save(out, kind, exif=exif)
    return out.getvalue()
