"""The one defect record of an application, its items and the answers to them (LFA s.8 and s.9)."""

from django.db import models
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.erasure import Erasable


class DefectRecord(Erasable):
    """The record: who made it, until when it may be mended, and how the applicant acknowledged it.

    `acknowledgement` is "pending", "signature", "electronic" or "declined"; a declined one stands with `proof` of
    delivery, which may name people.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="defect")
    officer = models.ForeignKey("parties.Officer", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    deadline = models.DateField()
    acknowledgement = models.CharField(max_length=12)
    acknowledged_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"defect record of {self.case_id}"


class DefectItem(Erasable):
    """One item: `about` names what the manual asks, "document:<id>" or "field:<group>.<field>"; `found` what is wrong
    and `mend` what to do, in the officer's words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(DefectRecord, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=160)
    found = models.TextField()
    mend = models.TextField()

    def __str__(self) -> str:
        return f"item {self.number}"


class DefectReply(Erasable):
    """One answer to an item; `accepted` is None until an officer has looked, False when the item is still open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(DefectItem, models.PROTECT, related_name="replies")
    at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")
    paper = models.UUIDField(null=True)
    accepted = models.BooleanField(null=True)
    judged_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"answer to {self.item_id}"
