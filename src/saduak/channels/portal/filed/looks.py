"""Every look into a state register: who looked, where, why, on what ground of law, and what was seen (I-3)."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.queries import Overseen, overseen_of
from saduak.channels.entrance.visits import Visitor, for_citizens
from saduak.channels.portal.filed.places import address_before, place_in
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.acts import Citation
from saduak.core.errors import LawError
from saduak.core.letters import in_language
from saduak.core.reasons import Language
from saduak.ledger.actors import user
from saduak.ledger.present import present
from saduak.linkage.queries import LookView, latest_looks_at, register_about, result
from saduak.messages.queries import without_identifiers
from saduak.parties.policy.standing import Standing, standing_of
from saduak.parties.queries import known_agency, known_organisation, post_of
from saduak.sources.texts import article

BASIS = re.compile(r"([A-Za-z]+) s\.([0-9/]+)(?: para ([0-9]+))?")
PAGE = 50
"""Looks that one page shows."""


@dataclass(frozen=True, slots=True)
class LookShown:
    """A look as its reader may know it. `post` is empty where the officer holds it no more; `about` names an
    organisation for which the reader acts. `facts`, while they are kept, and `outcome` are for whom the look concerns
    and who acts for them: to others, `is_of_another`, it says no more than that somebody looked, when and why."""

    at: datetime
    register: str
    holder: str
    agency: str
    post: str
    purpose: str
    legal_basis: str
    outcome: str
    way: str
    facts: tuple[tuple[str, str], ...]
    about: str = ""
    case_id: UUID | None = None
    is_of_another: bool = False


@never_cache
@require_GET
@for_citizens("one_time_code")
def looks(request: HttpRequest, here: Visitor) -> HttpResponse:
    """Every look at oneself, at those for whom one acts in everything, and at one's applications, latest first."""
    now = present()
    who = standing_of(user(here.user_id, channel="portal"), now)
    subjects = who.principals_in("") | ({who.person} if who.person else frozenset())
    before = place_in(request)
    found = latest_looks_at(subjects, PAGE + 1, before=before)
    shown = [look_shown(look, who, now) for look in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    openings = [opening_shown(each) for each in overseen_of(who.actor, now) if _is_on_page(each.at, before, last)]
    both = sorted((*shown, *openings), key=lambda look: look.at, reverse=True)
    more = address_before("portal:looks", (last.asked_at, last.id)) if last else ""
    return render(request, "portal/filed/looks.html", {"looks": both, "more": more, "is_later": bool(before)})


def _is_on_page(at: datetime, before: tuple[datetime, UUID] | None, last: LookView | None) -> bool:
    """Whether something stands between the looks of a page: later than its last, not later than what came before."""
    return (before is None or at <= before[0]) and (last is None or at > last.asked_at)


def opening_shown(opening: Overseen) -> LookShown:
    """An opening of the application by who looks after all agencies, beside the looks into registers."""
    language, agency = language_of_page(), known_agency(opening.agency_id)
    return LookShown(
        opening.at,
        say("looks_page.overseen", language, number=opening.number),
        "",
        agency.name_en if language == "en" else agency.name_th,
        opening.post,
        opening.purpose or say("looks_page.purpose_erased", language),
        "",
        "",
        "",
        (),
        case_id=opening.case_id,
    )


def look_shown(look: LookView, who: Standing, now: datetime, service: str = "") -> LookShown:
    """One look in words, for who stands here before an application in `service`; without one, before all of them."""
    language = language_of_page()
    concerned = who.person == look.subject_id or look.subject_id in who.principals_in(service)
    register, agency = register_about(look.register), known_agency(look.agency_id)
    known = sentences(language)
    return LookShown(
        look.asked_at,
        in_language(register.name, language),
        in_language(register.holder, language),
        agency.name_en if language == "en" else agency.name_th,
        _post(look),
        known.get(look.purpose, look.purpose),
        basis_in_words(look.legal_basis, language),
        say(f"linkage.outcome.{look.outcome}", language) if concerned else "",
        say(f"linkage.way.{look.way}", language),
        _facts(look, now, language) if concerned else (),
        known_organisation(look.subject_id).name if look.subject_kind == "organisation" else "",
        look.case_id,
        is_of_another=not concerned,
    )


def basis_in_words(basis: str, language: Language) -> str:
    """A ground of law as records write it ("EPA s.12"), as a reader knows it; what is no such ground stays as it is."""
    found = BASIS.fullmatch(basis)
    if found is None:
        return basis
    try:
        return article(Citation(found[1].lower(), found[2], found[3] or ""), language)
    except (LawError, KeyError):
        return basis


def _post(look: LookView) -> str:
    """The post, never the person, who looked."""
    kind, _, number = look.asked_by.partition(":")
    post = post_of(UUID(number), look.agency_id, look.asked_at) if kind == "user" else None
    return post.position if post else ""


def _facts(look: LookView, now: datetime, language: Language) -> tuple[tuple[str, str], ...]:
    words = sentences(language)
    found = result(look.id, now=now) or {}
    return tuple(
        (words.get(f"look_fact.{name}", name), without_identifiers(str(value)))
        for name, value in found.items()
        if value
    )
