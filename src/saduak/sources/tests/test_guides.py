"""Where the guide leads: the size of a food place decides, and a pavement is no food place."""

import pytest

from saduak.sources.guides import guide, leads

SMALL, LARGE, VENDING = "health/food-small", "health/food-large", "health/street-vending"


@pytest.mark.parametrize(
    ("answers", "services"),
    [
        ({"doing": "food", "area": "200"}, [SMALL]),
        ({"doing": "food", "area": "๑๘๐"}, [SMALL]),
        ({"doing": "food", "area": "200.5"}, [LARGE]),
        ({"doing": "food", "area": "1,200"}, [LARGE]),
        ({"doing": "food"}, [SMALL, LARGE]),
        ({"doing": "food", "area": "NaN"}, [SMALL, LARGE]),
        ({"doing": "food", "area": "12", "public_place": "no"}, [SMALL]),
        ({"doing": "food", "area": "12", "public_place": "yes"}, [VENDING]),
        ({"area": "50"}, []),
        ({}, []),
    ],
)
def test_answers_lead_to_the_services_that_are_needed(answers: dict[str, str], services: list[str]) -> None:
    assert [lead.service for lead in leads(guide(), answers)] == services
