"""Which part of the figures a page is asked for, as its address says it, and the filters as links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from saduak.catalogue.queries import publications
from saduak.channels.desk.clockwork.register import month_asked
from saduak.channels.desk.work import Choice
from saduak.channels.entrance.visits import OnDuty
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.reasons import Words, buddhist_year
from saduak.ledger.present import present
from saduak.oversight.policy import CENTRAL, LEADERS, scope_of
from saduak.oversight.queries import Part, freshness, month_at
from saduak.parties.queries import Agency, agency_with_slug, dealing_agencies

READERS = (*CENTRAL, *LEADERS)
MONTHS = 12
"""Months that are taken together unless one is chosen."""
PAGES = ("overview", "promises", "told", "map", "channels", "levels", "manuals", "copies", "comparison")
PERIODICAL = frozenset({"overview", "promises", "told", "map", "channels", "copies", "comparison"})
"""Pages that are about a time; the others are about today."""
BY_SERVICE = frozenset({"promises", "told", "map", "channels", "comparison"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A page and its filters; what cannot be read is left out. `month` is the first day of the one chosen."""

    page: str
    officer: OnDuty
    now: datetime
    scope: frozenset[UUID] | None
    agency: Agency | None
    service: str
    month: date | None

    @property
    def part(self) -> Part:
        """What is asked about."""
        last = self.month or month_at(self.now)
        since = self.month or _earlier(last, MONTHS - 1)
        agencies = frozenset({self.agency.id}) if self.agency else self.scope
        return Part(agencies, self.service, since, last)

    @property
    def is_central(self) -> bool:
        """Whether all agencies are in sight."""
        return self.scope is None

    @property
    def filters(self) -> dict[str, str]:
        """The filters as addresses write them."""
        month = f"{self.month:%Y-%m}" if self.month else ""
        told = {"agency": self.agency.slug if self.agency else "", "service": self.service, "month": month}
        return {name: value for name, value in told.items() if value}

    def address(self, page: str = "", **changes: str) -> str:
        """A page of oversight with the same filters but for these changes."""
        told = {name: value for name, value in {**self.filters, **changes}.items() if value}
        where = reverse(f"desk:oversight_{page or self.page}")
        return f"{where}?{urlencode(told)}" if told else where

    def behind(self, measure: str, name: str = "", good: str = "", service: str = "") -> str:
        """The cases behind a figure of this part."""
        own = {"measure": measure, "name": name, "good": good}
        return self.address("cases", **own, **({"service": service} if service else {}))


def asked(request: HttpRequest, officer: OnDuty, page: str) -> Asked:
    """Read an address. Raises NotAllowed("role_needed")."""
    now = present()
    scope = scope_of(officer.actor, now)
    agency = agency_with_slug(request.GET.get("agency", "")[:80])
    seen = agency if agency and (scope is None or agency.id in scope) else None
    service = request.GET.get("service", "").replace("\x00", "")[:120]
    return Asked(page, officer, now, scope, seen, service, month_asked(request.GET.get("month", "")))


def _earlier(month: date, count: int) -> date:
    for _ in range(count):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def show(request: HttpRequest, told: Asked, **context: Any) -> HttpResponse:
    """A page of oversight with what all of them have: the ways between them, the filters, how fresh the figures are."""
    shared = {
        "asked": told,
        "ways": [(page, told.address(page), page == told.page) for page in PAGES],
        "agencies": _agencies(told) if told.page != "comparison" else (),
        "services": _services(told) if told.page in BY_SERVICE else (),
        "months": _months(told) if told.page in PERIODICAL else (),
        "is_filtered": bool(told.filters),
        "fresh": freshness() if told.page in PERIODICAL else None,
    }
    return render(request, f"desk/oversight/{told.page}.html", {**shared, **context})


def name_of(words: Words) -> str:
    """A name in the language of the page."""
    return words.en if language_of_page() == "en" else words.th


def service_names() -> dict[str, str]:
    """The name of every published service by its id."""
    english = language_of_page() == "en"
    return {row.service: row.name_en if english else row.name_th for row in publications()}


def _agencies(told: Asked) -> Sequence[Choice]:
    rows = [row for row in dealing_agencies() if told.scope is None or row.id in told.scope]
    english = language_of_page() == "en"
    offered = rows if len(rows) > 1 else []
    return [
        Choice(row.name_en if english else row.name_th, told.address(agency=row.slug), row == told.agency)
        for row in offered
    ]


def _services(told: Asked) -> Sequence[Choice]:
    named = sorted(service_names().items(), key=lambda each: each[1])
    return [Choice(name, told.address(service=service), service == told.service) for service, name in named]


def _months(told: Asked) -> Sequence[Choice]:
    first = Choice(_say("oversight.year"), told.address(month=""), told.month is None)
    month, found = month_at(told.now), [first]
    for _ in range(MONTHS):
        found.append(Choice(month_name(month), told.address(month=f"{month:%Y-%m}"), month == told.month))
        month = _earlier(month, 1)
    return found


def month_name(month: date) -> str:
    """A month with its year."""
    language = language_of_page()
    year = buddhist_year(month.year) if language == "th" else month.year
    return f"{sentences(language)[f'month.{month.month}']} {year}"


def _say(key: str, **params: Any) -> str:
    return say(key, language_of_page(), **params)
