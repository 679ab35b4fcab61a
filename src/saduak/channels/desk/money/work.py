"""What needs a hand: every kind of money that lies somewhere, with what to do next; and the lists beside it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.channels.desk.money.door import READERS, Till, of_till
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.calendars import BANGKOK
from saduak.fees.policy import SEERS
from saduak.fees.queries import (
    bank_account,
    cases_to_bill,
    closings,
    invoices_found,
    open_refunds,
    receipts_found,
    unclear_payments,
    unclosed_days,
    unconfirmed_payments,
    unseen_slips,
)
from saduak.parties.queries import agencies, known_agency

SHOWN = 50
"""Lines of one kind that the page shows; as they are worked off, the others follow."""


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits of one kind; `more` counts what the page does not show."""

    kind: str
    rows: tuple[Any, ...]

    @property
    def shown(self) -> tuple[Any, ...]:
        """The first of them."""
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        """How many wait behind."""
        return max(0, len(self.rows) - SHOWN)


@never_cache
@require_GET
@for_officers(*SEERS, *READERS)
def choose(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The agencies whose money this officer handles or reads; the only one at once."""
    own = [known_agency(each) for each in dict.fromkeys(officer.agencies(*SEERS))]
    found = list(agencies()) if officer.agencies(*READERS) else own
    if len(found) == 1:
        return HttpResponse(status=303, headers={"Location": reverse("desk:money_work", args=[found[0].slug])})
    return render(request, "desk/money/choose.html", {"agencies": found})


@require_GET
@of_till
def work(till: Till) -> HttpResponse:
    """The work list."""
    actor, agency, now = till.actor, till.agency.id, till.now
    yesterday = now.astimezone(BANGKOK).date() - timedelta(days=1)
    piles = (
        Pile("unclear", unclear_payments(actor, now, agency)),
        Pile("refunds", open_refunds(actor, now, agency)),
        Pile("slips", unseen_slips(actor, agency, now)),
        Pile("to_bill", cases_to_bill(actor, agency, now)),
        Pile("unconfirmed", unconfirmed_payments(actor, yesterday, now, agency)),
        Pile("unsigned", tuple(each for each in closings(actor, now, agency) if not each.signed_by)),
    )
    days = unclosed_days(agency, now)
    waits = sum(len(pile.rows) for pile in piles) + bool(days)
    context = {"piles": {pile.kind: pile for pile in piles}, "days": days, "waits": waits}
    return till.show("work.html", account=bank_account(agency), **context)


@require_GET
@of_till
def invoices(till: Till) -> HttpResponse:
    """What is open, or found by a reference or the number of a case."""
    words = till.request.GET.get("words", "").replace("\x00", "")[:60]
    return till.show("invoices.html", words=words, rows=invoices_found(till.actor, till.agency.id, words, till.now))


@require_GET
@of_till
def receipts(till: Till) -> HttpResponse:
    """The latest receipts, or those found by number or the number of a case."""
    words = till.request.GET.get("words", "").replace("\x00", "")[:60]
    return till.show("receipts.html", words=words, rows=receipts_found(till.actor, till.agency.id, words, till.now))
