"""Under what power somebody decides: the own post, a delegation, an acting order, or none."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import INSTALLER
from saduak.ledger.projections import differences
from saduak.parties import commands
from saduak.parties.models import Officer
from saduak.parties.policy import power_of
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=30)


def delegate(agency: UUID, giver: UUID, taker: UUID, **altered: Any) -> UUID:
    asked: dict[str, Any] = {
        "number": "1/2569",
        "sections": ("pha 54",),
        "since": NOW,
        "until": NOW + timedelta(days=30),
    }
    return commands.delegate_power(
        actor=INSTALLER,
        agency_id=agency,
        giver_id=giver,
        taker_id=taker,
        now=NOW,
        key=key(),
        **{**asked, **altered},
    )


def stand_in(agency: UUID, absent: UUID, deputy: UUID, **altered: Any) -> UUID:
    asked: dict[str, Any] = {"number": "2/2569", "sections": (), "since": NOW, "until": None}
    return commands.order_acting(
        actor=INSTALLER,
        agency_id=agency,
        absent_id=absent,
        stand_in_id=deputy,
        now=NOW,
        key=key(),
        **{**asked, **altered},
    )


def deputy_of(agency: UUID, name: str = "deputy") -> town.Post:
    """An authority whose post has no power of its own."""
    post = town.officer(agency, name, "authority")
    commands.withdraw_power(actor=INSTALLER, officer_id=post.id, now=NOW, key=key())
    return post


def test_the_mayor_decides_by_the_power_of_the_post_and_the_letter_can_name_the_law() -> None:
    agency = town.agency()
    mayor = town.officer(agency, "mayor", "authority")
    power = power_of(mayor.user, agency, "pha 54", NOW)
    assert (power.kind, power.position, power.basis, power.number) == ("section", "mayor", "pha 4", "")


def test_a_post_has_the_power_of_the_sections_that_name_it_only() -> None:
    agency = town.agency()
    mayor = town.officer(agency, "mayor", "authority")
    commands.vest_power(actor=INSTALLER, officer_id=mayor.id, sections=("pha 54",), source="pha 4", now=NOW, key=key())
    assert power_of(mayor.user, agency, "pha 54", NOW).kind == "section"
    with pytest.raises(NotAllowed, match="no_power"):
        power_of(mayor.user, agency, "pha 38", NOW)


def test_a_delegation_reaches_its_sections_within_its_term() -> None:
    agency = town.agency()
    mayor, clerk = town.officer(agency, "mayor", "authority"), deputy_of(agency)
    order = delegate(agency, mayor.id, clerk.id)
    power = power_of(clerk.user, agency, "pha 54", NOW)
    assert (power.kind, power.officer_id, power.order_id, power.number) == ("delegation", clerk.id, order, "1/2569")
    assert (power.position, power.giver_position, power.since, power.until) == ("deputy", "mayor", NOW, NOW + MONTH)
    with pytest.raises(NotAllowed, match="no_power"):
        power_of(clerk.user, agency, "pha 48", NOW)
    with pytest.raises(NotAllowed, match="no_power"):
        power_of(clerk.user, agency, "pha 54", NOW + MONTH)


def test_an_acting_order_carries_the_whole_power_of_the_post() -> None:
    agency = town.agency()
    mayor, deputy = town.officer(agency, "mayor", "authority"), deputy_of(agency)
    stand_in(agency, mayor.id, deputy.id)
    power = power_of(deputy.user, agency, "pha 54", NOW)
    assert (power.kind, power.number, power.giver_position) == ("acting", "2/2569", "mayor")


def test_the_own_power_goes_before_a_delegation_and_that_before_an_acting_order() -> None:
    agency = town.agency()
    mayor, deputy = town.officer(agency, "mayor", "authority"), deputy_of(agency)
    stand_in(agency, mayor.id, deputy.id)
    delegate(agency, mayor.id, deputy.id)
    assert power_of(deputy.user, agency, "pha 54", NOW).kind == "delegation"
    assert power_of(deputy.user, agency, "pha 38", NOW).kind == "acting"
    commands.vest_power(actor=INSTALLER, officer_id=deputy.id, sections=("pha 54",), source="pha 4", now=NOW, key=key())
    assert power_of(deputy.user, agency, "pha 54", NOW).kind == "section"


def test_an_order_gives_no_power_to_who_is_no_authority_or_at_another_agency() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    mayor, clerk = town.officer(agency, "mayor", "authority"), town.officer(agency, "clerk", "officer")
    delegate(agency, mayor.id, clerk.id)
    for user, place in ((clerk.user, agency), (mayor.user, other)):
        with pytest.raises(NotAllowed, match="not_authority"):
            power_of(user, place, "pha 54", NOW)


def test_who_left_the_post_has_its_power_no_longer() -> None:
    agency = town.agency()
    mayor = town.officer(agency, "mayor", "authority")
    commands.end_officer(actor=INSTALLER, officer_id=mayor.id, now=NOW + MONTH, key=key())
    assert power_of(mayor.user, agency, "pha 54", NOW).kind == "section"
    with pytest.raises(NotAllowed, match="not_authority"):
        power_of(mayor.user, agency, "pha 54", NOW + MONTH)
    with pytest.raises(WrongState, match="post_ended"):
        commands.vest_power(
            actor=INSTALLER, officer_id=mayor.id, sections=(), source="pha 4", now=NOW + MONTH, key=key()
        )


def test_a_power_is_recorded_with_its_law_and_by_another_than_its_holder() -> None:
    agency = town.agency()
    admin = town.officer(agency, "admin", "agency_admin", "authority")
    said: dict[str, Any] = {"officer_id": admin.id, "sections": (), "now": NOW}
    with pytest.raises(NotAllowed, match="own_role"):
        commands.vest_power(actor=admin.actor, source="pha 4", key=key(), **said)
    with pytest.raises(DomainError, match="power_source_missing"):
        commands.vest_power(actor=INSTALLER, source=" ", key=key(), **said)
    commands.withdraw_power(actor=INSTALLER, officer_id=admin.id, now=NOW, key=key())
    with pytest.raises(WrongState, match="already_ended"):
        commands.withdraw_power(actor=INSTALLER, officer_id=admin.id, now=NOW, key=key())
    assert Officer.objects.get(id=admin.id).own_power is None
    assert list(differences()) == []


def test_orders_that_cannot_be() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    mayor, clerk, stranger = (
        town.officer(agency, "mayor"),
        town.officer(agency, "clerk"),
        town.officer(other, "stranger"),
    )
    with pytest.raises(DomainError, match="same_officer"):
        delegate(agency, mayor.id, mayor.id)
    with pytest.raises(DomainError, match="other_agency"):
        delegate(agency, mayor.id, stranger.id)
    with pytest.raises(DomainError, match="term_backwards"):
        delegate(agency, mayor.id, clerk.id, until=NOW)
    delegate(agency, mayor.id, clerk.id)
    with pytest.raises(WrongState, match="number_taken"):
        delegate(agency, mayor.id, clerk.id)
