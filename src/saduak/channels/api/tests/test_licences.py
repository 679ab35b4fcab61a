"""Other agencies ask for a licence by its number, and follow what changes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from saduak.channels.public.tests import shelf
from saduak.channels.shell import pace
from saduak.channels.shell.pace import Pace
from saduak.ledger.guard import side_door
from saduak.licences.models import Licence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PACE", Pace())
    monkeypatch.setattr(pace, "GUESSES", Pace(2, 0))


def asked(address: str, **given: Any) -> Any:
    return Client().get(f"/api/v1/licences/{address}", given)


def test_a_licence_is_told_with_its_status_and_everything_on_it() -> None:
    said = shelf.record("KKC/อภ.2/2570-00012")
    found = shelf.licence(said)
    answer = asked("KKC/อภ.2/2570-00012")
    told = answer.json()
    assert (told["status"], told["holds"], told["code"]) == ("valid", True, found.code)
    assert told["record"]["holder"] == said.holder
    assert told["page"] == f"http://testserver/v/{found.code}/"
    assert told["because"][0]["text"]["th"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_an_order_is_seen_by_the_next_question() -> None:
    found = shelf.licence()
    assert asked(found.number).json()["status"] == "valid"
    with side_door("bulk loader"):
        Licence.objects.filter(id=found.id).update(state="suspended", state_since=date(2026, 11, 20))
    told = asked(found.number).json()
    assert (told["status"], told["holds"], told["since"]) == ("suspended", False, "2026-11-20")


def test_a_number_that_nobody_has_and_guessing_are_told_apart() -> None:
    found = shelf.licence()
    answers = [asked(f"KKC-{number}") for number in range(3)]
    assert [each.status_code for each in answers] == [404, 404, 429]
    assert [each.json()["error"]["code"] for each in answers[1:]] == ["licence_unknown", "too_fast"]
    assert asked(found.number).status_code == 200


def test_who_asks_too_fast_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    found = shelf.licence()
    monkeypatch.setattr(pace, "PACE", Pace(1, 0))
    assert [asked(found.number).status_code for _ in range(2)] == [200, 429]


def test_the_feed_tells_every_change_once_in_order() -> None:
    moments = [shelf.NOW + timedelta(hours=hours) for hours in (0, 1, 1, 1, 2)]
    made = [shelf.licence(changed_at=moment) for moment in moments]
    expected = [row.number for row in sorted(made[1:], key=lambda row: (row.changed_at, row.id))]
    given: dict[str, Any] = {"since": shelf.NOW.isoformat(), "limit": 2}
    numbers: list[str] = []
    while True:
        told = asked("changes", **given).json()
        numbers += [each["number"] for each in told["licences"]]
        if told["next"] is None:
            break
        given |= told["next"]
    assert numbers == expected


@pytest.mark.parametrize(
    "given",
    [{}, {"since": "yesterday"}, {"since": "2026-11-26T00:00:00"}, {"since": "2026-11-26T00:00:00Z", "limit": 0}],
)
def test_a_feed_without_a_moment_is_refused(given: dict[str, Any]) -> None:
    assert asked("changes", **given).status_code == 422


def test_an_erased_licence_tells_its_status_only() -> None:
    found = shelf.licence(erased_at=shelf.NOW, record={}, words="")
    told = asked(found.number).json()
    assert (told["record"], told["status"]) == (None, "valid")
