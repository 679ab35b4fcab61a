"""Money that goes back: one person asks, another approves, then the bank pays it (P-8)."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.thai import normal
from saduak.fees.commands import events
from saduak.fees.commands.book import Entry, Move, day_of_account, enter, today
from saduak.fees.commands.claiming import reason_of
from saduak.fees.commands.crediting import held_payment, payment_ref
from saduak.fees.models import Account, Payment, Refund, RefundState
from saduak.fees.policy import require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import are_two
from saduak.parties.queries import known_agency

LONGEST_ACCOUNT, LONGEST_TRANSACTION = 200, 60


@command()
def ask_refund(
    write: Write,
    *,
    actor: Actor,
    payment_id: UUID,
    satang: int,
    reason: str,
    to_account: str,
    now: datetime,
    key: str,
) -> UUID:
    """Ask that money which belongs to no invoice be paid back to an account; the refund's id.

    Raises NotFound, NotAllowed("not_finance"), DomainError("money_reason_missing", "money_reason_too_long",
    "refund_account_missing"), WrongState("nothing_left") for more than lies there.
    """
    payment = held_payment(write, payment_id)
    require(actor, "ask_refund", payment, now)
    why, account = reason_of(reason), normal(to_account)
    if not 0 < len(account) <= LONGEST_ACCOUNT:
        raise DomainError("refund_account_missing")
    if not 0 < satang <= payment.left:
        raise WrongState("nothing_left")
    refund = Refund(id=uuid7(), agency_id=payment.agency_id, payment=payment, satang=satang, state=RefundState.ASKED)
    refund.reason, refund.to_account, refund.asked_by, refund.asked_at = why, account, UUID(actor.id), write.now
    payment.left -= satang
    enter(
        write,
        payment_ref(payment.id),
        events.REFUND_ASKED,
        _entry(write, payment, Move(Account.UNALLOCATED, Account.REFUNDS, satang)),
        refund=refund.id,
        agency=payment.agency_id,
        payment=payment.id,
        satang=satang,
        state=refund.state,
        asked_by=refund.asked_by,
        left=payment.left,
        reason=refund.digest(why),
        to_account=refund.digest(account),
    )
    write.insert(refund)
    write.update(payment, "left")
    return refund.id


def _entry(write: Write, payment: Payment, *moves: Move) -> Entry:
    day = day_of_account(payment.agency_id, today(write.now))
    return Entry(payment.agency_id, day, moves, payment=payment.id)


@command()
def answer_refund(write: Write, *, actor: Actor, refund_id: UUID, agrees: bool, now: datetime, key: str) -> None:
    """Approve a refund as a second person, or decline it: the money then lies there as before.

    Raises NotFound, NotAllowed("not_finance", "same_person_checks"), WrongState("refund_answered").
    """
    refund, payment = _held(write, refund_id)
    require(actor, "answer_refund", refund, now)
    if refund.state != RefundState.ASKED:
        raise WrongState("refund_answered")
    verdict = are_two(known_agency(refund.agency_id), refund.asked_by, UUID(actor.id))
    if not verdict.allowed:
        raise NotAllowed(verdict.code)
    refund.state = RefundState.APPROVED.value if agrees else RefundState.DECLINED.value
    refund.answered_by, refund.answered_at = UUID(actor.id), write.now
    back = 0 if agrees else refund.satang
    payment.left += back
    enter(
        write,
        payment_ref(payment.id),
        events.REFUND_ANSWERED,
        _entry(write, payment, Move(Account.REFUNDS, Account.UNALLOCATED, back)),
        refund=refund.id,
        state=refund.state,
        answered_by=refund.answered_by,
        left=payment.left,
    )
    write.update(refund, "state", "answered_by", "answered_at")
    write.update(payment, "left")


@command()
def record_refund_paid(
    write: Write, *, actor: Actor, refund_id: UUID, transaction: str, now: datetime, key: str
) -> None:
    """Record the bank's number of a refund that was approved and paid.

    Raises NotFound, NotAllowed("not_finance"), DomainError("transaction_missing"), WrongState("refund_not_approved").
    """
    refund, payment = _held(write, refund_id)
    require(actor, "record_refund_paid", refund, now)
    number = normal(transaction)
    if not 0 < len(number) <= LONGEST_TRANSACTION:
        raise DomainError("transaction_missing")
    if refund.state != RefundState.APPROVED:
        raise WrongState("refund_not_approved")
    refund.state, refund.transaction = RefundState.PAID.value, number
    enter(
        write,
        payment_ref(payment.id),
        events.REFUND_PAID,
        _entry(write, payment, Move(Account.REFUNDS, Account.BANK, refund.satang)),
        refund=refund.id,
        state=refund.state,
        transaction=number,
    )
    write.update(refund, "state", "transaction")


def _held(write: Write, refund_id: UUID) -> tuple[Refund, Payment]:
    """A refund with its payment, held; raises NotFound."""
    found = Refund.objects.filter(id=refund_id).first()
    if found is None:
        raise NotFound("not_found", what="refund")
    payment = held_payment(write, found.payment_id)
    return Refund.objects.get(id=refund_id), payment
