"""The law as one case has to read it: the agency's calendar and the regime fixed at filing."""

import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from saduak.catalogue.queries import pinned
from saduak.core.formlogic import FormLogic
from saduak.core.lawbook import Lawbook
from saduak.ledger.canonical import canonical
from saduak.parties.queries import Agency
from saduak.sources.acts import limits
from saduak.sources.calendars import agency_calendar
from saduak.sources.lawbook import DEFAULT_REGIME
from saduak.sources.regimes import regime

__all__ = ["DEFAULT_REGIME", "book_of", "form_of"]


def book_of(agency: Agency, regime_id: str) -> Lawbook:
    """The law for an agency, whose own days and hours are those of its row."""
    own = {
        "weekdays": agency.weekdays,
        "opens": f"{agency.opens:%H:%M}",
        "closes": f"{agency.closes:%H:%M}",
        "extra_open": [dict(zip(("date", "opens", "closes"), opening, strict=True)) for opening in agency.extra_open],
        "closed": agency.closed,
    }
    return _book(str(agency.id), agency.province, canonical(own), regime_id)


@lru_cache(maxsize=256)
def form_of(publication_id: UUID) -> FormLogic:
    """The form of a published manual, which nothing changes, with the classes of its codes worked out once."""
    package = pinned(publication_id)
    return FormLogic(package.form, package.code_lists)


@lru_cache(maxsize=256)
def _book(name: str, province: str, own: str, regime_id: str) -> Lawbook:
    read_as = regime(regime_id)
    overrides: dict[str, Any] = json.loads(own)
    return Lawbook(read_as, read_as.calendar(agency_calendar(name, province, overrides)), limits())
