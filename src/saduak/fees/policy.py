"""Who may handle money, and who may see it. Deciding a case gives no right to touch its money."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from saduak.fees.models import BankAccount, Closing, Invoice, Payment, Receipt, Refund, Slip
from saduak.ledger.actors import INSTALLER, REACTION, Actor
from saduak.parties.policy import ALL, YES, Policy, Role, Standing, Verdict, View, admin, no

BANK = Actor("system", "bank", channel="bank")
"""A bank whose call-back bore its signature."""
SEERS = (Role.FINANCE, Role.SUPERVISOR)
"""Who sees the money of an agency."""
STAFF = (*SEERS, Role.INTAKE, Role.OFFICER, Role.CHECKER, Role.AUTHORITY)
"""Who sees whether a case is paid."""
CENTRAL = (Role.AUDITOR,)


class Till(NamedTuple):
    """The money of an agency, about which somebody wants to do something; where it concerns a case, which."""

    agency_id: UUID
    case_id: UUID | None = None


def _finance(who: Standing, subject: Any) -> Verdict:
    return YES if who.has(Role.FINANCE, subject.agency_id) else no("not_finance")


def _raise(who: Standing, till: Till) -> Verdict:
    """It follows from a decision; by hand, where no fee could be computed, of a case of one's own agency only."""
    if who.actor == REACTION:
        return YES
    agency_of: Callable[[UUID], UUID | None] = import_module(settings.WIRING).CASE_AGENCY
    is_theirs = till.case_id is not None and agency_of(till.case_id) == till.agency_id
    return _finance(who, till) if is_theirs else no("not_case_of_agency")


def _void(who: Standing, invoice: Invoice) -> Verdict:
    """Finance, or what follows from a claim that has lapsed."""
    return YES if who.actor == REACTION else _finance(who, invoice)


def _bank(who: Standing, _subject: Any) -> Verdict:
    return YES if who.actor == BANK else no("bank_only")


def _statement(who: Standing, till: Till) -> Verdict:
    return YES if who.actor == INSTALLER else _finance(who, till)


def _second(who: Standing, subject: Any) -> Verdict:
    """Who approves what finance does: its own people or their superior; that it is another person is asked apart."""
    return YES if who.has_any(subject.agency_id, *SEERS) else no("not_finance")


def _payer_or_counter(who: Standing, invoice: Invoice) -> Verdict:
    """The payer, or whoever helps at the counter (P-7)."""
    helps = who.has_any(invoice.agency_id, Role.FINANCE, Role.INTAKE)
    return YES if helps or is_payer(who, invoice) else no("not_payer")


def _counter(who: Standing, invoice: Invoice) -> Verdict:
    """Whoever helps at the counter."""
    return YES if who.has_any(invoice.agency_id, Role.FINANCE, Role.INTAKE) else no("not_finance")


def is_payer(who: Standing, invoice: Invoice) -> bool:
    """Whether the actor owes it, or acts for who does under a mandate that reaches the service."""
    owing = {invoice.person_id, invoice.organisation_id} - {None}
    own = who.principals_in(invoice.service) | ({who.person} if who.person else frozenset())
    return bool(owing & own)


def _sees_invoice(who: Standing, invoice: Invoice) -> bool:
    staff = who.has_any(invoice.agency_id, *STAFF) or who.has_anywhere(*CENTRAL)
    return staff or who.actor == REACTION or is_payer(who, invoice)


def _invoices(who: Standing, prefix: str = "") -> Q:
    if who.has_anywhere(*CENTRAL) or who.actor == REACTION:
        return ALL
    return Q(**{f"{prefix}agency__in": who.agencies_as(*STAFF)}) | _owed(who, prefix)


def _owed(who: Standing, prefix: str) -> Q:
    """`is_payer` as a condition."""

    def by(principals: frozenset[UUID]) -> Q:
        return Q(**{f"{prefix}person__in": principals}) | Q(**{f"{prefix}organisation__in": principals})

    found = by(who.principals_in("") | ({who.person} if who.person else frozenset()))
    for service in who.services():
        found |= Q(**{f"{prefix}service": service}) & by(who.principals_in(service))
    return found


def _sees_money(who: Standing, row: Any) -> bool:
    return who.has_any(row.agency_id, *SEERS) or who.has_anywhere(*CENTRAL)


def _money(who: Standing) -> Q:
    return ALL if who.has_anywhere(*CENTRAL) else Q(agency__in=who.agencies_as(*SEERS))


MONEY = View(_sees_money, _money)
FEES = Policy(
    {
        "set_bank_account": admin,
        "raise_invoice": _raise,
        "void_invoice": _void,
        "renew_invoice": _payer_or_counter,
        "name_helper": _counter,
        "announce_payment": _bank,
        "take_statement": _statement,
        "allocate": _finance,
        "ask_refund": _finance,
        "answer_refund": _second,
        "record_refund_paid": _finance,
        "show_slip": _payer_or_counter,
        "void_receipt": _finance,
        "print_receipt": _payer_or_counter,
        "close_day": _finance,
        "sign_close": _second,
    },
    {
        Invoice: View(_sees_invoice, _invoices),
        Receipt: View(lambda who, row: _sees_invoice(who, row.invoice), lambda who: _invoices(who, "invoice__")),
        BankAccount: MONEY,
        Payment: MONEY,
        Refund: MONEY,
        Closing: MONEY,
        Slip: MONEY,
    },
)
"""Verbs and rows of this room."""

may, require, visible_to = FEES.may, FEES.require, FEES.visible_to
