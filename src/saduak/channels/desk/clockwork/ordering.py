"""The authority's order under which the system sends delay notices by itself (EPA s.16)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import order_standing_notices
from saduak.cases.commands.ordering import ORDERERS
from saduak.cases.policy import CENTRAL
from saduak.cases.queries import standing_order, standing_orders
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.ledger.present import present
from saduak.parties.queries import agency_with_slug


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(*ORDERERS, *CENTRAL)
def orders(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """The orders on file, the one in force marked, and a form for the next. Raises NotFound for another agency's."""
    agency, form = agency_with_slug(slug), Form(request, officer, present())
    may = agency is not None and agency.id in officer.agencies(*ORDERERS)
    if agency is None or not (may or officer.agencies(*CENTRAL)):
        raise NotFound("not_found", what="agency")
    if form.is_sent:
        form.attempt(order_standing_notices, agency_id=agency.id, number=form.typed("number"), since=form.day("since"))
        if form.went_through:
            return form.onward("clockwork.ordered", reverse("desk:office_notices", args=[slug]))
    today = form.now.astimezone(BANGKOK).date()
    return form.page(
        "office/notices.html",
        agency=agency,
        may=may,
        orders=standing_orders(agency.id),
        in_force=standing_order(agency.id, today),
        today=today,
        is_admin=bool(officer.agencies("agency_admin", *CENTRAL)),
    )
