"""A small town for tests: two agencies, their officers, persons with and without a log-in, a company."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from saduak.ledger.actors import INSTALLER, Actor, user
from saduak.parties import commands
from saduak.parties.identifiers import check_digit

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
PASSWORD = "ยาวพอสมควร"  # noqa: S105 - opens nothing
_keys = count()
_numbers = count(110170020345)


def key() -> str:
    """A key nobody has used."""
    return f"town-{next(_keys)}"


def identifier() -> str:
    """A valid 13-digit number nobody has."""
    digits = str(next(_numbers))
    return digits + str(check_digit(digits))


def agency(name: str = "เทศบาลตำบลท่าพระ", province: str = "40") -> UUID:
    """A municipality."""
    return commands.create_agency(
        actor=INSTALLER,
        slug=f"town-{next(_keys)}",
        name_th=name,
        name_en=name,
        kind="municipality",
        province=province,
        now=NOW,
        key=key(),
    )


def login(name: str) -> UUID:
    """A user."""
    return commands.register_user(actor=INSTALLER, email=f"{name}@example.org", password=PASSWORD, now=NOW, key=key())


@dataclass(frozen=True)
class Post:
    """An officer with a log-in."""

    user: UUID
    id: UUID
    actor: Actor
    grants: dict[str, UUID] = field(default_factory=dict)


def officer(agency_id: UUID, name: str, *roles: str) -> Post:
    """An officer of an agency with these roles; the power of an authority is that of its own post."""
    user_id = login(name)
    officer_id = commands.register_officer(
        actor=INSTALLER, user_id=user_id, agency_id=agency_id, unit_id=None, position=name, now=NOW, key=key()
    )
    grants = {
        role: commands.grant_role(actor=INSTALLER, officer_id=officer_id, role=role, until=None, now=NOW, key=key())
        for role in roles
    }
    if "authority" in roles:
        commands.vest_power(actor=INSTALLER, officer_id=officer_id, sections=(), source="pha 4", now=NOW, key=key())
    return Post(user_id, officer_id, user(user_id), grants)


def citizen(name: str) -> tuple[Actor, UUID]:
    """A person with a log-in of their own."""
    actor = user(login(name))
    person = commands.register_person(
        actor=actor, agency_id=None, name=name, identifier=identifier(), now=NOW, key=key()
    )
    return actor, person


def walk_in(clerk: Post, agency_id: UUID, name: str = "สมชาย ใจดี") -> UUID:
    """A person without a log-in, registered at a counter."""
    return commands.register_person(
        actor=clerk.actor, agency_id=agency_id, name=name, identifier=identifier(), now=NOW, key=key()
    )


def company(clerk: Post, agency_id: UUID, name: str = "บริษัท ท่าพระ จำกัด") -> UUID:
    """An organisation, registered at a counter."""
    return commands.register_organisation(
        actor=clerk.actor, agency_id=agency_id, name=name, identifier=identifier(), now=NOW, key=key()
    )


def mandate(
    actor: Actor,
    kind: str,
    principal: UUID,
    agent: UUID,
    until: datetime | None = None,
    scope: tuple[str, ...] = (),
) -> UUID:
    """Let one act for another."""
    return commands.give_mandate(
        actor=actor,
        principal_kind=kind,
        principal_id=principal,
        agent_id=agent,
        scope=scope,
        until=until,
        now=NOW,
        key=key(),
    )
