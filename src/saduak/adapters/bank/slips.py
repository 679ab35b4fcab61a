"""The codes on a picture of a slip, read by zxing-cpp from pixels that Pillow has opened, and from nothing else."""

from io import BytesIO

import zxingcpp
from PIL import Image, UnidentifiedImageError

from saduak.core.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_POINTS = 40_000_000
"""A telephone's camera makes twelve million; more are refused before they are unpacked."""
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
WIDEST = 3_000
"""Points of the longer side that are looked at."""


class SlipPictures:
    """Reads what the QR codes of a picture say."""

    def texts(self, picture: bytes) -> tuple[str, ...]:
        """Every code's text; raises DomainError("slip_picture_unreadable") for what is no picture or far too large."""
        try:
            with Image.open(BytesIO(picture), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_POINTS:
                    raise DomainError("slip_picture_unreadable")
                opened.draft("L", (WIDEST, WIDEST))
                grey = opened.convert("L")
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
            raise DomainError("slip_picture_unreadable") from problem
        grey.thumbnail((WIDEST, WIDEST))
        return tuple(found.text for found in zxingcpp.read_barcodes(grey, formats=QR))
