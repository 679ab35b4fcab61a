"""The work list, the search over all cases, and the page that tells how to work with the keyboard alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.policy import CENTRAL, STAFF
from saduak.cases.queries.lists import (
    MOST,
    NOBODY,
    VIEWS,
    CasePage,
    Cursor,
    Listed,
    Narrowed,
    cases_of_all,
    closed_cases,
    work_counts,
    work_list,
    work_services,
)
from saduak.cases.queries.timed import Timed, timed
from saduak.channels.desk.clocks import ClockShown, clock_shown
from saduak.channels.desk.clockwork.held import duties_shown, first_of
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.core.letters import in_language
from saduak.core.transitions import State
from saduak.fees.policy import SEERS
from saduak.ledger.present import present
from saduak.parties.queries import known_agency

FILTERS = ("view", "number", "service", "agency")


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a link."""

    says: str
    where: str
    is_chosen: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    case: Listed
    clock: ClockShown | None
    step: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for, as its address says it; what cannot be read is left out."""

    view: str
    number: str
    service: str
    agency: UUID | None
    narrowed: Narrowed
    after: Cursor | None

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the view is asked for."""
        return bool(self.number or self.service or self.agency or any(self.narrowed))

    @property
    def narrowed_to(self) -> dict[str, str]:
        """Officer, unit and state as addresses write them."""
        officer, unit = _named(self.narrowed.officer), _named(self.narrowed.unit)
        return {"officer": officer, "unit": unit, "state": self.narrowed.state}

    def address(self, **changes: str) -> str:
        """The same list with other filters, from its beginning."""
        own = {"view": self.view, "number": self.number, "service": self.service, "agency": str(self.agency or "")}
        told = {name: value for name, value in {**own, **self.narrowed_to, **changes}.items() if value}
        return f"{reverse('desk:home')}?{urlencode(told)}" if told else reverse("desk:home")


@never_cache
@require_GET
@for_officers()
def home(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Open cases of the officer's agencies, due first; who looks after all agencies begins at the register, who handles
    money alone at what needs a hand."""
    now = present()
    asked = _asked(request)
    agencies = officer.agencies(*STAFF)
    if not agencies and officer.agencies(*CENTRAL):
        return HttpResponseRedirect(reverse("desk:register"), status=303)
    if not agencies and officer.agencies(*SEERS):
        return HttpResponseRedirect(reverse("desk:money"), status=303)
    duties = duties_shown(officer.actor, now)
    found = work_list(
        officer.actor,
        now,
        view=asked.view,
        number=asked.number,
        service=asked.service,
        agency=asked.agency,
        narrowed=asked.narrowed,
        after=asked.after,
    )
    counts = work_counts(officer.actor, now, agency=asked.agency, narrowed=asked.narrowed)
    context = {
        "asked": asked,
        "duties": first_of(duties),
        "duties_open": len(duties),
        "views": _views(asked, counts),
        "services": _services(asked, officer, now),
        "agencies": _agencies(asked, agencies) if len(agencies) > 1 else (),
        "rows": rows_of(found.rows, now),
        "total": _counted(found.total),
        "more": _more(asked, found),
        "has_cases": bool(agencies),
        "today": now,
    }
    return render(request, "desk/work/list.html", context)


@never_cache
@require_GET
@for_officers()
def search(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Any case that the officer may find by the beginning of its number, closed ones as well."""
    now = present()
    number = request.GET.get("q", "").strip()[:40]
    pages = (work_list, closed_cases, cases_of_all) if number else ()
    found: dict[UUID, Listed] = {}
    for page in pages:  # what is the officer's own work comes first, and with its names
        for row in page(officer.actor, now, number=number).rows:
            found.setdefault(row.id, row)
    context = {"q": number, "rows": rows_of(list(found.values()), now), "is_central": not officer.agencies(*STAFF)}
    return render(request, "desk/work/search.html", context)


@require_GET
@for_officers()
def help_page(request: HttpRequest, officer: OnDuty) -> HttpResponse:  # noqa: ARG001 - the guard hands it over
    """How to work with the keyboard, and what the words of the list mean."""
    return render(request, "desk/work/help.html")


def rows_of(listed: Sequence[Listed], now: datetime) -> list[Row]:
    """Lines with their clocks."""
    clocks = timed(row.id for row in listed)
    return [_row(row, clocks.get(row.id), now) for row in listed]


def _row(row: Listed, held: Timed | None, now: datetime) -> Row:
    if held is None:
        return Row(row, None, "", row.is_late(now))
    shown = clock_shown(held.clock, row.state, row.act_on, held.calendar, now)
    step = in_language(held.step, language_of_page()) if held.step else ""
    return Row(row, shown, step, shown.tone == "late")


def _asked(request: HttpRequest) -> Asked:
    told = request.GET
    view = told.get("view", "")
    return Asked(
        view if view in VIEWS else "all",
        told.get("number", "").strip()[:40],
        told.get("service", "")[:120],
        _uuid(told.get("agency", "")),
        Narrowed(_own(told.get("officer", "")), _own(told.get("unit", "")), _state(told.get("state", ""))),
        _cursor(told.get("after", "")),
    )


def _own(text: str) -> UUID | None:
    """An officer or a unit of an address; "none" stands for cases that have none."""
    return NOBODY if text == "none" else _uuid(text)


def _state(text: str) -> str:
    return text if text in set(State) else ""


def _named(own: UUID | None) -> str:
    return "none" if own == NOBODY else str(own or "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _cursor(text: str) -> Cursor | None:
    day, _, own = text.partition("_")
    case_id = _uuid(own)
    try:
        return Cursor(date.fromisoformat(day), case_id) if case_id else None
    except ValueError:
        return None


def _views(asked: Asked, counts: Mapping[str, int]) -> list[Choice]:
    return [Choice(view, asked.address(view=view), view == asked.view, _counted(counts[view])) for view in VIEWS]


def _services(asked: Asked, officer: OnDuty, now: datetime) -> list[Choice]:
    named = work_services(officer.actor, now, agency=asked.agency)
    language = language_of_page()
    return [
        Choice(words.en if language == "en" else words.th, asked.address(service=service), service == asked.service)
        for service, words in named.items()
    ]


def _agencies(asked: Asked, agencies: Sequence[UUID]) -> list[Choice]:
    language = language_of_page()
    known = [known_agency(agency) for agency in agencies]
    return [
        Choice(
            row.name_en if language == "en" else row.name_th, asked.address(agency=str(row.id)), row.id == asked.agency
        )
        for row in known
    ]


def _counted(number: int) -> str:
    return f"{number:,}+" if number >= MOST else f"{number:,}"


def _more(asked: Asked, found: CasePage) -> str:
    if found.next is None:
        return ""
    return asked.address(after=f"{found.next.act_on.isoformat()}_{found.next.id}")
