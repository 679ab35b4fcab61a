"""From when until when: the one place that says what is in force."""

from datetime import datetime

from django.db import models
from django.db.models import Q


def in_force(now: datetime, prefix: str = "") -> Q:
    """Rows whose term holds at `now`: from `since` on, up to and without `until`.

    `prefix` is a path to the row.
    """
    begun = Q(**{f"{prefix}since__lte": now})
    open_ended = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": now})
    return begun & open_ended


class Term(models.Model):
    """A row that holds from `since` until `until`; None means until further notice."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def is_in_force(self, now: datetime) -> bool:
        """The same as `in_force`, for a row in hand."""
        return self.since <= now and (self.until is None or now < self.until)
