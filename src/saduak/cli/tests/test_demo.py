"""The demonstration: whole after a start that broke off, made once, provable, in every state; and its command."""

import re
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth import authenticate

from saduak.cases.models import Case
from saduak.cli.demo import length
from saduak.cli.demo.days import after, before
from saduak.cli.demo.factor import code_of, link_of
from saduak.cli.demo.making import NotADemo, is_demo, is_whole, make_world, tally
from saduak.cli.demo.settling import PASSWORD
from saduak.cli.demo.telling import welcome
from saduak.cli.demo.world import told
from saduak.cli.main import main
from saduak.cli.publishing import publish_shipped
from saduak.cli.up import ONLY_A_DEMO, _why_not_serve
from saduak.config import wiring
from saduak.core.payments import Found
from saduak.core.transitions import State
from saduak.fees.models import BankAccount, Closing, Invoice, Payment, Receipt, Refund, Slip
from saduak.ledger.models import Event
from saduak.licences.models import Licence, Reminder
from saduak.licences.queries import status_of
from saduak.parties.tests import town

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
UNREACHED = {State.DRAFT, State.DEEMED_GRANTED}
"""A draft is no application yet and is counted apart; no manual in force lets silence approve."""

Out = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("own_db")
def test_a_start_that_broke_off_is_gone_on_with_and_the_whole_is_provable(
    capsys: Out, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = True
    monkeypatch.setattr(wiring, "REGISTERS", wiring._registers())
    publish_shipped()
    acts = count()
    make_world(NOW, is_stopping=lambda: next(acts) == 160)
    assert is_demo()
    assert not is_whole()
    make_world(NOW + timedelta(days=1))
    assert is_whole()
    _holds_every_state()
    _holds_every_kind_of_money()
    _holds_licences_in_every_state()
    _is_what_its_events_say(capsys)
    events = Event.objects.count()
    make_world(NOW + timedelta(days=2))
    assert Event.objects.count() == events
    assert _why_not_serve() == ONLY_A_DEMO
    assert authenticate(None, username="intake@khon-kaen-city.example.com", password=PASSWORD)


def _holds_every_state() -> None:
    found = tally()
    assert found.pop("draft") >= 6
    assert {State(name) for name in found} == set(State) - UNREACHED
    assert sum(found.values()) == len(told("cases")["cases"]) >= 60
    assert set(Case.objects.values_list("lane", flat=True)) == {"licence", "notification"}
    assert set(Case.objects.values_list("outcome", flat=True)) >= {
        *("granted", "granted_with_conditions", "partly_granted", "refused"),
    }
    assert set(Case.objects.values_list("channel", flat=True)) == {
        *("electronic", "counter", "post", "telephone", "outreach"),
    }
    assert Case.objects.filter(due_on__lt=NOW.date(), decided_at=None, closed_at=None).exists(), "some are overdue"


def _holds_every_kind_of_money() -> None:
    """Paid and unpaid, overdue, withdrawn as the claim lapsed, too much and too little, twice, late, for nothing,
    unknown, a slip unseen, refunds, closed days."""
    invoices = Invoice.objects.all()
    assert set(invoices.values_list("state", flat=True)) == {"open", "paid", "void"}
    assert invoices.filter(state="open", pay_by__lt=NOW.date()).exists()
    assert invoices.filter(state="open", pay_by__gt=NOW.date()).exists()
    assert set(Payment.objects.values_list("what", flat=True)) == set(Found)
    assert Payment.objects.filter(confirmed_at=None).exists()
    assert Slip.objects.filter(payment=None).exists()
    assert set(Refund.objects.values_list("state", flat=True)) == {"asked", "paid"}
    assert {each.signed_by is None for each in Closing.objects.all()} == {True, False}
    assert Receipt.objects.filter(prints=1).exists()
    assert BankAccount.objects.count() == len([each for each in told("agencies")["agencies"] if "bank" in each]) == 5


def _holds_licences_in_every_state() -> None:
    licences = list(Licence.objects.all())
    assert {status_of(each, NOW).code for each in licences} == {
        *("valid", "expired", "suspended", "revoked", "replaced", "cancelled", "lapsed", "pending_renewal"),
    }
    soon = (NOW + timedelta(days=30)).date()
    assert Reminder.objects.filter(licence__expires_on__range=(NOW.date(), soon)).exists(), "one ends soon"
    assert len({each.number for each in licences}) == len(licences)


def _is_what_its_events_say(capsys: Out) -> None:
    assert main(["ledger", "verify"]) == 0
    assert main(["ledger", "rebuild"]) == 0, capsys.readouterr().out
    assert main(["case", "rebuild"]) == 0, capsys.readouterr().out
    capsys.readouterr()


@pytest.mark.django_db
def test_an_agencys_own_database_is_left_alone() -> None:
    town.agency()
    before_it = Event.objects.count()
    with pytest.raises(NotADemo):
        make_world(NOW)
    assert Event.objects.count() == before_it


@pytest.mark.django_db
def test_without_a_demonstration_its_command_says_so(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SADUAK_DEMO", "0")
    assert main(["demo", "--advance", "7d"]) == 1
    assert "There is no demonstration here" in capsys.readouterr().err


def test_the_log_ins_are_told_in_thai_and_english() -> None:
    said = welcome("http://localhost:8000/")
    assert "intake@tha-phra.example.com" in said
    assert "ผู้กำกับดูแล · regulator" in said
    assert PASSWORD in said
    assert "demo code E-MAIL" in said


def test_a_code_is_six_digits_and_its_link_opens_an_app() -> None:
    assert re.fullmatch(r"\d{6}", code_of("officer@tha-phra.example.com"))
    assert link_of("officer@tha-phra.example.com").startswith("otpauth://totp/Saduak:officer@tha-phra.example.com?")


@pytest.mark.parametrize(
    ("written", "expected"), [("7d", timedelta(days=7)), ("36h", timedelta(hours=36)), (" 1D ", timedelta(days=1))]
)
def test_business_time_moves_by_days_or_hours(written: str, expected: timedelta) -> None:
    assert length(written) == expected


@pytest.mark.parametrize("written", ["", "7", "d", "-1d", "0d", "99999d", "1w", "๗d"])
def test_anything_else_moves_nothing(written: str) -> None:
    with pytest.raises(ArgumentTypeError):
        length(written)


@pytest.mark.parametrize("today", [date(2026, 4, 16), date(2026, 11, 27), date(2026, 12, 31), date(2027, 1, 4)])
def test_all_that_the_demonstration_tells_has_happened_before_today(today: date) -> None:
    for said in told("cases")["cases"]:
        filed = before(today, said["at"])
        for line in told("courses")[said["course"]]:
            days, clock, _ = line.split(" ", 2)
            assert filed <= after((filed + timedelta(hours=7)).date(), f"{days} {clock}"), said
            assert after((filed + timedelta(hours=7)).date(), f"{days} {clock}").date() < today, said
