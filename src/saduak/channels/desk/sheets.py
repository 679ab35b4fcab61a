"""What every page about a case is made of: the case as this officer may see it, a form that acts once, and its answer.

A view opens its case with `opened`, or with `read` where the page only tells, tries a command with `Sheet.attempt`, and
answers with `Sheet.done` (303 and a word on the next page) or `Sheet.show`: the page, with what was refused on top and
everything that was typed kept.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from saduak.cases.policy import CENTRAL, STAFF
from saduak.cases.queries import WholeCase, whole_case
from saduak.channels.desk.forms import Form, Refused
from saduak.channels.entrance.visits import OnDuty
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.ledger.present import present

__all__ = ["Refused", "Sheet", "no_deed", "opened", "read", "way"]


@dataclass
class Sheet(Form):
    """One page about one case, for one officer, at one moment."""

    case: WholeCase

    @property
    def is_staff(self) -> bool:
        """Whether the reader works at the agency of the case, rather than looking after all agencies."""
        return self.case.has_role(*STAFF)

    def done(self, said: str, where: str = "desk:case", **params: Any) -> HttpResponse:
        """Go on to a page of this case and say there what was done."""
        return self.onward(said, reverse(where, args=[self.case.id]), **params)

    def done_at(self, said: str, where: str, *args: object, **params: Any) -> HttpResponse:
        """The same for any page of the desk, by its name and what its address holds."""
        return self.onward(said, reverse(where, args=args), **params)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page. After a refusal the case is read afresh, so that the page shows what changed meanwhile."""
        if self.refused:
            self.case = whole_case(self.actor, self.case.id, self.now)
        return self.page(template, **{"sheet": self, "case": self.case, "seen": self.case.seen, **context})


def opened(request: HttpRequest, officer: OnDuty, case_id: UUID) -> Sheet:
    """The case behind a page on which the staff of its agency work.

    Raises NotAllowed("central_reads") for who looks after all agencies, and NotFound for everybody else; an officer who
    is the applicant reads it at the portal, as applicants do.
    """
    sheet = read(request, officer, case_id)
    if not sheet.is_staff:
        raise NotAllowed("central_reads")
    return sheet


def read(request: HttpRequest, officer: OnDuty, case_id: UUID) -> Sheet:
    """The same for a page that tells of the case: for who looks after all agencies as well. Raises NotFound."""
    now = present()
    case = whole_case(officer.actor, case_id, now)
    sheet = Sheet(request, officer, now, case)
    if not (sheet.is_staff or case.who.has_anywhere(*CENTRAL)):
        raise NotFound("not_found", what="case")
    return sheet


def no_deed(sheet: Sheet) -> str:
    """What a form does that was sent by none of its buttons: nothing, and the page says so."""
    sheet.refuse(DomainError("deed_missing"))
    return ""


def way(name: str, *args: object) -> str:
    """The address of a page, empty where this desk has none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
