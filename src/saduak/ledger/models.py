"""Rows of the ledger: streams, events, the outbox, answers given, number series, and text that may be
erased.
"""

import json
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.ledger.canonical import GENESIS, moment
from saduak.ledger.erasure import Erasable
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening


class Stream(models.Model):
    """What gets locked: one row for each case, agency, officer, series of publications and so on, with its
    head.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    head_seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default=GENESIS)
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="ledger_stream_name")]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.key)


class Event(models.Model):
    """Something that happened, never changed: triggers refuse, and `hash` chains it to the one before.

    `at` is UTC to the microsecond and never goes back within a stream. `payload_text` is canonical JSON.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    payload_version = models.PositiveSmallIntegerField()
    payload_text = models.TextField(db_column="payload")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    on_behalf_of = models.CharField(max_length=120)
    channel = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=200)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="ledger_event_seq")]
        indexes = [models.Index(fields=["kind", "at"], name="ledger_event_kind_at")]

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.kind}"

    @property
    def payload(self) -> dict[str, Any]:
        """What the event says, as its kind declares."""
        said: dict[str, Any] = json.loads(self.payload_text)
        return said

    @cached_property
    def happening(self) -> Happening:
        """The event as reactions see it; nothing changes it once it is chained."""
        said = self.__dict__.get("said")  # by whoever has just chained it
        return Happening(self.id, self.stream.ref, self.kind, self.payload if said is None else said, self.at)

    def sealed(self) -> tuple[str | int, ...]:
        """The columns under the hash, in order; docs/explanation/ledger.md says how to check them."""
        return (
            self.id.hex,
            str(self.stream),
            self.seq,
            self.kind,
            self.payload_version,
            self.payload_text,
            moment(self.at),
            self.actor,
            self.on_behalf_of,
            self.channel,
            self.legal_basis,
            self.prev_hash,
        )


class Outbox(models.Model):
    """Something that must leave the building after commit: delivered at least once, under a key that never
    changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="outbox")
    effect = models.CharField(max_length=80)
    key = models.CharField(max_length=160, unique=True)
    payload = models.JSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="ledger_outbox_waiting",
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.effect} {self.key}"


class Answer(models.Model):
    """The first result of a command for (actor, key): a repeated key gets it again, not a second act."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=160)
    arguments = models.CharField(max_length=64)
    result = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="ledger_answer_key")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class NumberSeries(models.Model):
    """A series of numbers without gaps (receipts, licences); its row is locked last."""

    name = models.CharField(primary_key=True, max_length=120)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class BusinessOffset(models.Model):
    """By how much the business time of a demonstration differs from the real one: one row, or none.

    Of a test bench and not of an agency's work, so no event tells of it; without `SADUAK_DEMO` nothing reads it.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    offset = models.DurationField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_one_business_offset")]

    def __str__(self) -> str:
        return str(self.offset)


class ErasableText(Erasable):
    """Free text behind an event: a reason, a note. The event holds its digest only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    text = models.TextField(default="")

    def __str__(self) -> str:
        return f"text {self.id}"

    def __repr__(self) -> str:
        return f"<ErasableText {self.id}>"

    def erase(self, at: datetime) -> None:
        """Forget the text and its salt; call inside a command that records why."""
        self.text, self.salt, self.erased_at = "", None, at
        self.save(update_fields=["text", "salt", "erased_at"])
