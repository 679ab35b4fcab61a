"""What an agency records of itself for appeals and rules, and the audit of a decision that a rule made."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import adopt_rule, audit_decision, send_appeals_to
from saduak.cases.commands.ordering import ORDERERS
from saduak.cases.policy import CENTRAL
from saduak.cases.queries.appealed import appeal_bodies, body_of
from saduak.cases.queries.automatic import adoptions_of, broken_conditions, condition_words, finding_of, rules_of
from saduak.cases.queries.decisions import decided_lines
from saduak.catalogue.queries import pinned, publications
from saduak.channels.desk.forms import Form
from saduak.channels.desk.hiding import summary_hidden
from saduak.channels.desk.sheets import opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.automatic import RULES
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound
from saduak.core.letters import in_language
from saduak.core.thai import western_digits
from saduak.ledger.present import present
from saduak.parties.policy import Role
from saduak.parties.queries import Agency, agency_with_slug, dealing_agencies

form_page = require_http_methods(["GET", "HEAD", "POST"])
FINDINGS = ("sound", "unsound")


def _about(request: HttpRequest, officer: OnDuty, slug: str) -> tuple[Form, Agency, bool]:
    """The agency of the address, for who may record its orders, or looks after all. Raises NotFound."""
    agency = agency_with_slug(slug)
    may = agency is not None and agency.id in officer.agencies(*ORDERERS)
    if agency is None or not (may or officer.agencies(*CENTRAL)):
        raise NotFound("not_found", what="agency")
    return Form(request, officer, present()), agency, may


@never_cache
@form_page
@for_officers(*ORDERERS, *CENTRAL)
def bodies(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """Who decides the appeals against the agency's orders: what is on record, and a form for the next."""
    form, agency, may = _about(request, officer, slug)
    if form.is_sent:
        superior = form.id_of("superior")
        if superior is None:
            form.refuse(DomainError("appeal_body_unchosen"), "superior")
        form.attempt(
            send_appeals_to,
            agency_id=agency.id,
            service=form.typed("service"),
            superior_id=superior,
            number=form.typed("number"),
            since=form.day("since"),
        )
        if form.went_through:
            return form.onward("reviewing.named", reverse("desk:office_appeals", args=[slug]))
    today = form.now.astimezone(BANGKOK).date()
    services = _services(slug, lambda _: True)
    return form.page(
        "reviewing/bodies.html",
        agency=agency,
        may=may,
        bodies=[(each, dict(services).get(each.service, each.service)) for each in appeal_bodies(agency.id)],
        in_force=body_of(agency.id, "", today),
        services=services,
        others=[each for each in dealing_agencies() if each.id != agency.id],
        is_admin=bool(officer.agencies("agency_admin", *CENTRAL)),
    )


def _services(slug: str, wanted: Callable[[Any], bool]) -> list[tuple[str, str]]:
    """The services that the office serves, by id and name."""
    language = language_of_page()
    found = {row.service: row for row in publications(office=slug) if wanted(row)}
    return [(name, row.name_en if language == "en" else row.name_th) for name, row in sorted(found.items())]


@never_cache
@form_page
@for_officers(*ORDERERS, *CENTRAL)
def rules(request: HttpRequest, officer: OnDuty, slug: str) -> HttpResponse:
    """The orders that adopt a rule, the conditions of each rule in words, and a form for the next order."""
    form, agency, may = _about(request, officer, slug)
    language = language_of_page()
    if form.is_sent:
        _adopt(form, agency)
        if form.went_through:
            return form.onward("reviewing.adopted", reverse("desk:office_rules", args=[slug]))
    return form.page(
        "reviewing/rules.html",
        agency=agency,
        may=may,
        adoptions=adoptions_of(agency.id),
        services=_services(slug, lambda row: bool(rules_of(pinned(row.id)))),
        rules=[(name, [condition_words(each, language) for each in rule.conditions]) for name, rule in RULES.items()],
        today=form.now.astimezone(BANGKOK).date(),
        is_admin=bool(officer.agencies("agency_admin", *CENTRAL)),
    )


def _adopt(form: Form, agency: Agency) -> None:
    share = western_digits(form.typed("share"))
    if not (share.isascii() and share.isdigit() and len(share) < 4):
        form.refuse(DomainError("rule_share"), "share")
    until = form.day("until") if form.typed("until") else None
    form.attempt(
        adopt_rule,
        agency_id=agency.id,
        service=form.typed("service"),
        rule=form.typed("rule"),
        number=form.typed("number"),
        ordered_on=form.day("ordered_on"),
        since=form.day("since"),
        until=until,
        share=int(share) if not form.refused else 0,
    )


@never_cache
@form_page
@for_officers()
def audit(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """A decision that a rule made and that was drawn for audit: what the rule asked, the case, and the finding.

    Raises NotFound for a case that no rule decided.
    """
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        sheet.attempt(
            audit_decision, case_id=case_id, finding=sheet.typed("finding"), note=sheet.typed("note"), seen=sheet.seen
        )
        if sheet.went_through:
            return sheet.done("reviewing.audited")
    case, language = sheet.case, language_of_page()
    found = finding_of(case)
    if found is None:
        raise NotFound("not_found", what="audit")
    return sheet.show(
        "reviewing/audit.html",
        found=found,
        conditions=[
            (condition_words(name, language), not any(each["condition"] == name for each in found.failed))
            for name in RULES[found.adoption.rule].conditions
        ],
        broken=broken_conditions(found, language),
        lines=decided_lines(case, language),
        summary=summary_hidden(case.form, case.answers),
        findings=[(each, say(f"rule_finding.{each}", language)) for each in FINDINGS],
        service=in_language(case.package.service.name, language),
        may=found.sampled and not found.finding and case.has_role(Role.CHECKER),
    )
