"""Agencies keep their own days and hours."""

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.models import Event
from saduak.parties import commands
from saduak.parties.models import Agency, Unit
from saduak.parties.queries import agencies, agency_with_slug, calendar_parts, letter_office
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


def test_the_installer_is_not_whoever_says_so() -> None:
    pretender = replace(INSTALLER, kind="user", id=str(uuid4()))
    with pytest.raises(NotAllowed, match="installer_only"):
        commands.create_agency(
            actor=pretender, slug="a", name_th="ก", name_en="A", kind="x", province="10", now=NOW, key=key()
        )


def named(slug: str) -> UUID:
    return commands.create_agency(
        actor=INSTALLER,
        slug=slug,
        name_th="เทศบาล",
        name_en="Town",
        kind="municipality",
        province="40",
        now=NOW,
        key=key(),
    )


@pytest.mark.parametrize("slug", ["", "Town", "my_town", "-town", "town-", "เมือง", "a" * 81, "town/other"])
def test_a_short_name_is_made_of_letters_digits_and_hyphens(slug: str) -> None:
    with pytest.raises(DomainError, match="agency_slug"):
        named(slug)


def test_a_short_name_is_given_once_and_finds_the_agency() -> None:
    agency = named("my-town")
    with pytest.raises(WrongState, match="slug_taken"):
        named("my-town")
    found = agency_with_slug("my-town")
    assert found is not None
    assert (found.id, [row.id for row in agencies()]) == (agency, [agency])
    assert agency_with_slug("your-town") is None


def describe(agency_id: UUID, actor: Actor = INSTALLER, **altered: str) -> None:
    asked = {
        "address_th": "1 ถนนหน้าเมือง  ตำบลในเมือง",
        "address_en": "1 Na Mueang Road",
        "telephone": "043000000",
        "email": " office@example.com ",
        "letter_code": "ขก  ๐๐๓๓",
    }
    commands.describe_agency(actor=actor, agency_id=agency_id, now=NOW, key=key(), **{**asked, **altered})


def test_the_head_of_letters_is_kept_tidy() -> None:
    agency = town.agency()
    assert letter_office(agency, "th")[1:5] == ("", "", "", "")
    describe(agency)
    rest = ("043000000", "office@example.com", "ขก 0033")
    assert letter_office(agency, "th")[1:5] == ("1 ถนนหน้าเมือง ตำบลในเมือง", *rest)
    assert letter_office(agency, "en")[1:5] == ("1 Na Mueang Road", *rest)
    with pytest.raises(NotFound):
        letter_office(uuid4(), "th")


@pytest.mark.parametrize("code", ["ขก 0033", "ขก0033.2", "อก 0305", "ขก 52001/123", "มท 0808.2/1", ""])
def test_codes_that_offices_carry_are_taken(code: str) -> None:
    describe(town.agency(), letter_code=code)


@pytest.mark.parametrize(
    ("altered", "code"),
    [
        ({"letter_code": "KK 0033"}, "letter_code"),
        ({"letter_code": "ขก"}, "letter_code"),
        ({"letter_code": "0033"}, "letter_code"),
        ({"email": "office"}, "email_address"),
    ],
)
def test_a_head_that_no_letter_could_carry_is_refused(altered: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        describe(town.agency(), **altered)


def test_only_its_own_administrator_describes_an_agency() -> None:
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        describe(agency, town.officer(other, "stranger", "agency_admin").actor)
