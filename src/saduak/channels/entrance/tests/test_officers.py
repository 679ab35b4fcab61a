"""Officers: two factors for everybody who holds a post, invitations that work once, sessions that end with the role."""

import re
import time
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from saduak.channels.entrance.tests.doors import Mailbox
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotAllowed, WrongState
from saduak.identities.commands import accept_invitation, invite_officer
from saduak.identities.models import Invitation
from saduak.identities.queries import invitation_token
from saduak.ledger.actors import ENTRANCE, INSTALLER
from saduak.ledger.outbox import Schedule, deliver_due
from saduak.ledger.present import present
from saduak.ledger.projections import differences
from saduak.parties.commands import end_officer, end_role
from saduak.parties.models import Officer, User
from saduak.parties.queries import posts_of_user
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
NEW = "กินข้าวเย็นแล้วหรือยัง 2570"


def code_of(secret: str, ahead: int = 0) -> str:
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def given(client: Client, email: str, password: str = town.PASSWORD) -> HttpResponse:
    """The first factor."""
    return client.post("/in/officer/", {"email": email, "password": password})  # type: ignore[return-value]


def set_up(client: Client) -> str:
    """Set the second factor up; its secret."""
    client.get("/in/officer/set-up/")
    secret: str = client.session["entrance.secret"]
    answer = client.post("/in/officer/set-up/", {"code": code_of(secret)})
    assert answer.status_code == 303, answer.content.decode()
    return secret


def clerk() -> town.Post:
    """An officer who has a password and no second factor yet."""
    return town.officer(town.agency(), "clerk", "intake")


def test_without_a_second_factor_an_officer_sees_the_set_up_page_only(client: Client) -> None:
    clerk()
    assert given(client, "clerk@example.org").headers["Location"] == "/in/officer/set-up/"
    assert "_auth_user_id" not in client.session
    assert client.get("/in/officer/codes/").headers["Location"] == "/in/officer/"
    assert client.get("/in/me/").status_code == 302


def test_an_officer_sets_up_an_app_and_logs_in_with_it(client: Client) -> None:
    post = clerk()
    given(client, "clerk@example.org")
    assert "<svg" in client.get("/in/officer/set-up/").content.decode()
    secret = set_up(client)
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/in/officer/codes/").content.decode())
    assert len(codes) == 10
    again = Client()
    assert given(again, "clerk@example.org").headers["Location"] == "/in/officer/second/"
    assert again.post("/in/officer/second/", {"code": "000000"}).status_code == 422
    assert again.post("/in/officer/second/", {"code": code_of(secret, 1)}).status_code == 303
    assert again.session["_auth_user_id"] == str(post.user)
    third = Client()
    given(third, "clerk@example.org")
    assert third.post("/in/officer/second/", {"code": code_of(secret, 1)}).status_code == 422, "used already"
    assert third.post("/in/officer/second/", {"code": codes[0]}).status_code == 303
    fourth = Client()
    given(fourth, "clerk@example.org")
    assert fourth.post("/in/officer/second/", {"code": codes[0]}).status_code == 422, "used already"


def test_a_wrong_code_sets_nothing_up(client: Client) -> None:
    clerk()
    given(client, "clerk@example.org")
    assert client.post("/in/officer/set-up/", {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_what_is_stored_of_a_factor_is_sealed(client: Client) -> None:
    clerk()
    given(client, "clerk@example.org")
    secret = set_up(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_wrong_password_and_an_unknown_address_sound_alike(client: Client) -> None:
    clerk()
    wrong = given(client, "clerk@example.org", "x").content.decode()
    unknown = given(client, "nobody@example.org", "x").content.decode()
    assert re.findall('class="wrong".*', wrong) == re.findall('class="wrong".*', unknown) != []


def test_a_citizen_does_not_enter_as_an_officer(client: Client) -> None:
    town.citizen("suda")
    assert given(client, "suda@example.org").status_code == 422


def test_passwords_cannot_be_tried_for_ever(client: Client) -> None:
    clerk()
    for _ in range(10):
        given(client, "clerk@example.org", "x")
    page = given(client, "clerk@example.org")
    assert page.status_code == 422
    assert "15 นาที" in page.content.decode()


def test_second_factors_cannot_be_tried_for_ever(client: Client) -> None:
    clerk()
    given(client, "clerk@example.org")
    secret = set_up(client)
    other = Client()
    given(other, "clerk@example.org")
    for _ in range(5):
        other.post("/in/officer/second/", {"code": "000000"})
    assert other.post("/in/officer/second/", {"code": code_of(secret, 1)}).status_code == 422


@for_officers("intake")
def desk(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """A page of the desk, for the guard's test."""
    return HttpResponse(f"{officer.actor} {len(officer.posts)}")


def asked(client: Client) -> HttpRequest:
    """A request of this client's session."""
    response = client.get("/in/officer/codes/")
    return response.wsgi_request


def test_the_guard_of_the_desk_lets_officers_of_a_role_in_and_sends_others_to_log_in(client: Client) -> None:
    post = clerk()
    stranger = desk(asked(client))
    assert stranger.headers["Location"] == "/in/officer/?next=%2Fin%2Fofficer%2Fcodes%2F"
    given(client, "clerk@example.org")
    set_up(client)
    assert desk(asked(client)).content.decode() == f"user:{post.user} 1"  # type: ignore[attr-defined]
    end_role(actor=INSTALLER, officer_id=post.id, grant_id=post.grants["intake"], now=present(), key="end")
    assert "_auth_user_id" not in Client(HTTP_COOKIE=str(client.cookies)).session
    assert desk(asked(client)).status_code == 302, "the session ended with the role"


def test_an_officer_of_another_role_is_told_so(client: Client) -> None:
    town.officer(town.agency(), "checker", "checker")
    given(client, "checker@example.org")
    set_up(client)
    with pytest.raises(NotAllowed, match="no_such_role"):
        desk(asked(client))


def test_a_session_ends_with_the_post(client: Client) -> None:
    post = clerk()
    given(client, "clerk@example.org")
    set_up(client)
    end_officer(actor=INSTALLER, officer_id=post.id, now=present(), key="end")
    assert client.get("/in/officer/codes/").headers["Location"] == "/in/officer/"


def invited(email: str = "new@example.com") -> tuple[UUID, UUID]:
    """An invitation to a new clerk; its id and the agency's."""
    agency = town.agency()
    admin = town.officer(agency, "admin", "agency_admin")
    return _invite(agency, admin, email), agency


def _invite(agency: UUID, admin: town.Post, email: str, name: str = "") -> UUID:
    return invite_officer(
        actor=admin.actor,
        agency_id=agency,
        unit_id=None,
        email=email,
        position="เจ้าหน้าที่รับคำขอ",
        roles=("intake", "officer"),
        name=name,
        now=present(),
        key=town.key(),
    )


def link(invitation: UUID) -> str:
    """The path of an invitation's link."""
    return reverse("entrance:invitation", args=(invitation_token(invitation),))


def chosen(password: str = NEW, name: str = "นางสาวตัวอย่าง ใจดี") -> dict[str, str]:
    """What an invited officer fills in."""
    return {"name": name, "password": password, "again": password}


def test_the_name_that_the_administrator_gave_is_confirmed_with_the_password(client: Client) -> None:
    agency = town.agency()
    admin = town.officer(agency, "admin", "agency_admin")
    path = link(_invite(agency, admin, "new@example.com", "นางสาวตัวอย่าง ใจดี"))
    assert 'value="นางสาวตัวอย่าง ใจดี"' in client.get(path).content.decode()
    assert client.post(path, chosen(name=" ")).status_code == 422
    client.post(path, chosen(name="นางสาวตัวอย่าง ใจงาม"))
    assert User.objects.get(email="new@example.com").name == "นางสาวตัวอย่าง ใจงาม"
    assert list(differences()) == []


def test_another_agency_that_invites_an_officer_does_not_rename_them() -> None:
    agency, elsewhere = town.agency(), town.agency()
    _invite(agency, town.officer(agency, "admin", "agency_admin"), "new@example.com", "นางสาวตัวอย่าง ใจดี")
    _invite(elsewhere, town.officer(elsewhere, "other", "agency_admin"), "new@example.com", "นายคนอื่น")
    assert User.objects.get(email="new@example.com").name == "นางสาวตัวอย่าง ใจดี"


def test_an_officer_corrects_the_own_name(client: Client) -> None:
    post = clerk()
    assert client.get("/in/officer/name/").headers["Location"] == "/in/officer/?next=%2Fin%2Fofficer%2Fname%2F"
    given(client, "clerk@example.org")
    set_up(client)
    assert client.post("/in/officer/name/", {"name": ""}).status_code == 422
    assert client.post("/in/officer/name/", {"name": "นายตัวอย่าง ดีงาม"}).status_code == 303
    assert User.objects.get(id=post.user).name == "นายตัวอย่าง ดีงาม"
    assert "นายตัวอย่าง ดีงาม" in client.get("/in/officer/name/").content.decode()


def test_an_invitation_leads_to_a_password_and_a_second_factor(client: Client, box: Mailbox) -> None:
    invitation, _ = invited()
    deliver_due(present, Schedule(), is_stopping=lambda: False)
    path = link(invitation)
    assert path in box.text()
    assert client.get(path).status_code == 200
    assert client.post(path, chosen("short")).status_code == 422
    assert client.post(path, {**chosen(), "again": NEW + "x"}).status_code == 422
    assert client.post(path, chosen("password1234")).status_code == 422
    assert client.post(path, chosen()).headers["Location"] == "/in/officer/set-up/"
    set_up(client)
    user = User.objects.get(email="new@example.com")
    assert posts_of_user(user.id, present())[0].roles == {"intake", "officer"}
    assert list(differences()) == []


def test_an_invitation_works_once(client: Client) -> None:
    path = link(invited()[0])
    client.post(path, chosen())
    assert Client().get(path).status_code == 409
    assert Client().post(path, chosen()).status_code == 409


def test_an_invitation_ends_after_a_week() -> None:
    invitation, _ = invited()
    with pytest.raises(WrongState, match="invitation_expired"):
        accept_invitation(actor=ENTRANCE, invitation_id=invitation, password=NEW, now=in_a_week(invitation), key="late")


def in_a_week(invitation: UUID) -> datetime:
    """The moment at which an invitation is over."""
    until: datetime = Invitation.objects.get(id=invitation).until
    assert until - present() > timedelta(days=6)
    return until


@pytest.mark.parametrize("token", ["x", "~", "00000000000000000000000000000000~forged", "%00"])
def test_a_link_that_we_did_not_sign_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/in/officer/invitation/{token}/").status_code == 422


def test_a_new_invitation_mends_a_lost_telephone(client: Client) -> None:
    agency = town.agency()
    admin = town.officer(agency, "admin", "agency_admin")
    client.post(link(_invite(agency, admin, "new@example.com")), chosen())
    set_up(client)
    other = Client()
    other.post(link(_invite(agency, admin, "new@example.com")), chosen(NEW + "!"))
    set_up(other)
    assert Officer.objects.filter(user__email="new@example.com").count() == 1
    assert client.get("/in/officer/codes/").status_code == 303, "the old session ended with the old password"


def test_only_an_administrator_of_the_agency_invites() -> None:
    agency = town.agency()
    stranger = town.officer(town.agency(), "stranger", "agency_admin")
    with pytest.raises(NotAllowed, match="not_agency_admin"):
        _invite(agency, stranger, "new@example.com")
    with pytest.raises(NotAllowed, match="central_role"):
        invite_officer(
            actor=town.officer(agency, "admin", "agency_admin").actor,
            agency_id=agency,
            unit_id=None,
            email="new@example.com",
            position="x",
            roles=("auditor",),
            now=present(),
            key="k",
        )
    assert not User.objects.filter(email="new@example.com").exists()
