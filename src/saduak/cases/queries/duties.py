"""What the clock asks of people: the open duties of an officer, and those of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from saduak.cases.models import Duty
from saduak.cases.policy import STAFF
from saduak.cases.queries.whole import WholeCase
from saduak.core.consultations import OVERDUE
from saduak.core.reasons import Words
from saduak.ledger.actors import Actor
from saduak.parties.policy import Role
from saduak.parties.policy.standing import Standing, standing_of
from saduak.parties.queries import officers_with

MOST = 200
"""Duties that a list shows."""


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """One duty: `what` is its code, `severity` 1 to 3 (1 makes liable), `officer` the post it names, `notice` the delay
    notice it is about, `office` the short name of the agency, `how` how it ended, empty while it is open."""

    id: UUID
    case: UUID
    number: str
    service: Words
    what: str
    severity: int
    role: str
    officer: str
    notice: UUID | None
    due_on: date | None
    since: datetime
    how: str
    closed_at: datetime | None
    office: str


def duties(actor: Actor, now: datetime, *, agency: UUID | None = None) -> Sequence[HeldDuty]:
    """The open duties of an officer: the gravest first, then the oldest. What falls on the officer of a case follows
    the case when it is handed over."""
    who = standing_of(actor, now)
    rows = Duty.objects.filter(_held_by(who), state="open")
    if agency:
        rows = rows.filter(agency=agency)
    return _listed(rows.order_by("severity", "since", "id")[:MOST])


def duties_of_case(case: WholeCase) -> Sequence[HeldDuty]:
    """Every duty of a case, open ones first; for its officers only, as the page decides."""
    rows = Duty.objects.filter(case=case.row)
    return _listed(rows.order_by("-state", "severity", "since", "id")[:MOST])


@dataclass(frozen=True, slots=True)
class Reminder:
    """What an e-mail tells of a duty, and to whom."""

    severity: int
    number: str
    due_on: date | None
    addresses: Sequence[str]


def reminder(duty_id: UUID, now: datetime) -> Reminder | None:
    """An open duty as an e-mail tells it; None once it is done."""
    duty = Duty.objects.filter(pk=duty_id, state="open").select_related("case", "officer").first()
    if duty is None:
        return None
    posts = [duty.officer] if duty.officer else officers_with(duty.agency_id, (duty.role,), now)
    addresses = sorted({post.user.email for post in posts if post.user.is_active and post.user.email})
    return Reminder(duty.severity, duty.case.number, duty.due_on, addresses)


def _held_by(who: Standing) -> Q:
    """On a case of mine; named to a post of mine, as to whoever asked another agency; or on everybody of a role that I
    hold.

    A post without any role that sees cases has none to do, but for what falls on the administrator as such.
    """
    posts, staffed = [post.officer for post in who.held], who.agencies_as(*STAFF)
    found = Q(role=Role.OFFICER, case__officer__in=posts) | Q(officer__in=posts) & ~Q(role=Role.OFFICER)
    found |= Q(officer__in=posts, what=OVERDUE)
    found &= Q(agency__in=staffed)
    for role, agency in who.roles:
        named = Q(officer__in=posts) if role == Role.AGENCY_ADMIN else Q(pk__in=[])
        found |= Q(role=role, agency=agency) & (Q(officer=None) | named)
    return found


def _listed(rows: QuerySet[Duty]) -> Sequence[HeldDuty]:
    joined = rows.select_related("case__publication", "officer", "agency").defer("case__publication__compiled")
    return [_held(duty) for duty in joined]


def _held(duty: Duty) -> HeldDuty:
    case = duty.case
    return HeldDuty(
        duty.id,
        case.id,
        case.number,
        Words(case.publication.name_th, case.publication.name_en),
        duty.what,
        duty.severity,
        duty.role,
        duty.officer.position if duty.officer else "",
        duty.about,
        duty.due_on,
        duty.since,
        duty.how,
        duty.closed_at,
        duty.agency.slug,
    )
