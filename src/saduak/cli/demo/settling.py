"""Setting up the agencies and the people of the demonstration, by the commands that an administrator uses."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from saduak.cases.commands import order_standing_notices
from saduak.cli.demo.appealing import name_superiors
from saduak.cli.demo.consulting import agree
from saduak.cli.demo.days import BEGINNING, PROVINCE, moment
from saduak.cli.demo.factor import set_up_factor
from saduak.cli.demo.world import Citizen, Post, World, told
from saduak.fees.commands import set_bank_account
from saduak.identities.commands import prove_identity, recognise_address, recognise_person
from saduak.identities.ports import Vouched
from saduak.ledger.actors import ENTRANCE, INSTALLER, user
from saduak.linkage.commands import connect_register
from saduak.oversight.commands import join_comparison
from saduak.parties import commands as parties
from saduak.parties.identifiers import check_digit
from saduak.parties.queries import person_of_user

PASSWORD = "saduak-demo-2569"  # noqa: S105 - of invented people, printed at every start
HEAD = ("address_th", "address_en", "telephone", "email", "letter_code")


def settle(world: World) -> None:
    """All agencies but the last, and everybody."""
    *first, _ = told("agencies")["agencies"]
    for agency in first:
        settle_agency(world, agency)
    agree(world, beginning(world))
    name_superiors(world, beginning(world))
    for person in told("people")["people"]:
        world.people[person["key"]] = _person(world, person)
    _company(world)


def settle_last(world: World) -> None:
    """The last agency; its notice of channels says that the world is whole."""
    settle_agency(world, told("agencies")["agencies"][-1])


def beginning(world: World) -> datetime:
    """When everything begins."""
    return moment(world.today - timedelta(days=BEGINNING), "09:00")


def settle_agency(world: World, said: Mapping[str, Any]) -> None:
    """An agency with its head of letters, units, officers, orders and registers; the notice of channels comes last."""
    slug, now = said["slug"], beginning(world)
    names = {name: said[name] for name in ("slug", "name_th", "name_en", "kind")}
    by: dict[str, Any] = {"actor": INSTALLER, "now": now}
    province = said.get("province", PROVINCE)
    agency = parties.create_agency(**names, province=province, **by, key=f"demo:{slug}:agency")
    world.agencies[slug] = agency
    by["agency_id"] = agency
    parties.describe_agency(**{name: said[name] for name in HEAD}, **by, key=f"demo:{slug}:head")
    parties.designate_system(designation_order=said["designation"], **by, key=f"demo:{slug}:system")
    units = _units(slug, said["units"], by)
    for post in said["posts"]:
        world.posts[slug, post["key"]] = _post(slug, agency, units.get(post.get("unit", "")), post, now)
    _orders(world, said, by)
    for register, way in said.get("registers", {}).items():
        connect_register(register=register, way=way, **by, key=f"demo:{slug}:{register}")
    if bank := said.get("bank"):
        told_bank = {"biller": bank["biller"], "receipt_book": bank["book"]}
        set_bank_account(**told_bank, **by, key=f"demo:{slug}:bank")
    notice = {"channel_notice": said["notice"], "channel_notice_from": now.date()}
    parties.announce_channels(**notice, **by, key=f"demo:{slug}:notice")


def _units(slug: str, said: list[Mapping[str, str]], by: Mapping[str, Any]) -> dict[str, UUID]:
    units: dict[str, UUID] = {}
    for unit in said:
        names: dict[str, Any] = {"name_th": unit["name_th"], "name_en": unit["name_en"]}
        parent = units.get(unit.get("under", ""))
        units[unit["key"]] = parties.open_unit(**names, parent_id=parent, **by, key=f"demo:{slug}:unit:{unit['key']}")
    return units


def _post(slug: str, agency: UUID, unit: UUID | None, said: Mapping[str, Any], now: datetime) -> Post:
    """A log-in with password and second factor, the post, its roles, its own power."""
    name, email = f"demo:{slug}:{said['key']}", address_of(slug, said["key"])
    by: dict[str, Any] = {"actor": INSTALLER, "now": now}
    login = {"email": email, "password": PASSWORD, "name": said["name"]}
    user_id = parties.register_user(**login, **by, key=f"{name}:user")
    set_up_factor(user_id, email)
    officer = parties.register_officer(
        user_id=user_id, agency_id=agency, unit_id=unit, position=said["position"], **by, key=f"{name}:post"
    )
    for role in said["roles"]:
        parties.grant_role(officer_id=officer, role=role, until=None, **by, key=f"{name}:{role}")
    if said.get("power"):
        parties.vest_power(officer_id=officer, sections=(), source=said["power"], **by, key=f"{name}:power")
    return Post(user_id, officer, user(user_id, channel="desk"))


def address_of(slug: str, key: str) -> str:
    """The e-mail address with which a post logs in."""
    return f"{key}@{slug}.example.com"


def _orders(world: World, said: Mapping[str, Any], by: Mapping[str, Any]) -> None:
    """Delegations, orders to act, the standing order of notices, the exception of an agency with a staff of one."""
    slug, now = said["slug"], by["now"]
    for order in said.get("delegations", ()):
        parties.delegate_power(
            number=order["number"],
            giver_id=world.posts[slug, order["giver"]].officer,
            taker_id=world.posts[slug, order["taker"]].officer,
            sections=tuple(order["sections"]),
            since=now,
            until=None,
            **by,
            key=f"demo:{slug}:{order['number']}",
        )
    for order in said.get("acting", ()):
        parties.order_acting(
            number=order["number"],
            absent_id=world.posts[slug, order["absent"]].officer,
            stand_in_id=world.posts[slug, order["stand_in"]].officer,
            sections=(),
            since=now,
            until=moment(world.today + timedelta(days=order["days_left"]), "16:30"),
            **by,
            key=f"demo:{slug}:{order['number']}",
        )
    if number := said.get("standing_order"):
        order_standing_notices(number=number, since=now.date(), **by, key=f"demo:{slug}:notices")
    if number := said.get("comparison"):
        head = {**by, "actor": world.posts[slug, "authority"].actor}
        join_comparison(number=number, **head, key=f"demo:{slug}:comparison")
    if waiver := said.get("waiver"):
        asked = {"order_number": waiver["order"], "reason": waiver["reason"], "key": f"demo:{slug}:waiver"}
        officer = world.posts[slug, waiver["officer"]].officer
        admin = world.posts[slug, waiver["by"]].actor
        parties.waive_four_eyes(officer_id=officer, **asked, **{**by, "actor": admin})


# People


def _person(world: World, said: Mapping[str, Any]) -> Citizen:
    """A person as they became known: by the provider, by a code, at a counter."""
    found = {"thaid": _by_provider, "email": _by_code, "counter": _at_counter}[said["way"]](world, said)
    if said.get("paper"):
        clerk = world.post(said["proved_at"], "intake")
        prove_identity(
            actor=clerk.actor,
            agency_id=world.agencies[said["proved_at"]],
            person_id=found.person,
            paper=said["paper"],
            level="ial_1",
            now=beginning(world),
            key=f"demo:{said['key']}:paper",
        )
    return found


def _by_provider(world: World, said: Mapping[str, Any]) -> Citizen:
    told_us = {name: said[name] for name in ("name", "title", "birthdate", "address", "ial")}
    seen = Vouched(identifier=said["number"], aal="", reference=said["key"], **told_us)
    key = f"demo:{said['key']}:person"
    user_id = recognise_person(
        actor=ENTRANCE, provider="thaid", vouched=seen, user_id=None, now=beginning(world), key=key
    )
    return _citizen(said, user_id)


def _by_code(world: World, said: Mapping[str, Any]) -> Citizen:
    now, key = beginning(world), f"demo:{said['key']}"
    user_id = recognise_address(
        actor=ENTRANCE, email=said["email"], reference=said["key"], now=now, key=f"{key}:address"
    )
    parties.register_person(
        actor=user(user_id, channel="portal"),
        agency_id=None,
        name=said["name"],
        identifier=number_of(said),
        now=now,
        key=f"{key}:person",
    )
    return _citizen(said, user_id)


def _at_counter(world: World, said: Mapping[str, Any]) -> Citizen:
    slug = said["agency"]
    person = parties.register_person(
        actor=world.post(slug, "intake").actor,
        agency_id=world.agencies[slug],
        name=said["name"],
        identifier=number_of(said),
        now=beginning(world),
        key=f"demo:{said['key']}:person",
    )
    return Citizen(said["key"], person, None, said["name"], {**said, "number": number_of(said)})


def _citizen(said: Mapping[str, Any], user_id: UUID) -> Citizen:
    person = person_of_user(user_id)
    if person is None:
        raise LookupError(said["key"])
    numbered = {**said, "number": number_of(said)}
    return Citizen(said["key"], person.id, user(user_id, channel="portal"), said["name"], numbered)


def number_of(said: Mapping[str, Any]) -> str:
    """The 13 digits; of ours the file holds twelve, without the check digit."""
    digits: str = said["number"]
    return digits if len(digits) == 13 else digits + str(check_digit(digits))


def _company(world: World) -> None:
    """A company with its director and an attorney for some months."""
    said, now = told("people")["company"], beginning(world)
    clerk = world.post(said["agency"], "intake")
    world.company = parties.register_organisation(
        actor=clerk.actor,
        agency_id=world.agencies[said["agency"]],
        name=said["name"],
        identifier=said["number"],
        now=now,
        key="demo:company",
    )
    ends = moment(world.today + timedelta(days=said["attorney_days"]), "16:30")
    for agent, scope, until in (("director", (), None), ("attorney", tuple(said["attorney_scope"]), ends)):
        parties.give_mandate(
            actor=clerk.actor,
            principal_kind="organisation",
            principal_id=world.company,
            agent_id=world.people[said[agent]].person,
            scope=scope,
            until=until,
            now=now,
            key=f"demo:company:{agent}",
        )
