"""What every page about one licence is made of: the licence as this officer may see it, a form, and its answer."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty
from saduak.core.errors import NotFound
from saduak.ledger.present import present
from saduak.licences.policy import CENTRAL, STAFF
from saduak.licences.queries import LicenceView, licence


@dataclass
class Bench(Form):
    """One page about one licence, for one officer, at one moment."""

    view: LicenceView

    def has_role(self, *roles: str) -> bool:
        """Whether the officer holds one of these roles at the agency of the licence."""
        return self.view.row.agency_id in self.officer.agencies(*roles)

    def done(self, said: str, **params: Any) -> HttpResponse:
        """Back to the page of the licence, which says what was done."""
        return self.onward(said, reverse("desk:licence", args=[self.view.row.id]), **params)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page. After a refusal the licence is read afresh, so that the page shows what changed meanwhile."""
        if self.refused:
            self.view = licence(self.actor, self.view.row.id, self.now)
        row = self.view.row
        told = {"bench": self, "licence": self.view, "row": row, "record": self.view.record}
        return self.page(f"licences/{template}", **{**told, **context})


def bench(request: HttpRequest, officer: OnDuty, licence_id: UUID) -> Bench:
    """A licence for the staff of its agency, and for who audits all. Raises NotFound, also for an officer who is the
    holder: that is the portal's."""
    now = present()
    found = licence(officer.actor, licence_id, now)
    made = Bench(request, officer, now, found)
    if not (made.has_role(*STAFF) or officer.agencies(*CENTRAL)):
        raise NotFound("not_found", what="licence")
    return made
