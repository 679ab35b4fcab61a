"""Agreements between agencies on the time of an answer: which one is in force, and how each was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from saduak.cases.models import Agreement
from saduak.core.consultations import Term
from saduak.core.package import ManualStep, StepKind
from saduak.core.spans import Span, Unit
from saduak.core.thai import normal

__all__ = ["Agreement", "Settled", "agreement_in_force", "agreements_of", "default_span", "span_of", "term_for"]


@dataclass(frozen=True, slots=True)
class Settled:
    """The time of an answer, and the agreement it rests on, if any."""

    term: Term
    agreement: UUID | None


@dataclass(frozen=True, slots=True)
class Question:
    """What an agreement is looked for by: who asks whom, in which service, about what. A body outside has no id."""

    agency: UUID
    asked: UUID | None
    name: str
    service: str
    kind: str


def agreements_of(agency_id: UUID) -> Sequence[Agreement]:
    """Every agreement by which others answer to an agency, the latest first, ended ones as well."""
    return list(Agreement.objects.filter(agency=agency_id).select_related("asked").order_by("-since", "-recorded_at"))


def span_of(agreement: Agreement) -> Span:
    """The agreed time."""
    return Span(agreement.amount, Unit(agreement.unit))


def default_span() -> Span:
    """How long an answer may take where nothing was agreed and the manual has no step for it: a setting of this
    installation, which no law sets."""
    return Span(settings.CONSULTATION_DAYS, Unit.WORKING_DAY)


def in_force(day: date) -> Q:
    """That an agreement holds on a day."""
    ended = Q(ended_on=None) | Q(ended_on__gte=day)
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day)) & ended


def agreement_in_force(asks: Question, day: date) -> Agreement | None:
    """The agreement that sets the time of an answer: the one that names service and kind before one that names less, of
    several alike the latest."""
    rows: QuerySet[Agreement] = Agreement.objects.filter(
        in_force(day),
        agency=asks.agency,
        asked=asks.asked,
        service__in=("", asks.service),
        question_kind__in=("", asks.kind),
    )
    if asks.asked is None:
        rows = rows.filter(name__iexact=normal(asks.name))
    found = rows.order_by("since", "recorded_at")
    return max(found, key=lambda row: (bool(row.service), bool(row.question_kind), row.since), default=None)


def term_for(asks: Question, step: ManualStep | None, day: date) -> Settled:
    """How long an answer may take: as agreed, else as the manual's step of consultation says, else by default."""
    agreement = agreement_in_force(asks, day)
    if agreement:
        return Settled(Term(span_of(agreement), "agreement", agreement.number), agreement.id)
    if step and step.kind is StepKind.CONSULTATION and step.time.unit.is_of_days:
        return Settled(Term(step.time, "manual"), None)
    return Settled(Term(default_span(), "default"), None)


def is_in_force(row: Agreement, day: date) -> bool:
    """Whether one agreement holds on a day."""
    last = min((each for each in (row.until, row.ended_on) if each), default=date.max)
    return row.since <= day <= last
