"""`saduak oversight` counts finished cases and tells which figures are not what the events say."""

import pytest

from saduak.cases.tests import office
from saduak.cases.tests.office import FOOD_LARGE
from saduak.cli.main import main
from saduak.ledger.guard import side_door
from saduak.ledger.models import Event
from saduak.oversight.models import Cell
from saduak.oversight.tests.test_counting import granted

pytestmark = pytest.mark.django_db

Out = pytest.CaptureFixture[str]


def test_what_is_counted_agrees_with_the_events(capsys: Out) -> None:
    granted(office.office())
    assert main(["oversight", "recompute", "--language", "en"]) == 1
    assert "Differs health/food-large 2026-11 whole" in capsys.readouterr().out
    assert main(["oversight", "count", "--language", "en"]) == 0
    assert "1 finished cases" in capsys.readouterr().out
    assert main(["oversight", "recompute", "--all"]) == 0
    told = capsys.readouterr().out
    assert "ตรงกัน health/food-large 2026-11 whole : 1 / 1 / 2 / 2 / 2" in told
    assert "ตรงกันทั้งหมด" in told


def test_a_figure_that_was_touched_is_named_and_counted_anew_on_record(capsys: Out) -> None:
    at = office.office()
    granted(at)
    main(["oversight", "count"])
    with side_door("bulk loader"):
        Cell.objects.filter(measure="told").update(count=7)
    asked = ["oversight", "recompute", "--agency", at.slug, "--service", FOOD_LARGE, "--month", "2026-11"]
    assert main(asked) == 1
    assert "ที่เก็บไว้ 7 / 1" in capsys.readouterr().out
    assert main([*asked, "--write"]) == 1
    assert Event.objects.get(kind="tally.recounted").payload["service"] == FOOD_LARGE
    assert main(asked) == 0


def test_an_agency_that_there_is_not_is_told_with_a_sentence(capsys: Out) -> None:
    assert main(["oversight", "recompute", "--agency", "nowhere"]) == 2
    assert capsys.readouterr().err.strip()
