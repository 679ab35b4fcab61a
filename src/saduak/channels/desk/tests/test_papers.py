"""Papers at the desk: what the state issued is looked up, originals are certified free, nobody is asked for copies."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saduak.cases.commands import withdraw
from saduak.cases.models import Paper
from saduak.cases.tests import office
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.channels.desk.hiding import hidden as masked
from saduak.channels.desk.tests.officers import PNG, at_desk, filed, hidden, of, send, walked_in, words
from saduak.linkage.commands import connect_register, import_register
from saduak.linkage.models import CopyAsked, Look
from saduak.parties.models import Person
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
CARD = {"document": "identity_card", "purpose": "verify_identity"}


def connected(at: Office, *, knows: bool = True) -> None:
    """The register of persons is asked by a file of its holder, in which the applicant stands or not."""
    admin = town.officer(at.agency, f"registers-{at.slug}", "agency_admin")
    number = Person.objects.get(pk=at.person).identifier if knows else town.identifier()
    common: dict[str, Any] = {"actor": admin.actor, "agency_id": at.agency, "register": "dopa.person", "now": MONDAY}
    connect_register(**common, way="file", key=key())
    rows = ((number, {"name": "สมชาย ใจดี", "status": f"ปกติ {number}"}),)
    import_register(**common, label="1 พ.ย. 2569", rows=rows, key=key())


def do(at: Office, case_id: UUID, **fields: Any) -> Any:
    """An officer of intake sends one of the forms on the page of papers."""
    return send(at_desk(at.intake.actor), of(case_id, "papers/"), **fields)


def test_a_look_stands_for_the_paper_and_shows_what_it_found(city: Office) -> None:
    connected(city)
    case_id = filed(city)
    assert do(city, case_id, do="look", **CARD).status_code == 303
    paper = Paper.objects.get(case=case_id, document="identity_card")
    assert (paper.source, paper.look) == ("linkage", Look.objects.get().id)
    page = words(at_desk(city.officer.actor).get(of(case_id, "papers/")))
    assert "สมชาย ใจดี" in page
    assert Person.objects.get(pk=city.person).identifier not in page, "a number in an answer is hidden as well"
    assert "ตรวจว่าผู้ยื่นเป็นบุคคลตามที่แจ้ง" in page
    assert "ตรวจทะเบียนแล้ว" in words(at_desk(city.officer.actor).get(of(case_id)))


def test_a_form_sent_by_none_of_its_buttons_says_so_and_keeps_what_was_typed(city: Office) -> None:
    answer = do(city, filed(city), do="nowhere", note="ดูต้นฉบับแล้ว", **CARD)
    assert answer.status_code == 422
    assert "โปรดกดปุ่มของสิ่งที่ต้องการทำ" in words(answer)
    assert "ดูต้นฉบับแล้ว" in words(answer)


def test_a_double_click_asks_the_register_once(city: Office) -> None:
    connected(city)
    case_id = filed(city)
    browser = at_desk(city.intake.actor)
    form = {**hidden(browser, of(case_id, "papers/")), "do": "look", **CARD}
    assert [browser.post(of(case_id, "papers/"), form).status_code for _ in range(2)] == [303, 303]
    assert (Look.objects.count(), Paper.objects.filter(case=case_id, document="identity_card").count()) == (1, 1)


def test_without_a_purpose_nobody_is_asked(city: Office) -> None:
    connected(city)
    case_id = filed(city)
    for purpose in ("", "curiosity"):
        answer = do(city, case_id, do="look", document="identity_card", purpose=purpose)
        assert answer.status_code == 422
        assert "วัตถุประสงค์" in words(answer)
    assert not Look.objects.exists()


def test_a_register_that_is_not_connected_says_what_comes_next(city: Office) -> None:
    answer = do(city, filed(city), do="look", **CARD)
    assert answer.status_code == 409
    assert "ตรวจจากเอกสารต้นฉบับแล้วบันทึกว่าได้เห็น" in words(answer)


def test_a_look_that_found_nothing_stands_for_nothing_and_leads_to_the_original(city: Office) -> None:
    connected(city, knows=False)
    case_id = filed(city)
    assert do(city, case_id, do="look", **CARD).status_code == 303
    page = words(at_desk(city.intake.actor).get(of(case_id, "papers/")))
    assert "ไม่พบข้อมูล" in page
    assert "ดูต้นฉบับ" in page
    assert not Paper.objects.filter(case=case_id, document="identity_card").exists()


def test_an_officer_says_which_original_was_seen_and_when(city: Office) -> None:
    case_id = filed(city)
    early = do(city, case_id, do="attest", **CARD, seen_on="9/11/2569", note="บัตรยังไม่หมดอายุ")
    assert early.status_code == 422
    assert "บัตรยังไม่หมดอายุ" in words(early)
    assert do(city, case_id, do="attest", **CARD, seen_on="เมื่อวาน").status_code == 422
    assert do(city, case_id, do="attest", **CARD, seen_on="2/11/2569", note="บัตรยังไม่หมดอายุ").status_code == 303
    assert Look.objects.get().way == "attested"
    assert Paper.objects.get(case=case_id, document="identity_card").look is not None


def test_an_original_is_copied_and_certified_free(city: Office) -> None:
    case_id = walked_in(city)
    scan = SimpleUploadedFile("ใบรับรองแพทย์.png", PNG)
    sent = do(city, case_id, do="certify", document="medical_certificate", file=scan)
    assert sent.status_code == 303, words(sent)
    paper = Paper.objects.get(case=case_id, document="medical_certificate")
    assert (paper.source, paper.certified_by_id) == ("shown_original", city.intake.id)
    assert "รับรองโดย intake-khon-kaen-city" in words(at_desk(city.officer.actor).get(of(case_id, "papers/")))


def test_what_the_agency_has_on_file_is_copied_from_there(city: Office) -> None:
    case_id = filed(city)
    page = words(at_desk(city.intake.actor).get(of(case_id, "papers/")))
    assert page.count('value="find"') == page.count("มีอยู่ในแฟ้มของหน่วยงานแล้ว") > 0
    where = re.findall(r'value="find"><input type="hidden" name="document" value="(\w+)"', page)
    sent = do(city, case_id, do="find", document=where[0], file=SimpleUploadedFile("a.png", PNG))
    assert sent.status_code == 303, words(sent)
    assert Paper.objects.get(case=case_id, document=where[0]).source == "agency_file"
    assert "แฟ้มของหน่วยงาน · " in words(at_desk(city.officer.actor).get(of(case_id, "papers/")))


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"<html></html>"), ("a.exe", b"MZ" + b"0" * 99), ("a.png", b""), ("a.png", PNG[:20])],
)
def test_what_is_no_scan_is_refused_with_what_would_do(city: Office, name: str, content: bytes) -> None:
    case_id = walked_in(city)
    sent = do(city, case_id, do="certify", document="medical_certificate", file=SimpleUploadedFile(name, content))
    assert sent.status_code == 422
    assert "โปรด" in words(sent)
    assert not Paper.objects.filter(case=case_id).exists()


def test_a_copy_that_a_citizen_had_to_bring_is_counted(city: Office) -> None:
    case_id = filed(city)
    assert do(city, case_id, do="copy", document="identity_card", why="").status_code == 422
    assert do(city, case_id, do="copy", document="identity_card", why="not_connected").status_code == 303
    assert CopyAsked.objects.get().document == "identity_card"


@pytest.mark.parametrize("deed", ["look", "attest", "certify", "find", "copy"])
def test_a_paper_that_the_manual_does_not_ask_is_not_known(city: Office, deed: str) -> None:
    answer = do(city, filed(city), do=deed, document="tax_return", purpose="verify_identity", seen_on="2/11/2569")
    assert answer.status_code == 422


def test_the_authority_looks_nothing_up(city: Office) -> None:
    connected(city)
    case_id = filed(city)
    browser = at_desk(city.authority.actor)
    assert 'value="look"' not in words(browser.get(of(case_id, "papers/")))
    assert browser.post(of(case_id, "papers/"), {"do": "look", **CARD}).status_code == 403
    assert not Look.objects.exists()


def test_numbers_of_persons_are_hidden_wherever_they_stand() -> None:
    assert masked("เลข 1101700203450 และ ๑๑๐๑๗๐๐๒๐๓๔๕๐") == "เลข x-xxxx-xxxxx-45-0 และ x-xxxx-xxxxx-45-0"
    assert masked("0405566000017 043000000") == "0405566000017 043000000"


def test_what_is_decided_takes_no_more_papers(city: Office) -> None:
    case_id = filed(city)
    withdraw(actor=city.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    page = words(at_desk(city.intake.actor).get(of(case_id, "papers/")))
    assert 'name="do"' not in page
    assert office.case(case_id).state == "withdrawn"


def test_a_paper_without_a_register_cannot_be_looked_up(city: Office) -> None:
    answer = do(city, filed(city), do="look", document="building_permit", purpose="verify_place")
    assert answer.status_code == 422
    assert not Look.objects.exists()
