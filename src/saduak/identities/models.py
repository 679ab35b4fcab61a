"""Rows of the identities; each is a projection of events."""

from django.db import models
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class Level(models.TextChoices):
    """How surely somebody is who they say, weakest first: services name the least they ask for."""

    NONE = "none", "ไม่ยืนยันตัวตน"
    ONE_TIME_CODE = "one_time_code", "รหัสใช้ครั้งเดียว"
    IAL_1 = "ial_1", "IAL 1"
    IAL_2 = "ial_2", "IAL 2"


class Proof(models.Model):
    """One proof of identity, kept as the decree on digital identity services asks: who vouched, how surely, when,
    under what reference.

    `provider` is `email`, `counter` or the name of an identity provider; `ial` and `aal` are as the provider wrote
    them. `paper` is the kind of paper a clerk saw, of which no copy is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("parties.User", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("parties.Agency", models.PROTECT, null=True, related_name="+")
    provider = models.CharField(max_length=40)
    level = models.CharField(max_length=20, choices=Level.choices)
    ial = models.CharField(max_length=20, blank=True, default="")
    aal = models.CharField(max_length=20, blank=True, default="")
    reference = models.CharField(max_length=200, blank=True, default="")
    paper = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("user", "at")), models.Index(fields=("person", "at")))

    def __str__(self) -> str:
        return f"proof {self.id}"


class Told(Erasable):
    """What the last log-in through a provider told of a person, for prefilling that person's own forms, nothing else.

    `words` is JSON text: name, title, birthdate, address.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField("parties.Person", models.PROTECT, related_name="+")
    provider = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"told {self.id}"


class Invitation(models.Model):
    """A link by which an officer chooses a password; it works once, and until `until`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="+")
    officer = models.ForeignKey("parties.Officer", models.PROTECT, related_name="+")
    until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.id}"
