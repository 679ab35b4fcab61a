"""The letter to another agency that an electronic licence is valid, with the link where it is checked (D-5)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.licences.benches import bench
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.licences.commands.telling import tell_agency
from saduak.licences.queries.faces import check_address
from saduak.messages.policy import WRITERS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def tell(request: HttpRequest, officer: OnDuty, licence_id: UUID) -> HttpResponse:
    """The form: to whom; the letter is numbered and lies with those to be posted, or goes out by e-mail."""
    made = bench(request, officer, licence_id)
    if made.is_sent:
        told = {name: made.typed(name) for name in ("name", "address", "email")}
        made.attempt(tell_agency, licence_id=licence_id, **told)
        if made.went_through:
            return made.done("desk_licence_done.tell")
    may = made.has_role(*WRITERS) and made.view.status.holds
    return made.show("tell.html", may=may, address=check_address(made.view.row.code))
