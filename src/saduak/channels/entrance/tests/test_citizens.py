"""A citizen logs in: with ThaID, with a code, with both; what is not an answer to our question is refused."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client

from saduak.channels.entrance.tests import doors
from saduak.channels.entrance.tests.doors import Mailbox
from saduak.identities.models import Proof, Told
from saduak.identities.queries import assurance, claims
from saduak.ledger.projections import differences
from saduak.parties.commands import register_person
from saduak.parties.models import Person, User
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def back(address: str, **changed: str) -> str:
    """The way back from the provider, with some of its answers replaced."""
    parts = urlsplit(address)
    told = {**{name: values[0] for name, values in parse_qs(parts.query).items()}, **changed}
    return f"{parts.path}?{urlencode(told)}"


def test_somebody_logs_in_with_thaid_and_is_known_by_name_and_number(client: Client, thaid: str) -> None:
    page = doors.log_in_with_thaid(client, "somchai")
    assert page.status_code == 200
    assert "สมชาย ใจดี" in page.content.decode()
    person = Person.objects.get()
    assert (person.name, person.masked_identifier) == ("สมชาย ใจดี", "x-xxxx-xxxxx-45-0")
    assert assurance(User.objects.get().id) == "ial_2"
    told = claims(person.id)
    assert told is not None
    assert (told.title, told.birthdate) == ("นาย", "1978-04-12")
    assert "ท่าพระ" in told.address
    assert list(differences()) == []


def test_the_number_stands_nowhere_in_clear(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            assert "1101700203450" not in str(cursor.fetchall()), table


def test_we_ask_with_state_nonce_and_proof_key_for_no_more_than_we_need(client: Client, thaid: str) -> None:
    asked = parse_qs(urlsplit(client.get("/in/with/thaid/").headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert len(asked["nonce"][0]) >= 24
    assert asked["redirect_uri"] == ["http://testserver/in/thaid/back"]
    assert set(asked["scope"][0].split()) == {"openid", "pid", "title", "name", "birthdate", "address", "ial"}


def test_a_foreign_state_is_refused(client: Client, thaid: str) -> None:
    address = doors.chosen(client, client.get("/in/with/thaid/"), "somchai")
    page = client.get(back(address, state="another"), follow=True)
    assert "เริ่มเข้าสู่ระบบใหม่" in page.content.decode()
    assert not User.objects.exists()


def test_an_answer_works_once(client: Client, thaid: str) -> None:
    address = doors.chosen(client, client.get("/in/with/thaid/"), "somchai")
    client.get(back(address))
    client.post("/in/out/")
    page = client.get(back(address), follow=True)
    assert "เริ่มเข้าสู่ระบบใหม่" in page.content.decode()


def test_an_answer_to_another_question_is_refused(client: Client, thaid: str) -> None:
    """The code of one journey, put into another of the same browser: only the nonce tells."""
    stolen = parse_qs(urlsplit(doors.chosen(Client(), client.get("/in/with/thaid/"), "suda")).query)["code"][0]
    address = doors.chosen(client, client.get("/in/with/thaid/"), "somchai")
    page = client.get(back(address, code=stolen), follow=True)
    assert "เริ่มเข้าสู่ระบบใหม่" in page.content.decode()
    assert not User.objects.exists()


def test_who_turns_back_at_thaid_is_told_what_to_do(client: Client, thaid: str) -> None:
    address = doors.chosen(client, client.get("/en/in/with/thaid/"), "somchai", deny=True)
    page = client.get(back(address), follow=True)
    assert page.redirect_chain[-1][0] == "/en/in/"
    assert "did not finish" in page.content.decode()


def test_when_thaid_is_away_we_say_so(client: Client, thaid: str, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    page = client.get("/in/with/thaid/")
    assert page.status_code == 503
    assert "รหัสทางอีเมล" in page.content.decode()


def test_two_log_ins_of_one_person_make_one_person(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    doors.log_in_with_thaid(Client(), "somchai")
    assert Person.objects.count() == User.objects.count() == 1
    assert Proof.objects.count() == 2
    assert Told.objects.count() == 1


def test_a_person_known_at_a_counter_is_found(client: Client, thaid: str) -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    known = register_person(
        actor=clerk.actor, agency_id=agency, name="สมชาย ใจดี", identifier="1101700203450", now=town.NOW, key="k"
    )
    doors.log_in_with_thaid(client, "somchai")
    assert Person.objects.get().id == known
    assert Person.objects.get().user_id is not None


def test_a_foreigner_logs_in_by_code_and_says_a_name(client: Client, box: Mailbox) -> None:
    page = doors.log_in_by_code(client, box, "Aung@Example.com")
    assert page.redirect_chain[-1][0] == "/in/name/"
    page = client.post("/in/name/", {"name": "Aung Kyaw"}, follow=True)
    assert "Aung Kyaw" in page.content.decode()
    person = Person.objects.get()
    assert person.identifier == ""
    assert User.objects.get().email == "aung@example.com"
    assert assurance(User.objects.get().id) == "one_time_code"


def test_code_and_thaid_of_one_person_meet_in_one_account(client: Client, box: Mailbox, thaid: str) -> None:
    doors.log_in_by_code(client, box, "somchai@example.com")
    client.post("/in/name/", {"name": "สมชาย"})
    doors.log_in_with_thaid(client, "somchai")
    person = Person.objects.get()
    assert (person.identifier, person.name) == ("1101700203450", "สมชาย ใจดี")
    again = Client()
    doors.log_in_by_code(again, box, "somchai@example.com")
    assert User.objects.count() == 1
    assert "รหัสทางอีเมล" in again.get("/in/me/").content.decode()


def test_another_person_at_the_same_screen_gets_a_log_in_of_their_own(client: Client, box: Mailbox, thaid: str) -> None:
    doors.log_in_by_code(client, box, "aung@example.com")
    client.post("/in/name/", {"name": "Aung Kyaw"})
    doors.log_in_with_thaid(client, "somchai")
    names = set(Person.objects.values_list("name", "user__email"))
    assert names == {("Aung Kyaw", "aung@example.com"), ("สมชาย ใจดี", None)}


def test_an_address_alone_never_opens_the_account_of_somebody_else(client: Client, box: Mailbox, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    other = Client()
    doors.log_in_by_code(other, box, "mallory@example.com")
    other.post("/in/name/", {"name": "สมชาย ใจดี"})
    doors.log_in_with_thaid(other, "somchai")
    assert User.objects.get(email="mallory@example.com").person.id_sealed is None
    assert User.objects.count() == 2
    page = client.post("/in/email/", {"email": "mallory@example.com"})
    assert page.status_code == 422


def test_who_came_by_thaid_adds_an_address_after_reading_a_code(client: Client, box: Mailbox, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    client.post("/in/email/", {"email": "somchai@example.com"})
    client.post("/in/code/check/", {"code": box.code()})
    assert User.objects.get().email == "somchai@example.com"
    doors.log_in_by_code(Client(), box, "somchai@example.com")
    assert User.objects.count() == 1
    assert list(differences()) == []


def test_a_wrong_code_opens_nothing_and_the_right_one_not_after_five(client: Client, box: Mailbox) -> None:
    client.post("/in/code/", {"email": "suda@example.com"})
    wrong = "000000" if box.code() != "000000" else "111111"
    for _ in range(5):
        assert client.post("/in/code/check/", {"code": wrong}).status_code == 422
    page = client.post("/in/code/check/", {"code": box.code()})
    assert page.status_code == 422
    assert "ขอรหัสใหม่" in page.content.decode()
    assert not User.objects.exists()


def test_a_code_of_ten_minutes_ago_is_refused(client: Client, box: Mailbox) -> None:
    client.post("/in/code/", {"email": "suda@example.com"})
    session = client.session
    kept = session["entrance.code"]
    assert datetime.fromtimestamp(kept["kept"]["until"], UTC) > datetime.now(UTC)
    kept["kept"]["until"] = datetime.now(UTC).timestamp() - 1
    session["entrance.code"] = kept
    session.save()
    page = client.post("/in/code/check/", {"code": box.code()})
    assert "หมดอายุ" in page.content.decode()


def test_nobody_is_flooded_with_codes(client: Client, box: Mailbox) -> None:
    for _ in range(5):
        assert client.post("/in/code/", {"email": "suda@example.com"}).status_code == 303
    page = client.post("/in/code/", {"email": "suda@example.com"})
    assert page.status_code == 422
    assert len(box.mails) == 5


def test_without_a_mail_server_the_page_says_what_to_do(client: Client) -> None:
    page = client.post("/in/code/", {"email": "suda@example.com"})
    assert page.status_code == 422
    assert "ส่งอีเมลไม่ได้" in page.content.decode()


def test_an_officer_does_not_slip_in_by_a_code(client: Client, box: Mailbox) -> None:
    town.officer(town.agency(), "clerk", "intake")
    page = client.post("/in/code/", {"email": "clerk@example.org"})
    assert page.status_code == 422
    assert box.mails == []


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "x" * 300 + "@example.com", "a@example.com\nBcc: b@example.com", "ก@ข"]
)
def test_what_is_no_address_is_kept_and_told(client: Client, box: Mailbox, email: str) -> None:
    page = client.post("/in/code/", {"email": email})
    assert page.status_code == 422
    assert 'href="#id_email"' in page.content.decode()
    assert box.mails == []


def test_nobody_is_sent_to_another_site(client: Client, box: Mailbox) -> None:
    client.get("/in/", {"next": "https://elsewhere.example/"})
    page = doors.log_in_by_code(client, box, "suda@example.com")
    assert all("elsewhere" not in address for address, _ in page.redirect_chain)


def test_logging_out_ends_the_session(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    assert client.get("/in/out/").status_code == 200
    assert client.get("/in/me/").status_code == 200
    client.post("/in/out/")
    assert client.get("/in/me/").status_code == 302


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("", "แต่ละบริการบอกไว้ในหน้าแรกว่าต้องยืนยันตัวตนด้วยสิ่งใด"),
        ("one_time_code", "บริการนี้ใช้รหัสทางอีเมลได้"),
        ("ial_1", "บริการนี้ต้องยืนยันตัวตนด้วย ThaID"),
    ],
)
def test_the_entrance_says_beforehand_which_proof_is_asked(level: str, says: str) -> None:
    page = Client().get("/in/", {"level": level} if level else {}).content.decode()
    assert says in page
    assert ("นำบัตรหรือหนังสือเดินทางไปแสดงต่อเจ้าหน้าที่" in page) == (level != "one_time_code")


def test_a_level_that_does_not_exist_says_nothing_of_it() -> None:
    assert Client().get("/in/", {"level": "<b>"}).status_code == 200
