"""How far a service can be had without paper, and what it lacks for the next level."""

from dataclasses import replace

import pytest

from saduak.core.levels import FILING, LICENCE, PAYMENT, level_of
from saduak.core.package import Exemption, Form, Package
from saduak.core.package.fees import Fees
from saduak.sources.packages import package

ALL = frozenset({FILING, PAYMENT, LICENCE})


@pytest.fixture(scope="module")
def food() -> Package:
    return package("health/food-large", "2565-01-01")


def test_each_level_needs_those_below_it(food: Package) -> None:
    told = food.service, food.form, food.fees
    for electronic, is_announced, level, lacks in (
        (ALL, True, 4, ""),
        (ALL - {LICENCE}, True, 3, "licence_on_paper"),
        ({FILING, LICENCE}, True, 2, "paid_at_counter"),
        ({FILING, PAYMENT, LICENCE}, False, 1, "not_announced"),
        (set(), True, 1, "no_web"),
    ):
        found = level_of(*told, electronic, is_announced=is_announced)
        assert (found.level, found.lacks) == (level, lacks)


def test_what_costs_nothing_need_not_be_paid_on_line(food: Package) -> None:
    found = level_of(food.service, food.form, Fees("none"), {FILING}, is_announced=True)
    assert (found.level, found.rungs[2].why) == (3, "free")


def test_without_a_form_there_is_information_only(food: Package) -> None:
    assert level_of(food.service, Form(()), food.fees, ALL, is_announced=True).level == 0


def test_who_has_to_come_in_person_cannot_file_on_line(food: Package) -> None:
    service = replace(food.service, in_person_only=Exemption("in_person", "epa 7 5"))
    found = level_of(service, food.form, food.fees, ALL, is_announced=True)
    assert (found.level, found.lacks) == (1, "in_person")
