"""The application, from the first saved answer to the case with its papers."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class Draft(Erasable):
    """An application that is still being written; nobody but its writer sees it.

    `owner` is the user, or None for a visitor without log-in, whose browser holds the id. `answers` is JSON as
    `FormLogic` reads it, kept as typed; `papers` lists `{"document", "source", "file"}`. `person` or `organisation` is
    for whom it is written. `publication` changes when a new version comes into force before it is filed; `offered_from`
    then remembers the version whose answers it still holds. `refiles` is the case that is filed anew by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.UUIDField(null=True)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    publication = models.ForeignKey("catalogue.PublishedVersion", models.PROTECT, related_name="+")
    offered_from = models.ForeignKey("catalogue.PublishedVersion", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=20)
    answers = models.TextField(default="{}")
    papers = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open")
    case = models.UUIDField(null=True)
    refiles = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("owner", "state"), name="cases_draft_owner"),)

    def __str__(self) -> str:
        return f"draft {self.id}"


class Case(models.Model):
    """One application (คำขอ), a case (เรื่อง) once it is accepted; every column is recomputed from its events.

    `number` is readable, `publication` the pinned version (LFA s.11), `state` one of `core.transitions.State`,
    `channel` how it came (`core.receipt.Channel`), `reply` "electronic" or "paper" (EPA s.11). The applicant is a
    person, an organisation or, where the service asks for no log-in, nobody known; `filed_by` acted for it, `clerk`
    entered it. `entered_at` is true entry, `received_at` the legal receipt (UTC), None while that waits for a calendar.
    `promise_on`, `limit_on` and `due_on` are the last days; `due_at` a moment where the promise counts hours; `act_on`
    the day by which somebody has to act next, by which work lists are sorted. `seq` is the last event that the row
    contains.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    publication = models.ForeignKey("catalogue.PublishedVersion", models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    lane = models.CharField(max_length=20)
    state = models.CharField(max_length=24)
    channel = models.CharField(max_length=20)
    reply = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, null=True, related_name="+")
    filed_by = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    clerk = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("parties.Unit", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    promise_on = models.DateField(null=True)
    limit_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    act_on = models.DateField()
    step = models.CharField(max_length=60, blank=True, default="")
    next_look_at = models.DateTimeField(null=True)
    next_look = models.CharField(max_length=40, blank=True, default="")
    outcome = models.CharField(max_length=30, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=("agency", "act_on", "id"), name="cases_open_agency", condition=Q(closed_at=None)),
            models.Index(fields=("officer", "act_on", "id"), name="cases_open_officer", condition=Q(closed_at=None)),
            models.Index(fields=("unit", "act_on", "id"), name="cases_open_unit", condition=Q(closed_at=None)),
            models.Index(
                fields=("agency", "state", "act_on", "id"), name="cases_open_state", condition=Q(closed_at=None)
            ),
            models.Index(
                fields=("agency", "service", "act_on"), name="cases_open_service", condition=Q(closed_at=None)
            ),
            models.Index(fields=("agency", "due_on", "state"), name="cases_open_due", condition=Q(closed_at=None)),
            models.Index(fields=("agency", "entered_at", "id"), name="cases_entered"),
            models.Index(
                fields=("next_look_at",),
                name="cases_next_look",
                condition=Q(closed_at=None, next_look_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.number


class CaseWords(Erasable):
    """What the applicant wrote: personal, so it may be erased while the case's events stay.

    `answers` is canonical JSON of the cleaned answers, `applicant_name` as letters address it, `helper` who helped at a
    counter or in the village, `reason` why somebody came instead of filing on-line.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="words")
    answers = models.TextField()
    applicant_name = models.CharField(max_length=300)
    applicant_address = models.TextField(blank=True, default="")
    applicant_email = models.CharField(max_length=254, blank=True, default="")
    helper = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return f"words of {self.case_id}"


class Paper(models.Model):
    """One document of a case: `document` is its id in the pinned manual, or empty for one offered freely (LFA s.8).

    `source` says where it came from (`core.package.Source`): a `file`, a `look` into a register, or an original that
    the counter saw. `certified_by` is the officer who copied and certified an original, free (EPA s.12).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    document = models.CharField(max_length=80, blank=True, default="")
    source = models.CharField(max_length=20)
    file = models.UUIDField(null=True)
    look = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    certified_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.document} of {self.case_id}"
