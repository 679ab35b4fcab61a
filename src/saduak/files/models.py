"""One row for each paper handed in; the bytes lie in the store under their hash."""

from datetime import datetime

from django.db import models
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class State(models.TextChoices):
    """Where a file stands: it waits to be looked at, may be opened, or may never be opened."""

    QUARANTINED = "quarantined"
    CLEAN = "clean"
    REFUSED = "refused"


class File(Erasable):
    """A file as it was handed in. The name is personal data, since it often tells who and what.

    `size` is in bytes, `sha256` in hex. `uploaded_by` is the actor who handed it in, `scanner` who looked for malware
    (empty when nobody did). `tells_place` marks a photo that says where it was taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    tells_place = models.BooleanField(default=False)
    uploaded_by = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUARANTINED)
    refusal = models.CharField(max_length=80, blank=True, default="")
    scanner = models.CharField(max_length=120, blank=True, default="")
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file {self.id}"

    def __repr__(self) -> str:
        return f"<File {self.id}>"

    def erase(self, at: datetime) -> None:
        """Forget what the file was called; call inside a command that records why."""
        self.name, self.salt, self.erased_at = "", None, at
        self.save(update_fields=["name", "salt", "erased_at"])
