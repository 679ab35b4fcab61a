"""Agreements with other agencies on the time of an answer: on file, new ones, and how each was kept."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import end_agreement, record_agreement
from saduak.cases.commands.agreements import RECORDERS
from saduak.cases.policy import CENTRAL, STAFF
from saduak.cases.queries.agreements import Agreement, agreements_of, is_in_force, span_of
from saduak.cases.queries.breaches import breaches
from saduak.catalogue.queries import publications
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.consultations import KINDS
from saduak.core.errors import NotFound
from saduak.core.reasons import Words
from saduak.ledger.present import present
from saduak.parties.queries import Agency, agency_with_slug, dealing_agencies

OUTSIDE = "outside"
UNITS = ("working_day", "day")
NOBODY = UUID(int=0)


def _agency(officer: OnDuty, slug: str) -> tuple[Agency, bool]:
    """The agency of an address, and whether this officer records its agreements. Raises NotFound for another's."""
    agency = agency_with_slug(slug)
    may = agency is not None and agency.id in officer.agencies(*RECORDERS)
    if agency is None or not (may or officer.agencies(*CENTRAL)):
        raise NotFound("not_found", what="agency")
    return agency, may


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(*RECORDERS, *CENTRAL)
def agreements(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """What is on file, and the form for the next."""
    form = Form(request, officer, present())
    agency, may = _agency(officer, slug)
    if form.is_sent:
        said = _act(form, agency)
        if form.went_through:
            return form.onward(said, reverse("desk:office_agreements", args=[slug]))
    today, language = form.now.astimezone(BANGKOK).date(), language_of_page()
    names = service_names(agency)
    on_file = agreements_of(agency.id)
    return form.page(
        "office/agreements.html",
        agency=agency,
        may=may,
        rows=[(row, named(row), span_of(row), names.get(row.service), is_in_force(row, today)) for row in on_file],
        replaceable=[row for row in on_file if row.ended_on is None or row.ended_on >= today],
        agencies=[
            (str(row.id), row.name_en if language == "en" else row.name_th)
            for row in dealing_agencies()
            if row != agency
        ],
        services=[(service, words.en if language == "en" else words.th) for service, words in names.items()],
        kinds=[(kind, say(f"question_kind.{kind}", language)) for kind in KINDS],
        units=[(unit, say(f"consulting.unit.{unit}", language)) for unit in UNITS],
        outside=OUTSIDE,
        is_admin=bool(officer.agencies("agency_admin", *CENTRAL)),
    )


def _act(form: Form, agency: Agency) -> str:
    if form.typed("do") == "end":
        day = form.day("ended_on")
        own = form.id_of("agreement") or NOBODY
        form.attempt(end_agreement, agency_id=agency.id, agreement_id=own, ended_on=day)
        return "consulting.agreement_ended"
    form.attempt(record_agreement, agency_id=agency.id, **_typed(form))
    return "consulting.agreement_kept"


def _typed(form: Form) -> dict[str, Any]:
    outside = form.typed("asked") in {"", OUTSIDE}
    amount = form.typed("amount")
    return {
        "asked_id": None if outside else form.id_of("asked"),
        "body": form.typed("body") if form.typed("asked") == OUTSIDE else "",
        "service": form.typed("service"),
        "question_kind": form.typed("question_kind"),
        "amount": int(amount) if amount.isdecimal() and len(amount) < 5 else 0,
        "unit": form.typed("unit"),
        "number": form.typed("number"),
        "since": form.day("since"),
        "until": form.day("until") if form.typed("until") else None,
        "replaces": form.id_of("replaces"),
    }


@never_cache
@require_GET
@for_officers(*RECORDERS, *CENTRAL)
def kept(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """How each agreement was kept, what to renegotiate, and which delay notices it would have spared."""
    agency, may = _agency(officer, slug)
    form = Form(request, officer, present())
    found = breaches(agency.id, form.now)
    return form.page(
        "office/agreements_kept.html",
        agency=agency,
        may=may,
        kept=found,
        spared=sum(len(each.spared) for each in found),
        sees_cases=agency.id in officer.agencies(*STAFF),
        is_admin=bool(officer.agencies("agency_admin", *CENTRAL)),
    )


def service_names(agency: Agency) -> dict[str, Words]:
    """The services of an agency by their ids."""
    return {row.service: Words(row.name_th, row.name_en) for row in publications(office=agency.slug)}


def named(row: Agreement) -> Words:
    """With whom."""
    return Words(row.asked.name_th, row.asked.name_en) if row.asked else Words(row.name, row.name)
