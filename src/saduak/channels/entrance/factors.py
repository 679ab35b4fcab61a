"""What the page shows by which an officer sets up an authenticator app."""

from typing import Any

import segno
from django.utils.http import urlencode

ISSUER = "Saduak"


def picture(secret: str, email: str) -> dict[str, Any]:
    """The QR code as inline SVG, its link for a telephone, and the secret in groups to type."""
    query = urlencode({"secret": secret, "issuer": ISSUER})
    link = f"otpauth://totp/{ISSUER}:{email}?{query}"
    svg = segno.make(link, error="m", micro=False).svg_inline(scale=5, dark="#1d2b2c", light="#fff", border=3)
    return {"svg": svg, "link": link, "groups": [secret[i : i + 4] for i in range(0, len(secret), 4)]}
