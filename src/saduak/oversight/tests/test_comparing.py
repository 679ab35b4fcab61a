"""Agency against agency: only those whose head said so by an order, and only for those who are among them."""

from datetime import date
from typing import Any

import pytest

from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, INDUSTRY, key
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.projections import differences_in
from saduak.oversight.commands import PROJECTIONS, count_finished, join_comparison, leave_comparison
from saduak.oversight.queries import Part, comparison, orders_of_comparison
from saduak.oversight.tests.test_counting import LATER, NOVEMBER, granted
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

PART = Part(None, FOOD_LARGE, NOVEMBER, date(2026, 11, 1))


def test_only_agencies_that_joined_are_compared() -> None:
    city, industry = office.office(CITY), office.office(INDUSTRY)
    regulator = town.officer(town.agency("ก.พ.ร."), "regulator", "regulator").actor
    granted(city)
    count_finished(LATER)
    assert comparison(regulator, PART, LATER) == []
    said: dict[str, Any] = {"actor": city.authority.actor, "agency_id": city.agency, "now": LATER}
    join_comparison(**said, number="7/2569", key=key())
    [line] = comparison(regulator, PART, LATER)
    assert (line.agency, line.number, line.whole.count, line.whole.share) == (city.agency, "7/2569", 1, 100.0)
    assert [each.agency for each in comparison(city.supervisor.actor, PART, LATER)] == [city.agency]
    assert comparison(industry.supervisor.actor, PART, LATER) == []
    leave_comparison(**said, number="8/2569", key=key())
    assert comparison(regulator, PART, LATER) == []
    [order] = orders_of_comparison(city.agency)
    assert (order.number, order.end_number) == ("7/2569", "8/2569")
    assert [each for projection in PROJECTIONS for each in differences_in(projection)] == []


def test_an_order_is_needed_and_nobody_joins_for_others() -> None:
    city, industry = office.office(CITY), office.office(INDUSTRY)
    said: dict[str, Any] = {"agency_id": city.agency, "now": LATER}
    with pytest.raises(DomainError, match="order_number"):
        join_comparison(actor=city.authority.actor, number=" ", key=key(), **said)
    for actor in (industry.authority.actor, city.supervisor.actor, city.officer.actor, city.citizen):
        with pytest.raises(NotAllowed, match="role_needed"):
            join_comparison(actor=actor, number="7/2569", key=key(), **said)
    with pytest.raises(WrongState, match="comparison_not_joined"):
        leave_comparison(actor=city.authority.actor, number="7/2569", key=key(), **said)
    join_comparison(actor=city.authority.actor, number="7/2569", key=key(), **said)
    with pytest.raises(WrongState, match="comparison_joined"):
        join_comparison(actor=city.authority.actor, number="9/2569", key=key(), **said)
    with pytest.raises(NotAllowed, match="role_needed"):
        comparison(city.citizen, PART, LATER)
