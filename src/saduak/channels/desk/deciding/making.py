"""The authority decides: everything to read on one page, the source of power, and the letter as it will go out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import decide as make
from saduak.cases.commands.deciding import printed_power
from saduak.cases.queries.letters import power_line
from saduak.channels.desk.deciding.hurdles import hurdles, power_source
from saduak.channels.desk.deciding.reading import reading
from saduak.channels.desk.sheets import opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.core.transitions import State
from saduak.parties.policy import Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def decide(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The page and the one button."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        sheet.attempt(make, case_id=case_id, seen=sheet.seen)
        if sheet.went_through:
            return sheet.done("deciding.made")
    case = sheet.case
    points = hurdles(case, officer.user_id)
    power = power_source(case, officer.user_id)
    return sheet.show(
        "deciding/decide.html",
        points=points,
        all_hold=all(point.holds or point.warns for point in points),
        power=power_line(printed_power(power), language_of_page()) if power else "",
        may=case.state is State.UNDER_CONSIDERATION and case.has_role(Role.AUTHORITY) and case.decision is not None,
        **reading(case),
    )
