"""The public log of outages: what anybody may read of when an agency's channel was down, and what that gives."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saduak.cases import commands
from saduak.cases.tests import office
from saduak.cases.tests.office import MONDAY, key
from saduak.ledger.actors import WORKER
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
EVIDENCE = "บันทึกภายในของผู้ให้บริการ เลขที่ 12/2569"


@pytest.fixture
def here(settings: Any) -> office.Office:
    """An office whose channel was down on a Monday morning, while the worker of all stood still in the afternoon."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    at = office.office()
    told: dict[str, Any] = {"now": MONDAY + timedelta(days=1)}
    commands.record_outage(
        actor=at.authority.actor,
        agency_id=at.agency,
        what="channel",
        since=MONDAY,
        until=MONDAY + timedelta(hours=2),
        evidence=EVIDENCE,
        key=key(),
        **told,
    )
    commands.record_outage(
        actor=WORKER,
        agency_id=None,
        what="worker",
        since=MONDAY + timedelta(hours=5),
        until=MONDAY + timedelta(hours=6),
        evidence="",
        key=key(),
        **told,
    )
    return at


def test_anybody_reads_when_the_channel_was_down_and_what_it_gives(here: office.Office) -> None:
    page = Client().get(f"/agencies/{here.slug}/outages/").content.decode()
    for told in (
        "เวลา 10.00 น.",
        "เวลา 12.00 น.",
        "ช่องทางอิเล็กทรอนิกส์ของหน่วยงานนี้",
        "การยื่นเรื่องใช้ได้ตามปกติ",
        "15 วัน",
        "มาตรา 66",
    ):
        assert told in page
    assert EVIDENCE not in page, "the evidence is the agency's own"
    english = Client().get(f"/en/agencies/{here.slug}/outages/").content.decode()
    assert "Recorded by the agency with evidence" in english
    assert "within 15 days" in english


def test_another_agency_has_a_log_of_its_own_with_what_touched_all(here: office.Office) -> None:
    other = office.office(office.INDUSTRY)
    page = Client().get(f"/agencies/{other.slug}/outages/").content.decode()
    assert "การยื่นเรื่องใช้ได้ตามปกติ" in page
    assert "ช่องทางอิเล็กทรอนิกส์ของหน่วยงานนี้" not in page
    town.agency("quiet")
    assert Client().get("/agencies/nowhere/outages/").status_code == 404


def test_the_page_of_the_agencies_leads_to_it(here: office.Office) -> None:
    assert f'href="/agencies/{here.slug}/outages/"' in Client().get("/agencies/").content.decode()
