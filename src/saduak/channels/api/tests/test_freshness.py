"""How long an answer is good."""

import pytest
from django.test import Client

from saduak.catalogue.tests.press import OFFICE, publish, shipped

LIST = "/api/v1/services"
pytestmark = pytest.mark.django_db


def test_a_returning_reader_gets_no_body_until_something_is_published(program: Client) -> None:
    first = program.get(LIST)
    known = {"if-none-match": first.headers["ETag"]}
    again = program.get(LIST, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    publish(shipped("industry/waste-removal")[-1], OFFICE)
    assert program.get(LIST, headers=known).status_code == 200
