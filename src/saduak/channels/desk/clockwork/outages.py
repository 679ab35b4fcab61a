"""The log of outages of the electronic channel, and a form for one more (APA s.66)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import record_outage
from saduak.cases.commands.outages import RECORDERS
from saduak.cases.policy import CENTRAL
from saduak.cases.queries import outages_of
from saduak.cases.queries.outages import CHANNEL
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.ledger.present import present
from saduak.parties.queries import agency_with_slug


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(*RECORDERS, *CENTRAL)
def outages(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """Outages of this agency and of the whole system, and a form. Raises NotFound for another agency's."""
    agency, form = agency_with_slug(slug), Form(request, officer, present())
    may = agency is not None and agency.id in officer.agencies(*RECORDERS)
    if agency is None or not (may or officer.agencies(*CENTRAL)):
        raise NotFound("not_found", what="agency")
    if form.is_sent:
        since, until = form.moment("since_day", "since_clock"), form.moment("until_day", "until_clock")
        told = {"what": CHANNEL, "since": since, "until": until, "evidence": form.typed("evidence")}
        form.attempt(record_outage, agency_id=agency.id, **told)
        if form.went_through:
            return form.onward("outages.recorded", reverse("desk:office_outages", args=[slug]))
    return form.page(
        "office/outages.html",
        agency=agency,
        may=may,
        outages=outages_of(agency.id),
        is_admin=bool(officer.agencies("agency_admin", *CENTRAL)),
    )
