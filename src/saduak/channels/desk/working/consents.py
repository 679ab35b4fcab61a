"""Other parties whose consent an application needs: how each answered, the link to hand over, and what an officer does:
ask again, accept a paper that was seen, note that the party confirmed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import accept_paper_consent, ask_again, confirm_consent
from saduak.cases.queries.asked import Consent
from saduak.cases.queries.consents import answered, consent_address, is_unproved
from saduak.channels.desk.papers import paper_name
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.core.transitions import BEFORE_DECISION
from saduak.parties.policy import Role
from saduak.parties.queries import officer_at


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """A consent with the document it stands for. `link` is for who may hand it over, while it can be answered; `way` is
    how it was answered and `seen_by` the post that saw the paper; `papers` are those that may be accepted for it;
    `is_unproved` where whoever held the link has consented and nobody asked the party."""

    consent: Consent
    document: str
    link: str
    is_over: bool
    may_ask: bool
    way: str
    seen_by: str
    is_unproved: bool
    papers: Sequence[object]
    may_confirm: bool


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
        said = _act(sheet, asked)
        if sheet.went_through:
            return sheet.done(said, "desk:consents")
    return sheet.show("working/consents.html", consents=list(_shown(sheet)))


def _act(sheet: Sheet, asked: UUID | None) -> str:
    if sheet.typed("do") == "accept":
        sheet.attempt(accept_paper_consent, consent_id=asked, paper_id=sheet.id_of("paper") or UUID(int=0))
        return "working.consent_accepted"
    if sheet.typed("do") == "confirm":
        sheet.attempt(confirm_consent, consent_id=asked, note=sheet.typed("note"))
        return "working.consent_confirmed"
    sheet.attempt(ask_again, consent_id=asked)
    return "working.asked_again"


def _shown(sheet: Sheet) -> Iterator[ConsentShown]:
    """Links are for the clerks who hand them over, not for everybody who may read the case."""
    case = sheet.case
    may = case.has_role(Role.INTAKE, Role.OFFICER) and case.state in BEFORE_DECISION
    for consent in case.consents:
        is_over = consent.state == "asked" and consent.expires_at <= sheet.now
        hands = may and consent.state == "asked" and not is_over
        how, unproved = answered(case.story, consent), is_unproved(case.story, consent)
        yield ConsentShown(
            consent,
            paper_name(case, consent.document),
            _link(sheet, consent) if hands else "",
            is_over,
            may and (consent.state != "given" or unproved),
            how.way if how else "",
            officer_at(case.row.agency_id, how.officer).position if how and how.officer else "",
            unproved,
            _papers(sheet, consent) if may and consent.state != "given" else (),
            may and unproved,
        )


def _papers(sheet: Sheet, consent: Consent) -> Sequence[object]:
    """The papers that may bear this consent; after a refusal only those that came later."""
    since = consent.answered_at
    named = (paper for paper in sheet.case.papers if paper.document == consent.document)
    return tuple(paper for paper in named if since is None or paper.added_at > since)


def _link(sheet: Sheet, consent: Consent) -> str:
    return sheet.request.build_absolute_uri(reverse("portal:consent", args=consent_address(consent)))
