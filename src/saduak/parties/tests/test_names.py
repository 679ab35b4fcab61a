"""An order names who makes it (APA s.36): officers have names, kept apart from the events and changed by few."""

from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed
from saduak.ledger.actors import ENTRANCE, INSTALLER, Actor
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.parties import commands
from saduak.parties.models import User
from saduak.parties.queries import Holder, holders_at, unnamed_at
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db
NAME = "นางสาวตัวอย่าง ใจดี"


def name(actor: Actor, user_id: UUID, name: str = NAME) -> str:
    """Record a name; the one that is kept."""
    commands.name_user(actor=actor, user_id=user_id, name=name, now=NOW, key=key())
    return User.objects.get(id=user_id).name


def test_a_name_is_recorded_with_the_log_in_and_events_hold_its_digest() -> None:
    said = {"email": "new@example.com", "password": "", "name": f" {NAME} "}
    user_id = commands.register_user(actor=INSTALLER, now=NOW, key=key(), **said)
    row = User.objects.get(id=user_id)
    event = Event.objects.get(kind="user.named")
    assert (row.name, event.payload) == (NAME, {"name": row.digest(NAME)})
    assert list(differences()) == []


def test_oneself_the_administrator_and_the_entrance_change_a_name() -> None:
    agency = town.agency()
    admin, clerk = town.officer(agency, "admin", "agency_admin"), town.officer(agency, "clerk", "intake")
    for number, actor in enumerate((clerk.actor, admin.actor, ENTRANCE, INSTALLER)):
        assert name(actor, clerk.user, f"{NAME} {number}") == f"{NAME} {number}"


def test_nobody_else_changes_a_name() -> None:
    agency = town.agency()
    clerk, colleague = town.officer(agency, "clerk", "intake"), town.officer(agency, "colleague", "supervisor")
    stranger = town.officer(town.agency(), "stranger", "agency_admin")
    for actor in (colleague.actor, stranger.actor):
        with pytest.raises(NotAllowed, match="not_agency_admin"):
            name(actor, clerk.user)
    commands.end_officer(actor=INSTALLER, officer_id=clerk.id, now=NOW, key=key())
    admin = town.officer(agency, "admin", "agency_admin")
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        name(admin.actor, clerk.user)


def test_the_same_name_again_changes_nothing() -> None:
    clerk = town.officer(town.agency(), "clerk", "intake")
    name(clerk.actor, clerk.user)
    name(clerk.actor, clerk.user, "นางสาวตัวอย่าง   ใจดี")
    assert Event.objects.filter(kind="user.named").count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"), [("  ", "officer_name_missing"), ("ก" * 201, "officer_name_too_long")], ids=["none", "long"]
)
def test_a_name_that_is_none_is_refused(wrong: str, code: str) -> None:
    clerk = town.officer(town.agency(), "clerk", "intake")
    with pytest.raises(DomainError, match=code):
        name(clerk.actor, clerk.user, wrong)


def test_posts_are_told_with_the_names_of_their_officers_and_those_without_are_known() -> None:
    agency = town.agency()
    named, unnamed = town.officer(agency, "ปลัดเทศบาล"), town.officer(agency, "นิติกร")
    name(named.actor, named.user)
    told = holders_at(agency, (named.user, unnamed.user))
    assert told == {named.user: Holder("ปลัดเทศบาล", NAME), unnamed.user: Holder("นิติกร", "")}
    assert [post.position for post in unnamed_at(agency, NOW)] == ["นิติกร"]
