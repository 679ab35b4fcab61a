"""By which way an agency's officers look into the registers of the state (EPA s.12)."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.office.door import Desk, of_agency
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.letters import in_language
from saduak.linkage.commands import connect_register, wired_ways
from saduak.linkage.queries import connections_of, registers


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def connected(desk: Desk) -> HttpResponse:
    """Each register with its way, and a form to change it."""
    if desk.is_sent:
        desk.attempt(connect_register, agency_id=desk.agency.id, register=desk.typed("register"), way=desk.typed("way"))
        if desk.went_through:
            return desk.there("bureau.register_kept", "desk:office_registers")
    language, now = language_of_page(), connections_of(desk.agency.id)
    rows = [
        (about.id, in_language(about.name, language), in_language(about.holder, language), now.get(about.id, "none"))
        for about in registers().values()
    ]
    ways = [(way, say(f"bureau.way.{way}", language)) for way in ("none", *wired_ways())]
    return desk.show("registers.html", registers=rows, ways=ways)
