"""The licences of an officer's agencies: searched by number, holder or place, by how they stand, and what ends soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.ledger.present import present
from saduak.licences.policy import CENTRAL, STAFF
from saduak.licences.queries import licences_of_agency
from saduak.parties.queries import known_agency

STATES: Final = ("issued", "suspended", "revoked", "replaced", "cancelled", "lapsed")
SOON: Final = 60
"""Days within which a licence ends that is asked for as ending soon; the first reminder goes out then (LFA s.12)."""
LONGEST: Final = 100
"""Letters of a search that are read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for, as its address says it; what cannot be read is left out."""

    words: str
    state: str
    ends: bool
    agency: UUID | None
    after: str

    @property
    def is_filtered(self) -> bool:
        """Whether it is narrowed at all."""
        return bool(self.words or self.state or self.ends or self.agency)

    def address(self, **changes: str) -> str:
        """The same list with other filters, from its beginning."""
        own = {"q": self.words, "state": self.state, "ends": "soon" if self.ends else "", "at": self._agency}
        told = {name: value for name, value in {**own, **changes}.items() if value}
        return f"{reverse('desk:licences')}?{urlencode(told)}" if told else reverse("desk:licences")

    @property
    def _agency(self) -> str:
        return str(self.agency or "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a link."""

    says: str
    where: str
    is_chosen: bool


@never_cache
@require_GET
@for_officers(*STAFF, *CENTRAL)
def listing(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The list, in the order of the numbers."""
    asked, now = _asked(request, officer), present()
    found = licences_of_agency(
        officer.actor,
        now,
        agency_id=asked.agency,
        words=asked.words,
        state="issued" if asked.ends else asked.state,
        ending_by=_soon(now) if asked.ends else None,
        after=asked.after,
    )
    rows = [each for each in found.rows if not asked.ends or each.status.code == "valid"]
    context = {
        "asked": asked,
        "rows": rows,
        "more": asked.address(after=found.after) if found.after else "",
        "states": list(_states(asked)),
        "agencies": _agencies(asked, officer),
        "is_later": bool(asked.after),
    }
    return render(request, "desk/licences/list.html", context)


def _soon(now: datetime) -> date:
    return now.astimezone(BANGKOK).date() + timedelta(days=SOON)


def _asked(request: HttpRequest, officer: OnDuty) -> Asked:
    told = {name: str(value).replace("\x00", "").strip()[:LONGEST] for name, value in request.GET.items()}
    own = {str(each): each for each in officer.agencies(*STAFF)}
    state = told.get("state", "")
    return Asked(
        told.get("q", ""),
        state if state in STATES else "",
        told.get("ends") == "soon",
        own.get(told.get("at", "")),
        told.get("after", ""),
    )


def _states(asked: Asked) -> Iterator[Choice]:
    language = language_of_page()
    plain = not asked.state and not asked.ends
    yield Choice(say("desk_licences.all", language), asked.address(state="", ends=""), plain)
    yield Choice(say("desk_licences.soon", language), asked.address(state="", ends="soon"), asked.ends)
    for state in STATES:
        named = "valid" if state == "issued" else state
        words = say("desk_licences.issued", language) if state == "issued" else say(f"licence_status.{named}", language)
        yield Choice(words, asked.address(state=state, ends=""), asked.state == state)


def _agencies(asked: Asked, officer: OnDuty) -> list[Choice]:
    """The officer's agencies to choose from, if they are several."""
    own = [known_agency(each) for each in dict.fromkeys(officer.agencies(*STAFF))]
    english = language_of_page() == "en"
    if len(own) < 2:
        return []
    first = Choice(say("desk_licences.every_agency", language_of_page()), asked.address(at=""), asked.agency is None)
    return [
        first,
        *(
            Choice(row.name_en if english else row.name_th, asked.address(at=str(row.id)), row.id == asked.agency)
            for row in own
        ),
    ]
