"""What a person sees when something cannot be done: the status, a sentence, and what to do next."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from saduak.channels.shell.errors import answer_to, status_of
from saduak.config import urls
from saduak.core.errors import (
    Busy,
    DomainError,
    LawError,
    NotAllowed,
    NotFound,
    SaduakError,
    SourceError,
    Unavailable,
    WrongState,
)
from saduak.ledger.errors import StorageFull


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed("not_intake"), 403),
        (NotAllowed("not_visible"), 404),
        (NotFound("not_found"), 404),
        (WrongState("key_reused"), 409),
        (DomainError("file_too_large"), 413),
        (DomainError("weekdays"), 422),
        (LawError("answer_not_date"), 422),
        (SourceError("source_missing"), 500),
        (Busy("busy"), 503),
        (Unavailable("no_room"), 503),
        (StorageFull(), 503),
    ],
)
def test_each_kind_of_error_has_its_status(error: SaduakError, status: int) -> None:
    assert status_of(error) == status


def refusing(request: HttpRequest) -> HttpResponse:
    raise Busy("busy", attempts=5)


def reading(request: HttpRequest) -> HttpResponse:
    return HttpResponse(len(request.POST))


class WithTwoMore:
    """The addresses of the product, with two more that misbehave."""

    urlpatterns = (*urls.urlpatterns, path("refusing/", refusing), path("reading/", reading))
    handler400, handler403 = urls.handler400, urls.handler403


@pytest.fixture
def misbehaving() -> Any:
    with override_settings(ROOT_URLCONF=WithTwoMore):
        yield


@pytest.mark.usefixtures("misbehaving")
def test_an_error_that_a_view_lets_pass_becomes_a_page_with_its_sentence(client: Client) -> None:
    answer = client.get("/refusing/?page=2")
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "มีผู้อื่นกำลังบันทึกอยู่" in page
    assert 'href="/refusing/?page=2"' in page, "a link to try again"
    assert "busy" in page


@pytest.mark.usefixtures("misbehaving")
@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=2000)
def test_a_body_that_is_too_large_is_answered_with_what_to_do(client: Client) -> None:
    answer = client.post("/reading/", {"text": "ก" * 3000}, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "สิ่งที่บันทึกไว้ก่อนหน้ายังอยู่ครบ" in answer.content.decode()


@pytest.mark.usefixtures("misbehaving")
def test_thousands_of_answers_are_too_much_at_once(client: Client) -> None:
    answer = client.post("/reading/", {f"waste.{line}.code": "1" for line in range(5001)})
    assert answer.status_code == 413


@pytest.mark.usefixtures("misbehaving")
def test_a_form_without_its_token_says_to_open_the_page_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/reading/", {"text": "ก"})
    assert answer.status_code == 403
    assert "โปรดเปิดหน้านี้ใหม่แล้วส่งอีกครั้ง" in answer.content.decode()


def test_a_code_without_words_is_still_a_page() -> None:
    request = RequestFactory().get("/en/somewhere/")
    with translation.override("en"):
        page = answer_to(request, WrongState("code_without_words")).content.decode()
    assert "no longer in the state" in page
    assert "code_without_words" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "words"), [("/nowhere/", "ไม่พบหน้านี้"), ("/en/nowhere/", "no such page")])
def test_an_address_that_leads_nowhere_leads_to_the_first_page(client: Client, address: str, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert ('href="/en/"' if address.startswith("/en") else 'href="/"') in answer.content.decode()
