"""A director whom the register names acts for the company, and lets others act for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases.commands import confirm_director
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import Actor
from saduak.linkage.commands import attest
from saduak.parties.commands import give_mandate, revoke_mandate
from saduak.parties.models import Mandate
from saduak.parties.policy import standing_of
from saduak.parties.queries import mandates_given, mandates_held
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
YEAR = MONDAY + timedelta(days=365)


@pytest.fixture
def city() -> Office:
    return office.office(CITY)


@pytest.fixture
def company(city: Office) -> UUID:
    """A company that applied by an agent."""
    found = town.company(city.intake, city.agency)
    town.mandate(city.intake.actor, "organisation", found, city.person, scope=(FOOD_LARGE,))
    return found


@pytest.fixture
def case_id(city: Office, company: UUID) -> UUID:
    return office.file(city, FOOD_LARGE, RESTAURANT, person_id=None, organisation_id=company)


def seen(at: Office, case_id: UUID, kind: str, subject: UUID, register: str = "dbd.juristic") -> UUID:
    """An officer has seen it in the register."""
    return attest(
        actor=at.officer.actor,
        agency_id=at.agency,
        case_id=case_id,
        register=register,
        subject_kind=kind,
        subject_id=subject,
        document="juristic_person",
        note="",
        seen_on=MONDAY.date(),
        copy_id=None,
        purpose="linkage.purpose.verify_standing",
        legal_basis="EPA s.12",
        now=MONDAY,
        key=key(),
    )


def confirm(actor: Actor, case_id: UUID, look: UUID, person: UUID) -> UUID:
    told: dict[str, Any] = {
        "look_id": look,
        "person_id": person,
        "until": YEAR,
        "seen": None,
        "now": MONDAY,
        "key": key(),
    }
    found: UUID = confirm_director(actor=actor, case_id=case_id, **told)
    return found


def let_act(actor: Actor, company: UUID, agent: UUID) -> UUID:
    """Let somebody act for the company, in its name."""
    told: dict[str, Any] = {
        "principal_kind": "organisation",
        "principal_id": company,
        "agent_id": agent,
        "scope": (),
        "until": YEAR,
    }
    found: UUID = give_mandate(actor=actor, **told, now=MONDAY, key=key())
    return found


def end(actor: Actor, mandate_id: UUID) -> None:
    revoke_mandate(actor=actor, mandate_id=mandate_id, now=MONDAY, key=key())


def test_a_director_acts_for_the_company_and_lets_another_act(city: Office, company: UUID, case_id: UUID) -> None:
    director, person = town.citizen("director")
    confirm(city.officer.actor, case_id, seen(city, case_id, "organisation", company), person)
    (held,) = mandates_held(person, MONDAY)
    assert (held.id, held.directs, held.scope, held.until) == (company, True, (), YEAR)
    _, agent = town.citizen("agent")
    given = let_act(director, company, agent)
    assert company in standing_of(director, MONDAY).principals
    assert given in {each.mandate_id for each in mandates_given(company, MONDAY)}
    assert len(mandates_given(company, MONDAY)) == 2, "the director is none of those the company has let act"


def test_an_agent_who_directs_nothing_lets_nobody_act_for_the_company(city: Office, company: UUID) -> None:
    _, agent = town.citizen("agent")
    with pytest.raises(NotAllowed, match="not_principal"):
        let_act(city.citizen, company, agent)


def test_one_director_does_not_end_the_power_of_another(city: Office, company: UUID, case_id: UUID) -> None:
    look = seen(city, case_id, "organisation", company)
    one, person = town.citizen("one")
    other = confirm(city.officer.actor, case_id, look, town.citizen("other")[1])
    confirm(city.officer.actor, case_id, look, person)
    with pytest.raises(NotAllowed, match="not_principal"):
        end(one, other)
    end(one, Mandate.objects.get(agent=city.person).id)


def test_only_what_the_register_said_of_the_company_makes_a_director(
    city: Office, company: UUID, case_id: UUID
) -> None:
    _, person = town.citizen("director")
    of_a_person = seen(city, case_id, "person", city.person, "dopa.person")
    with pytest.raises(WrongState, match="look_found_nothing"):
        confirm(city.officer.actor, case_id, of_a_person, person)
    other_case = office.file(city, FOOD_LARGE, RESTAURANT)
    look = seen(city, case_id, "organisation", company)
    with pytest.raises(WrongState, match="no_director_here"):
        confirm(city.officer.actor, other_case, look, person)
    own = office.file(city, FOOD_LARGE, RESTAURANT, person_id=None, organisation_id=company)
    with pytest.raises(NotFound):
        confirm(city.officer.actor, own, look, person)
    confirm(city.officer.actor, case_id, look, person)
    with pytest.raises(WrongState, match="director_known"):
        confirm(city.officer.actor, case_id, look, person)


def test_nobody_else_confirms_a_director(city: Office, company: UUID, case_id: UUID) -> None:
    _, person = town.citizen("director")
    look = seen(city, case_id, "organisation", company)
    for actor in (city.citizen, city.supervisor.actor):
        with pytest.raises(DomainError):
            confirm(actor, case_id, look, person)
    assert not Mandate.objects.filter(directs=True).exists()
