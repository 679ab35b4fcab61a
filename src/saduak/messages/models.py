"""Rows of the messages: a letter, the lanes on which it travels, and how somebody wishes to be written to."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.ledger.canonical import canonical
from saduak.ledger.erasure import Erasable
from saduak.ledger.streams import Ref


class Letter(Erasable):
    """An official letter (หนังสือภายนอก) as it was sent: nothing but its erasure ever changes a word of it.

    At most one of `person` and `organisation` is set; neither for an addressee without an inbox (another agency).
    `service` is that of its case, for mandates that are limited to some; empty for a letter about anything else.
    `reply` is "electronic" or "paper" (EPA s.11: the way the applicant chose). `number` is the whole number of the
    agency's series of `series_year` (Buddhist era), empty for a letter without one. `form` holds what else stands on
    the sheet: `letterhead`, `references`, `enclosures` (title and file), `copies_to`, `signatory`, `unit`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    case_id = models.UUIDField(null=True, db_index=True)
    case_number = models.CharField(max_length=80, blank=True)
    service = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    reply = models.CharField(max_length=10)
    number = models.CharField(max_length=60, blank=True)
    series_year = models.PositiveSmallIntegerField(null=True)
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, null=True, related_name="+")
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    name = models.CharField(max_length=300)
    address = models.TextField(blank=True)
    email = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    closing = models.CharField(max_length=200)
    form = models.JSONField(default=dict)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sealed_file = models.UUIDField(null=True)
    sealed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letters_one_addressee", condition=Q(person__isnull=True) | Q(organisation__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["agency", "series_year", "number"], condition=~Q(number=""), name="letters_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "sent_at"], name="letters_of_person"),
            models.Index(fields=["organisation", "sent_at"], name="letters_of_organisation"),
            models.Index(fields=["agency", "sent_at"], name="letters_of_agency"),
        ]

    def __str__(self) -> str:
        return f"letter {self.id}"

    def __repr__(self) -> str:
        return f"<Letter {self.id}>"

    @property
    def ref(self) -> Ref:
        """The stream of what becomes of the letter."""
        return Ref.of("letter", self.id)

    @property
    def addressee(self) -> str:
        """To whom it was sent, as the one text whose digest the events hold."""
        return canonical([self.name, self.address, self.email])

    @property
    def words(self) -> str:
        """All that stands on the sheet, as the one text whose digest the events hold."""
        return canonical([self.subject, self.body, self.closing, self.form])

    def erase(self, at: datetime) -> None:
        """Forget addressee and words; number, dates and the hash of the sealed sheet stay."""
        self.name = self.address = self.email = self.subject = self.body = self.closing = ""
        self.form, self.salt, self.erased_at = {}, None, at
        kept = ["name", "address", "email", "subject", "body", "closing", "form", "salt", "erased_at"]
        self.save(update_fields=kept)


class Lane(models.TextChoices):
    """By what way a letter travels; it may take several."""

    INBOX = "inbox", "กล่องข้อความ"
    EMAIL = "email", "อีเมล"
    POST = "post", "ไปรษณีย์"
    HAND = "hand", "ส่งมอบด้วยมือ"


class State(models.TextChoices):
    """How far a letter has come on a lane. `open` by post is a duty: somebody has to post it."""

    OPEN = "open", "รอดำเนินการ"
    ACCEPTED = "accepted", "ระบบอีเมลรับแล้ว"
    POSTED = "posted", "ส่งไปรษณีย์แล้ว"
    DELIVERED = "delivered", "ถึงผู้รับแล้ว"
    REFUSED = "refused", "ผู้รับไม่ยอมรับ"
    RETURNED = "returned", "ตีกลับ"
    BOUNCED = "bounced", "อีเมลตีกลับ"
    DROPPED = "dropped", "ไม่ต้องส่งแล้ว"


class Delivery(Erasable):
    """One letter on one lane. `at` is when its state came about, `proof` what shows it: the number of a registered
    letter, who signed for it, why it was refused. `code` is what a mail server answered when it refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    lane = models.CharField(max_length=10, choices=Lane.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    at = models.DateTimeField()
    proof = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["lane", "state"], name="letters_delivery_waiting")]

    def __str__(self) -> str:
        return f"{self.lane} {self.state} {self.id}"

    def erase(self, at: datetime) -> None:
        """Forget the proof, which may name people."""
        self.proof, self.salt, self.erased_at = "", None, at
        self.save(update_fields=["proof", "salt", "erased_at"])


class Preference(models.Model):
    """How a person or an organisation wishes to be written to; `id` is that of the party.

    `email_lane`: whether a letter in the inbox is sent by e-mail as well.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    party_kind = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    email_lane = models.BooleanField()

    def __str__(self) -> str:
        return f"preference of {self.party_kind} {self.id}"
