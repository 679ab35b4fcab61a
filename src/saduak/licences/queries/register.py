"""What anybody may ask of a licence, and what its holder and its agency see besides.

Whatever takes no actor is public (EPA s.13): it tells only what stands on the licence, and how it stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from saduak.catalogue.queries import pinned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.core.licence_record import LicenceRecord
from saduak.core.licence_terms import Bar, Renewal, standing
from saduak.core.package import Package, RuleKind
from saduak.core.package.words import cited
from saduak.core.reasons import Reason, because
from saduak.core.thai import normal, western_digits
from saduak.files import queries as files
from saduak.ledger.actors import Actor
from saduak.licences.models import Licence, LicenceOrder, LicenceState, OrderKind
from saduak.licences.policy import SEALING, held_by, visible_to
from saduak.parties.policy import standing_of

__all__ = [
    "LicenceOrder",
    "LicenceState",
    "LicenceView",
    "OrderKind",
    "RegisterPage",
    "Status",
    "bar_on",
    "changed_since",
    "licence",
    "licence_by_code",
    "licence_by_number",
    "licences_of_agency",
    "licences_of_case",
    "orders_of",
    "own_licences",
    "package_of",
    "record_of",
    "register",
    "sheet_of",
    "status_list",
    "status_of",
    "today",
]
PAGE = 50
"""Licences on one page of the register."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a licence stands: valid, pending_renewal, expired, suspended, revoked, replaced, cancelled or lapsed; since
    which day, and why."""

    code: str
    since: date
    reason: Reason

    @property
    def holds(self) -> bool:
        """Whether what it permits may be done today."""
        return self.code in {"valid", "pending_renewal"}


@dataclass(frozen=True, slots=True)
class LicenceView:
    """A licence with its status at one moment. `record` is None once it was erased."""

    row: Licence
    status: Status
    record: LicenceRecord | None
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Part of the register; `after` is the number from which the next page goes on, empty on the last."""

    rows: tuple[LicenceView, ...]
    after: str


def today(now: datetime) -> date:
    """The day in Thailand."""
    return now.astimezone(BANGKOK).date()


def package_of(licence: Licence) -> Package:
    """The manual under which it was granted."""
    return pinned(licence.publication)


def status_of(licence: Licence, now: datetime) -> Status:
    """How a licence stands at a moment."""
    day, since = today(now), licence.state_since
    if licence.state == LicenceState.SUSPENDED and (licence.suspended_until is None or day <= licence.suspended_until):
        return Status("suspended", since, because("standing.suspended", since=since))
    if licence.state not in {LicenceState.ISSUED, LicenceState.SUSPENDED}:
        return Status(licence.state, since, because(f"standing.{licence.state}", since=since))
    if licence.expires_on is None:
        return Status("valid", licence.issued_on, because("standing.without_end", issued=licence.issued_on))
    return _by_term(licence, licence.expires_on, day)


def _by_term(licence: Licence, expires_on: date, day: date) -> Status:
    """The status by the day alone, and by a renewal where the licence's law lets it hold meanwhile."""
    validity = package_of(licence).service.validity
    protects = validity.pending_renewal != "none"
    renewal = Renewal(
        licence.renewal_filed_on if protects else None,
        licence.renewal_paid_on,
        licence.renewal_decided_on,
        must_be_paid=validity.pending_renewal == "filed_and_paid",
    )
    code, reason = standing(expires_on, day, renewal, cited(validity.article))
    named = {"valid_pending_renewal": "pending_renewal"}.get(code, code)
    since = licence.issued_on if day <= expires_on else date.fromordinal(expires_on.toordinal() + 1)
    return Status(named, since, reason)


def record_of(licence: Licence) -> LicenceRecord:
    """What stands on it; ValueError once it is erased."""
    return licence.told()


def sheet_of(licence: Licence) -> bytes | None:
    """The sealed PDF; None until it is sealed. Raises `StoreFailed`."""
    sheet = getattr(licence, "sheet", None)
    return files.content(sheet.file, actor=SEALING) if sheet else None


def bar_on(person: UUID | None, organisation: UUID | None, service: str, day: date) -> Bar | None:
    """Whether a person or an organisation may not apply for a service on a day, since such a licence of theirs was
    revoked; `cases.ports.FilingBar`."""
    if person is None and organisation is None:
        return None
    theirs = Q(organisation=organisation) if organisation else Q(person=person, organisation=None)
    rows = Licence.objects.filter(theirs, service=service, state=LicenceState.REVOKED, barred_until__gte=day)
    row = rows.order_by("-barred_until").first()
    rules = package_of(row).service.later if row else ()
    law = next((cited(rule.article) for rule in rules if rule.kind is RuleKind.BAR), None)
    return Bar(row.barred_until, law) if row and row.barred_until and law else None


# For anybody


def licence_by_code(code: str, now: datetime) -> LicenceView:
    """The licence with this short code, however it was typed. Raises NotFound."""
    return _one(Licence.objects.filter(code=code.strip().upper()), now)


def licence_by_number(number: str, now: datetime) -> LicenceView:
    """The licence with this number, Thai digits or others. Raises NotFound."""
    return _one(Licence.objects.filter(number=western_digits(normal(number))), now)


def register(
    service: str, office: str, words: str, now: datetime, *, after: str = "", limit: int = PAGE, status: str = ""
) -> RegisterPage:
    """The public register in the order of its numbers: of a service, of the agency with a slug, with these words in it;
    an empty one asks for all. `after` is where the page before it ended.

    `status` narrows by the state that was ordered (`models.LicenceState`).
    """
    rows = Licence.objects.filter(erased_at=None).select_related("agency", "sheet")
    wanted = {"service": service, "agency__slug": office, "state": status}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    for word in western_digits(normal(words)).lower().split():
        rows = rows.filter(words__contains=word)
    found = list(rows.filter(number__gt=after).order_by("number")[: limit + 1])
    rest = found[limit - 1].number if len(found) > limit else ""
    return RegisterPage(tuple(_viewed(row, now) for row in found[:limit]), rest)


def changed_since(
    moment: datetime, now: datetime, *, after: UUID | None = None, limit: int = PAGE
) -> tuple[LicenceView, ...]:
    """The licences that were issued or ordered about since a moment, the first change first. `after` is the last one
    of that very moment that the reader knows."""
    later = Q(changed_at__gt=moment)
    if after:
        later |= Q(changed_at=moment, id__gt=after)
    rows = Licence.objects.filter(later).select_related("agency", "sheet").order_by("changed_at", "id")
    return tuple(_viewed(row, now) for row in rows[:limit])


def status_list(now: datetime) -> Mapping[str, str]:
    """Code to status of every licence that does not hold by an order, or still holds by an application to renew it:
    what a checker without network cannot tell from the dates on the licence."""
    renewed = Q(expires_on__lt=today(now), renewal_filed_on__isnull=False)
    rows = Licence.objects.filter(~Q(state=LicenceState.ISSUED) | renewed)
    found = {row.code: status_of(row, now).code for row in rows.iterator()}
    return {code: status for code, status in sorted(found.items()) if status not in {"valid", "expired"}}


# For its holder and its agency


def licence(actor: Actor, licence_id: UUID, now: datetime) -> LicenceView:
    """A licence for its holder or its agency. Raises NotFound."""
    return _one(visible_to(actor, Licence.objects.filter(id=licence_id), now), now)


def own_licences(actor: Actor, now: datetime) -> tuple[LicenceView, ...]:
    """The licences of the actor and of those for whom it acts, the latest first."""
    rows = Licence.objects.filter(held_by(standing_of(actor, now))).select_related("agency", "sheet")
    return _viewed_all(rows.order_by("-issued_on", "-id"), now)


def licences_of_case(actor: Actor, case_id: UUID, now: datetime) -> tuple[LicenceView, ...]:
    """What a case brought: its licence, and those in its place since, the latest first."""
    rows = visible_to(actor, Licence.objects.filter(case=case_id), now).select_related("agency", "sheet")
    return _viewed_all(rows.order_by("-issued_on", "-id"), now)


def licences_of_agency(
    actor: Actor,
    now: datetime,
    *,
    agency_id: UUID | None = None,
    words: str = "",
    state: str = "",
    ending_by: date | None = None,
    after: str = "",
    limit: int = PAGE,
) -> RegisterPage:
    """The licences that an officer may see, in the order of their numbers; `ending_by` those that end by that day."""
    rows = visible_to(actor, Licence.objects.all(), now).select_related("agency", "sheet")
    wanted = {"agency": agency_id, "state": state, "expires_on__lte": ending_by}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    for word in western_digits(normal(words)).lower().split():
        rows = rows.filter(words__contains=word)
    found = list(rows.filter(number__gt=after).order_by("number")[: limit + 1])
    rest = found[limit - 1].number if len(found) > limit else ""
    return RegisterPage(_viewed_all(found[:limit], now), rest)


def orders_of(actor: Actor, licence_id: UUID, now: datetime) -> tuple[LicenceOrder, ...]:
    """What was ordered about a licence, the first order first."""
    rows = visible_to(actor, LicenceOrder.objects.filter(licence=licence_id), now)
    return tuple(rows.order_by("made_at", "id"))


def _one(rows: QuerySet[Licence], now: datetime) -> LicenceView:
    row = rows.select_related("agency", "sheet").first()
    if row is None:
        raise NotFound("not_found", what="licence")
    return _viewed(row, now)


def _viewed_all(rows: Iterable[Licence], now: datetime) -> tuple[LicenceView, ...]:
    return tuple(_viewed(row, now) for row in rows)


def _viewed(row: Licence, now: datetime) -> LicenceView:
    sealed: Any = getattr(row, "sheet", None)
    record = row.told() if row.erased_at is None else None
    return LicenceView(row, status_of(row, now), record, sealed is not None)
