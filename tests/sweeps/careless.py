"""A channel as it must not be: what the sweep of addresses has to find."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from saduak.cases.models import Case


def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Shows a case to whoever knows its id."""
    return HttpResponse(Case.objects.get(pk=case_id).words.applicant_name)


def broken(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Fails."""
    raise ValueError(case_id)


patterns = [path("case/<uuid:case_id>/", case, name="case"), path("broken/<uuid:case_id>/", broken, name="broken")]
urlpatterns = [path("careless/", include((patterns, "desk")))]
