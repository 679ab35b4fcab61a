"""Persons, organisations, and who acts for whom."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable
from saduak.parties.identifiers import decrypted, encrypted, lookup, masked
from saduak.parties.models.agencies import Agency
from saduak.parties.models.terms import Term


class Party(Erasable):
    """What persons and organisations share: a name, and a 13-digit number that is never kept in clear.

    `registered_at` is the agency whose counter made the row; its intake may see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    id_sealed = models.BinaryField(null=True)
    id_lookup = models.CharField(max_length=64, null=True, unique=True)
    registered_at = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.id}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def set_identifier(self, digits: str) -> None:
        """Seal a checked number and note where it will be found again."""
        self.id_sealed, self.id_lookup = encrypted(digits), lookup(digits)

    @property
    def identifier(self) -> str:
        """All 13 digits, or nothing when the number is unknown; for look-ups elsewhere, never for showing."""
        return decrypted(bytes(self.id_sealed)) if self.id_sealed else ""

    @property
    def masked_identifier(self) -> str:
        """The last three digits, or nothing when the number is unknown."""
        return masked(self.identifier) if self.id_sealed else ""

    def erase(self, at: datetime) -> None:
        """Forget who this was; events keep digests that no longer say anything."""
        self.name, self.salt, self.erased_at = "", None, at
        self.id_sealed = self.id_lookup = None
        self.save(update_fields=["name", "salt", "erased_at", "id_sealed", "id_lookup"])


class Person(Party):
    """A natural person; `user` is the log-in, if the person has one."""

    user = models.OneToOneField("parties.User", models.PROTECT, null=True, related_name="person")


class Organisation(Party):
    """A juristic person: a company, a partnership, a foundation."""


class Mandate(Term):
    """การมอบอำนาจ: `agent` acts for a person or an organisation, exactly one of them.

    `scope` lists what for (codes of services); empty means everything. `named_by` is how the giver named the agent, by
    13-digit `number` or by e-mail `address`: no more than that is shown to the giver, whoever stands behind it.
    `directs` marks a director of an organisation, whose power comes from its register: an officer found it there, and
    the director gives mandates in its name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey(Person, models.PROTECT, related_name="mandates_held")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="mandates_given")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="mandates_given")
    scope = models.JSONField(default=list)
    named_by = models.CharField(max_length=8, default="number")
    directs = models.BooleanField(default=False)

    class Meta(Term.Meta):
        constraints = [
            models.CheckConstraint(
                name="parties_mandate_one_principal",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"mandate {self.id}"
