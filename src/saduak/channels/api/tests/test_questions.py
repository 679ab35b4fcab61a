"""Questions over the interface: the fee with its reasons, the guide, the law."""

from typing import Any

import pytest
from django.test import Client

from saduak.catalogue.tests.press import shipped

HARMFUL = "/services/health/harmful-business/khon-kaen-city"
PIGS = {"request": {"kind": "new"}, "business": {"item": "1.1"}, "measure": {"heads": 60}}
pytestmark = pytest.mark.django_db


def asked(program: Client, address: str, body: Any, status: int = 200) -> Any:
    answered = program.post(f"/api/v1{address}", body, "application/json")
    assert answered.status_code == status, answered.content
    return answered.json()


def test_a_fee_comes_with_its_reasons(program: Client) -> None:
    found = asked(program, f"{HARMFUL}/fee", {"answers": PIGS, "on": "2026-11-02"})
    assert found["total_satang"] == sum(item["satang"] for item in found["items"]) > 0
    assert all(item["because"] for item in found["items"])
    assert found["billable"] is not any(item["sample"] for item in found["items"])
    assert all(set(reason["text"]) == {"th", "en"} for item in found["items"] for reason in item["because"])


def test_a_fee_that_cannot_be_computed_says_what_is_missing(program: Client) -> None:
    error = asked(program, f"{HARMFUL}/fee", {"answers": {**PIGS, "measure": {}}}, 422)["error"]
    assert error["code"] == "fee_measure_missing"
    assert error["text"]["th"]


def test_a_service_without_a_fee_says_so(program: Client) -> None:
    found = asked(program, "/services/industry/waste-removal/centre/fee", {"answers": {}})
    assert found["total_satang"] == 0
    assert found["left_out"]


def test_a_fee_may_be_asked_of_one_version(program: Client) -> None:
    old = shipped("industry/waste-removal")[0].service.version
    address = "/services/industry/waste-removal/centre/fee"
    assert asked(program, address, {"answers": {}, "version": old})["version"] == old
    assert asked(program, address, {"answers": {}, "version": "1"}, 404)["error"]["code"] == "version_unknown"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answers": {"work": [{}] * 201}}, "answers"),
        ({"answers": {}, "more": 1}, "body.asked.more"),
        ({}, "body.asked.answers"),
    ],
)
def test_what_is_no_question_about_a_fee_is_named(program: Client, body: Any, field: str) -> None:
    error = asked(program, f"{HARMFUL}/fee", body, 422)["error"]
    assert (error["code"], error["params"]["field"]) == ("invalid", field)


def test_the_guide_leads_from_answers_to_services(program: Client) -> None:
    questions = program.get("/api/v1/guide").json()["questions"]
    assert questions[0]["options"][0]["value"] == "food"
    small = asked(program, "/guide", {"answers": {"doing": "food", "area": "๑๘๐"}})
    large = asked(program, "/guide", {"answers": {"doing": "food", "area": "220"}})
    assert [lead["service"] for lead in small["leads"]] == ["health/food-small"]
    assert [lead["service"] for lead in large["leads"]] == ["health/food-large"]
    assert asked(program, "/guide", {"answers": {"none": "such"}})["leads"] == []


def test_the_law_answers_as_on_the_command_line(program: Client) -> None:
    question = {"id": 7, "rule": "receipt", "given": {"entered_at": "2026-12-04T18:45:00+07:00"}, "calendar": "TH-40"}
    found = asked(program, "/law", question)
    assert found["id"] == 7
    assert found["answer"]["received_at"] == "2026-12-08T08:30:00+07:00"
    assert found["because"][0]["text"]["en"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "not_json"),
        (b"\xff", 400, "not_json"),
        ("[]", 400, "not_an_object"),
        ("[" * 30_000, 400, "not_json"),
        ('{"rule":"none","given":{}}', 422, "rule_unknown"),
        ('{"rule":"\\ud800","given":{}}', 422, "rule_unknown"),
        ('{"rule":"receipt","given":{}}', 422, "field_missing"),
    ],
)
def test_a_question_the_law_cannot_answer_is_explained(program: Client, body: Any, status: int, code: str) -> None:
    assert asked(program, "/law", body, status)["error"]["code"] == code


@pytest.mark.parametrize("body", ["{", b"\xff", "[" * 30_000])
def test_what_is_not_json_is_refused_everywhere(program: Client, body: Any) -> None:
    for address in (f"{HARMFUL}/fee", "/guide"):
        assert asked(program, address, body, 400)["error"]["code"] == "not_json"
