"""Officers of an agency: invited, given roles with an end, taken out of office."""

from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from saduak.catalogue.queries import package, publications
from saduak.channels.desk.office.door import Desk, of_agency
from saduak.channels.desk.working.people import named
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.answers import cleaned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, LawError, NotFound
from saduak.core.package import Field, FieldKind, Text
from saduak.identities.commands import invite_officer
from saduak.parties.commands import end_officer, end_role, grant_role, name_user, vest_power, withdraw_power
from saduak.parties.policy import Role
from saduak.parties.queries import Staffed, staff_of, units_of

EMAIL: Final = Field("email", FieldKind.EMAIL, Text("", ""))
GIVEN: Final = (
    *(Role.INTAKE, Role.OFFICER, Role.CHECKER, Role.AUTHORITY, Role.SUPERVISOR),
    *(Role.FINANCE, Role.AGENCY_ADMIN),
)
"""Roles that an agency gives; those of the centre it cannot."""


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def officers(desk: Desk) -> HttpResponse:
    """Who works here, and the form to invite somebody."""
    if desk.is_sent:
        roles = tuple(role for role in desk.request.POST.getlist("roles") if role in set(GIVEN))
        if not roles:
            desk.refuse(DomainError("role_unknown", role=""), "roles")
        told = {"email": _address(desk), "position": desk.typed("position")[:200], "name": desk.typed("name")}
        desk.attempt(invite_officer, agency_id=desk.agency.id, unit_id=desk.id_of("unit"), roles=roles, **told)
        if desk.went_through:
            return desk.there("bureau.invited", "desk:office_officers", email=told["email"])
    staff = [(each, named(each.officer)) for each in staff_of(desk.agency.id, desk.now)]
    return desk.show(
        "officers.html",
        staff=staff,
        units=units_of(desk.agency.id),
        roles=_named_roles(),
        chosen=desk.request.POST.getlist("roles"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def officer(desk: Desk, officer_id: UUID) -> HttpResponse:
    """One officer: roles with their ends, the power of the post, a new link, the end of the post."""
    staffed = _staffed(desk, officer_id)
    if desk.is_sent:
        said = _act(desk, staffed)
        if desk.went_through and desk.typed("do") == "leave":
            return desk.there(said, "desk:office_officers")
        if desk.went_through:
            return desk.there(said, "desk:office_officer", officer_id)
    held = {grant.role for grant in staffed.grants}
    return desk.show(
        "officer.html",
        staffed=staffed,
        name=named(staffed.officer).says,
        roles=[(role, says) for role, says in _named_roles() if role not in held],
        is_self=staffed.officer.user_id == desk.officer.user_id,
        does=desk.typed("do"),
        powers=powers(desk),
        chosen=desk.request.POST.getlist("sections"),
    )


def _address(desk: Desk) -> str:
    """The e-mail address typed, if it can be one; else the form is refused."""
    try:
        return str(cleaned(EMAIL, desk.typed("email")) or "")
    except LawError as error:
        desk.refuse(error, "email")
        return desk.typed("email")


def _named_roles() -> list[tuple[str, str]]:
    return [(role.value, say(f"role.{role.value}", language_of_page())) for role in GIVEN]


def _staffed(desk: Desk, officer_id: UUID) -> Staffed:
    found = next((each for each in staff_of(desk.agency.id, desk.now) if each.officer.id == officer_id), None)
    if found is None:
        raise NotFound("not_found", what="officer")
    return found


def _act(desk: Desk, staffed: Staffed) -> str:
    """Do what the form asks for; the sentence to say then."""
    own = {"officer_id": staffed.officer.id}
    does = desk.typed("do")
    if does == "name":
        desk.attempt(name_user, user_id=staffed.officer.user_id, name=desk.typed("name"))
    elif does == "grant":
        role = desk.typed("role")
        desk.attempt(grant_role, role=role, until=last_moment(desk, "until"), **own)
    elif does == "end_role":
        desk.attempt(end_role, grant_id=desk.id_of("grant") or UUID(int=0), **own)
    elif does == "vest":
        desk.attempt(vest_power, sections=sections(desk), source=desk.typed("source")[:200], **own)
    elif does == "withdraw":
        desk.attempt(withdraw_power, **own)
    elif does == "leave":
        desk.attempt(end_officer, **own)
    elif does == "invite":
        _invite_again(desk, staffed)
    else:
        desk.refuse(LawError("answer_not_among", value=does))
    return f"bureau.done_{does}"


def _invite_again(desk: Desk, staffed: Staffed) -> None:
    post = staffed.officer
    desk.attempt(
        invite_officer,
        agency_id=desk.agency.id,
        unit_id=post.unit_id,
        email=post.user.email,
        position=post.position,
        roles=tuple(grant.role for grant in staffed.grants),
    )


def last_moment(desk: Desk, name: str) -> datetime | None:
    """The end of the day typed in a field; nothing typed means until further notice."""
    day = desk.day(name) if desk.typed(name) else None
    return datetime.combine(day, time(23, 59, 59), BANGKOK) if day else None


def sections(desk: Desk) -> tuple[str, ...]:
    """The sections that were ticked, of those the agency decides by; none means all."""
    chosen = desk.request.POST.getlist("sections")
    return tuple(power for power in powers(desk) if power in chosen)


def powers(desk: Desk) -> list[str]:
    """The sections under which this agency's services are decided, as orders name them ("pha 38")."""
    rows = publications(office=desk.agency.slug)
    return sorted({package(row).service.authority.power for row in rows})
