"""The beginning at the counter: which service, through which channel, and for whom."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import start_draft
from saduak.cases.queries.drafts import counter_drafts
from saduak.catalogue.queries import Publication, find, pinned, serving
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, LawError, NotFound, SaduakError
from saduak.core.package import Answers, FieldKind, Package
from saduak.core.receipt import Channel
from saduak.ledger.present import present
from saduak.parties.commands import register_organisation, register_person
from saduak.parties.policy import Role
from saduak.parties.queries import (
    Agency,
    Organisation,
    Person,
    agency_with_slug,
    known_agency,
    known_organisation,
    known_person,
    organisation_with_identifier,
    person_with_identifier,
)

BY_HAND: Final = (Channel.COUNTER, Channel.POST, Channel.EMAIL, Channel.TELEPHONE, Channel.OUTREACH)
KINDS: Final = ("person", "foreigner", "organisation")


@never_cache
@require_GET
@for_officers(Role.INTAKE)
def choose(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The services of the clerk's agencies, found by words; and what was begun and not filed yet."""
    now = present()
    words = request.GET.get("q", "").strip()[:100]
    offices = {known_agency(agency).slug for agency in officer.agencies(Role.INTAKE)}
    day = now.astimezone(BANGKOK).date()
    served = [row for row in serving(day) if row.office in offices]
    order = [*find(words, day), *(row.service for row in served if _is_named(row, words))] if words else []
    found = sorted((row for row in served if row.service in order), key=lambda row: order.index(row.service))
    context = {
        "q": words,
        "services": found if words else served,
        "several": len(offices) > 1,
        "drafts": counter_drafts(officer.actor, now),
    }
    return render(request, "desk/intake/choose.html", context)


def _is_named(row: Publication, words: str) -> bool:
    """Whether every word stands in the name of the service, for what the centre does not describe."""
    name = f"{row.name_th} {row.name_en}".casefold()
    return all(word in name for word in words.casefold().split())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(Role.INTAKE)
def begin(request: HttpRequest, officer: OnDuty, publication_id: UUID) -> HttpResponse:
    """Who applies, and through which channel; somebody nobody knows yet is made known here."""
    form = Form(request, officer, present())
    served, agency = _served(form, publication_id)
    is_unknown = False
    if form.is_sent:
        person, organisation, is_unknown = _party(form, agency)
        if not is_unknown:
            channel = form.typed("channel")
            if channel not in set(BY_HAND):
                form.refuse(DomainError("channel_needed"), "channel")
            draft = form.attempt(
                start_draft,
                ":draft",
                agency_id=agency.id,
                publication_id=publication_id,
                person_id=person.id if person else None,
                organisation_id=organisation.id if organisation else None,
                channel=channel,
                answers=_known(pinned(publication_id), person, organisation),
            )
            if form.went_through:
                return form.onward("", reverse("desk:intake_draft", args=[draft]))
    language = language_of_page()
    return form.page(
        "intake/begin.html",
        service=served,
        agency=agency,
        is_unknown=is_unknown,
        kind=form.typed("kind") or "person",
        channel=form.typed("channel") or Channel.COUNTER.value,
        kinds=[(kind, say(f"intake.kind.{kind}", language)) for kind in KINDS],
        channels=[(each.value, say(f"intake.channel.{each.value}", language)) for each in BY_HAND],
    )


def _served(form: Form, publication_id: UUID) -> tuple[Publication, Agency]:
    """The service and its agency, if it is one of the clerk's. Raises NotFound."""
    day = form.now.astimezone(BANGKOK).date()
    served = next((row for row in serving(day) if row.id == publication_id), None)
    agency = agency_with_slug(served.office) if served else None
    if served is None or agency is None or agency.id not in form.officer.agencies(Role.INTAKE):
        raise NotFound("not_found", what="service")
    return served, agency


def _party(form: Form, agency: Agency) -> tuple[Person | None, Organisation | None, bool]:
    """The applicant, known or made known; the last says that a name is wanted first, which the page then asks."""
    kind, name, number = form.typed("kind"), form.typed("name")[:200], form.typed("number")
    try:
        if kind == "foreigner":
            return _registered(form, agency, name, ""), None, not name
        if kind not in KINDS:
            form.refuse(LawError("answer_not_among", value=kind), "kind")
            return None, None, False
        if kind == "organisation":
            company = organisation_with_identifier(number)
            return None, company or _company(form, agency, name, number), not (company or name)
        person = person_with_identifier(number)
        return person or _registered(form, agency, name, number), None, not (person or name)
    except SaduakError as error:
        form.refuse(error, "number")
        return None, None, False


def _registered(form: Form, agency: Agency, name: str, number: str) -> Person | None:
    if not name:
        return None
    made = form.attempt(register_person, ":party", agency_id=agency.id, name=name, identifier=number)
    return known_person(made) if made else None


def _company(form: Form, agency: Agency, name: str, number: str) -> Organisation | None:
    if not name:
        return None
    made = form.attempt(register_organisation, ":party", agency_id=agency.id, name=name, identifier=number)
    return known_organisation(made) if made else None


def _known(package: Package, person: Person | None, organisation: Organisation | None) -> Answers:
    """What the counter knows already stands in the form: name and number of the applicant."""
    party = organisation or person
    group = next((each for page in package.form.pages for each in page.groups if each.id == "applicant"), None)
    if party is None or group is None or group.repeats:
        return {}
    wanted = FieldKind.JURISTIC_ID if organisation else FieldKind.PERSON_ID
    told = {field.id: party.identifier for field in group.fields if field.kind is wanted and party.masked_identifier}
    kinds = next((field.options for field in group.fields if field.id == "kind"), ())
    kind = "juristic" if organisation else "person"
    if kind in {option.value for option in kinds}:
        told["kind"] = kind
    if "name" in {field.id for field in group.fields}:
        told["name"] = party.name
    return {"applicant": told}
