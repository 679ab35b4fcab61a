"""What agencies have of what the law asks of them: manuals, announcements, levels of service, review dates; and the
copies of state papers that citizens still had to bring."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings

from saduak.catalogue.queries import Publication, package, serving
from saduak.core.calendars import BANGKOK
from saduak.core.levels import Level, level_of
from saduak.core.package import Document, Text
from saduak.core.reasons import Words
from saduak.linkage.queries import CopyLine, copy_lines
from saduak.oversight.queries.figures import Part
from saduak.parties.queries import Agency, agencies

LOCAL = frozenset({"municipality", "subdistrict"})
"""Kinds of agencies with the same powers under the same laws: what one of them serves, all could."""
FIRST_REVIEW, EVERY = date(2020, 7, 21), 5
"""The Act is in force since 21 July 2015; s.6 asks for a review in every fifth year."""


@dataclass(frozen=True, slots=True)
class Levelled:
    """The level of one service at one agency."""

    agency: Words
    slug: str
    service: str
    version: str
    name: Words
    level: Level


@dataclass(frozen=True, slots=True)
class Shelf:
    """The manuals of one agency: how many it publishes, services that other local governments publish and it does not,
    what it has not announced (codes), and the next review of its licences (LFA s.6) with those overdue."""

    agency: Words
    slug: str
    manuals: Sequence[Publication]
    lacks: Sequence[Words]
    unannounced: Sequence[str]
    review_on: date | None
    overdue: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Demanded:
    """A document of the state that a manual itself wants as a copy, and the form that lists it, if the law does."""

    agency: Words
    service: Words
    document: Text
    gazetted: str


def levels(scope: frozenset[UUID] | None, today: date) -> Sequence[Levelled]:
    """The level of every service that the agencies in scope serve today, the lowest first."""
    found = [_levelled(agency, each) for agency, each in _served(scope, today)]
    return sorted(found, key=lambda each: (each.level.level, each.name.th, each.agency.th))


def _levelled(agency: Agency, each: Publication) -> Levelled:
    named = Words(each.name_th, each.name_en)
    return Levelled(_name(agency), agency.slug, each.service, each.version, named, _level(each, agency))


def _level(publication: Publication, agency: Agency) -> Level:
    whole = package(publication)
    electronic: frozenset[str] = import_module(settings.WIRING).ELECTRONIC
    return level_of(whole.service, whole.form, whole.fees, electronic, is_announced=bool(agency.channel_notice))


def shelves(scope: frozenset[UUID] | None, today: date) -> Sequence[Shelf]:
    """The agencies in scope that serve the public, those that lack most first: one that has a manual, and every local
    administration. Others are only asked, or decide appeals."""
    everywhere: dict[str, list[Publication]] = {}
    for agency, each in _served(None, today):
        everywhere.setdefault(agency.slug, []).append(each)
    rows = [agency for agency in agencies() if scope is None or agency.id in scope]
    local: set[str] = set()
    names: dict[str, Words] = {}
    for agency in agencies():
        local |= {each.service for each in everywhere.get(agency.slug, ())} if agency.kind in LOCAL else set()
    for each in (one for several in everywhere.values() for one in several):
        names.setdefault(each.service, Words(each.name_th, each.name_en))
    found = [
        _shelf(agency, everywhere.get(agency.slug, []), local if agency.kind in LOCAL else set(), names, today)
        for agency in rows
    ]
    kept = [shelf for shelf, agency in zip(found, rows, strict=True) if shelf.manuals or agency.kind in LOCAL]
    return sorted(kept, key=lambda each: (-len(each.lacks) - len(each.unannounced), each.agency.th))


def _shelf(agency: Agency, own: list[Publication], of_kind: set[str], names: dict[str, Words], today: date) -> Shelf:
    lacking = sorted(of_kind - {each.service for each in own})
    reviews = {each: package(each).service.review_on for each in own}
    overdue = [Words(each.name_th, each.name_en) for each, day in reviews.items() if day < today]
    has = (
        ("no_manual", bool(own)),
        ("no_notice", bool(agency.channel_notice)),
        ("no_system", bool(agency.designation_order)),
        ("no_email", bool(agency.email)),
    )
    return Shelf(
        *(_name(agency), agency.slug, own, [names[service] for service in lacking]),
        [code for code, is_there in has if not is_there],
        min((day for day in reviews.values() if day >= today), default=None),
        overdue,
    )


def review_due(today: date) -> date:
    """The next day on which the fifth year is over since the Act came into force, or since the review before."""
    found = FIRST_REVIEW
    while found < today:
        found = found.replace(year=found.year + EVERY)
    return found


def _served(scope: frozenset[UUID] | None, today: date) -> list[tuple[Agency, Publication]]:
    known = {agency.slug: agency for agency in agencies() if scope is None or agency.id in scope}
    return [(known[each.office], each) for each in serving(today) if each.office in known]


def _name(agency: Agency) -> Words:
    return Words(agency.name_th, agency.name_en)


# Copies of state papers


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of state papers that citizens had to bring: each one, and how many by document and by reason; and those
    that manuals themselves ask for."""

    lines: Sequence[CopyLine]
    documents: Sequence[tuple[str, int]]
    whys: Sequence[tuple[str, int]]
    demanded: Sequence[Demanded]


def copies(part: Part, today: date) -> Copies:
    """What a part shows of copies of state papers; the target is none (EPA s.12)."""
    since = datetime.combine(part.since, time.min, BANGKOK)
    until = datetime.combine(part.last_day + timedelta(days=1), time.min, BANGKOK)
    lines = copy_lines(part.agencies, since, until)
    documents, whys = Counter(each.document for each in lines), Counter(each.why for each in lines)
    wanted = [
        Demanded(_name(agency), Words(each.name_th, each.name_en), document.name, document.gazetted)
        for agency, each in _served(part.agencies, today)
        for document in _state_copies(each)
    ]
    return Copies(lines, documents.most_common(), whys.most_common(), wanted)


def _state_copies(publication: Publication) -> list[Document]:
    documents = package(publication).service.documents
    listed = () if documents == "none" else documents
    return [document for document in listed if document.state_issued and document.copies]
