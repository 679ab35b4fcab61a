"""Who is told before, on and after the last day of an appeal, and who decides appeals of an agency."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import begin, whole_of
from saduak.cases.commands.appealing import is_open, schedule
from saduak.cases.commands.ordering import ORDERERS
from saduak.cases.models import Appeal, AppealBody
from saduak.cases.policy import SYSTEM
from saduak.cases.queries.appealed import due_of
from saduak.core.appeals import LOOKS_OF_APPEALS, OVERDUE, Stage, next_appeal_look
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.core.reasons import Code
from saduak.ledger.actors import INSTALLER, WORKER, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import known_agency

logger = logging.getLogger(__name__)
LONGEST = 200
BATCH = 50


@command(case="case_id")
def look_at_appeal(write: Write, *, actor: Actor, case_id: UUID, appeal_id: UUID, now: datetime, key: str) -> str:
    """Tell those who have an open appeal that its time is near or past; what was looked at, empty when nothing was due.

    Only the poller may. Raises NotAllowed("worker_only"), NotFound.
    """
    if actor not in SYSTEM:
        raise NotAllowed("worker_only")
    act = begin(write, case_id, now)
    row = Appeal.objects.filter(pk=appeal_id, case=act.case).first()
    if row is None:
        raise NotFound("not_found", what="appeal")
    due = due_of(row, whole_of(act))
    look = next_appeal_look(due, row.warned, now, act.book.calendar) if is_open(row) else None
    if look is None or look.at > now:
        schedule(act, row)
        return ""
    act.record(events.APPEAL_WARNED, "APA s.45", appeal=row.id, look=look.what)
    row.warned = [*row.warned, look.what]
    row.save(update_fields=["warned"])
    duties.close_duties(act, "overtaken", LOOKS_OF_APPEALS, about=row.id)
    agency = row.superior_id if row.stage == Stage.SUPERIOR else row.agency_id
    severity = duties.LIABLE if look.what == OVERDUE else duties.WARNING
    for role in (Role.AUTHORITY, Role.SUPERVISOR):
        holder = duties.Holder(role, None)
        duties.open_duty(act, look.what, holder, severity, about=row.id, due_on=due.last_day, agency=agency)
    schedule(act, row)
    act.settle()
    return look.what


def look_at_due_appeals(now: datetime, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Look at every open appeal whose moment has come, longest waiting first; how many looks were taken. Two pollers at
    once take one look: a look has its own key. Those that fail hold nobody up: each is tried once in a run."""
    taken, after = 0, Q()
    while not is_stopping():
        waiting = Appeal.objects.filter(after, next_look_at__lte=now).order_by("next_look_at", "id")
        due = list(waiting.values_list("id", "case_id", "next_look_at")[:BATCH])
        if not due:
            break
        taken += sum(_look(appeal, case, at, now) for appeal, case, at in due if at and not is_stopping())
        last, _, at = due[-1]
        after = Q(next_look_at__gt=at) | Q(next_look_at=at, id__gt=last)
    return taken


def _look(appeal: UUID, case: UUID, at: datetime, now: datetime) -> bool:
    try:
        look_at_appeal(
            actor=WORKER, case_id=case, appeal_id=appeal, now=now, key=f"appeal:{appeal}:{at.isoformat()}:{now.date()}"
        )
    except Exception as error:  # noqa: BLE001 - one broken appeal must not hold back the warnings of all others
        logger.warning("the look at appeal %s failed: %s", appeal, type(error).__name__)
        return False
    return True


def next_appeal_moment(now: datetime) -> datetime | None:
    """When the next look at an appeal falls due after `now`."""
    waiting = Appeal.objects.filter(next_look_at__gt=now).order_by("next_look_at")
    return waiting.values_list("next_look_at", flat=True).first()


@command(agency="agency_id")
def send_appeals_to(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    service: str,
    superior_id: UUID,
    number: str,
    since: date,
    now: datetime,
    key: str,
) -> UUID:
    """Record who decides the appeals against an agency's orders in a service, or in all (`service` empty), by what
    order or law, and from when; a later record takes its place.

    Raises DomainError("appeal_body_self", "order_number"), NotAllowed("role_needed"), NotFound.
    """
    known_agency(agency_id)
    superior = known_agency(superior_id)
    who = standing_of(actor, now)
    if actor != INSTALLER and not who.has_any(agency_id, *ORDERERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in ORDERERS])
    if superior.id == agency_id:
        raise DomainError("appeal_body_self")
    kept = number.strip()
    if not 0 < len(kept) <= LONGEST:
        raise DomainError("order_number", longest=LONGEST)
    body = AppealBody(
        id=uuid7(), agency_id=agency_id, service=service, superior=superior, number=kept, since=since, recorded_at=now
    )
    body.save(force_insert=True)
    write.append(
        Ref.of("agency", agency_id),
        events.APPEALS_SENT_TO,
        legal_basis="APA s.45",
        body=body.id,
        service=service,
        superior=superior.id,
        number=kept,
        since=since,
    )
    return body.id
