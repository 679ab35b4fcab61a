"""What the clock sets going: duties of people, delay notices with the regulator's copy, the order behind them."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.erasure import Erasable


class Duty(models.Model):
    """Something that a person has to do because of the clock, until it is done (หน้าที่).

    `role` says as what somebody has it: "officer" is whoever owns the case now; with `officer` it is that post, without
    it is everybody's of the role. `what` is a look of `core.looks` or one of `commands.duties.WHATS`; `severity` is 1
    for what makes the authority liable (LFA s.10 para 4), 2 for what is owed, 3 for a warning. `about` is the notice
    that it concerns. `how` says how it ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="duties")
    what = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20)
    officer = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    about = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    since = models.DateTimeField()
    state = models.CharField(max_length=6, default="open")
    how = models.CharField(max_length=40, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("officer", "severity"), name="cases_duty_officer", condition=Q(state="open")),
            models.Index(fields=("agency", "role"), name="cases_duty_role", condition=Q(state="open")),
            models.Index(fields=("case",), name="cases_duty_case", condition=Q(state="open")),
        )

    def __str__(self) -> str:
        return f"{self.what} in {self.case_id}"


class Notice(Erasable):
    """One delay notice of a series (LFA s.10 para 2), from its draft on.

    `state` is "draft", "sent" or "dropped" (decided before it went). `reason` is the officer's own; `told` is what the
    applicant was told, which is the reason, or facts from the case where `kind` is not "given" but "missing",
    "repeated" or "copying". `window_on` to `window_until` are the days on which it was in time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    drafted_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="draft")
    reason = models.TextField(blank=True, default="")
    reason_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    reason_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=10, blank=True, default="")
    told = models.TextField(blank=True, default="")
    letter = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    window_on = models.DateField(null=True)
    window_until = models.DateField(null=True)
    next_on = models.DateField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="cases_notice_once", condition=~Q(state="dropped")),
        )

    def __str__(self) -> str:
        return f"notice {self.number} of {self.case_id}"


class RegulatorCopy(models.Model):
    """The regulator's copy of one delay notice, made with it (LFA s.10 para 2): a line of the delay register.

    `addressee` is "opdc_office" or "opdc_commission" (U12); `overdue_since` the missed day, `days_late` how long the
    application was late, `window_late` by how many days the notice itself missed its window.
    """

    notice = models.OneToOneField(Notice, models.PROTECT, primary_key=True, related_name="copy")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    addressee = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    overdue_since = models.DateField()
    days_late = models.PositiveIntegerField()
    window_late = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("sent_at", "notice"), name="cases_copy_sent"),
            models.Index(fields=("agency", "sent_at", "notice"), name="cases_copy_agency"),
            models.Index(fields=("service", "sent_at", "notice"), name="cases_copy_service"),
        )

    def __str__(self) -> str:
        return f"copy of {self.notice_id}"


class StandingOrder(models.Model):
    """The authority's order under which the system sends delay notices by itself, from a day on (EPA s.16)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    since = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("agency", "since"), name="cases_standing_order"),)

    def __str__(self) -> str:
        return self.number


class LookClaim(models.Model):
    """That a poller has taken a case to look at it, until when it alone may; says nothing about the case."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"claim on {self.case_id}"
