"""Other parties whose consent an application needs: where each stands, the link to hand over, and asking again."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import ask_again
from saduak.cases.queries.asked import Consent
from saduak.cases.queries.consents import consent_link
from saduak.channels.desk.papers import paper_name
from saduak.channels.desk.sheets import Sheet, opened, way
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.core.transitions import BEFORE_DECISION
from saduak.parties.policy import Role


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """A consent with the document it stands for; `link` is for who may hand it over, while it can be answered."""

    consent: Consent
    document: str
    link: str
    is_over: bool
    may_ask: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def consents(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Every party that was asked."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        asked = sheet.id_of("consent")
        if asked not in {consent.id for consent in sheet.case.consents}:
            raise NotFound("not_found", what="consent")
        sheet.attempt(ask_again, consent_id=asked)
        if sheet.went_through:
            return sheet.done("working.asked_again", "desk:consents")
    return sheet.show("working/consents.html", consents=list(_shown(sheet)))


def _shown(sheet: Sheet) -> Iterator[ConsentShown]:
    """Links are for the clerks who hand them over, not for everybody who may read the case."""
    may = sheet.case.has_role(Role.INTAKE, Role.OFFICER) and sheet.case.state in BEFORE_DECISION
    for consent in sheet.case.consents:
        is_over = consent.state == "asked" and consent.expires_at <= sheet.now
        hands = may and consent.state == "asked" and not is_over
        name = paper_name(sheet.case, consent.document)
        yield ConsentShown(
            consent, name, _link(sheet, consent) if hands else "", is_over, may and consent.state != "given"
        )


def _link(sheet: Sheet, consent: Consent) -> str:
    where = way("portal:consent", consent.id, consent_link(consent.id))
    return sheet.request.build_absolute_uri(where) if where else ""
