"""A licence and the application to renew it: what of it counts, and who is reminded in time."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F
from uuid_utils.compat import uuid7

from saduak.cases.queries import WholeCase, whole_case
from saduak.core.transitions import State
from saduak.fees.commands import bill_renewal
from saduak.fees.commands.following import bill_of
from saduak.fees.queries import invoice, invoices_of_case
from saduak.ledger.actors import REACTION, WORKER, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.licences.commands import events
from saduak.licences.commands.collecting import lapse_claim, restore_paid
from saduak.licences.commands.granted import DECIDING, GRANTED, outcome_of, paid_at, wish_of
from saduak.licences.commands.issuing import HOLDS, issue_licence, known_licence, named_licence
from saduak.licences.commands.letters import send_about
from saduak.licences.commands.ordering import close_after, follow_letter
from saduak.licences.commands.undoing import undo_after
from saduak.licences.models import Licence, LicenceOrder, LicenceState, Reminder, Uncollected
from saduak.licences.policy import require
from saduak.licences.queries import package_of, today

logger = logging.getLogger(__name__)

DAYS = (7, 30, 60)
"""How many days before the end the holder is reminded."""
OVER = (*DECIDING, "case.returned", "case.withdrawn", "case.referred")
ENDED = frozenset(
    {State.DECIDED, State.NOTIFIED, State.DEEMED_GRANTED, State.RETURNED, State.WITHDRAWN, State.REFERRED}
)
"""States in which no application to renew protects a licence any more."""
COLUMNS = ("renewal_case", "renewal_filed_on", "renewal_paid_on", "renewal_decided_on")
BATCH = 200


@command(licence="licence_id")
def follow_renewal(write: Write, *, actor: Actor, licence_id: UUID, case_id: UUID, now: datetime, key: str) -> None:
    """Bring what a licence knows of the application to renew it up to date. The latest application counts.

    Raises NotFound, NotAllowed("reaction_only").
    """
    licence = known_licence(licence_id)
    require(actor, "follow_renewal", licence, now)
    case = whole_case(REACTION, case_id, now)
    found = dict(zip(COLUMNS, (case_id, filed_on(case), _paid_on(case, licence), _decided_on(case)), strict=True))
    if licence.state not in HOLDS or all(getattr(licence, name) == value for name, value in found.items()):
        return
    for name, value in found.items():
        setattr(licence, name, value)
    licence.changed_at = write.now
    write.append(Ref.of("licence", licence_id), events.RENEWAL_FILED, legal_basis=_law_of(licence), **found)
    write.update(licence, *COLUMNS, "changed_at")


def _law_of(licence: Licence) -> str:
    """The article of its own law on how long it is good."""
    return package_of(licence).service.validity.article


def filed_on(case: WholeCase) -> date:
    """The day on which an application was received."""
    return today(case.row.received_at or case.row.entered_at)


def _paid_on(case: WholeCase, licence: Licence) -> date | None:
    """The day on which all that was asked before the licence ends was paid; that of the filing where nothing could be
    asked by then, so that nobody loses the protection by what could not be paid."""
    rows = (view.row for view in invoices_of_case(REACTION, case.id, case.now))
    asked = [row for row in rows if row.state != "void" and _is_in_time(today(row.raised_at), licence)]
    if not asked and bill_of(case, case.row.received_at or case.row.entered_at) is None:
        return filed_on(case)
    at = paid_at(case)
    return today(at) if at else None


def _is_in_time(day: date, licence: Licence) -> bool:
    return licence.expires_on is None or day <= licence.expires_on


def _decided_on(case: WholeCase) -> date | None:
    """The day from which the application protects no longer. A refusal binds when it is told (APA s.42); a grant takes
    no protection away, since what it brings takes its place."""
    said = case.story.last(*OVER)
    if said is None or case.state not in ENDED:
        return None
    if said.kind not in DECIDING:
        return today(said.at)
    if outcome_of(said) in GRANTED:
        return None
    told = case.story.last("case.notified", "case.order_replaced")
    if told is None:
        return None
    return _day_of(told, "delivered_at") if told.kind == "case.notified" else today(told.at)


def _day_of(said: Happening, name: str) -> date:
    return today(datetime.fromisoformat(said.payload[name]))


def follow_case(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After an application was filed, decided, told or ended: a licence that it is to renew knows, its own is issued
    where nothing is owed or ends with its grant, and one that it gives up ends. An application to renew is billed when
    it is filed, where the law protects only who has also paid."""
    case = whole_case(actor, UUID(event.ref.key), now)
    licence = renewed_by(case)
    if licence:
        follow_renewal(actor=actor, licence_id=licence.id, case_id=case.id, now=now, key=f"{key}:renewal")
    if licence and event.kind == "case.filed" and _must_be_paid(licence):
        bill_renewal(actor=actor, case_id=case.id, now=now, key=f"{key}:bill")
    if event.kind in DECIDING and outcome_of(event) in GRANTED:
        issue_licence(actor=actor, case_id=case.id, now=now, key=f"{key}:issue")
        close_after(case, actor=actor, now=now, key=f"{key}:close")
    if event.kind == "case.order_replaced":
        undo_after(case, actor=actor, now=now, key=f"{key}:undo")


def _must_be_paid(licence: Licence) -> bool:
    return package_of(licence).service.validity.pending_renewal == "filed_and_paid"


def follow_payment(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After an invoice was paid: the licence that its case is to renew knows, and that of the case is issued."""
    if event.payload["state"] != "paid":
        return
    case = whole_case(actor, invoice(actor, UUID(event.ref.key), now).row.case, now)
    licence = renewed_by(case)
    if licence:
        follow_renewal(actor=actor, licence_id=licence.id, case_id=case.id, now=now, key=f"{key}:renewal")
    restore_paid(case.id, paid_at(case), actor=actor, now=now, key=key)
    issue_licence(actor=actor, case_id=case.id, now=now, key=f"{key}:issue")


def renewed_by(case: WholeCase) -> Licence | None:
    """The licence that an application is to renew, if it is the applicant's own."""
    wish = wish_of(case)
    return named_licence(case, wish.number) if wish.kind == "renewal" else None


@command(licence="licence_id")
def remind_holder(write: Write, *, actor: Actor, licence_id: UUID, days: int, now: datetime, key: str) -> None:
    """Remind a holder that the licence will end within so many days; each time once, and nobody who has filed.

    Raises NotFound, NotAllowed("reaction_only").
    """
    licence = known_licence(licence_id)
    require(actor, "remind_holder", licence, now)
    if licence.state != LicenceState.ISSUED or licence.renewal_filed_on or licence.expires_on is None:
        return
    if Reminder.objects.filter(licence=licence, days__lte=days).exists():
        return
    sent = send_about(licence, "renewal_reminder", write.now, key)
    reminder = Reminder(id=uuid7(), licence=licence, days=days, letter=sent.letter, told_at=write.now)
    said: dict[str, Any] = {"reminder": reminder.id, "days": days, "letter": sent.letter}
    write.append(Ref.of("licence", licence_id), events.HOLDER_REMINDED, **said)
    write.insert(reminder)


# What the worker looks for


def look_at_licences(now: datetime, *, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Put in force what its holder was told, waive what was not paid in time, remind whose licence will end; how much
    was done. A look that fails holds back no other."""
    day, done = today(now), 0
    for order in LicenceOrder.objects.filter(in_force_on=None, licence__state__in=HOLDS).order_by("made_at")[:BATCH]:
        done += not is_stopping() and _tried(partial(follow_letter, order, actor=WORKER, now=now), order.licence_id)
    for licence in _free_again(day):
        done += not is_stopping() and _tried(partial(_issue_renewal, licence, now), licence.id)
    unpaid = Uncollected.objects.filter(lapsed_on=None, collect_by__lt=day)
    for row in unpaid.exclude(case__in=Licence.objects.values("case")).order_by("collect_by")[:BATCH]:
        done += not is_stopping() and _tried(partial(_lapse, row, now), row.case)
    for days in DAYS:
        for licence in _ending(day, days):
            done += not is_stopping() and _tried(partial(_remind, licence, days, now), licence.id)
    return done


def _free_again(day: date) -> list[Licence]:
    """Whose suspension is over, and who has asked to renew: that waited for it."""
    rows = Licence.objects.filter(state=LicenceState.SUSPENDED, suspended_until__lt=day, renewal_case__isnull=False)
    return list(rows.order_by("suspended_until", "id")[:BATCH])


def _issue_renewal(licence: Licence, now: datetime) -> bool:
    assert licence.renewal_case is not None  # noqa: S101 - chosen by it
    key = f"free:{licence.id}:{today(now)}"
    return issue_licence(actor=WORKER, case_id=licence.renewal_case, now=now, key=key) is not None


def _lapse(row: Uncollected, now: datetime) -> None:
    lapse_claim(actor=WORKER, case_id=row.case, now=now, key=f"lapse:{row.case}:{row.collect_by}")


def _remind(licence: Licence, days: int, now: datetime) -> None:
    remind_holder(actor=WORKER, licence_id=licence.id, days=days, now=now, key=f"remind:{licence.id}:{days}")


def _ending(day: date, days: int) -> list[Licence]:
    """Whose licence ends within so many days and was good for longer than that, and who was not reminded yet."""
    span = timedelta(days=days)
    rows = Licence.objects.filter(state=LicenceState.ISSUED, expires_on__range=(day, day + span), renewal_filed_on=None)
    rows = rows.filter(issued_on__lt=F("expires_on") - span, case__isnull=False)
    return list(rows.exclude(reminders__days__lte=days).order_by("expires_on", "id")[:BATCH])


def _tried(act: Callable[[], bool | None], licence_id: UUID) -> bool:
    """Whether the look did something: it says so, or has nothing to say."""
    try:
        return act() is not False
    except Exception as error:  # noqa: BLE001 - one broken licence must not hold back the reminders of all others
        logger.warning("the look at licence %s failed: %s", licence_id, type(error).__name__)
        return False
