"""What somebody has who checks a licence: a number, a short code, the text of a QR code, or an address."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from saduak.core.licence_token import LONGEST_TOKEN

LONGEST = LONGEST_TOKEN + 200
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
"""Ten letters and digits of Crockford's base 32."""
LOOKALIKE = str.maketrans("OIL", "011")
TOKEN = re.compile(r"[A-Za-z0-9_-]{100,}")
PATH = re.compile(r"(?:/en)?/v/([^/]{1,40})/?")


class Typed(NamedTuple):
    """What a text was understood to be: "number", "code", "token" or, for the address of another site, "elsewhere"."""

    kind: str
    number: str = ""
    code: str = ""
    token: str = ""
    host: str = ""


def as_code(text: str) -> str:
    """A short code as the register has it, or empty for what is none; letters that look like digits are those."""
    plain = text.strip().upper().replace("-", "").replace(" ", "").translate(LOOKALIKE)
    return plain if CODE.fullmatch(plain) else ""


def understood(text: str, *own: str) -> Typed:
    """What a text is. `own` are the hosts, or addresses, under which this site is known."""
    plain = text.strip()[:LONGEST]
    if re.match(r"https?://", plain, re.IGNORECASE):
        return _address(plain, {_host(each) for each in own})
    if TOKEN.fullmatch(plain):
        return Typed("token", token=plain)
    code = as_code(plain)
    return Typed("code", number=plain, code=code) if code else Typed("number", number=plain)


def _address(text: str, own: set[str]) -> Typed:
    try:
        parts = urlsplit(text)
        host = parts.netloc.lower()
    except ValueError:
        return Typed("number", number=text)
    page = PATH.fullmatch(unquote(parts.path))
    code = as_code(page[1]) if page else ""
    if host not in own or not code:
        return Typed("elsewhere", host=host[:200])
    return Typed("token" if parts.fragment else "code", code=code, token=parts.fragment)


def _host(place: str) -> str:
    return (urlsplit(place).netloc if "://" in place else place).lower()
