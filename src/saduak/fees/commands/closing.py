"""The close of a day of account: what came in by channel, what statements show of it, and two signatures (P-6)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.thai import normal
from saduak.fees.commands import events
from saduak.fees.commands.book import book_of, last_closed, today
from saduak.fees.commands.claiming import LONGEST_REASON
from saduak.fees.models import Closing, Payment
from saduak.fees.policy import Till, require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import are_two
from saduak.parties.queries import known_agency


@command(book="agency_id")
def close_day(write: Write, *, actor: Actor, agency_id: UUID, day: date, note: str, now: datetime, key: str) -> UUID:
    """Close a day that is over, and with it every day before; its id. A payment stamped on a closed day that comes
    later counts on the first open one. Where statements do not show all of it, `note` says why.

    Raises NotAllowed("not_finance"), WrongState("day_not_over", "day_closed"), DomainError("difference_unexplained",
    "money_reason_too_long").
    """
    require(actor, "close_day", Till(agency_id), now)
    if day >= today(now):
        raise WrongState("day_not_over")
    last = last_closed(agency_id)
    if last and day <= last:
        raise WrongState("day_closed")
    totals = totals_of(agency_id, last, day)
    why = normal(note)
    difference = sum(each["received"] - each["confirmed"] for each in totals.values())
    if difference and not why:
        raise DomainError("difference_unexplained", satang=difference)
    if len(why) > LONGEST_REASON:
        raise DomainError("money_reason_too_long", longest=LONGEST_REASON)
    closing = Closing(id=uuid7(), agency_id=agency_id, day=day, totals=totals, difference=difference, note=why)
    closing.made_by, closing.made_at = UUID(actor.id), write.now
    told = {name: getattr(closing, name) for name in ("day", "totals", "difference", "made_by")}
    said = {**told, "closing": closing.id, "agency": agency_id, "note": closing.digest(why)}
    write.append(book_of(agency_id), events.DAY_CLOSED, **said)
    write.insert(closing)
    return closing.id


def totals_of(agency_id: UUID, after: date | None, until: date) -> dict[str, dict[str, Any]]:
    """By channel: satang that came in on the days after one and up to another, how much of it statements show, and how
    many payments."""
    rows = Payment.objects.filter(agency=agency_id, booked_on__lte=until)
    rows = rows.filter(booked_on__gt=after) if after else rows
    shown = Sum("satang", filter=Q(confirmed_at__isnull=False), default=0)
    found = rows.values("channel").annotate(received=Sum("satang"), confirmed=shown, payments=Count("id"))
    return {
        row["channel"]: {name: int(row[name]) for name in ("received", "confirmed", "payments")}
        for row in found.order_by("channel")
    }


@command()
def sign_close(write: Write, *, actor: Actor, closing_id: UUID, now: datetime, key: str) -> None:
    """Sign the close of a day as a second person.

    Raises NotFound, NotAllowed("not_finance", "same_person_checks"), WrongState("close_signed").
    """
    found = Closing.objects.filter(id=closing_id).first()
    if found is None:
        raise NotFound("not_found", what="closing")
    write.lock(book_of(found.agency_id))
    closing = Closing.objects.get(id=closing_id)
    require(actor, "sign_close", closing, now)
    if closing.signed_by:
        raise WrongState("close_signed")
    verdict = are_two(known_agency(closing.agency_id), closing.made_by, UUID(actor.id))
    if not verdict.allowed:
        raise NotAllowed(verdict.code)
    closing.signed_by, closing.signed_at = UUID(actor.id), write.now
    write.append(book_of(closing.agency_id), events.DAY_SIGNED, closing=closing.id, signed_by=closing.signed_by)
    write.update(closing, "signed_by", "signed_at")
