"""Reading the claims of ThaID. Their shape has changed before, so a claim may be absent, or written another way."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from saduak.identities.ports import Vouched
from saduak.parties.identifiers import digits_of

BUDDHIST = 543
YEAR_FIRST = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


def vouched(claims: Mapping[str, Any], reference: str) -> Vouched:
    """What the claims say. Raises DomainError for a number that cannot be one."""
    title = _text(claims, "title")
    return Vouched(
        identifier=digits_of(_text(claims, "pid", "citizen_id")),
        name=_name(claims, title),
        title=title,
        birthdate=birthdate(_text(claims, "birthdate")),
        address=_address(claims.get("address")),
        ial=_text(claims, "ial", "ial_level"),
        aal=_text(claims, "aal", "acr"),
        reference=_text(claims, "jti", "sid") or reference,
    )


def birthdate(written: str) -> str:
    """A day of birth as ISO text of the Common Era, from either era and order; empty where a part is unknown."""
    written = written.strip()
    if found := YEAR_FIRST.match(written):
        year, month, day = map(int, found.groups())
    elif found := DAY_FIRST.match(written):
        day, month, year = map(int, found.groups())
    else:
        return ""
    try:
        return date(year - BUDDHIST if year > 2400 else year, month, day).isoformat()
    except ValueError:
        return ""


def _name(claims: Mapping[str, Any], title: str) -> str:
    """Given and family name without the title, which some answers put in front."""
    whole = _text(claims, "name")
    if not whole:
        parts = (_text(claims, part) for part in ("given_name", "middle_name", "family_name"))
        whole = " ".join(part for part in parts if part)
    bare = whole.removeprefix(title).strip() if title else whole
    return (bare or whole)[:200]


def _address(claim: object) -> str:
    """An address, told as text or in parts."""
    if isinstance(claim, Mapping):
        whole = claim.get("formatted")
        parts = [whole] if whole else [part for part in claim.values() if part]
        return " ".join(str(part).strip() for part in parts)[:500]
    return str(claim or "").strip()[:500]


def _text(claims: Mapping[str, Any], *names: str) -> str:
    """The first of these claims that says anything."""
    found = next((claims[name] for name in names if claims.get(name) not in (None, "")), "")
    return str(found).strip()[:200]
