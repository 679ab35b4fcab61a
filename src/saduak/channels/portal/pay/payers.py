"""Who pays, before one invoice at one moment: commands are tried once, and what is refused stands on the page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.cases.queries import WholeCase, whole_case
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import Visitor, admitted
from saduak.channels.portal.filed.readers import Sent, Wrong
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotFound, SaduakError
from saduak.fees.queries import InvoiceView, owed_invoice
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present

Arguments = ParamSpec("Arguments")


@dataclass
class Payer(Sent):
    """The payer, or who acts for it, before one invoice."""

    request: HttpRequest
    here: Visitor
    bill: InvoiceView
    case: WholeCase | None
    now: datetime
    wrong: list[Wrong] = field(default_factory=list)
    status: int = 200

    @property
    def actor(self) -> Actor:
        """Who acts, on behalf of who owes, whoever is chosen now."""
        row = self.bill.row
        own = row.person_id == self.here.person_id
        behalf = f"organisation:{row.organisation_id}" if row.organisation_id else f"person:{row.person_id}"
        return user(self.here.user_id, channel="portal", on_behalf_of="" if own else behalf)

    def attempt(self, command: Callable[..., Any], to: str = "content", **arguments: Any) -> Any:
        """Run a command and give what it gives; after a refusal None, and why stands on top of the page."""
        try:
            return command(actor=self.actor, now=self.now, key=self.key, **arguments)
        except SaduakError as error:
            self.refuse(error, to)
            return None

    def done(self, said: str, invoice_id: UUID) -> HttpResponse:
        """Go on to the page of an invoice, and say there what was done."""
        messages.success(self.request, say(said, language_of_page()))
        return see(reverse("portal:pay", args=[invoice_id]))

    def show(self, **context: Any) -> HttpResponse:
        """The page, with the invoice as it is now."""
        if self.wrong:
            self.bill = owed_invoice(self.actor, self.bill.row.id, self.now)
        shared = {"bill": self.bill, "row": self.bill.row, "case": self.case, "wrong": self.wrong}
        return render(self.request, "portal/pay/pay.html", {**shared, **context}, status=self.status)


def for_payers(view: Callable[Concatenate[Payer, Arguments], HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard a page of an invoice: who owes it and who acts for that one, logged in as surely as its service asks.

    Raises NotFound for everybody else, officers too.
    """

    @never_cache
    @wraps(view)
    def guarded(
        request: HttpRequest, invoice_id: UUID, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        here, now = admitted(request, "one_time_code"), present()
        if isinstance(here, HttpResponse):
            return here
        actor = user(here.user_id, channel="portal")
        bill = owed_invoice(actor, invoice_id, now)
        case = _case_of(actor, bill, now)
        level = case.package.service.assurance if case else "none"
        sure = admitted(request, level) if level != "none" else here
        if isinstance(sure, HttpResponse):
            return sure
        return view(Payer(request, sure, bill, case, now), *args, **kwargs)

    return guarded


def _case_of(actor: Actor, bill: InvoiceView, now: datetime) -> WholeCase | None:
    """The application that is paid for, for who may see it."""
    try:
        return whole_case(actor, bill.row.case, now)
    except NotFound:
        return None
