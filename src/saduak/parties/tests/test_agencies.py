"""Agencies keep their own days and hours."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.models import Event
from saduak.parties import commands
from saduak.parties.models import Agency, Unit
from saduak.parties.queries import calendar_parts, powers_for
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db

SATURDAY, EVE = date(2026, 12, 5), date(2026, 12, 30)


def change(agency_id: UUID, actor: Actor = INSTALLER, **altered: Any) -> None:
    asked: dict[str, Any] = {
        "weekdays": (2, 3, 4, 5, 6),
        "opens": time(9),
        "closes": time(17),
        "extra_open": ((SATURDAY, time(9), time(12)),),
        "closed": (EVE,),
    }
    commands.change_agency_calendar(
        actor=actor,
        agency_id=agency_id,
        now=NOW,
        key=key(),
        **{**asked, **altered},
    )


def test_the_own_calendar_is_plain_data_for_the_core() -> None:
    agency = town.agency()
    assert tuple(calendar_parts(agency)) == ("40", {1, 2, 3, 4, 5}, time(8, 30), time(16, 30), (), frozenset())
    change(agency)
    assert tuple(calendar_parts(agency)) == (
        "40",
        {2, 3, 4, 5, 6},
        time(9),
        time(17),
        ((SATURDAY, time(9), time(12)),),
        {EVE},
    )


@pytest.mark.parametrize(
    ("altered", "code"),
    [
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (0,)}, "weekdays"),
        ({"closes": time(9)}, "opening_hours"),
        ({"extra_open": ((SATURDAY, time(12), time(9)),)}, "opening_hours"),
    ],
)
def test_impossible_hours_are_refused(altered: dict[str, Any], code: str) -> None:
    agency = town.agency()
    with pytest.raises(DomainError, match=code):
        change(agency, **altered)


def test_only_its_own_administrator_changes_an_agency() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    stranger = town.officer(other, "stranger", "agency_admin")
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        change(agency, stranger.actor)
    change(other, stranger.actor)


def test_an_unknown_agency_is_not_found() -> None:
    with pytest.raises(NotFound):
        change(uuid4())
    with pytest.raises(NotFound):
        calendar_parts(uuid4())


@pytest.mark.parametrize("province", ["4", "400", "๔๐", "KK"])
def test_a_province_is_two_digits(province: str) -> None:
    with pytest.raises(DomainError, match="province_code"):
        town.agency(province=province)


def test_units_form_a_tree_within_one_agency() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    said: dict[str, Any] = {"actor": INSTALLER, "name_th": "กองสาธารณสุข", "name_en": "Public health", "now": NOW}
    top = commands.open_unit(agency_id=agency, parent_id=None, key=key(), **said)
    below = commands.open_unit(agency_id=agency, parent_id=top, key=key(), **said)
    assert Unit.objects.get(id=below).parent_id == top
    with pytest.raises(DomainError, match="other_agency"):
        commands.open_unit(agency_id=other, parent_id=top, key=key(), **said)


def test_the_designation_and_the_notice_name_their_articles() -> None:
    agency = town.agency()
    commands.designate_system(actor=INSTALLER, agency_id=agency, designation_order="คำสั่งที่ 12/2569", now=NOW, key=key())
    commands.announce_channels(
        actor=INSTALLER,
        agency_id=agency,
        channel_notice="ประกาศ 3/2569",
        channel_notice_from=EVE,
        now=NOW,
        key=key(),
    )
    row = Agency.objects.get(id=agency)
    assert (row.designation_order, row.channel_notice_from) == ("คำสั่งที่ 12/2569", EVE)
    assert {"EPA s.16", "EPA s.10"} <= set(Event.objects.values_list("legal_basis", flat=True))


def delegate(agency: UUID, giver: UUID, taker: UUID, **altered: Any) -> UUID:
    asked: dict[str, Any] = {
        "number": "1/2569",
        "sections": ("PHA s.54",),
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


def test_a_delegation_reaches_its_sections_within_its_term() -> None:
    agency = town.agency()
    mayor, clerk = town.officer(agency, "mayor", "authority"), town.officer(agency, "clerk")
    delegate(agency, mayor.id, clerk.id)
    assert [order.number for order in powers_for(clerk.id, "PHA s.54", NOW)] == ["1/2569"]
    assert powers_for(clerk.id, "PHA s.48", NOW) == ()
    assert powers_for(clerk.id, "PHA s.54", NOW + timedelta(days=30)) == ()
    assert powers_for(mayor.id, "PHA s.54", NOW) == ()


def test_an_acting_order_carries_the_whole_power_of_the_post() -> None:
    agency = town.agency()
    mayor, deputy = town.officer(agency, "mayor"), town.officer(agency, "deputy")
    commands.order_acting(
        actor=INSTALLER,
        agency_id=agency,
        number="2/2569",
        absent_id=mayor.id,
        stand_in_id=deputy.id,
        sections=(),
        since=NOW,
        until=None,
        now=NOW,
        key=key(),
    )
    assert len(powers_for(deputy.id, "PHA s.54", NOW)) == 1


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


def test_the_installer_is_not_whoever_says_so() -> None:
    pretender = replace(INSTALLER, kind="user", id=str(uuid4()))
    with pytest.raises(NotAllowed, match="installer_only"):
        commands.create_agency(actor=pretender, name_th="ก", name_en="A", kind="x", province="10", now=NOW, key=key())
