"""Work on open steps: whose it is, until when."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, QuerySet

from saduak.cases.models import Task
from saduak.cases.policy import STAFF, visible_cases
from saduak.core.transitions import AFTER_COMPLETION
from saduak.ledger.actors import Actor
from saduak.parties.policy.standing import standing_of

MOST = 500


def open_tasks(actor: Actor, now: datetime) -> Sequence[Task]:
    """The steps of running cases that are this officer's, each with its case; what must be done first comes first."""
    posts = [held.officer for held in standing_of(actor, now).held]
    return _listed(Task.objects.filter(officer__in=posts, case__in=visible_cases(actor, now)))


def free_tasks(actor: Actor, now: datetime) -> Sequence[Task]:
    """The steps at the actor's agencies that are nobody's yet."""
    agencies = standing_of(actor, now).agencies_as(*STAFF)
    return _listed(Task.objects.filter(officer=None, case__agency__in=agencies))


def _listed(tasks: QuerySet[Task]) -> Sequence[Task]:
    running = tasks.filter(case__state__in=[state.value for state in AFTER_COMPLETION]).exclude(
        state__in=("done", "dropped")
    )
    return list(running.select_related("case", "officer").order_by(F("limit_on").asc(nulls_last=True), "id")[:MOST])
