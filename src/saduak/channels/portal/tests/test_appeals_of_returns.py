"""An appeal against a return at the portal: the page of the case leads to it, and tells how the application goes on."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from saduak.cases.models import Appeal
from saduak.cases.tests import desk, office
from saduak.cases.tests.test_appeals import TEXTS, consider
from saduak.cases.tests.test_appeals_of_returns import TOLD
from saduak.cases.tests.test_appeals_of_returns import returned as sent_back
from saduak.cases.tests.test_return_and_reinstatement import send_back, signed
from saduak.channels.portal.tests.test_after_filing import sent
from saduak.channels.portal.tests.visitors import browser, words
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
GROUNDS = "ส่งสัญญาเช่าไว้ตั้งแต่วันยื่นแล้ว ตามใบรับ"


@pytest.fixture
def at(settings: object) -> office.Office:
    settings.DEMO = True  # type: ignore[attr-defined]
    set_business_time(TOLD + timedelta(days=2))
    return desk.with_letter_code(office.office())


@pytest.fixture
def returned(at: office.Office) -> UUID:
    return sent_back(at)


def citizen(at: office.Office) -> Client:
    return browser(at.citizen, "ial_2")


def test_a_returned_application_says_until_when_the_return_may_be_appealed(at: office.Office, returned: UUID) -> None:
    page = words(citizen(at).get(f"/my/case/{returned}/"))
    assert "อุทธรณ์คำสั่งนี้ได้ถึงวันพุธที่ 25 พฤศจิกายน 2569" in page
    assert "ยื่นใหม่" in page, "to file anew stays open beside it"
    form = words(citizen(at).get(f"/my/case/{returned}/appeal/"))
    for told in ("อุทธรณ์การคืนคำขอ", "คำขอเดิมจะดำเนินการต่อโดยไม่ต้องยื่นใหม่", "มาตรา 44"):
        assert told in form
    assert "มาตรา 66" not in form, "that of the licence's own law is not about a return"
    assert "Against the return" in words(citizen(at).get(f"/en/my/case/{returned}/appeal/"))
    stranger, _ = town.citizen("stranger")
    assert browser(stranger, "ial_2").get(f"/my/case/{returned}/appeal/").status_code == 404


def test_it_is_filed_and_its_end_tells_how_the_application_goes_on(at: office.Office, returned: UUID) -> None:
    client, address = citizen(at), f"/my/case/{returned}/appeal/"
    assert sent(client, address, grounds="", sure="yes", do="file").status_code == 422
    answer = sent(client, address, grounds=GROUNDS, sure="yes", do="file")
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert Appeal.objects.get(case=returned).grounds == GROUNDS
    assert "ผู้ทำคำสั่งกำลังพิจารณาอุทธรณ์ของท่าน" in words(client.get(f"/my/case/{returned}/"))
    now = TOLD + timedelta(days=2)
    consider(at, returned, "agrees", now, outcome="mend", until=date(2026, 11, 23), **TEXTS)
    page = words(client.get(address))
    for told in ("เพิกถอนการคืนคำขอ", "ให้เวลาแก้ไขใหม่", "23 พฤศจิกายน 2569", TEXTS["reasons"]):
        assert told in page
    assert "ศาลปกครอง" not in page
    case = words(client.get(f"/my/case/{returned}/"))
    assert "เพิกถอนการคืนคำขอ คำขอเดิมดำเนินการต่อ" in case
    assert "23 พฤศจิกายน 2569" in case
    assert f'href="{address}"' in client.get(f"/my/case/{returned}/").content.decode()


def test_while_only_the_holidays_are_missing_the_page_says_so_and_takes_the_appeal(at: office.Office) -> None:
    case_id, late = signed(at), datetime(2027, 12, 24, 3, 0, tzinfo=UTC)
    send_back(at, case_id, now=late)
    desk.work(late)
    set_business_time(late)
    client, address = citizen(at), f"/my/case/{case_id}/appeal/"
    page = words(client.get(address))
    assert "ยังไม่มีประกาศวันหยุดของปี 2571" in page
    assert "ยังไม่ถือว่าได้รับแจ้ง" not in page
    assert "holidays of 2028" in words(client.get(f"/en/my/case/{case_id}/"))
    assert sent(client, address, grounds=GROUNDS, sure="yes", do="file").status_code == 303
    assert not Appeal.objects.get(case=case_id).is_late
