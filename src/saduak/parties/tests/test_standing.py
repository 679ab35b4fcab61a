"""What somebody is at a moment, asked in one statement."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from saduak.ledger.actors import INSTALLER, Actor, user
from saduak.parties import commands
from saduak.parties.models import Mandate, Officer, Person, RoleGrant
from saduak.parties.models.terms import in_force
from saduak.parties.policy import Held, Mandated, Standing, standing_of
from saduak.parties.tests import town
from saduak.parties.tests.test_policy import build
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db


def asked_row_by_row(actor: Actor, now: Any) -> Standing:
    """The same by the terms of the models, in as many questions as that takes."""
    own = UUID(actor.id)
    person = Person.objects.filter(user=own, user__is_active=True).values_list("id", flat=True).first()
    posts = Officer.objects.filter(in_force(now), user=own, user__is_active=True)
    grants = RoleGrant.objects.filter(in_force(now), officer__in=posts)
    mandates = Mandate.objects.filter(in_force(now), agent=person) if person else Mandate.objects.none()
    return Standing(
        actor,
        now,
        own,
        frozenset(grants.values_list("role", "officer__agency")),
        frozenset(posts.values_list("agency", flat=True)),
        person,
        frozenset(
            Mandated(principal, name)
            for row in mandates
            if (principal := row.person_id or row.organisation_id)
            for name in row.scope or [""]
        ),
        frozenset(Held(*row) for row in posts.values_list("id", "agency", "unit")),
    )


@pytest.mark.parametrize("seed", range(2))
def test_one_statement_says_what_the_terms_of_the_rows_say(seed: int) -> None:
    actors = [actor for actor in build(Random(seed)) if actor.kind == "user"]  # noqa: S311 - a repeatable town
    for now in (NOW - timedelta(hours=1), NOW, NOW + timedelta(hours=1), NOW + timedelta(days=30)):
        for actor in actors:
            assert standing_of(actor, now) == asked_row_by_row(actor, now)


def test_it_is_one_question_to_the_database(django_assert_num_queries: Any) -> None:
    clerk = town.officer(town.agency(), "clerk", "intake", "officer")
    with django_assert_num_queries(1):
        assert {role for role, _ in standing_of(clerk.actor, NOW).roles} == {"intake", "officer"}
    with django_assert_num_queries(0):
        assert standing_of(INSTALLER, NOW).roles == frozenset()


def test_a_post_is_known_by_its_officer_and_unit() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    unit = commands.open_unit(
        actor=INSTALLER, agency_id=agency, parent_id=None, name_th="กอง", name_en="Division", now=NOW, key=key()
    )
    user_id = town.login("two-posts")
    said: dict[str, Any] = {"actor": INSTALLER, "user_id": user_id, "position": "ปลัด", "now": NOW}
    here = commands.register_officer(agency_id=agency, unit_id=unit, key=key(), **said)
    there = commands.register_officer(agency_id=other, unit_id=None, key=key(), **said)
    who = standing_of(user(user_id), NOW)
    assert who.held == {Held(here, agency, unit), Held(there, other, None)}
    assert who.officers_at(other) == {there}


def test_a_role_at_one_agency_is_none_at_another() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    who = standing_of(town.officer(agency, "clerk", "intake").actor, NOW)
    assert who.has_any(agency, "authority", "intake")
    assert not who.has_any(agency, "authority")
    assert not who.has_any(other, "authority", "intake")
    assert who.agencies_as("authority", "intake") == {agency}


def test_a_mandate_for_one_service_reaches_no_other() -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    actor, person = town.citizen("agent")
    some, all_of_it = town.company(clerk, agency), town.company(clerk, agency)
    town.mandate(clerk.actor, "organisation", some, person, scope=("health/food-small", "health/food-large"))
    town.mandate(clerk.actor, "organisation", all_of_it, person)
    who = standing_of(actor, NOW)
    assert who.principals == {some, all_of_it}
    assert who.principals_in("health/food-small") == {some, all_of_it}
    assert who.principals_in("industry/waste-removal") == {all_of_it}
    assert who.principals_in("") == {all_of_it}
    assert who.services() == {"health/food-small", "health/food-large"}
