"""Money as banks tell of it: a signed call-back counts only where all agrees; a statement says what is.

A call-back pays an invoice when references, amount and time are right to the satang, and is refused otherwise: what a
statement then shows is recorded as it is, and what fits nothing waits for a person. No browser is ever believed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.payments import Found, day_paid, found_for
from saduak.core.thai import normal
from saduak.fees.commands import events
from saduak.fees.commands.book import Entry, Move, book_of, enter, last_closed, refs_of
from saduak.fees.commands.claiming import account_of
from saduak.fees.commands.crediting import counted, credit, payment_ref
from saduak.fees.models import Account, BankAccount, Invoice, InvoiceState, Payment, Slip
from saduak.fees.policy import Till, require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.rows import fresh
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write

AT_ONCE = 500
"""Lines of a statement that are taken over in one transaction."""
LINE = ("transaction", "channel", "ref1", "ref2", "satang", "paid_at", "payer")
"""What is told of a payment: `paid_at` is the bank's time stamp. A line of a statement may say `is_day` as well: its
stamp is a day without a time."""
LONGEST_BOOKING = 3
"""Days after the payment on which a statement with numbers and days of its own may show it: a weekend lies between."""
OVERNIGHT = timedelta(days=1)
"""A day of booking may be the one after the payer paid: what is paid in the evening is booked the next day."""
COUNTED = ("received", "confirmed", "repeated", "unclear")
Mark = tuple[str, str, int, date]
"""References, amount and day: what a call-back and a statement tell alike, but for the day of booking."""
LONGEST = {"transaction": 60, "channel": 20, "ref1": 20, "ref2": 20, "payer": 300}
SAID = ("transaction", "channel", "ref1", "ref2", "satang", "left", "what", "invoice", "paid_at", "booked_on")


@command()
def announce_payment(
    write: Write,
    *,
    actor: Actor,
    biller: str,
    transaction: str,
    channel: str,
    ref1: str,
    ref2: str,
    satang: int,
    paid_at: datetime,
    payer: str,
    now: datetime,
    key: str,
) -> UUID:
    """Take a bank's word, its signature tested, that an invoice was paid; the payment's id, the same for a second call.

    Raises NotAllowed("bank_only"), NotFound("biller_unknown", "reference_unknown"), DomainError("line_invalid",
    "amount_differs", "paid_in_future"), WrongState("transaction_differs", "invoice_paid", "invoice_void",
    "invoice_over").
    """
    account = BankAccount.objects.filter(biller=biller).first()
    require(actor, "announce_payment", Till(account.agency_id) if account else None, now)
    if account is None:
        raise NotFound("biller_unknown")
    told = _line(dict(zip(LINE, (transaction, channel, ref1, ref2, satang, paid_at, payer), strict=True)), now)
    write.lock(book_of(account.agency_id))
    known = Payment.objects.filter(agency=account.agency_id, transaction=transaction).first()
    if known:
        return _same(known, told).id
    invoice = Invoice.objects.filter(agency=account.agency_id, ref1=ref1, ref2=ref2).first()
    found = _found(invoice, told)
    if invoice is None or found is not Found.EXACT:
        raise REFUSED.get(found, DomainError("amount_differs"))
    slips = _slips(account.agency_id, [transaction])
    taken = Taken(write, account, "", {(ref1, ref2): invoice}, {}, {}, slips)
    write.lock(*taken.refs())
    return taken.take(told, is_announced=True).id


REFUSED: Mapping[Found, DomainError] = {
    Found.UNKNOWN: NotFound("reference_unknown"),
    Found.TWICE: WrongState("invoice_paid"),
    Found.VOID: WrongState("invoice_void"),
    Found.LATE: WrongState("invoice_over"),
}


def _same(known: Payment, told: Mapping[str, Any]) -> Payment:
    """The payment that a repeated call tells of; raises WrongState("transaction_differs") where it tells another."""
    if any(getattr(known, name) != told[name] for name in ("ref1", "ref2", "satang", "paid_at")):
        raise WrongState("transaction_differs", transaction=known.transaction)
    return known


def _found(invoice: Invoice | None, told: Mapping[str, Any]) -> Found:
    if invoice is None:
        return Found.UNKNOWN
    is_void = invoice.state == InvoiceState.VOID
    at = told["paid_at"] - OVERNIGHT if told["is_day"] else told["paid_at"]
    return found_for(invoice.open_satang, told["satang"], at, invoice.pay_by, is_void=is_void)


def _line(line: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What is told, cleaned; raises DomainError("line_invalid", "paid_in_future")."""
    line = {"is_day": False, **line}
    texts = {name: normal(line[name]) for name in LONGEST if isinstance(line.get(name), str)}
    is_whole = (
        line.keys() == {*LINE, "is_day"}
        and type(line["is_day"]) is bool
        and texts.keys() == LONGEST.keys()
        and type(line["satang"]) is int
    )
    if not is_whole or line["satang"] <= 0 or not texts["transaction"] or not isinstance(line["paid_at"], datetime):
        raise DomainError("line_invalid", line=str(line.get("transaction", ""))[:60])
    if any(len(text) > LONGEST[name] for name, text in texts.items()):
        raise DomainError("line_invalid", line=texts["transaction"][:60])
    if day_paid(line["paid_at"]) > day_paid(now):
        raise DomainError("paid_in_future", line=texts["transaction"])
    return {**line, **texts}


@command(book="agency_id")
def take_statement(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    statement: str,
    lines: tuple[Mapping[str, Any], ...],
    now: datetime,
    key: str,
) -> tuple[int, int, int, int]:
    """Take over lines of a statement, `LINE` each; how many were received, confirmed and repeated, and how many of the
    received are unclear and wait for somebody. What was taken over before is passed by.

    Raises NotAllowed("not_finance"), DomainError("statement_empty", "statement_too_long", "line_invalid",
    "paid_in_future"), WrongState("bank_account_missing", "transaction_differs").
    """
    require(actor, "take_statement", Till(agency_id), now)
    if not lines or not statement.strip() or len(statement) > LONGEST["transaction"]:
        raise DomainError("statement_empty")
    if len(lines) > AT_ONCE:
        raise DomainError("statement_too_long", longest=AT_ONCE)
    taken = _read(write, agency_id, statement, [_line(line, now) for line in lines])
    write.append(book_of(agency_id), events.STATEMENT_TAKEN, statement=statement, lines=len(lines), **taken)
    return taken["received"], taken["confirmed"], taken["repeated"], taken["unclear"]


def _read(write: Write, agency_id: UUID, statement: str, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Everything that the lines may touch, read and held at once; then line by line."""
    account = account_of(agency_id)
    taken = Taken(
        write,
        account,
        statement,
        _billed(agency_id, lines),
        _known(agency_id, lines),
        _pending(agency_id, lines),
        _slips(agency_id, [line["transaction"] for line in lines]),
    )
    write.lock(*taken.refs())
    for line in lines:
        taken.look(line)
    return dict(taken.counts)


def _billed(agency_id: UUID, lines: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Invoice]:
    rows = Invoice.objects.filter(agency=agency_id, ref1__in={line["ref1"] for line in lines})
    return {(row.ref1, row.ref2): row for row in rows}


def _known(agency_id: UUID, lines: Sequence[Mapping[str, Any]]) -> dict[str, Payment]:
    """The payments that are on record already, by either number."""
    named = {line["transaction"] for line in lines}
    own = Payment.objects.filter(agency=agency_id)
    shown = {row.shown_as: row for row in own.filter(shown_as__in=named)}
    return {row.transaction: row for row in own.filter(transaction__in=named)} | shown


def _pending(agency_id: UUID, lines: Sequence[Mapping[str, Any]]) -> dict[Mark, Payment]:
    """What was announced with these references and waits for a statement; what these lines name by its own number is
    looked for by that alone, so that who paid twice has paid twice."""
    named, told = {line["ref1"] for line in lines}, {line["transaction"] for line in lines}
    rows = Payment.objects.filter(agency=agency_id, confirmed_at=None, ref1__in=named).exclude(transaction__in=told)
    rows = rows.order_by("paid_at", "id")
    return {_mark(row.ref1, row.ref2, row.satang, row.paid_at): row for row in rows}


def announced_among(agency_id: UUID, transactions: Sequence[str]) -> frozenset[str]:
    """Those of these numbers under which a bank called back. They are taken over before all others: what shows one of
    them under another number is then a payment of its own."""
    own = Payment.objects.filter(agency=agency_id, announced_at__isnull=False)
    pieces = (transactions[start : start + AT_ONCE] for start in range(0, len(transactions), AT_ONCE))
    found = (own.filter(transaction__in=piece).values_list("transaction", flat=True) for piece in pieces)
    return frozenset(each for piece in found for each in piece)


def _slips(agency_id: UUID, transactions: Iterable[str]) -> dict[str, list[Slip]]:
    """Slips that named these transactions and that no bank has told of."""
    found: dict[str, list[Slip]] = {}
    for slip in Slip.objects.filter(agency=agency_id, payment=None, transaction__in=set(transactions)):
        found.setdefault(slip.transaction, []).append(slip)
    return found


def _is_one_of_two(known: Payment, line: Mapping[str, Any]) -> bool:
    """Whether a confirmed payment shows here by its own number after another number confirmed it that was stamped at
    another time. One payment under two numbers bears one stamp; a day differs from another line's day only."""
    if known.transaction != line["transaction"] or known.shown_at in {None, known.paid_at}:
        return False
    return bool(line["is_day"]) or not _begins_day(known.shown_at)


def _begins_day(at: datetime | None) -> bool:
    """Whether nothing but a day is left of a time stamp, as it is kept."""
    return at is not None and at.astimezone(BANGKOK).time() == time()


def _mark(ref1: str, ref2: str, satang: int, paid_at: datetime) -> Mark:
    return ref1, ref2, satang, day_paid(paid_at)


def _marks(line: Mapping[str, Any]) -> Iterator[Mark]:
    """What a line may have been announced as: on its day, else on one of those before."""
    for days in range(LONGEST_BOOKING + 1):
        yield _mark(line["ref1"], line["ref2"], line["satang"], line["paid_at"] - timedelta(days=days))


@dataclass
class Taken:
    """Payments as they are taken over, one after the other, with everything read that they may touch."""

    write: Write
    account: BankAccount
    statement: str
    invoices: Mapping[tuple[str, str], Invoice]
    known: dict[str, Payment]
    pending: dict[Mark, Payment]
    slips: dict[str, list[Slip]]
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    closed: date | None = None

    def __post_init__(self) -> None:
        self.closed = last_closed(self.account.agency_id)

    def refs(self) -> list[Ref]:
        """The streams of all that is there already."""
        on_record = (*self.known.values(), *self.pending.values())
        payments = {row.id for row in on_record if row.confirmed_at is None or row.shown_as}
        invoices = {row.id for row in self.invoices.values()}
        slips = {slip.id for named in self.slips.values() for slip in named}
        return [*refs_of("invoice", invoices), *refs_of("payment", payments), *refs_of("slip", slips)]

    def look(self, line: Mapping[str, Any]) -> None:
        """Take over a line of a statement: passed by, a confirmation, or news.

        Raises WrongState("transaction_differs") where the bank tells two things of one transaction.
        """
        known = self.known.get(line["transaction"])
        if known is None:
            known = next((self.pending.pop(mark) for mark in _marks(line) if mark in self.pending), None)
        if known is None:
            self._count(self.take(line))
            return
        if known.satang != line["satang"]:
            raise WrongState("transaction_differs", transaction=line["transaction"])
        if not known.confirmed_at:
            self._confirm(known, line)
            self.counts["confirmed"] += 1
        elif _is_one_of_two(known, line):
            self._count(self._part(known))
        else:
            self.counts["repeated"] += 1

    def _count(self, payment: Payment) -> None:
        self.counts["received"] += 1
        self.counts["unclear"] += payment.left > 0

    def _confirm(self, payment: Payment, line: Mapping[str, Any]) -> None:
        """What was announced is there."""
        payment.confirmed_at = self.write.now
        if line["transaction"] != payment.transaction:
            payment.shown_as, payment.shown_at = line["transaction"], line["paid_at"]
        self.known[line["transaction"]] = payment
        move = Move(Account.BANK, Account.ANNOUNCED, payment.satang)
        enter(
            self.write,
            payment_ref(payment.id),
            events.PAYMENT_CONFIRMED,
            Entry(payment.agency_id, self._booked(self.write.now), (move,), payment.invoice, payment.id),
            confirmed_at=payment.confirmed_at,
            statement=self.statement,
            shown_as=payment.shown_as,
            shown_at=payment.shown_at,
        )
        self.write.update(payment, "confirmed_at", "shown_as", "shown_at")

    def _part(self, payment: Payment) -> Payment:
        """The announced payment stands here by its own number: what an earlier statement showed by another one, and was
        taken for it, is money of its own."""
        other = {name: getattr(payment, name) for name in LINE}
        other |= {"transaction": payment.shown_as, "paid_at": payment.shown_at, "payer": "", "is_day": False}
        payment.shown_as, payment.shown_at = "", None
        said: dict[str, Any] = {"statement": self.statement}
        said |= {"shown_as": payment.shown_as, "shown_at": payment.shown_at}
        self.write.append(payment_ref(payment.id), events.PAYMENT_PARTED, **said)
        self.write.update(payment, "shown_as", "shown_at")
        return self.take(other)

    def take(self, told: Mapping[str, Any], *, is_announced: bool = False) -> Payment:
        """Record money that nobody had told of, and count what fits towards its invoice."""
        invoice = self.invoices.get((told["ref1"], told["ref2"]))
        found = _found(invoice, told)
        part = counted(found, invoice, told["satang"])
        payment = self._payment(told, found, invoice, part)
        if is_announced:
            payment.announced_at = self.write.now
        else:
            payment.confirmed_at = self.write.now
        self.known[payment.transaction] = payment
        self.write.begin(payment_ref(payment.id))
        self._enter(payment, part, is_announced=is_announced)
        self.write.insert(payment)
        if invoice and part:
            credit(self.write, invoice, payment, part, self.account.receipt_book)
        self._tell_slips(payment)
        return payment

    def _payment(self, told: Mapping[str, Any], found: Found, invoice: Invoice | None, part: int) -> Payment:
        return fresh(
            Payment,
            agency_id=self.account.agency_id,
            left=told["satang"] - part,
            what=found.value,
            invoice=invoice.id if invoice else None,
            booked_on=self._booked(told["paid_at"]),
            **{name: told[name] for name in LINE},
        )

    def _booked(self, at: datetime) -> date:
        day = day_paid(at)
        return day if self.closed is None or day > self.closed else self.closed + timedelta(days=1)

    def _enter(self, payment: Payment, part: int, *, is_announced: bool) -> None:
        into = Account.ANNOUNCED if is_announced else Account.BANK
        moves = (Move(into, Account.RECEIVABLE, part), Move(into, Account.UNALLOCATED, payment.left))
        entry = Entry(payment.agency_id, payment.booked_on, moves, payment.invoice, payment.id)
        said = {name: getattr(payment, name) for name in SAID}
        said |= {"agency": payment.agency_id, "payer": payment.digest(payment.payer)}
        if is_announced:
            kind, said["announced_at"] = events.PAYMENT_ANNOUNCED, payment.announced_at
        else:
            kind, said["confirmed_at"] = events.PAYMENT_RECEIVED, payment.confirmed_at
            said |= {name: payment.digest(getattr(payment, name)) for name in ("ref1", "ref2")}
            said["statement"] = self.statement
        enter(self.write, payment_ref(payment.id), kind, entry, legal_basis="EPA s.7", **said)

    def _tell_slips(self, payment: Payment) -> None:
        """The slips that named this transaction are no longer only a picture."""
        for slip in self.slips.pop(payment.transaction, []):
            slip.payment = payment.id
            self.write.append(Ref.of("slip", slip.id), events.SLIP_SEEN, payment=payment.id)
            self.write.update(slip, "payment")
