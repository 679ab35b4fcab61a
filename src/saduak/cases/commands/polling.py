"""The poller: takes open cases whose moment has come, a few at a time, and looks at each.

A case is claimed by one conditional statement, so that any number of pollers may run; whoever dies leaves its claim to
run out. A look that fails keeps its claim: the case waits, and the others go on.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from uuid_utils.compat import uuid7

from saduak.cases.commands.appeal_looks import look_at_due_appeals, next_appeal_moment
from saduak.cases.commands.automatic import decide_received, next_receipt
from saduak.cases.commands.looking import look_at_case, look_at_cases
from saduak.cases.commands.versions import move_pending_cases
from saduak.cases.models import Case, LookClaim
from saduak.core.calendars import BANGKOK
from saduak.ledger.actors import WORKER
from saduak.ledger.door import PATIENCE
from saduak.ledger.retry import persist
from saduak.ledger.rows import moment_of

logger = logging.getLogger(__name__)

BATCH = 100
"""Cases claimed together."""
TOGETHER = 100
"""Looks in one transaction: a commit for all of them, and nobody waits long for one of these cases."""
LEASE = timedelta(minutes=10)
"""How long a claim holds, and a case whose look failed waits."""
TRIES = 5
"""How often a poller asks again when another took what it saw."""

CLAIM = """
INSERT INTO cases_lookclaim (case_id, until)
SELECT c.id, %(until)s FROM cases_case c LEFT JOIN cases_lookclaim k ON k.case_id = c.id
WHERE c.closed_at IS NULL AND c.next_look_at IS NOT NULL AND c.next_look_at <= %(now)s
AND (k.until IS NULL OR k.until <= %(now)s)
ORDER BY c.next_look_at LIMIT %(batch)s {locking}
ON CONFLICT (case_id) DO UPDATE SET until = excluded.until WHERE cases_lookclaim.until <= %(now)s
RETURNING case_id
"""


def look_at_due_cases(now: datetime, *, is_stopping: Callable[[], bool] = lambda: False, batch: int = BATCH) -> int:
    """Look at every case that is due at `now`, also at what falls due by these looks, until none is left; how many
    looks were taken. Before that, what a law brings under a new manual goes over to it."""
    move_pending_cases(now)
    taken = 0
    while not is_stopping():
        cases = claim_due(now, batch)
        if not cases:
            break
        failed: set[UUID] = set()
        for start in range(0, len(cases), TOGETHER):
            if not is_stopping():
                failed |= _look_at(cases[start : start + TOGETHER], now)
        release(case.id for case in cases if case.id not in failed)
        taken += len(cases) - len(failed)
    return taken + look_at_due_appeals(now, is_stopping) + decide_received(now)


def look_until(since: datetime, until: datetime, *, at: Callable[[datetime], None] = lambda _now: None) -> int:
    """Take every look that falls due from `since` to `until`, each at its own moment, as a poller that never sleeps
    would; how many. `at` is told each moment before and after its looks, so that a demonstration can move its clock and
    carry its letters."""
    taken, now = 0, since
    while (due := _next_moment(now)) and max(due, now) <= until:
        now = max(due, now)
        at(now)
        taken += look_at_due_cases(now)
        at(now)
    return taken


def _next_moment(now: datetime) -> datetime | None:
    """When the next look falls due that no claim holds back; beside the cases' own, the next after `now`."""
    return min(filter(None, (_next_at_case(now), next_appeal_moment(now), next_receipt(now))), default=None)


def _next_at_case(now: datetime) -> datetime | None:
    open_cases = Case.objects.filter(closed_at=None, next_look_at__isnull=False)
    free = open_cases.exclude(pk__in=LookClaim.objects.filter(until__gt=now).values("case"))
    return free.order_by("next_look_at").values_list("next_look_at", flat=True).first()


def _look_at(cases: Sequence[Case], now: datetime) -> set[UUID]:
    """Look at a few cases in one transaction or, where one spoils that, at each by itself; those that failed."""
    try:
        told = tuple(case.id for case in cases)
        look_at_cases(actor=WORKER, case_ids=told, at=now, now=now, key=f"looks:{told[0]}:{uuid7()}")
    except Exception as error:  # noqa: BLE001 - which case it was shows when each is looked at by itself
        logger.info("%s looks together failed: %s", len(cases), type(error).__name__)
        return {case.id for case in cases if not _look(case, now)}
    return set()


def _look(case: Case, now: datetime) -> bool:
    """Look at one case; False when it failed, which must not stop the others."""
    due = case.next_look_at
    day = due.astimezone(BANGKOK).date() if due else now.astimezone(BANGKOK).date()
    try:
        look_at_case(actor=WORKER, case_id=case.id, now=now, key=f"look:{case.id}:{case.next_look}:{day}:{case.seq}")
    except Exception as error:  # noqa: BLE001 - one broken case must not hold back the notices of all others
        logger.warning("the look %s at case %s failed: %s", case.next_look, case.id, type(error).__name__)
        return False
    return True


def claim_due(now: datetime, batch: int = BATCH) -> Sequence[Case]:
    """Take due cases that nobody has in hand, longest waiting first; none when there are none."""
    for _ in range(TRIES):
        if not _waiting(now):
            break
        ids = persist(lambda: _claimed(now, batch), PATIENCE)
        if ids:
            cases = Case.objects.filter(pk__in=ids).only("id", "next_look", "next_look_at", "seq")
            return list(cases.order_by("next_look_at", "id"))
    return ()


def release(case_ids: Iterable[UUID]) -> None:
    """Give cases back."""
    LookClaim.objects.filter(case__in=tuple(case_ids)).delete()


def _waiting(now: datetime) -> bool:
    due = Case.objects.filter(closed_at=None, next_look_at__isnull=False, next_look_at__lte=now)
    return due.exclude(pk__in=LookClaim.objects.filter(until__gt=now).values("case")).exists()


def _claimed(now: datetime, batch: int) -> list[UUID]:
    locking = "FOR UPDATE OF c SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    said = {"now": moment_of(now), "until": moment_of(now + LEASE), "batch": batch}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM.format(locking=locking), said)
        return [found if isinstance(found, UUID) else UUID(found) for (found,) in cursor.fetchall()]
