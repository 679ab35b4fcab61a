"""Grants, payments, redeliveries and broken attempts in any order: each granted and paid case has exactly one licence.

How many random acts there are is said by SADUAK_LICENCE_ACTS.
"""

import os
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.fees.models import Invoice
from saduak.ledger.actors import REACTION
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.licences.commands import follow_case, follow_payment
from saduak.licences.models import Licence
from saduak.licences.tests.grants import city, pay_for

pytestmark = pytest.mark.django_db
ACTS = int(os.environ.get("SADUAK_LICENCE_ACTS", "200"))
CASES = 12


class Broken(Exception):
    """An attempt that was cut off before it was committed."""


def test_every_granted_and_paid_case_has_exactly_one_licence(settings: Any) -> None:
    settings.DEMO = True
    draw, now = Random(2026), WEDNESDAY  # noqa: S311 - chance, not secrecy
    here = city()
    waiting = [_ready(here) for _ in range(CASES)]
    granted: list[UUID] = []
    for act in range(ACTS):
        now += timedelta(minutes=1)
        chosen = draw.choice(("grant", "pay", "again", "broken", "worker"))
        if chosen == "grant" and waiting:
            granted.append(waiting.pop())
            desk.decide(here, granted[-1], now=now)
        elif chosen == "pay" and (owed := list(Invoice.objects.filter(state="open"))):
            pay_for(draw.choice(owed).case, now, f"T{act}")
        elif chosen in {"again", "broken"} and granted:
            _again(draw, is_broken=chosen == "broken", now=now, key=f"again-{act}")
        else:
            desk.work(now)
    desk.work(now + timedelta(days=1))
    paid = set(Invoice.objects.filter(state="paid").values_list("case", flat=True))
    assert paid, "nothing was paid: the test says nothing"
    assert Counter(Licence.objects.values_list("case", flat=True)) == dict.fromkeys(paid, 1)
    numbers = sorted(int(number[-5:]) for number in Licence.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "a number was left out or used twice"
    assert list(differences()) == []


def _ready(here: office.Office) -> UUID:
    case_id = desk.restaurant_under_consideration(here)
    desk.draft(here, case_id)
    desk.check(here, case_id)
    return case_id


def _again(draw: Random, *, is_broken: bool, now: Any, key: str) -> None:
    """What led to a licence is delivered once more, or breaks off after it was done and before it was committed."""
    said = draw.choice(list(Event.objects.filter(kind__in=("case.decided", "invoice.credited"))))
    follow = follow_case if said.kind == "case.decided" else follow_payment
    if not is_broken:
        follow(said.happening, actor=REACTION, now=now, key=key)
        return
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    with pytest.raises(Broken), around:
        _cut_off(follow(said.happening, actor=REACTION, now=now, key=key))


def _cut_off(_done: object) -> None:
    raise Broken
