"""An officer with an interest says so and leaves the case (APA s.13 and s.16)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import declare_interest
from saduak.cases.commands.interests import GROUNDS
from saduak.cases.policy import STAFF
from saduak.channels.desk.sheets import opened
from saduak.channels.desk.working.people import named, officers
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotAllowed
from saduak.core.transitions import BEFORE_DECISION
from saduak.parties.policy import Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def interest(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Who has declared what, and the form; a supervisor may also declare for somebody else."""
    sheet = opened(request, officer, case_id)
    post = officer.post_at(sheet.case.row.agency_id)
    if sheet.is_sent:
        who = sheet.id_of("officer") or (post.officer_id if post else None)
        if who is None:
            sheet.refuse(NotAllowed("not_own_interest"))
        sheet.attempt(
            declare_interest, case_id=case_id, officer_id=who, ground=sheet.typed("ground"), note=sheet.typed("note")
        )
        if sheet.went_through:
            return sheet.done("working.interest_done")
    leads = sheet.case.has_role(Role.SUPERVISOR)
    return sheet.show(
        "working/interest.html",
        post=post,
        others=officers(sheet.case.row.agency_id, STAFF, sheet.now) if leads else (),
        grounds=[(each, say(f"interest_ground.{each}", language_of_page())) for each in GROUNDS],
        declared=[(named(each.officer), each) for each in sheet.case.interests],
        may=bool(post) and sheet.case.state in BEFORE_DECISION,
    )
