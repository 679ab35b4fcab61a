"""Persons are found by their number, act for each other, and may be forgotten."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import INSTALLER, Actor, user
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify
from saduak.parties import commands
from saduak.parties.models import Mandate, Person
from saduak.parties.queries import person_with_identifier
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db

NUMBER = "1101700203450"


def register(actor: Actor, agency: UUID | None, number: str = NUMBER) -> UUID:
    return commands.register_person(
        actor=actor,
        agency_id=agency,
        name="สมชาย ใจดี",
        identifier=number,
        now=NOW,
        key=key(),
    )


def test_a_person_is_found_by_the_number_however_written() -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    person_id = register(clerk.actor, agency, "๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐")
    person = person_with_identifier("1 1017 00203 45 0")
    assert person is not None
    assert person.id == person_id
    assert person.masked_identifier == "x-xxxx-xxxxx-45-0"
    assert person_with_identifier("1234567890121") is None


def test_neither_name_nor_number_is_in_an_event_or_a_repr() -> None:
    agency = town.agency()
    register(town.officer(agency, "clerk", "intake").actor, agency)
    person = Person.objects.get()
    written = " ".join(Event.objects.values_list("payload_text", flat=True))
    for secret in (NUMBER, "สมชาย"):
        assert secret not in f"{written} {person} {person!r}"
    assert NUMBER.encode() not in bytes(person.id_sealed or b"")


def test_a_number_belongs_to_one_person() -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    register(clerk.actor, agency)
    with pytest.raises(WrongState, match="identifier_known"):
        register(clerk.actor, agency)
    with pytest.raises(DomainError, match="identifier_checksum"):
        register(clerk.actor, agency, "1101700203451")


def test_a_counter_registers_only_with_intake_and_a_log_in_only_itself() -> None:
    agency = town.agency()
    with pytest.raises(NotAllowed, match="not_intake"):
        register(town.officer(agency, "mayor", "authority").actor, agency)
    actor, _ = town.citizen("somsri")
    with pytest.raises(NotAllowed, match="person_known"):
        register(actor, None)


def test_a_mandate_ends_from_either_side() -> None:
    principal, person = town.citizen("principal")
    agent_actor, agent = town.citizen("agent")
    stranger, _ = town.citizen("stranger")
    mandate = town.mandate(principal, "person", person, agent)
    with pytest.raises(NotAllowed, match="not_principal"):
        commands.revoke_mandate(actor=stranger, mandate_id=mandate, now=NOW, key=key())
    commands.revoke_mandate(actor=agent_actor, mandate_id=mandate, now=NOW, key=key())
    assert not Mandate.objects.get().is_in_force(NOW)
    with pytest.raises(WrongState, match="already_ended"):
        commands.revoke_mandate(actor=principal, mandate_id=mandate, now=NOW, key=key())


def test_mandates_that_cannot_be() -> None:
    principal, person = town.citizen("principal")
    stranger, other = town.citizen("stranger")
    with pytest.raises(NotAllowed, match="not_principal"):
        town.mandate(stranger, "person", person, other)
    with pytest.raises(DomainError, match="same_person"):
        town.mandate(principal, "person", person, person)
    with pytest.raises(DomainError, match="term_backwards"):
        town.mandate(principal, "person", person, other, until=NOW - timedelta(days=1))
    with pytest.raises(DomainError, match="principal_kind"):
        town.mandate(principal, "officer", person, other)


def test_a_company_acts_through_its_agent() -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    _, agent = town.citizen("agent")
    company = town.company(clerk, agency)
    town.mandate(clerk.actor, "organisation", company, agent)
    assert str(Mandate.objects.get().organisation_id) == str(company)


def test_a_person_may_be_forgotten_and_the_ledger_still_verifies() -> None:
    agency = town.agency()
    register(town.officer(agency, "clerk", "intake").actor, agency)
    person = Person.objects.get()
    said: dict[str, Any] = {"actor": INSTALLER, "person_id": person.id, "ground": "request", "now": NOW}
    commands.erase_person(key=key(), **said)
    person.refresh_from_db()
    assert (person.name, person.id_sealed, person.id_lookup, person.masked_identifier) == ("", None, None, "")
    assert list(verify()) == []
    assert list(differences()) == []
    with pytest.raises(WrongState, match="already_erased"):
        commands.erase_person(key=key(), **said)


def test_an_unknown_user_may_nothing() -> None:
    with pytest.raises(NotAllowed):
        register(user(uuid4()), town.agency())
