"""The first page of the portal: what one must do, where one's applications are, what waits to be read or finished."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.queries import Listed, own_cases, own_drafts
from saduak.cases.queries.consents import consents_asked_of
from saduak.cases.queries.timed import Timed, timed
from saduak.channels.entrance.visits import Visitor, for_citizens
from saduak.channels.portal.filed.clocks import ClockShown, clock_shown
from saduak.channels.shell.pages import language_of_page
from saduak.core.letters import in_language
from saduak.core.transitions import State
from saduak.fees.queries import invoices_owed
from saduak.ledger.actors import user
from saduak.ledger.present import present
from saduak.messages.queries import newest_unread, unread
from saduak.parties.queries import mandates_held

ENDED = frozenset({State.NOTIFIED, State.RETURNED, State.WITHDRAWN, State.REFERRED})
MOST_LETTERS = 3
"""Unread letters that the first page names."""


class Row(NamedTuple):
    """An application with its clock in words; `step` is the step of the manual in work."""

    case: Listed
    clock: ClockShown | None
    step: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.case.state not in ENDED


@never_cache
@require_GET
@for_citizens("one_time_code")
def home(request: HttpRequest, here: Visitor) -> HttpResponse:
    """What must be done first, then everything else."""
    actor, now = user(here.user_id, channel="portal"), present()
    rows = list(_rows(own_cases(actor, now), now))
    context: dict[str, Any] = {
        "here": here,
        "open": [row for row in rows if row.is_open],
        "ended": [row for row in rows if not row.is_open],
        "to_mend": [row for row in rows if row.case.state is State.DEFECT_OPEN],
        "asked": consents_asked_of(actor, now),
        "unread": newest_unread(actor, now, MOST_LETTERS),
        "unread_count": unread(actor, now),
        "owed": [each for each in invoices_owed(actor, now) if each.standing != "part"],
        "drafts": own_drafts(actor),
        "mandates": mandates_held(here.person_id, now) if here.person_id else (),
    }
    return render(request, "portal/filed/home.html", context)


def _rows(listed: Sequence[Listed], now: datetime) -> Iterator[Row]:
    clocks = timed(each.id for each in listed if each.state not in ENDED)
    for each in listed:
        found = clocks.get(each.id)
        yield Row(each, _clock(each, found, now) if found else None, _step(found))


def _clock(case: Listed, found: Timed, now: datetime) -> ClockShown:
    return clock_shown(found.clock, case.state, case.act_on, found.calendar, now)


def _step(found: Timed | None) -> str:
    return in_language(found.step, language_of_page()) if found and found.step else ""
