"""A service that asks for no log-in: the browser holds the draft, and nobody else has it."""

import pytest
from django.test import Client

from saduak.cases.models import Case, Draft
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, RESTAURANT
from saduak.channels.portal.tests import manuals
from saduak.channels.portal.tests.visitors import (
    FOOD_START,
    applicant,
    begin,
    browser,
    page_of,
    submit,
    upload,
    words,
    write,
)
from saduak.files.tests.papers import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> office.Office:
    """An office whose licence of food premises asks for no log-in."""
    at = office.office(CITY)
    manuals.without_log_in(CITY, FOOD_LARGE)
    return at


@pytest.mark.usefixtures("city")
def test_anybody_applies_and_keeps_the_receipt() -> None:
    client = Client()
    assert "ไม่ต้องเข้าสู่ระบบ" in words(client.get(FOOD_START))
    draft = begin(client)
    write(client, draft, RESTAURANT)
    assert upload(client, draft, "right_to_place", ("สัญญาเช่า.pdf", PDF)).status_code == 303
    receipt = submit(client, draft).headers["Location"]
    row = Case.objects.get()
    assert row.number in words(client.get(receipt))
    assert client.get(f"{receipt.rstrip('/')}.pdf").status_code == 200
    assert (row.person_id, row.organisation_id, row.words.applicant_name) == (None, None, "นางสาวสมมุติ ตัวอย่าง")
    assert client.get(draft).headers["Location"] == receipt


def test_the_address_of_a_draft_or_a_receipt_opens_nothing_in_another_browser(city: office.Office) -> None:
    client = Client()
    draft = begin(client)
    for address in (draft, page_of(draft, "applicant"), f"{draft}papers/"):
        assert Client().get(address).headers["Location"].startswith("/in/")
        assert applicant(city).get(address).status_code == 404
    write(client, draft, RESTAURANT)
    receipt = submit(client, draft).headers["Location"]
    assert Client().get(receipt).headers["Location"].startswith("/in/")
    assert applicant(city).get(receipt).status_code == 404


@pytest.mark.usefixtures("city")
def test_a_form_acts_once_in_a_browser_and_never_for_another() -> None:
    """All who come without a log-in are one actor to the ledger; a key that two of them send is two keys."""
    one, two = Client(), Client()
    for client in (one, two):
        client.get(FOOD_START)
    begun = [client.post(FOOD_START, {"key": "0" * 32}).headers["Location"] for client in (one, one, two)]
    assert begun[0] == begun[1]
    assert begun[2] != begun[0]
    assert Draft.objects.count() == 2


@pytest.mark.usefixtures("city")
def test_what_was_begun_is_listed_for_the_same_browser_only() -> None:
    client = Client()
    draft = begin(client)
    assert draft in words(client.get(FOOD_START))
    assert draft not in words(Client().get(FOOD_START))


def test_who_is_logged_in_owns_the_draft_all_the_same(city: office.Office) -> None:
    client = browser(city.citizen, "one_time_code")
    draft = begin(client)
    assert Draft.objects.get().person_id == city.person
    assert Client().get(draft).headers["Location"].startswith("/in/")


def test_a_code_by_e_mail_is_enough_where_the_service_says_so() -> None:
    at = office.office(CITY)
    client = browser(at.citizen, "one_time_code")
    draft = begin(client)
    write(client, draft, RESTAURANT)
    assert client.get(submit(client, draft).headers["Location"]).status_code == 200
