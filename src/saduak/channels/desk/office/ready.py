"""What an agency needs before it can serve, point by point, each with the page where it is seen to; its letterhead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.catalogue.queries import publications
from saduak.channels.desk.office.announcing import draft_notice
from saduak.channels.desk.office.door import READERS, Desk, of_agency
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.ledger.wiring import paused
from saduak.messages.commands import EMAIL
from saduak.parties.commands import announce_channels, describe_agency, designate_system, open_unit
from saduak.parties.policy import Role
from saduak.parties.queries import agencies, known_agency, readiness, units_of, unnamed_at

NEEDED: Final = (Role.AGENCY_ADMIN, Role.INTAKE, Role.OFFICER, Role.CHECKER, Role.AUTHORITY)
"""Roles that somebody must hold; one person may hold several."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing an agency needs, whether it has it, and where it is seen to."""

    says: str
    is_there: bool
    where: str


@never_cache
@require_GET
@for_officers(Role.AGENCY_ADMIN, *READERS)
def choose(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The agencies of this officer; the only one at once."""
    looks = officer.agencies(*READERS)
    own = agencies() if looks else [known_agency(each) for each in dict.fromkeys(officer.agencies(Role.AGENCY_ADMIN))]
    if len(own) == 1:
        return HttpResponse(status=303, headers={"Location": reverse("desk:office", args=[own[0].slug])})
    return render(request, "desk/office/choose.html", {"agencies": own})


@require_GET
@of_agency
def ready(desk: Desk) -> HttpResponse:
    """The checklist."""
    points = list(_points(desk))
    return desk.show("ready.html", points=points, open=sum(not point.is_there for point in points))


def _points(desk: Desk) -> Iterator[Point]:
    agency, found = desk.agency, readiness(desk.agency.id, desk.now)
    services = {row.service for row in publications(office=agency.slug)}
    yield _point(desk, "letterhead", bool(agency.address_th and agency.letter_code), "desk:office_about")
    yield _point(desk, "unit", found.units > 0, "desk:office_about", number=found.units)
    for role in NEEDED:
        number = found.holders[role]
        yield _point(desk, "role", number > 0, "desk:office_officers", number=number, role=_role(role))
    yield _point(desk, "power", found.has_power, "desk:office_orders")
    unnamed = unnamed_at(agency.id, desk.now)
    positions = ", ".join(post.position for post in unnamed)
    yield _point(desk, "names", not unnamed, "desk:office_officers", positions=positions)
    yield _point(desk, "services", bool(services), "", number=len(services))
    yield _point(
        desk, "designation", bool(agency.designation_order), "desk:office_about", order=agency.designation_order
    )
    yield _point(desk, "notice", bool(agency.channel_notice), "desk:office_about", notice=agency.channel_notice)
    yield _point(desk, "mail", EMAIL not in paused(), "")


def _role(role: str) -> str:
    return say(f"role.{role}", language_of_page())


def _point(desk: Desk, name: str, is_there: bool, page: str, **params: object) -> Point:  # noqa: FBT001 - the point itself
    key = f"bureau.has_{name}" if is_there else f"bureau.lacks_{name}"
    where = reverse(page, args=[desk.agency.slug]) if page else ""
    return Point(say(key, language_of_page(), **params), is_there, where)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def about(desk: Desk) -> HttpResponse:
    """What the agency's letters say of it, its units, the order for the system and the notice of channels."""
    if desk.is_sent:
        _change(desk)
        if desk.went_through:
            return desk.there("bureau.kept", "desk:office_about")
    return desk.show(
        "about.html", units=units_of(desk.agency.id), does=desk.typed("do"), draft=draft_notice(desk.agency)
    )


def _change(desk: Desk) -> None:
    agency, does = desk.agency.id, desk.typed("do")
    if does == "unit":
        names = {name: desk.typed(name)[:200] for name in ("name_th", "name_en")}
        desk.attempt(open_unit, agency_id=agency, parent_id=desk.id_of("parent"), **names)
    elif does == "order":
        desk.attempt(designate_system, agency_id=agency, designation_order=desk.typed("designation_order")[:200])
    elif does == "notice":
        since = desk.day("channel_notice_from")
        told = desk.typed("channel_notice")[:200]
        desk.attempt(announce_channels, agency_id=agency, channel_notice=told, channel_notice_from=since)
    else:
        longest = {"address_th": 400, "address_en": 400, "telephone": 80, "email": 254, "letter_code": 40}
        said = {name: desk.typed(name)[:most] for name, most in longest.items()}
        desk.attempt(describe_agency, agency_id=agency, **said)
