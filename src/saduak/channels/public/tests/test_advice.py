"""What somebody who says how large a food place is reads first."""

import pytest
from django.test import Client

from saduak.catalogue.tests.press import publish, shipped
from saduak.channels.shell.templatetags.words import sample_of
from saduak.core.package import Text
from saduak.core.reasons import LONGEST_SHOWN

SMALL, LARGE, HARMFUL = "health/food-small", "health/food-large", "health/harmful-business"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings: object) -> Client:
    """A visitor of a catalogue with both services for food places."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    for package in [*shipped(SMALL), *shipped(LARGE)]:
        publish(package)
    return Client()


@pytest.mark.parametrize(("area", "first", "second"), [(180, SMALL, LARGE), (240, LARGE, SMALL)])
def test_the_size_of_a_food_place_decides_what_is_told_first(page: Client, area: int, first: str, second: str) -> None:
    query = f"ต้องการเปิดร้านอาหาร {area} ตารางเมตร"
    text = page.get("/search/", {"q": query}).content.decode()
    assert text.index(f"/services/{first}/") < text.index(f"/services/{second}/")
    assert text.count(f"/services/{first}/") == 2  # told, and found
    assert text.count(f"/services/{second}/") == 1


def test_nobody_is_told_that_a_food_place_needs_nothing(page: Client) -> None:
    text = page.get("/what-do-i-need/", {"doing": "food"}).content.decode()
    assert f"/services/{SMALL}/" in text
    assert f"/services/{LARGE}/" in text


def test_whose_a_sample_figure_is_stands_in_full() -> None:
    owner = "ตัวเลขสมมุติเพื่อการสาธิต มิได้มาจากข้อบัญญัติใด ไม่พบเทศบัญญัติของเทศบาลนครขอนแก่น"
    assert len(owner) > LONGEST_SHOWN
    assert owner in sample_of(Text(owner, "Invented"))


def test_the_calculator_tells_why_and_leaves_out_what_was_not_asked(page: Client) -> None:
    publish(shipped(HARMFUL)[-1])
    answers = {"request.kind": "new", "business.item": "1.1", "measure.heads": "150"}
    text = page.get(f"/services/{HARMFUL}/", answers).content.decode()
    assert "อยู่ในช่วงเกิน 100 แต่ไม่เกิน 1,000" in text
    assert "เป็นตัวอย่าง: ที่มาของอัตรานี้คือข้อบัญญัติองค์การบริหารส่วนตำบลหนองแวง" in text
    assert "จึงไม่เรียกเก็บ" not in text
