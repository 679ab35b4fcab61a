"""Before an application: what it costs, how long it takes, what is needed, who applies; then a draft, new or old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import start_draft
from saduak.cases.queries import OpenDraft, open_draft, own_drafts
from saduak.catalogue.queries import Publication, current, package
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import Visitor, visitor
from saduak.channels.portal.apply.known import filled_in, known_answers, sources
from saduak.channels.portal.apply.writers import VISITOR, held, hold, key_of
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.prices import fee_range
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotAllowed, SaduakError, WrongState
from saduak.core.formlogic import FormLogic
from saduak.core.package import Document, Package
from saduak.core.reasons import Words
from saduak.ledger.present import present
from saduak.parties.queries import agency_with_slug


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who may begin what, and where."""

    row: Publication
    package: Package
    here: Visitor | None
    now: datetime

    @property
    def level(self) -> str:
        """How sure the log-in has to be."""
        return self.package.service.assurance

    @property
    def may_begin(self) -> bool:
        """Whether the log-in is sure enough, and its holder has a name."""
        if self.level == "none":
            return self.here is None or bool(self.here.person_id)
        return bool(self.here and self.here.person_id and self.here.reaches(self.level))

    @property
    def is_covered(self) -> bool:
        """Whether the chosen mandate reaches this service."""
        principal = self.here.acting_for if self.here else None
        return principal is None or principal.covers(self.row.service)

    @property
    def applicant(self) -> tuple[UUID | None, UUID | None]:
        """The person, or the organisation, for whom it is written."""
        if self.here is None:
            return None, None
        principal = self.here.acting_for
        if principal is None:
            return self.here.person_id, None
        return (None, principal.id) if principal.kind == "organisation" else (principal.id, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, kind: str, name: str, office: str) -> HttpResponse:
    """The first page of an application at one office."""
    now = present()
    row = current(f"{kind}/{name}", office, now.astimezone(BANGKOK).date())
    if row is None or not row.office:
        raise Http404
    begins = Beginning(row, package(row), visitor(request), now)
    if request.method != "POST":
        return _shown(request, begins)
    try:
        draft_id = _begun(request, begins)
    except SaduakError as error:
        return _shown(request, begins, refused=sentence_of(error), status=status_of(error))
    return see(reverse("portal:draft", args=[draft_id]))


def _begun(request: HttpRequest, begins: Beginning) -> UUID:
    """A new draft, filled in as far as answers are known."""
    row, here = begins.row, begins.here
    agency = agency_with_slug(row.office)
    if agency is None:
        raise WrongState("office_not_set_up", office=Words(row.office_th, row.office_en))
    if not begins.may_begin:
        raise NotAllowed("log_in_first")
    if not begins.is_covered:
        raise NotAllowed("mandate_elsewhere")
    actor = here.actor if here else VISITOR
    form = FormLogic(begins.package.form, begins.package.code_lists)
    known = known_answers(form, sources(here, actor, row.service, begins.applicant, begins.now))
    person_id, organisation_id = begins.applicant
    draft_id = start_draft(
        actor=actor,
        agency_id=agency.id,
        publication_id=row.id,
        person_id=person_id,
        organisation_id=organisation_id,
        channel="electronic",
        answers=filled_in(form, known),
        now=begins.now,
        key=key_of(request),
    )
    if here is None:
        hold(request, draft_id)
    return draft_id


def _shown(request: HttpRequest, begins: Beginning, refused: str = "", status: int = 200) -> HttpResponse:
    service = begins.package.service
    documents: Sequence[Document] = () if service.documents == "none" else service.documents
    context: dict[str, Any] = {
        "begins": begins,
        "here": begins.here,
        "service": service,
        "office": begins.row,
        "fee": fee_range(begins.package, language_of_page(), begins.now.astimezone(BANGKOK).date()),
        "yours": [each for each in documents if not each.state_issued and not each.consent],
        "fetched": [each for each in documents if each.state_issued],
        "consents": [each for each in documents if each.consent],
        "drafts": _drafts(request, begins),
        "manual": reverse("public:service", args=[*begins.row.service.split("/", 1), begins.row.office]),
        "log_in": _way_in(request, begins),
        "refused": refused,
    }
    return render(request, "portal/apply/start.html", context, status=status)


def _way_in(request: HttpRequest, begins: Beginning) -> str:
    """The entrance, with the way back to this page."""
    back = {"next": request.path}
    if begins.here and begins.here.reaches(begins.level):
        return f"{reverse('entrance:name')}?{urlencode(back)}"
    return f"{reverse('entrance:choose')}?{urlencode({'level': begins.level, **back})}"


def _drafts(request: HttpRequest, begins: Beginning) -> list[Any]:
    """What the reader is still writing for this service at this office, last saved first."""
    rows = own_drafts(begins.here.actor) if begins.here else [draft.row for draft in _held(request, begins.now)]
    wanted = (begins.row.service, begins.row.office)
    return [row for row in rows if (row.publication.service, row.publication.office) == wanted]


def _held(request: HttpRequest, now: datetime) -> list[OpenDraft]:
    found = []
    for draft_id in held(request):
        try:
            found.append(open_draft(VISITOR, draft_id, now))
        except SaduakError:
            continue
    return found
