"""Why something was done to an application, in words."""

from django.db import models
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.erasure import Erasable


class Ground(Erasable):
    """The words that stand behind one act on a case: a return, an extension, a withdrawal (APA s.37).

    `named` is what the act refers to: the agency that is responsible, the number of a paper on discipline. Its event
    names the row and holds the digests.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="grounds")
    text = models.TextField(blank=True, default="")
    named = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"ground in {self.case_id}"
