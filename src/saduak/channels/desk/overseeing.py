"""Who looks after all agencies says why before a case opens, so that the applicant can see who looked and for what."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import oversee_case
from saduak.cases.queries import case_to_open
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.ledger.present import present


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def oversee(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The number, the agency and the question; then the case. The staff of the agency come straight to it."""
    form, there = Form(request, officer, present()), reverse("desk:case", args=[case_id])
    row = case_to_open(form.actor, case_id, form.now)
    if row is None:
        return HttpResponseRedirect(there, status=303)
    if form.is_sent:
        form.attempt(oversee_case, case_id=case_id, purpose=form.typed("purpose"))
        if form.went_through:
            return form.onward("", there)
    return form.page("case/oversee.html", row=row)
