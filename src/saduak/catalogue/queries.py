"""What the catalogue tells: published versions, the offices that serve them, and packages read back whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from saduak.catalogue import search
from saduak.catalogue.commands import CENTRE
from saduak.catalogue.models import PublishedVersion
from saduak.catalogue.ports import Imprint, Typesetter
from saduak.core.package import Package
from saduak.core.reasons import Language
from saduak.ledger.rows import Question, ask
from saduak.sources.compiled import package_of
from saduak.sources.differences import Difference, diff


@dataclass(frozen=True, slots=True)
class Publication:
    """One published version without its content: cheap to list. `office` is empty for a central package."""

    id: UUID
    service: str
    version: str
    office: str
    office_th: str
    office_en: str
    province: str
    name_th: str
    name_en: str
    lane: str
    valid_from: date
    valid_to: date | None
    digest: str


_COLUMNS = tuple(Publication.__dataclass_fields__)


def publications(
    *, service: str | None = None, office: str | None = None, on: date | None = None
) -> Sequence[Publication]:
    """Published versions, latest first: of a service, of an office, in force on a day."""
    return _read(service, office, on) if service is None else _of_service(stamp(), service, office, on)


@lru_cache(maxsize=1024)
def _of_service(_stamp: str, service: str, office: str | None, on: date | None) -> Sequence[Publication]:
    """The few versions of one service, which a page asks for several times; nothing published is ever changed."""
    return tuple(_read(service, office, on))


def _read(service: str | None, office: str | None, on: date | None) -> Sequence[Publication]:
    rows = PublishedVersion.objects.order_by("service", "office", "-valid_from")
    if service is not None:
        rows = rows.filter(service=service)
    if office is not None:
        rows = rows.filter(office=office)
    return _listed(_in_force(rows, on) if on else rows)


def _in_force(rows: QuerySet[PublishedVersion], on: date) -> QuerySet[PublishedVersion]:
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def _listed(rows: QuerySet[PublishedVersion]) -> Sequence[Publication]:
    return [Publication(*values) for values in rows.values_list(*_COLUMNS)]


def current(service: str, office: str, on: date, as_of: str | None = None) -> Publication | None:
    """The version of an office in force on a day; the latest of those that overlap. `as_of` is the state of the
    catalogue where the caller has just asked for it (`asking_stamp`)."""
    found = _of_service(as_of or stamp(), service, office, on)
    return found[0] if found else None


_STATE = """
    SELECT id, (SELECT COUNT(*) FROM catalogue_publishedversion)
    FROM catalogue_publishedversion ORDER BY id DESC LIMIT 1
"""
"""Reads the primary key alone: every other column lies behind the compiled texts, which fill most of the table."""


def stamp() -> str:
    """The state of the catalogue: another text after every publication."""
    found: str
    [found] = ask(asking_stamp())
    return found


def asking_stamp() -> Question[str]:
    """The same as a question that can be asked beside others."""
    return Question(_STATE, (), lambda rows: str(rows[0] if rows else None))


def latest(service: str, office: str) -> Publication | None:
    """The last version of an office, in force or not: what a page shows of a service that has ended or not begun."""
    found = publications(service=service, office=office)
    return found[0] if found else None


def published(service: str, office: str, version: str) -> Publication | None:
    """One version of an office."""
    rows = PublishedVersion.objects.filter(service=service, office=office, version=version)
    return next(iter(_listed(rows)), None)


def publication(publication_id: UUID) -> Publication | None:
    """One version by its id."""
    try:
        return _publication(publication_id)
    except PublishedVersion.DoesNotExist:
        return None


@lru_cache(maxsize=256)
def _publication(publication_id: UUID) -> Publication:
    """Read once: nothing published is ever changed."""
    return Publication(*PublishedVersion.objects.values_list(*_COLUMNS).get(id=publication_id))


def changes(old: Publication, new: Publication) -> Difference:
    """What a version changed, part by part (M-2)."""
    return diff(package(old), package(new))


def find(text: str, on: date) -> list[str]:
    """The services in force on a day that a search for `text` finds, best first."""
    return [found.service for found in search.find(text, on)]


def offered(on: date) -> Sequence[Publication]:
    """Every service in force on a day as the centre describes it, by id."""
    latest: dict[str, Publication] = {}
    for publication in publications(office=CENTRE, on=on):
        latest.setdefault(publication.service, publication)
    return list(latest.values())


def serving(on: date, service: str | None = None) -> Sequence[Publication]:
    """What offices serve on a day, of one service or of all: one version each."""
    rows = publications(service=service, on=on)
    latest: dict[tuple[str, str], Publication] = {}
    for publication in rows:
        if publication.office:
            latest.setdefault((publication.service, publication.office), publication)
    return list(latest.values())


def package(publication: Publication) -> Package:
    """The whole package of a published version, read from the database once."""
    return _package(publication.id, publication.digest)


def pinned(publication_id: UUID) -> Package:
    """The package of a version that a case has pinned; nothing published is ever changed."""
    return _package(publication_id, "")


@lru_cache(maxsize=256)
def _package(publication_id: UUID, _digest: str) -> Package:
    compiled: str = PublishedVersion.objects.values_list("compiled", flat=True).get(id=publication_id)
    return package_of(compiled)


def typeset(
    html: str, *, title: str, language: Language, dated: datetime, subject: str = "", author: str = ""
) -> bytes:
    """A page of the catalogue as PDF, set by the adapter that `config.wiring` names. Raises `Unavailable`."""
    typesetter: Typesetter = import_module(settings.WIRING).TYPESETTER
    return typesetter(html, Imprint(title, language, dated, subject, author))
