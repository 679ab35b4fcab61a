"""Following without log-in: number and code give the stage, wrong ones give nothing away, and tries are limited."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from saduak.cases.models import Case
from saduak.cases.queries import tracking_code
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, RESTAURANT
from saduak.channels.portal.tests.conftest import TUESDAY
from saduak.channels.portal.tests.test_after_filing import HOSTILE
from saduak.channels.portal.tests.visitors import words
from saduak.ledger.present import set_business_time

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def row() -> Case:
    """A licence of food premises, filed on Monday."""
    return office.case(office.file(office.office(CITY), FOOD_LARGE, RESTAURANT))


def tried(client: Client, number: str, code: str, **more: Any) -> Any:
    return client.post("/follow/", {"number": number, "code": code}, **more)


def test_number_and_code_show_stage_and_clock_and_nothing_personal(row: Case) -> None:
    client = Client()
    assert row.number in words(client.get("/follow/", {"number": row.number}))
    answer = tried(client, row.number.lower(), tracking_code(row.id).lower().replace("-", " "))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/follow/")
    page = words(client.get("/follow/"))
    assert "เจ้าหน้าที่กำลังตรวจว่าคำขอครบถ้วน" in page
    assert "วันทำการ" in page
    for private in ("สมมุติ", "ครัวตัวอย่าง", "0800000000", "1101700203450", str(row.id), tracking_code(row.id)):
        assert private not in page


def test_a_wrong_code_and_a_number_that_does_not_exist_are_told_alike(row: Case) -> None:
    wrong = tried(Client(), row.number, "22222-22222")
    unknown = tried(Client(), "KKC-99-00001", "22222-22222")
    assert wrong.status_code == unknown.status_code == 422
    assert 'value="22222-22222"' in words(wrong), "what was typed stays, to be mended"
    assert body(words(wrong), row.number) == body(words(unknown), "KKC-99-00001")


def body(page: str, number: str) -> str:
    """The page without what was typed and the token of its form."""
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"', maxsplit=1)[0]
    return page.replace(number, "").replace(token, "")


def test_the_same_work_is_done_whether_or_not_there_is_such_a_number(row: Case, django_assert_num_queries: Any) -> None:
    from saduak.cases.queries import tracked

    for number in (row.number, "KKC-99-00001"):
        with django_assert_num_queries(1):
            assert tracked(number, "22222-22222") is None


def test_tries_of_one_number_are_limited_whoever_tries_and_whether_or_not_it_exists(row: Case) -> None:
    for number in (row.number, "KKC-99-00001"):
        answers = [
            tried(Client(), number, "22222-22222", REMOTE_ADDR=f"192.0.2.{visitor}").status_code
            for visitor in range(12)
        ]
        assert answers == [422] * 10 + [403] * 2
    late = tried(Client(), row.number, tracking_code(row.id), REMOTE_ADDR="192.0.2.99")
    assert late.status_code == 403


def test_tries_of_one_visitor_are_limited_over_all_numbers() -> None:
    answers = [tried(Client(), f"KKC-69-{number:05}", "22222-22222").status_code for number in range(61)]
    assert answers[-2:] == [422, 403]


def test_the_page_is_closed_by_its_reader_or_by_itself(row: Case) -> None:
    client = Client()
    tried(client, row.number, tracking_code(row.id))
    client.post("/follow/", {"do": "leave"})
    assert "รหัสติดตาม" in words(client.get("/follow/"))
    tried(client, row.number, tracking_code(row.id))
    set_business_time(TUESDAY + timedelta(minutes=31))
    assert "วันทำการ" not in words(client.get("/follow/"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(text: str) -> None:
    shown = text.encode("utf-8", "replace").decode()
    answer = tried(Client(), shown, shown)
    assert answer.status_code == 422
    assert "<script>alert" not in words(answer)
    assert Client().get("/follow/", {"number": shown}).status_code == 200
