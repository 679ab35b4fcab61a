"""Roles have dates, and nobody raises themself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.models import Event
from saduak.parties import commands
from saduak.parties.models import User
from saduak.parties.queries import roles_in_force
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db

TOMORROW = NOW + timedelta(days=1)


def grant(actor: Actor, officer: UUID, role: str, **altered: Any) -> UUID:
    asked: dict[str, Any] = {"until": None, "now": NOW}
    return commands.grant_role(
        actor=actor,
        officer_id=officer,
        role=role,
        key=key(),
        **{**asked, **altered},
    )


def test_a_role_holds_within_its_term_and_that_of_the_post() -> None:
    clerk = town.officer(town.agency(), "clerk", "intake")
    grant(INSTALLER, clerk.id, "checker", until=TOMORROW)
    assert roles_in_force(clerk.id, NOW) == {"intake", "checker"}
    assert roles_in_force(clerk.id, TOMORROW) == {"intake"}
    assert roles_in_force(clerk.id, NOW - timedelta(microseconds=1)) == frozenset()
    commands.end_officer(actor=INSTALLER, officer_id=clerk.id, now=TOMORROW, key=key())
    assert roles_in_force(clerk.id, TOMORROW) == frozenset()


def test_nobody_gives_a_role_to_themself() -> None:
    admin = town.officer(town.agency(), "admin", "agency_admin")
    with pytest.raises(NotAllowed, match="own_role"):
        grant(admin.actor, admin.id, "authority")


def test_an_administrator_gives_roles_in_the_own_agency_only() -> None:
    here, there = town.agency(), town.agency("เทศบาลอื่น")
    admin, clerk, stranger = (
        town.officer(here, "admin", "agency_admin"),
        town.officer(here, "clerk"),
        town.officer(there, "stranger"),
    )
    grant(admin.actor, clerk.id, "intake")
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        grant(admin.actor, stranger.id, "intake")
    with pytest.raises(NotAllowed, match="central_role"):
        grant(admin.actor, clerk.id, "regulator")


def test_who_audits_does_no_other_work() -> None:
    agency = town.agency()
    auditor, clerk = town.officer(agency, "auditor", "auditor"), town.officer(agency, "clerk", "intake")
    with pytest.raises(NotAllowed, match="roles_incompatible"):
        grant(INSTALLER, auditor.id, "intake")
    with pytest.raises(NotAllowed, match="roles_incompatible"):
        grant(INSTALLER, clerk.id, "auditor")
    commands.end_role(actor=INSTALLER, officer_id=clerk.id, grant_id=clerk.grants["intake"], now=TOMORROW, key=key())
    grant(INSTALLER, clerk.id, "auditor", now=TOMORROW)


def test_who_audits_does_no_other_work_for_a_term_or_in_another_post_either() -> None:
    agency, elsewhere = town.agency(), town.agency("เทศบาลเมืองบ้านไผ่")
    clerk = town.officer(agency, "clerk")
    grant(INSTALLER, clerk.id, "intake", until=TOMORROW)
    other_post = commands.register_officer(
        actor=INSTALLER, user_id=clerk.user, agency_id=elsewhere, unit_id=None, position="นิติกร", now=NOW, key=key()
    )
    for post in (clerk.id, other_post):
        with pytest.raises(NotAllowed, match="roles_incompatible"):
            grant(INSTALLER, post, "auditor")
    grant(INSTALLER, other_post, "auditor", now=TOMORROW)
    with pytest.raises(NotAllowed, match="roles_incompatible"):
        grant(INSTALLER, clerk.id, "intake", now=TOMORROW)


def test_an_unknown_role_or_a_backward_term_is_refused() -> None:
    clerk = town.officer(town.agency(), "clerk")
    with pytest.raises(DomainError, match="role_unknown"):
        grant(INSTALLER, clerk.id, "king")
    with pytest.raises(DomainError, match="term_backwards"):
        grant(INSTALLER, clerk.id, "intake", until=NOW)
    commands.end_officer(actor=INSTALLER, officer_id=clerk.id, now=NOW, key=key())
    with pytest.raises(WrongState, match="post_ended"):
        grant(INSTALLER, clerk.id, "intake")


def test_a_role_is_taken_back_once_and_from_its_holder() -> None:
    agency = town.agency()
    clerk, other = town.officer(agency, "clerk", "intake"), town.officer(agency, "other", "intake")
    with pytest.raises(DomainError, match="other_officer"):
        commands.end_role(actor=INSTALLER, officer_id=other.id, grant_id=clerk.grants["intake"], now=NOW, key=key())
    said: dict[str, Any] = {
        "actor": clerk.actor,
        "officer_id": clerk.id,
        "grant_id": clerk.grants["intake"],
        "now": TOMORROW,
    }
    commands.end_role(key=key(), **said)
    with pytest.raises(WrongState, match="already_ended"):
        commands.end_role(key=key(), **said)


def test_losing_a_role_ends_every_session_in_the_same_act() -> None:
    clerk = town.officer(town.agency(), "clerk", "intake")
    before = User.objects.get(id=clerk.user).get_session_auth_hash()
    commands.end_role(actor=INSTALLER, officer_id=clerk.id, grant_id=clerk.grants["intake"], now=TOMORROW, key=key())
    assert User.objects.get(id=clerk.user).get_session_auth_hash() != before
    assert Event.objects.get(kind="user.sessions_revoked").actor == "system:reaction"


def test_nobody_but_a_reaction_ends_the_sessions_of_others() -> None:
    clerk = town.officer(town.agency(), "clerk")
    with pytest.raises(NotAllowed, match="reaction_only"):
        commands.revoke_sessions(actor=INSTALLER, user_id=clerk.user, now=NOW, key=key())


def test_an_address_logs_in_one_user_whatever_its_case() -> None:
    town.login("somchai")
    with pytest.raises(WrongState, match="email_taken"):
        commands.register_user(actor=INSTALLER, email="SomChai@Example.org", password=town.PASSWORD, now=NOW, key=key())


def test_a_user_is_shown_without_its_address() -> None:
    user = User.objects.get(id=town.login("somchai"))
    assert "somchai" not in f"{user} {user!r}"
    assert "somchai" not in Event.objects.get().payload_text
    assert user.check_password(town.PASSWORD)
