"""Agency against agency where they let themselves be compared, and the forms by which an agency begins or ends that."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.channels.desk.forms import Form
from saduak.channels.desk.oversight.asking import READERS, Asked, asked, name_of, service_names, show
from saduak.channels.desk.oversight.lengths import days, share
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.ledger.present import present
from saduak.oversight.commands import join_comparison, leave_comparison
from saduak.oversight.policy import JOINERS
from saduak.oversight.queries import comparison, joinable, orders_of_comparison
from saduak.parties.queries import agency_with_slug, known_agency


@never_cache
@require_GET
@for_officers(*READERS)
def compared(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The agencies that are compared, the most punctual first."""
    told = asked(request, officer, "comparison")
    lines = [
        {
            "name": name_of(each.name),
            "number": each.number,
            "count": f"{each.whole.count:,}",
            "share": share(each.whole),
            "told": share(each.told),
            "median": days(each.told.spread.median),
        }
        for each in comparison(officer.actor, told.part, told.now)
    ]
    own = [known_agency(each) for each in joinable(officer.actor, told.now)]
    return show(request, told, lines=lines, own=own, service_name=service_names().get(told.service, ""))


def rows_of_comparison(told: Asked) -> Sequence[dict[str, Any]]:
    """The same as rows."""
    return [
        {
            "agency": str(each.agency),
            "agency_name": name_of(each.name),
            "order": each.number,
            "decided": each.whole.count,
            "in_time": each.whole.good,
            "told": each.told.count,
            "within_7_days": each.told.good,
        }
        for each in comparison(told.officer.actor, told.part, told.now)
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(*JOINERS)
def joining(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """The orders of an agency about being compared, and a form for the next. Raises NotFound for another's."""
    form = Form(request, officer, present())
    agency = agency_with_slug(slug)
    if agency is None or agency.id not in joinable(officer.actor, form.now):
        raise NotFound("not_found", what="agency")
    orders = orders_of_comparison(agency.id)
    is_joined = any(order.until is None for order in orders)
    if form.is_sent:
        _send(form, agency.id, is_leaving=form.typed("deed") == "leave")
        if form.went_through:
            said = "oversight.left" if form.typed("deed") == "leave" else "oversight.joined"
            return form.onward(said, reverse("desk:oversight_joining", args=[slug]))
    return form.page(
        "oversight/joining.html",
        agency=agency,
        orders=orders,
        is_joined=is_joined,
        is_admin=bool(officer.agencies("agency_admin")),
    )


def _send(form: Form, agency: UUID, *, is_leaving: bool) -> None:
    form.attempt(leave_comparison if is_leaving else join_comparison, agency_id=agency, number=form.typed("number"))
