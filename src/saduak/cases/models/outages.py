"""When the electronic channel did not work or the worker stood still, and by what the system knows it."""

from django.db import models
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class Outage(Erasable):
    """A stretch of time in which the electronic channel did not work, of one agency or of the whole system (`what` is
    "channel"), or in which the worker alone stood still ("worker"): people could file, but nothing went out.

    `source` is "system" for what the worker noticed by itself, else "officer"; `evidence` says what happened and where
    that is on record.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=8, default="channel")
    since = models.DateTimeField()
    until = models.DateTimeField()
    source = models.CharField(max_length=8)
    officer = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField()

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (models.Index(fields=("until",), name="cases_outage_until"),)

    def __str__(self) -> str:
        return f"outage {self.since:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When a worker, and when a web server, last said that it runs: a row for each. Says nothing about the work of an
    agency."""

    WORKER, WEB = 1, 2

    id = models.PositiveSmallIntegerField(primary_key=True, default=WORKER)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
