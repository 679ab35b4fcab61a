"""Agencies, their units and officers, and under what power an officer acts."""

from datetime import datetime, time

from django.db import models
from uuid_utils.compat import uuid7

from saduak.parties.models.terms import Term


def working_weekdays() -> list[int]:
    """Monday to Friday, as ISO numbers."""
    return [1, 2, 3, 4, 5]


class Agency(models.Model):
    """A public agency or a branch with hours of its own.

    `slug` is the name of its folder under `services/adopted/` and the office of its published services; `letter_code`
    is the code that its letters carry before their number (ขก 0033). `four_eyes` says that maker and checker of a
    decision are two people; while an exception is recorded, `four_eyes_order` names the written order for it,
    `four_eyes_officer` who works alone, `four_eyes_since` from when, and `four_eyes_reason` the text of the reason.
    `province` is the two-digit code; `weekdays` are ISO numbers. `extra_open` holds `[date, opens, closes]`,
    `closed` dates, as ISO text. `designation_order` refers to the order that sets the electronic system (EPA
    s.16); `channel_notice` to the notice of electronic channels (EPA s.10 and s.20), with the day it took
    effect.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    slug = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    province = models.CharField(max_length=2)
    weekdays = models.JSONField(default=working_weekdays)
    opens = models.TimeField(default=time(8, 30))
    closes = models.TimeField(default=time(16, 30))
    extra_open = models.JSONField(default=list)
    closed = models.JSONField(default=list)
    designation_order = models.CharField(max_length=200, blank=True, default="")
    channel_notice = models.CharField(max_length=200, blank=True, default="")
    channel_notice_from = models.DateField(null=True)
    address_th = models.CharField(max_length=400, blank=True, default="")
    address_en = models.CharField(max_length=400, blank=True, default="")
    telephone = models.CharField(max_length=80, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    letter_code = models.CharField(max_length=40, blank=True, default="")
    four_eyes = models.BooleanField(default=True)
    four_eyes_order = models.CharField(max_length=80, blank=True, default="")
    four_eyes_reason = models.UUIDField(null=True)
    four_eyes_officer = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    four_eyes_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name_th


class Unit(models.Model):
    """A division, section or counter of an agency; units form a tree."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name_th


class Role(models.TextChoices):
    """What an officer may be trusted with; dated, and always within one agency but for the last two."""

    INTAKE = "intake", "รับคำขอ"
    OFFICER = "officer", "เจ้าหน้าที่"
    CHECKER = "checker", "ผู้ตรวจสอบ"
    AUTHORITY = "authority", "ผู้มีอำนาจอนุญาต"
    SUPERVISOR = "supervisor", "ผู้บังคับบัญชา"
    AGENCY_ADMIN = "agency_admin", "ผู้ดูแลระบบของหน่วยงาน"
    FINANCE = "finance", "การเงิน"
    REGULATOR = "regulator", "สำนักงาน ก.พ.ร."
    AUDITOR = "auditor", "ผู้ตรวจสอบภายนอก"


class Officer(Term):
    """A user's post at an agency, and perhaps in one unit of it.

    `own_power` are the sections of law that name this very post as the one who decides, with `own_power_source` saying
    where; an empty list means all that the agency decides, null that the post has no power of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("parties.User", models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="officers")
    position = models.CharField(max_length=200)
    own_power = models.JSONField(null=True)
    own_power_source = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.position} {self.id}"

    def decides_itself(self, section: str) -> bool:
        """Whether the law gives the power of `section` to the post itself."""
        return self.own_power is not None and (not self.own_power or section in self.own_power)


class RoleGrant(Term):
    """A role of an officer; without effect while the officer's own term does not hold."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    def __str__(self) -> str:
        return f"{self.role} of {self.officer_id}"


class Power(Term):
    """A written order by which one officer acts with the power of another, for the sections it names.

    `sections` are articles as packages write them, such as `pha 54`; an empty list means the whole power of the post.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=80)
    sections = models.JSONField(default=list)

    class Meta(Term.Meta):
        abstract = True

    def covers(self, section: str, now: datetime) -> bool:
        """Whether the order holds at `now` and reaches `section`."""
        return self.is_in_force(now) and (not self.sections or section in self.sections)


class Delegation(Power):
    """มอบอำนาจ: `giver` lets `taker` act in its stead (State Administration Act s.38)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="delegations")
    giver = models.ForeignKey(Officer, models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Officer, models.PROTECT, related_name="delegations_taken")

    class Meta(Power.Meta):
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="parties_delegation_number")]

    def __str__(self) -> str:
        return self.number


class ActingOrder(Power):
    """รักษาราชการแทน: `stand_in` holds the post of `absent` while it is empty (State Administration Act s.41
    to 50).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="acting_orders")
    absent = models.ForeignKey(Officer, models.PROTECT, related_name="orders_replacing")
    stand_in = models.ForeignKey(Officer, models.PROTECT, related_name="orders_acting")

    class Meta(Power.Meta):
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="parties_acting_number")]

    def __str__(self) -> str:
        return self.number
