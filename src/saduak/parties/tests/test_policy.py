"""Default deny, and a list shows exactly what may be viewed one by one."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

import saduak
from saduak.core.errors import NotAllowed
from saduak.ledger.actors import INSTALLER, REACTION, WORKER, Actor, user
from saduak.ledger.door import COMMANDS
from saduak.ledger.guard import side_door
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify
from saduak.parties import commands
from saduak.parties.models import (
    ActingOrder,
    Agency,
    Delegation,
    Mandate,
    Officer,
    Organisation,
    Person,
    Role,
    RoleGrant,
    Unit,
    User,
)
from saduak.parties.policy import RULES, VIEWS, may, require, visible_to
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

VISIBLE: tuple[type[Any], ...] = (
    Agency,
    Unit,
    Officer,
    Delegation,
    ActingOrder,
    Person,
    Organisation,
    Mandate,
    User,
)
WORKING = [role for role in Role.values if role not in {"auditor", "regulator"}]


def build(chance: Random) -> list[Actor]:
    """A random town; the actors in it. Some roles and mandates have already ended by the time of the question."""
    agencies = [town.agency(f"เทศบาล {number}") for number in range(2)]
    officers = [
        (town.officer(chance.choice(agencies), f"o{number}", *chance.sample(WORKING, chance.randint(0, 2))))
        for number in range(4)
    ]
    officers += [town.officer(agencies[0], role, role) for role in ("auditor", "regulator")]
    clerks = [town.officer(agency, f"clerk{place}", "intake") for place, agency in enumerate(agencies)]
    citizens = [town.citizen(f"c{number}") for number in range(3)]
    persons = [person for _, person in citizens]
    for clerk, agency in zip(clerks, agencies, strict=True):
        walker, company = town.walk_in(clerk, agency), town.company(clerk, agency)
        town.mandate(clerk.actor, "person", walker, chance.choice(persons), end_of(chance))
        town.mandate(clerk.actor, "organisation", company, chance.choice(persons), end_of(chance), ("a/b", "c/d"))
    town.mandate(citizens[0][0], "person", persons[0], persons[1], end_of(chance))
    orders(agencies[0], clerks[0], officers)
    for post in chance.sample([*officers, *clerks], 2):
        commands.end_officer(actor=INSTALLER, officer_id=post.id, now=NOW + timedelta(hours=1), key=key())
    everyone = [post.actor for post in (*officers, *clerks)] + [actor for actor, _ in citizens]
    return [*everyone, user(town.login("nobody")), INSTALLER, WORKER, REACTION]


def end_of(chance: Random) -> Any:
    return chance.choice([None, NOW + timedelta(hours=1), NOW + timedelta(days=9)])


def orders(agency: Any, clerk: town.Post, officers: list[town.Post]) -> None:
    """One delegation and one acting order among the officers of an agency."""
    auditor = officers[-1]
    said: dict[str, Any] = {
        "actor": INSTALLER,
        "agency_id": agency,
        "number": "1",
        "sections": (),
        "since": NOW,
        "until": None,
    }
    commands.delegate_power(giver_id=clerk.id, taker_id=auditor.id, now=NOW, key=key(), **said)
    commands.order_acting(absent_id=clerk.id, stand_in_id=auditor.id, now=NOW, key=key(), **said)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_a_list_shows_exactly_what_may_be_viewed(seed: int) -> None:
    actors = build(Random(seed))  # noqa: S311 - a repeatable town
    for now in (NOW, NOW + timedelta(hours=1)):
        for actor in actors:
            for model in VISIBLE:
                rows = model._base_manager.all()
                allowed = {row.pk for row in rows if may(actor, "view", row, now).allowed}
                assert set(visible_to(actor, rows, now).values_list("pk", flat=True)) == allowed
    assert list(verify()) == []
    assert list(differences()) == []


@pytest.mark.django_db
def test_the_random_town_lets_some_see_what_others_may_not() -> None:
    """Guards the property above against a town in which everybody sees everything, or nothing."""
    actors = build(Random(0))  # noqa: S311 - a repeatable town
    for model in (Officer, Delegation, Person, Organisation, Mandate, User):
        counts = {visible_to(actor, model._base_manager.all(), NOW).count() for actor in actors}
        assert min(counts) == 0
        assert max(counts) > 0


def test_every_visible_model_is_in_the_property() -> None:
    assert set(VIEWS) == set(VISIBLE)


def test_every_command_has_a_rule_of_its_name() -> None:
    ours = {name.partition(".")[2] for name in COMMANDS if name.startswith("parties.")}
    assert ours == RULES.keys()


@pytest.mark.django_db
def test_what_has_no_rule_nobody_may() -> None:
    verdict = may(INSTALLER, "abolish_agency", None, NOW)
    assert (verdict.allowed, verdict.code, verdict.params) == (False, "no_rule", {"verb": "abolish_agency"})
    assert not may(INSTALLER, "view", object(), NOW).allowed
    assert not visible_to(INSTALLER, RoleGrant.objects.all(), NOW).exists()
    with pytest.raises(NotAllowed, match="no_rule"):
        require(INSTALLER, "abolish_agency", None, NOW)


@pytest.mark.django_db
def test_a_blocked_user_is_nobody() -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    subject = Agency.objects.get(id=agency)
    assert may(clerk.actor, "register_person", subject, NOW).allowed
    with side_door("bulk loader"):
        User.objects.filter(id=clerk.user).update(is_active=False)
    assert not may(clerk.actor, "register_person", subject, NOW).allowed


def test_no_channel_and_no_adapter_can_act_as_the_installer() -> None:
    source = Path(saduak.__file__).parent
    naming = {
        path.relative_to(source).parts[0]
        for path in source.rglob("*.py")
        if "tests" not in path.parts and "INSTALLER" in path.read_text(encoding="utf-8")
    }
    assert "ledger" in naming
    assert not naming & {"channels", "adapters"}


@pytest.mark.django_db
def test_a_row_changed_behind_the_ledger_is_reported() -> None:
    agency = town.agency()
    ours = str(agency) if connection.vendor == "postgresql" else agency.hex
    with side_door("bulk loader"), connection.cursor() as cursor:
        cursor.execute("UPDATE parties_agency SET province = '10' WHERE id = %s", [ours])
        Agency(name_th="ผี", name_en="Ghost", kind="x", province="10").save()
    reports = sorted(str(difference).partition(": ")[2] for difference in differences())
    assert reports == [
        "province differs from what the events say",
        "row differs from what the events say",
    ]
