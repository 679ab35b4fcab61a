"""What every answer has in common: any origin reads it, a returning reader gets no body, too much is refused."""

import pytest
from django.test import Client

LIST = "/api/v1/services"
PAGE = "/services/industry/waste-removal/centre/2566-11-01/data.json"
pytestmark = pytest.mark.django_db


def test_any_origin_may_read_what_is_found_and_what_is_not(program: Client) -> None:
    for address in (LIST, "/api/v1/none", "/api/v1/openapi.json"):
        assert program.get(address).headers["Access-Control-Allow-Origin"] == "*"
    preflight = program.options("/api/v1/law")
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in program.get(PAGE).headers


def test_nothing_can_be_written(program: Client) -> None:
    for call in (program.post, program.put, program.patch, program.delete):
        answered = call(LIST)
        assert answered.status_code == 405
        assert answered.json()["error"]["code"] == "method_not_allowed"


def test_head_is_answered_like_get_without_a_body(program: Client) -> None:
    head, get = program.head(LIST), program.get(LIST)
    assert (head.status_code, head.headers["ETag"], head.content) == (200, get.headers["ETag"], b"")


def test_no_session_is_begun(program: Client) -> None:
    assert not program.get(LIST).cookies


@pytest.mark.parametrize("length", ["70000", "9" * 5000, "-1", "x"])
def test_more_than_a_question_is_refused(program: Client, length: str) -> None:
    answered = program.post("/api/v1/law", "{}", "application/json", headers={"content-length": length})
    assert answered.status_code == 413
    assert answered.json()["error"]["code"] == "too_large"
    assert program.get(f"{LIST}?q={'x' * 3000}").status_code == 413


def test_there_is_no_page_that_loads_from_elsewhere(program: Client) -> None:
    assert program.get("/api/v1/docs").status_code == 404
    described = program.get("/api/v1/openapi.json")
    assert described.headers["Content-Type"].startswith("application/json")
    assert described.json()["openapi"] == "3.1.0"
