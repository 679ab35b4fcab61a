"""The opinion of another agency on a case, and the agreements by which agencies promise each other an answer."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.erasure import Erasable


class Agreement(models.Model):
    """A time that one agency agreed with another for its answers, by a document, from a day to a day.

    The one that answers is an agency here (`asked`) or a body outside, known by its `name`. An empty `service` or
    `question_kind` stands for every one. `ended_on` is the last day on which it held, where it was ended before its
    time or replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    asked = models.ForeignKey("parties.Agency", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True, default="")
    service = models.CharField(max_length=120, blank=True, default="")
    question_kind = models.CharField(max_length=20, blank=True, default="")
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12)
    number = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    replaces = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("agency", "since"), name="cases_agreement_agency"),)

    def __str__(self) -> str:
        return self.number


class Consultation(Erasable):
    """One letter of questions to another agency about a case, and its answer.

    `agency` asks, at a step of the manual; `asked` is an agency here, or None for a body outside, known by `name` and
    reached by `email`. `parent` is the consultation for which the asked agency asks further. `facts` is all that the
    asked agency is told of the case, `papers` are the ids of its papers that were passed on. `basis` says on what
    `due_on` rests ("agreement", "manual", "default"), `because` is the derivation as data. `state` is "asked",
    "answered" or "taken_back". The secret of the link is derived from the id and stands nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="further")
    step = models.CharField(max_length=60)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    officer = models.ForeignKey("parties.Officer", models.PROTECT, related_name="+")
    asked = models.ForeignKey("parties.Agency", models.PROTECT, null=True, related_name="+")
    body = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    question_kind = models.CharField(max_length=20)
    facts = models.TextField()
    papers = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    basis = models.CharField(max_length=10)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")
    because = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    reminded_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, blank=True, default="")
    answered_by = models.CharField(max_length=300, blank=True, default="")

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (
            models.Index(fields=("case", "asked_at"), name="cases_consultation_case"),
            models.Index(fields=("asked", "due_on"), name="cases_consultation_asked", condition=Q(state="asked")),
            models.Index(fields=("agency", "asked_at"), name="cases_consultation_asks"),
        )

    def __str__(self) -> str:
        return f"consultation {self.id}"


class AskedQuestion(Erasable):
    """One question of a consultation and the opinion on it, one of `core.consultations.OPINIONS`; `clauses` are
    the clauses wanted or the reasons against it, `papers` the ids of the files that came with the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    opinion = models.CharField(max_length=24, blank=True, default="")
    clauses = models.TextField(blank=True, default="")
    papers = models.JSONField(default=list)

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("consultation", "number"), name="cases_question_once"),)

    def __str__(self) -> str:
        return f"question {self.number} of {self.consultation_id}"
