"""Services over the interface: listed, searched, read in every version, with the offices that serve them."""

from typing import Any

import pytest
from django.test import Client

from saduak.catalogue.tests.press import shipped
from saduak.sources.compiled import compiled

WASTE, HARMFUL, OFFICE = "industry/waste-removal", "health/harmful-business", "khon-kaen-city"
pytestmark = pytest.mark.django_db


def data(program: Client, address: str, status: int = 200) -> Any:
    answered = program.get(f"/api/v1{address}")
    assert answered.status_code == status, answered.content
    return answered.json()


def names(found: Any) -> list[str]:
    return [service["service"] for service in found["services"]]


def test_every_service_in_force_is_listed(program: Client) -> None:
    found = data(program, "/services")
    assert names(found) == [HARMFUL, WASTE]
    assert found["services"][0]["offices"] == [OFFICE]
    assert found["next"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=กากอุตสาหกรรม", [WASTE]),
        (f"office={OFFICE}", [HARMFUL]),
        ("office=nobody", []),
        ("lane=licence", [HARMFUL, WASTE]),
        ("lane=benefit", []),
        ("event=no_such_event", []),
        ("on=1999-01-01", []),
    ],
)
def test_a_list_is_narrowed(program: Client, query: str, expected: list[str]) -> None:
    assert names(data(program, f"/services?{query}")) == expected


def test_an_event_of_a_service_finds_it(program: Client) -> None:
    for service in data(program, "/services")["services"]:
        for event in service["events"]:
            assert service["service"] in names(data(program, f"/services?event={event}"))


def test_on_an_earlier_day_the_version_of_that_day_is_listed(program: Client) -> None:
    old, new = shipped(WASTE)
    [found] = data(program, f"/services?on={old.service.valid_to}&q=กากอุตสาหกรรม")["services"]
    assert found["version"] == old.service.version != new.service.version


def test_pages_follow_each_other_without_gap(program: Client) -> None:
    first = data(program, "/services?limit=1")
    second = data(program, f"/services?limit=1&after={first['next']}")
    assert names(first) + names(second) == [HARMFUL, WASTE]
    assert second["next"] is None
    assert data(program, "/services?after=a/b", 422)["error"]["code"] == "after_unknown"


def test_a_service_as_the_centre_and_as_an_office_serves_it(program: Client) -> None:
    central, served = data(program, f"/services/{HARMFUL}"), data(program, f"/services/{HARMFUL}/{OFFICE}")
    assert (central["office"], served["office"]) == ("centre", OFFICE)
    assert served["office_name"] == {"th": "เทศบาลนครขอนแก่น", "en": "Khon Kaen City Municipality"}
    assert served["steps"]
    assert [paper["id"] for paper in served["documents"]] == [paper["id"] for paper in central["documents"]]
    assert data(program, f"/services/{HARMFUL}/centre") == central


def test_every_version_is_kept_and_is_the_published_text(program: Client) -> None:
    old, new = shipped(WASTE)
    versions = data(program, f"/services/{WASTE}/centre/versions")["versions"]
    assert [one["version"] for one in versions] == [new.service.version, old.service.version]
    for one, package in zip(versions, (new, old), strict=True):
        assert program.get(one["data"]).content.decode() == compiled(package)


def test_links_lead_to_pages_that_exist(program: Client) -> None:
    for service in (HARMFUL, f"{HARMFUL}/{OFFICE}"):
        links = data(program, f"/services/{service}")["links"]
        assert program.get(links["data"]).status_code == program.get(links["versions"]).status_code == 200
        assert links["page"] == f"http://testserver/services/{service}/"


def test_offices_tell_their_channels(program: Client) -> None:
    [office] = data(program, "/offices")["offices"]
    assert (office["office"], office["services"]) == (OFFICE, [HARMFUL])
    assert office["channels"][0]["name"]["th"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/services/none/such", "service_unknown"),
        (f"/services/{HARMFUL}/nobody", "office_unknown"),
        (f"/services/{HARMFUL}/nobody/versions", "office_unknown"),
        (f"/services/{HARMFUL}/centre/versions/0", "version_unknown"),
        ("/nothing/here", "not_found"),
        ("/", "not_found"),
    ],
)
def test_what_does_not_exist_is_told_in_both_languages(program: Client, address: str, code: str) -> None:
    error = data(program, address, 404)["error"]
    assert error["code"] == code
    assert set(error["text"]) == {"th", "en"}
    assert "{" not in "".join(error["text"].values())


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("on=yesterday", "query.on"),
        ("limit=0", "query.limit"),
        ("limit=101", "query.limit"),
        ("lane=x", "query.lane"),
        ("office=A%00", "query.office"),
        ("q=" + "x" * 201, "query.q"),
    ],
)
def test_a_wrong_question_names_what_is_wrong(program: Client, query: str, field: str) -> None:
    error = data(program, f"/services?{query}", 422)["error"]
    assert (error["code"], error["params"]["field"]) == ("invalid", field)
