"""Steps of the manual as tasks, and the visit to a place."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.erasure import Erasable


class Task(models.Model):
    """One step of the pinned manual for one case (งาน), with its owner and its own limit inside the promise.

    `limit_on` is the last day, `limit_at` the moment where the step counts hours. `state` is "waiting", "open",
    "done", or "dropped" where a later manual no longer has the step.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)
    officer = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    limit_on = models.DateField(null=True)
    limit_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "step"), name="cases_task_once"),)
        indexes = (
            models.Index(fields=("officer", "limit_on"), name="cases_task_owner", condition=~Q(state="done")),
            models.Index(fields=("officer", "finished_at"), name="cases_task_done", condition=Q(state="done")),
        )

    def __str__(self) -> str:
        return f"{self.step} of {self.case_id}"


class Visit(Erasable):
    """A visit to the place: the checklist of the manual, photos, and the officer's opinion.

    `answers` maps the position in the checklist to "yes", "no" or "not_applicable"; `photos` are ids of files;
    `opinion` is "fit", "fit_with_conditions" or "unfit".
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="visits")
    officer = models.ForeignKey("parties.Officer", models.PROTECT, related_name="+")
    visited_at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    photos = models.JSONField(default=list)
    opinion = models.CharField(max_length=24)
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"visit for {self.task_id}"
