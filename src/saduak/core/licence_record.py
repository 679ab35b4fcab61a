"""The record of a licence: what was granted, once, from which its sheet, its page, its picture and its data are made.

All that stands on it is public (EPA s.13 para 2), so it has neither an identity number nor a home address. It is made
once, when the licence is issued; a change, a renewal or a substitute has a record of its own.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from saduak.core.package.words import Text


@dataclass(frozen=True, slots=True)
class Permitted:
    """One line of several that were granted each by itself: `line` counts as the application did, `facts` are its
    answers by the name of their field."""

    line: int
    told: Text
    facts: Mapping[str, str]
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    """What a licence says. Dates are days in Bangkok; `expires_on` is None for one without end; money is in satang.

    `lines` are the sentences of its face, in order; `facts` are the values behind them by the name that the package
    gives them; `permitted` are the lines of the application that were granted, where each was decided by itself.
    `power` is under whose power it was signed (APA, State Administration Act s.38), empty for one's own.
    `replaces` is the number of the licence that this one is in the place of, `substitute` whether it is a ใบแทน.
    """

    id: str
    number: str
    agency: Text
    service: str
    version: str
    title: Text
    form_code: str
    holder: str
    lines: tuple[Text, ...]
    facts: Mapping[str, str]
    conditions: tuple[Text, ...]
    permitted: tuple[Permitted, ...]
    fee: int
    issued_on: date
    expires_on: date | None
    issuer: Text
    power: str
    legal_basis: tuple[Text, ...]
    case_number: str
    replaces: str = ""
    substitute: bool = False

    def told(self) -> dict[str, Any]:
        """The record as plain JSON values; days as ISO 8601 in the common era."""
        days = {"issued_on": self.issued_on, "expires_on": self.expires_on}
        return {**asdict(self), **{name: day.isoformat() if day else None for name, day in days.items()}}


def record_from(told: Mapping[str, Any]) -> LicenceRecord:
    """The record behind `LicenceRecord.told`."""
    texts = {name: _text(told[name]) for name in ("agency", "title", "issuer")}
    several = {name: tuple(_text(each) for each in told[name]) for name in ("lines", "conditions", "legal_basis")}
    expires = told["expires_on"]
    days = {
        "issued_on": date.fromisoformat(told["issued_on"]),
        "expires_on": date.fromisoformat(expires) if expires else None,
    }
    permitted = tuple(_permitted(each) for each in told["permitted"])
    return LicenceRecord(**{**told, **texts, **several, **days, "facts": dict(told["facts"]), "permitted": permitted})


def _permitted(told: Mapping[str, Any]) -> Permitted:
    return Permitted(told["line"], _text(told["told"]), dict(told["facts"]), tuple(told["conditions"]))


def _text(told: Mapping[str, str]) -> Text:
    return Text(told["th"], told["en"])
