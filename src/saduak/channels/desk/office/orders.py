"""Under what power officers decide: delegations and acting orders with number and dates; and the rule of two people."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.office.door import Desk, of_agency
from saduak.channels.desk.office.officers import last_moment, powers, sections
from saduak.channels.desk.working.people import named
from saduak.core.calendars import BANGKOK
from saduak.parties.commands import delegate_power, end_four_eyes_waiver, order_acting, waive_four_eyes
from saduak.parties.queries import orders_of, staff_of

NOBODY = UUID(int=0)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def orders(desk: Desk) -> HttpResponse:
    """What is on file, and the forms."""
    if desk.is_sent:
        said = _act(desk)
        if desk.went_through:
            return desk.there(said, "desk:office_orders")
    delegations, acting = orders_of(desk.agency.id)
    staff = staff_of(desk.agency.id, desk.now)
    return desk.show(
        "orders.html",
        delegations=[(each, each.is_in_force(desk.now)) for each in delegations],
        acting=[(each, each.is_in_force(desk.now)) for each in acting],
        officers=[named(each.officer) for each in staff],
        vested=[each.officer for each in staff if each.officer.own_power is not None],
        powers=powers(desk),
        chosen=desk.request.POST.getlist("sections"),
        does=desk.typed("do"),
    )


def _act(desk: Desk) -> str:
    does, agency = desk.typed("do"), desk.agency.id
    if does == "waive":
        desk.attempt(
            waive_four_eyes,
            agency_id=agency,
            officer_id=desk.id_of("officer") or NOBODY,
            order_number=desk.typed("order_number")[:80],
            reason=desk.typed("reason"),
        )
        return "bureau.waived"
    if does == "unwaive":
        desk.attempt(end_four_eyes_waiver, agency_id=agency)
        return "bureau.unwaived"
    return _order(desk, is_acting=does == "acting")


def _order(desk: Desk, *, is_acting: bool) -> str:
    day = desk.day("since")
    term = {"since": datetime.combine(day, time(), BANGKOK) if day else None, "until": last_moment(desk, "until")}
    told = {"agency_id": desk.agency.id, "number": desk.typed("number")[:80], "sections": sections(desk), **term}
    one, other = desk.id_of("from") or NOBODY, desk.id_of("to") or NOBODY
    if is_acting:
        desk.attempt(order_acting, absent_id=one, stand_in_id=other, **told)
        return "bureau.acting_kept"
    desk.attempt(delegate_power, giver_id=one, taker_id=other, **told)
    return "bureau.delegation_kept"
