"""Which way leads to which register, every look, the files that holders handed over, and every copy asked for."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable
from saduak.ledger.keys import keyed, subkey

NONCE = 12
PURPOSE = b"saduak/linkage"


def sealed(text: str) -> bytes:
    """AES-256-GCM with a fresh nonce in front; nothing for nothing."""
    if not text:
        return b""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(subkey("linkage result")).encrypt(nonce, text.encode(), PURPOSE)


def unsealed(kept: bytes) -> str:
    """The text behind `sealed`; cryptography's InvalidTag when key or bytes are not the right ones."""
    if not kept:
        return ""
    return AESGCM(subkey("linkage result")).decrypt(kept[:NONCE], kept[NONCE:], PURPOSE).decode()


def mark_of(register: str, identifier: str) -> str:
    """The keyed hash under which a number is found again in one register."""
    return keyed("linkage look-up", register.encode(), identifier.encode())


class Way(models.TextChoices):
    """How a register is asked."""

    GDX = "gdx"
    FILE = "file"
    SIMULATOR = "simulator"
    ATTESTED = "attested"
    NONE = "none"


class Outcome(models.TextChoices):
    """How a look ended."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    FAILED = "failed"


class Connection(models.Model):
    """The way by which an agency's officers look into a register; `none` once it was taken away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    register = models.CharField(max_length=60)
    way = models.CharField(max_length=20, choices=Way.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "register"], name="linkage_one_way")]

    def __str__(self) -> str:
        return f"{self.register} by {self.way}"


class Look(Erasable):
    """One look at one person or organisation: who, for which case, why, by which way, with what outcome.

    `purpose` is the key of a sentence. `answer` is sealed and kept until `expires_at`; the event has its digest.
    `failure` is the code of why no answer came. `document` and `copy_id` say which original an officer has seen and
    where its scan is, made and certified by the agency (EPA s.12). `note` is what the officer wrote of it. `once` tells
    a look sent twice from another, `sought` the numbers apart without saying them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    case_id = models.UUIDField(db_index=True)
    register = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField(db_index=True)
    asked_by = models.CharField(max_length=80)
    purpose = models.CharField(max_length=80)
    legal_basis = models.CharField(max_length=200)
    way = models.CharField(max_length=20, choices=Way.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    failure = models.CharField(max_length=60, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    document = models.CharField(max_length=80, blank=True, default="")
    copy_id = models.UUIDField(null=True)
    note = models.TextField(blank=True, default="")
    answer = models.BinaryField(default=bytes)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, db_index=True)
    sought = models.CharField(max_length=64, blank=True, default="")
    once = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"look {self.id}"

    def __repr__(self) -> str:
        return f"<Look {self.id}>"

    @property
    def result(self) -> str:
        """The answer as JSON text, or nothing."""
        return unsealed(bytes(self.answer))

    @property
    def facts(self) -> Mapping[str, Any] | None:
        """The answer as it came, or None."""
        found: Mapping[str, Any] | None = json.loads(self.result) if self.answer else None
        return found

    def erase(self, at: datetime) -> None:
        """Forget the answer and the note; who looked at whom and why stays."""
        self.note, self.answer, self.sought, self.salt, self.erased_at = "", b"", "", None, at
        self.save(update_fields=["note", "answer", "sought", "salt", "erased_at"])


class Edition(models.Model):
    """A file that the holder of a register handed over; the next one replaces its rows as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    register = models.CharField(max_length=60)
    label = models.CharField(max_length=80)
    rows = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.register} {self.label}"


class Entry(models.Model):
    """A row of an edition: found by a keyed hash, its cells sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="entries")
    mark = models.CharField(max_length=64)
    cells = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "mark"], name="linkage_entry_once")]

    def __str__(self) -> str:
        return f"entry {self.id}"


class CopyAsked(models.Model):
    """A citizen had to bring a copy of what the state itself had issued (EPA s.12): counted, and meant to be none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    case_id = models.UUIDField()
    register = models.CharField(max_length=60)
    document = models.CharField(max_length=80)
    why = models.CharField(max_length=40)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "asked_at"], name="linkage_copies_asked")]

    def __str__(self) -> str:
        return f"copy of {self.document}"
