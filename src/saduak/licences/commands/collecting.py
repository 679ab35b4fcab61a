"""What was granted and is not paid for is kept for as long as the licence's own law says, then waived (K-5)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from saduak.cases.queries import WholeCase, whole_case
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.package import LaterRule, RuleKind
from saduak.core.package.words import cited
from saduak.core.payments import Found
from saduak.core.periods import last_day
from saduak.core.thai import normal
from saduak.fees.commands import raise_invoice, void_invoice
from saduak.fees.queries import invoice, invoices_of_case
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.licences.commands import events
from saduak.licences.commands.granted import granting_of, is_settled
from saduak.licences.commands.issuing import LONGEST_REASON
from saduak.licences.commands.letters import send_of_claim
from saduak.licences.models import Licence, Uncollected
from saduak.licences.policy import Claim, require
from saduak.licences.queries import today

MODEL = "local_model_"
"""How the names of texts begin that an office may make its ordinance, and that bind nobody before."""
WAIVED = "ไม่ชำระภายในกำหนด ถือว่าสละสิทธิ์ · Not paid in time: the claim is waived."
IN_TIME = "ชำระภายในกำหนดตามเวลาที่ธนาคารประทับ · Paid in time by the bank's stamp."


@command(case="case_id")
def keep_claim(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> None:
    """Keep a grant whose fee is not paid until the day that its licence's law says, counted from when the applicant was
    told; where the law says nothing, for ever.

    Raises NotFound, NotAllowed("reaction_only").
    """
    case = whole_case(REACTION, case_id, now)
    require(actor, "keep_claim", Claim(case.row.agency_id), now)
    rule, told = _rule(case), case.story.last("case.notified")
    granting = granting_of(case)
    if rule is None or told is None or granting is None or is_settled(case, granting) or _known(case_id):
        return
    row = Uncollected(case=case_id, agency_id=case.row.agency_id, collect_by=_last(case, rule, today(told.at)))
    ref = Ref.of("claim", case_id)
    write.lock(ref)
    write.append(ref, events.CLAIM_KEPT, legal_basis=rule.article, agency=row.agency_id, collect_by=row.collect_by)
    write.insert(row)


def _known(case_id: UUID) -> bool:
    return Uncollected.objects.filter(case=case_id).exists() or Licence.objects.filter(case=case_id).exists()


def _rule(case: WholeCase) -> LaterRule | None:
    """The rule on what is not collected, where the law of the licence has one with a time of its own. What a model text
    says is waived in a demonstration only."""
    has_letter = any(letter.kind == "lapse" for letter in case.package.letters)
    rules = (rule for rule in case.package.service.later if rule.kind is RuleKind.LAPSE and rule.time)
    return next((rule for rule in rules if _binds(rule)), None) if has_letter else None


def _binds(rule: LaterRule) -> bool:
    """Whether it is law: a model text binds nobody. An office that made it its ordinance cites that in its overlay."""
    return settings.DEMO or not cited(rule.article).act.startswith(MODEL)


def _last(case: WholeCase, rule: LaterRule, since: date) -> date:
    assert rule.time is not None  # noqa: S101 - chosen by it
    return last_day(since, rule.time, case.book.calendar)


@command(case="case_id")
def lapse_claim(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> None:
    """Waive what was not paid for in time and write so; what was paid meanwhile stays. A second time changes nothing.

    Raises NotFound, NotAllowed("reaction_only").
    """
    case = whole_case(REACTION, case_id, now)
    require(actor, "lapse_claim", Claim(case.row.agency_id), now)
    ref = Ref.of("claim", case_id)
    write.lock(ref)
    row = Uncollected.objects.filter(case=case_id, lapsed_on=None, collect_by__lt=today(now)).first()
    rule, granting = _rule(case), granting_of(case)
    if row is None or rule is None or granting is None or is_settled(case, granting):
        return
    row.lapsed_on = today(write.now)
    write.append(ref, events.CLAIM_LAPSED, legal_basis=rule.article, lapsed_on=row.lapsed_on)
    write.update(row, "lapsed_on")
    send_of_claim(case, "lapse", write.now, key, cited(rule.article))


@command(case="case_id")
def restore_claim(write: Write, *, actor: Actor, case_id: UUID, reason: str, now: datetime, key: str) -> None:
    """Give back a claim that has lapsed, for a good reason; it is kept for as long again. What was paid meanwhile
    brings the licence.

    Raises NotFound, NotAllowed("not_authority"), WrongState("claim_not_lapsed"), DomainError("order_grounds_missing",
    "order_too_long").
    """
    case = whole_case(REACTION, case_id, now)
    require(actor, "restore_claim", Claim(case.row.agency_id), now)
    kept = normal(reason)
    if not kept:
        raise DomainError("order_grounds_missing")
    if len(kept) > LONGEST_REASON:
        raise DomainError("order_too_long", longest=LONGEST_REASON)
    ref = Ref.of("claim", case_id)
    write.lock(ref)
    row, rule = Uncollected.objects.filter(case=case_id).first(), _rule(case)
    if row is None:
        raise NotFound("not_found", what="claim")
    if not row.is_lapsed or rule is None:
        raise WrongState("claim_not_lapsed")
    day = today(write.now)
    row.reason, row.restored_on, row.lapsed_on, row.collect_by = kept, day, None, _last(case, rule, day)
    told: dict[str, Any] = {name: getattr(row, name) for name in ("collect_by", "restored_on", "lapsed_on")}
    write.append(ref, events.CLAIM_RESTORED, **told, reason=row.digest(kept))
    write.update(row, "reason", "restored_on", "lapsed_on", "collect_by")


# What leads to it, and what follows


def keep_after_telling(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After a decision was told."""
    keep_claim(actor=actor, case_id=UUID(event.ref.key), now=now, key=key)


def withdraw_bill(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After a claim has lapsed: nobody pays for it any more. What comes all the same waits for finance, who pays it
    back; an invoice towards which something was counted stays."""
    case_id = UUID(event.ref.key)
    if not _is_lapsed(case_id):
        return
    for row in (view.row for view in invoices_of_case(REACTION, case_id, now)):
        if row.state == "open" and not row.credited:
            void_invoice(actor=actor, invoice_id=row.id, reason=WAIVED, now=now, key=f"{key}:{row.id}")


def bill_restored(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> UUID | None:
    """After a claim was given back: what was asked before is asked anew, to be paid for as long as the claim is kept;
    the invoice's id, None where another stands."""
    kept = Uncollected.objects.filter(case=UUID(event.ref.key), lapsed_on=None, collect_by__gte=today(now)).first()
    rows = [view.row for view in invoices_of_case(REACTION, kept.case, now)] if kept else []
    waived = next((row for row in rows if row.state == "void" and row.void_reason == WAIVED), None)
    if kept is None or waived is None or any(row.state != "void" for row in rows):
        return None
    same = ("agency_id", "case_number", "service", "person_id", "organisation_id", "payer", "sample")
    told: dict[str, Any] = {name: getattr(waived, name) for name in same}
    charges = tuple(waived.charges)
    return raise_invoice(
        actor=actor, case_id=kept.case, **told, charges=charges, pay_by=kept.collect_by, now=now, key=key
    )


def restore_paid(case_id: UUID, paid_at: datetime | None, *, actor: Actor, now: datetime, key: str) -> None:
    """Give back a claim that lapsed although it was paid for in time: the bank's stamp counts, not when the bank tells
    of it."""
    row = Uncollected.objects.filter(case=case_id, lapsed_on__isnull=False).first()
    if row and paid_at and today(paid_at) <= row.collect_by:
        restore_claim(actor=actor, case_id=case_id, reason=IN_TIME, now=now, key=f"{key}:restore")


def restore_after_payment(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After money came for an invoice that is void: where its claim lapsed and the money was in time, the claim is
    given back and billed anew, and finance counts the money towards that."""
    if event.payload["what"] != Found.VOID or not event.payload["invoice"]:
        return
    row = invoice(REACTION, UUID(event.payload["invoice"]), now).row
    if row.void_reason == WAIVED and event.payload["left"] >= row.satang:
        paid_at = datetime.fromisoformat(event.payload["paid_at"])
        restore_paid(row.case, paid_at, actor=actor, now=now, key=key)


def _is_lapsed(case_id: UUID) -> bool:
    return Uncollected.objects.filter(case=case_id, lapsed_on__isnull=False).exists()
