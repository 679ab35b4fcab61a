"""Asking about a licence that one has: renewal, a substitute, or the same anew. Each is an application that is filled
in from the last one; where nothing is missing its writer sees it once more and sends it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import lay_papers, start_draft
from saduak.cases.queries import WholeCase, open_draft, whole_case
from saduak.catalogue.queries import Publication, current, pinned
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import admitted
from saduak.channels.portal.apply.steps import next_step, steps
from saduak.channels.portal.licences.holders import Holder, for_holders
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound, SaduakError, WrongState
from saduak.core.formlogic import FormLogic
from saduak.core.package import Package
from saduak.core.reasons import Words

REQUEST = "request"
"""The group of a form that says what is asked for; a form without it asks for a new licence."""
CAUSES = ("lost", "damaged")
OVER = frozenset({"revoked", "replaced", "cancelled"})
"""A licence that stands so cannot be renewed."""
HELD = frozenset({"issued", "suspended"})
"""A licence that stands so can be given up."""
form_page = require_http_methods(["GET", "HEAD", "POST"])


def wishes(holder: Holder) -> list[str]:
    """What may be asked about a licence now, the likeliest first: renew or anew, substitute, close."""
    return list(_wishes(holder))


def _wishes(holder: Holder) -> Iterator[str]:
    view = holder.view
    row, package = _in_force(holder)
    asks = package is not None and any(group.id == REQUEST for page in package.form.pages for group in page.groups)
    if row is not None and package is not None and view.row.expires_on and view.status.code not in OVER:
        yield "renew" if asks and package.service.validity.term else "anew"
    if asks and view.status.holds:
        yield "substitute"
    if view.row.state in HELD:
        yield "close"


def _in_force(holder: Holder) -> tuple[Publication | None, Package | None]:
    """The manual under which one asks now, if the office still has one."""
    licence = holder.view.row
    row = current(licence.service, licence.agency.slug, holder.now.astimezone(BANGKOK).date())
    return row, pinned(row.id) if row else None


@form_page
@for_holders
def renew(holder: Holder) -> HttpResponse:
    """Renewal from last year's data: this page, the last look, the receipt."""
    found = wishes(holder)
    wish = next((each for each in ("renew", "anew") if each in found), None)
    if wish is None:
        raise NotFound("not_found", what="licence")
    sure = _sure_enough(holder)
    if sure is not None:
        return sure
    if holder.is_sent:
        asked = {"kind": "renewal", "licence_number": holder.view.row.number} if wish == "renew" else None
        went = _begun(holder, asked)
        if went is not None:
            return went
    return holder.show("renew.html", wish=wish, case=_case(holder))


@form_page
@for_holders
def substitute(holder: Holder) -> HttpResponse:
    """Ask for a substitute (ใบแทน) of what was lost or damaged."""
    if "substitute" not in wishes(holder):
        raise NotFound("not_found", what="licence")
    sure = _sure_enough(holder)
    if sure is not None:
        return sure
    if holder.is_sent:
        change, cause = holder.typed("change"), holder.typed("cause")
        if change not in CAUSES:
            holder.refuse(DomainError("substitute_why"), "change")
        else:
            told = {"kind": "other", "licence_number": holder.view.row.number, "change": change, "cause": cause}
            went = _begun(holder, told)
            if went is not None:
                return went
    return holder.show("substitute.html", change=holder.typed("change"), cause=holder.typed("cause"))


def _sure_enough(holder: Holder) -> HttpResponse | None:
    """The way to a surer log-in, where the service asks for one."""
    _, package = _in_force(holder)
    level = package.service.assurance if package else "none"
    found = admitted(holder.request, level) if level != "none" else holder.here
    return found if isinstance(found, HttpResponse) else None


def _case(holder: Holder) -> WholeCase:
    """The application behind the licence. Raises NotFound."""
    if holder.view.row.case is None:
        raise NotFound("not_found", what="case")
    return whole_case(holder.actor, holder.view.row.case, holder.now)


def _begun(holder: Holder, asked: Mapping[str, Any] | None) -> HttpResponse | None:
    """Begin the application and go to the first page on which something is left to do; None after a refusal."""
    try:
        draft_id = _draft(holder, asked)
        draft = open_draft(holder.actor, draft_id, holder.now)
    except SaduakError as error:
        holder.refuse(error)
        return None
    if draft.checked.may_be_filed and not draft.missing:
        return see(reverse("portal:check", args=[draft_id]))
    return see(next_step(steps(draft)).address)


def _draft(holder: Holder, asked: Mapping[str, Any] | None) -> Any:
    """A draft under the manual in force with the answers and the own papers of the last application.

    Raises WrongState("not_published"), and as `start_draft` does.
    """
    case, licence = _case(holder), holder.view.row
    row, package = _in_force(holder)
    if row is None or package is None:
        name = case.package.service.name
        raise WrongState("not_published", service=Words(name.th, name.en))
    form = FormLogic(package.form, package.code_lists)
    answers = {**case.answers, **({REQUEST: asked} if asked else {})}
    draft_id = start_draft(
        actor=holder.actor,
        agency_id=licence.agency_id,
        publication_id=row.id,
        person_id=licence.person_id,
        organisation_id=licence.organisation_id,
        channel="electronic",
        answers=form.check(answers).answers,
        now=holder.now,
        key=holder.key,
    )
    _lay(holder, draft_id, case, package)
    return draft_id


def _lay(holder: Holder, draft_id: Any, case: WholeCase, package: Package) -> None:
    """Lay the papers that the same person handed in last time; another's have to be attached again."""
    listed = package.service.documents
    known = {document.id for document in (() if isinstance(listed, str) else listed)}
    for paper in case.papers:
        if paper.file and paper.document in known and paper.source == "upload":
            added = ({"document": paper.document, "source": "upload", "file": str(paper.file)},)
            key = f"{holder.key}:{paper.id}"
            try:
                lay_papers(actor=holder.actor, draft_id=draft_id, added=added, removed=(), now=holder.now, key=key)
            except NotFound:
                continue
