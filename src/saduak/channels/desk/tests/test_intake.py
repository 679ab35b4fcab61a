"""Intake at the counter: an old man without a telephone, a company, a foreigner, an e-mail of Friday evening."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.cases.commands import save_draft
from saduak.cases.models import Case, Draft, Paper
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, Office
from saduak.channels.desk.tests.officers import PNG, at_desk, words
from saduak.core.calendars import BANGKOK
from saduak.parties.commands import register_person
from saduak.parties.models import Organisation, Person
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
SERVICE = office.FOOD_LARGE


def begun(client: Client, **changes: Any) -> str:
    """A draft for somebody at the counter; the address of its first page."""
    page = f"/desk/intake/{office.publication(CITY, SERVICE)}/"
    said = {"kind": "person", "number": "1101700203450", "name": "นายสมมุติ ตัวอย่าง", "channel": "counter", **changes}
    answer = _post(client, page, said)
    assert answer.status_code == 303, words(answer)
    return str(answer.headers["Location"])


def _post(client: Client, page: str, said: dict[str, Any]) -> Any:
    key = re.search(r'name="key" value="([0-9a-f]{32})"', words(client.get(page)))
    assert key
    return client.post(page, {"key": key[1], **said})


def wanted(at: Office, client: Client, draft: str) -> str:
    """A document that the applicant has to bring, once everything is answered."""
    save_draft(
        actor=at.intake.actor,
        draft_id=Draft.objects.get().id,
        answers=office.RESTAURANT,
        papers=(),
        now=office.MONDAY,
        key=office.key(),
    )
    found = re.search(r'name="file-([a-z0-9_-]+)"', words(client.get(f"{draft}papers/")))
    assert found
    return found[1]


def filing(**changes: Any) -> dict[str, Any]:
    """How it came, on the last page."""
    said = {"day": "3/11/2569", "clock": "9.15", "identity": "id_card", "helper": "ลูกสาว", "reason": "ไม่มีโทรศัพท์"}
    return {**said, "reply": "paper", "language": "th", "consented": "yes", **changes}


def test_a_walk_in_is_received_with_gaps_and_gets_a_receipt_with_a_code(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    answer = _post(client, f"{draft}file/", filing())
    assert answer.status_code == 303, words(answer)
    row = Case.objects.get()
    assert (row.channel, row.words.helper, row.words.reason, row.reply) == ("counter", "ลูกสาว", "ไม่มีโทรศัพท์", "paper")
    assert row.entered_at == datetime(2026, 11, 3, 9, 15, tzinfo=BANGKOK)
    receipt = words(client.get(answer.headers["Location"]))
    assert row.number in receipt
    assert "รหัสติดตาม" in receipt
    assert f"/desk/case/{row.id}/check/mend/" in receipt
    assert "1101700203450" not in receipt


def test_the_same_person_is_found_by_number_and_not_made_twice(city: Office) -> None:
    known = register_person(
        actor=city.intake.actor,
        agency_id=city.agency,
        name="นายเดิม ตัวอย่าง",
        identifier="1101700203450",
        now=town.NOW,
        key=town.key(),
    )
    begun(at_desk(city.intake.actor), name="")
    assert Draft.objects.get().person_id == known


def test_who_is_not_known_is_asked_for_a_name_with_everything_kept(city: Office) -> None:
    client = at_desk(city.intake.actor)
    page = f"/desk/intake/{office.publication(CITY, SERVICE)}/"
    answer = _post(client, page, {"kind": "person", "number": "1101700203450", "name": "", "channel": "outreach"})
    assert answer.status_code == 200
    assert "ยังไม่เคยมีผู้ยื่นเลขนี้" in words(answer)
    assert 'value="outreach" checked' in words(answer)


def test_a_company_is_found_or_made_known_by_its_number(city: Office) -> None:
    begun(at_desk(city.intake.actor), kind="organisation", number="0405566000017", name="บริษัท ตัวอย่าง จำกัด")
    assert Draft.objects.get().organisation == Organisation.objects.get()


def test_a_foreigner_needs_no_number(city: Office) -> None:
    begun(at_desk(city.intake.actor), kind="foreigner", number="", name="Ms Sample")
    assert Draft.objects.get().person == Person.objects.get(name="Ms Sample")


@pytest.mark.parametrize("number", ["1101700203451", "12", "๑๑๐", "x" * 900, "", "\x00"], ids=str)
def test_a_number_that_cannot_be_one_is_told_and_kept(city: Office, number: str) -> None:
    page = f"/desk/intake/{office.publication(CITY, SERVICE)}/"
    said = {"kind": "person", "number": number, "name": "นายทดลอง", "channel": "counter"}
    answer = _post(at_desk(city.intake.actor), page, said)
    assert answer.status_code == 422
    assert "นายทดลอง" in words(answer)
    assert not Draft.objects.exists()


def test_an_unknown_channel_is_asked_for(city: Office) -> None:
    page = f"/desk/intake/{office.publication(CITY, SERVICE)}/"
    said = {"kind": "foreigner", "name": "Ms Sample", "channel": "electronic"}
    assert _post(at_desk(city.intake.actor), page, said).status_code == 422


def test_a_page_keeps_what_is_wrong_and_lets_the_clerk_go_on(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    first = client.get(draft).headers["Location"]
    answer = client.post(first, {"do": "next", "request.kind": "nonsense"})
    assert answer.status_code == 422
    assert "ไปหน้าถัดไปทั้งที่ยังไม่ครบ" in words(answer)
    assert json.loads(Draft.objects.get().answers)["request"] == {"kind": "nonsense"}


def test_an_original_is_scanned_and_certified_by_the_agency(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    document = wanted(city, client, draft)
    scan = SimpleUploadedFile("สแกน.png", PNG, "image/png")
    sent = {"document": document, f"file-{document}": scan, "do": "original"}
    assert _post(client, f"{draft}papers/", sent).status_code == 303
    assert _post(client, f"{draft}file/", filing()).status_code == 303
    paper = Paper.objects.get(document=document)
    assert (paper.source, paper.certified_by_id) == ("shown_original", city.intake.id)


def test_a_pdf_that_is_a_web_page_is_not_taken(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    document = wanted(city, client, draft)
    fake = SimpleUploadedFile("a.pdf", b"<html><script>1</script></html>", "application/pdf")
    sent = {"document": document, f"file-{document}": fake, "do": "original"}
    answer = _post(client, f"{draft}papers/", sent)
    assert answer.status_code == 422
    assert Draft.objects.get().papers == []


@pytest.mark.parametrize(
    "wrong",
    [{"consented": ""}, {"identity": ""}, {"day": "4/11/2569"}, {"clock": "9.15.15"}, {"day": "<b>"}],
    ids=["consent", "identity", "future", "clock", "day"],
)
def test_filing_says_what_is_missing_and_keeps_the_rest(city: Office, wrong: dict[str, str]) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    answer = _post(client, f"{draft}file/", filing(**wrong))
    assert answer.status_code == 422
    assert "ไม่มีโทรศัพท์" in words(answer)
    assert not Case.objects.exists()


def test_a_double_click_files_once(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    sent = {"key": "e" * 32, **filing()}
    first, second = (client.post(f"{draft}file/", sent) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert Case.objects.count() == 1


def test_an_e_mail_of_friday_evening_counts_from_monday_morning(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client, channel="email")
    assert _post(client, f"{draft}file/", filing(day="30/10/2569", clock="18.45")).status_code == 303
    row = Case.objects.get()
    assert row.entered_at == datetime(2026, 10, 30, 11, 45, tzinfo=UTC)
    assert row.received_at == datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


def test_only_intake_officers_of_the_agency_see_its_drafts(city: Office) -> None:
    draft = begun(at_desk(city.intake.actor))
    assert at_desk(city.officer.actor).get(draft).status_code == 403
    other = office.office(office.INDUSTRY)
    for page in ("", "papers/", "file/"):
        assert at_desk(other.intake.actor).get(f"{draft}{page}").status_code == 404
    assert str(Draft.objects.get().id) not in words(at_desk(other.intake.actor).get("/desk/intake/"))


def test_services_are_found_by_words_and_only_those_of_the_agency(city: Office) -> None:
    office.office(office.INDUSTRY)
    page = words(at_desk(city.intake.actor).get("/desk/intake/", {"q": "food premises 200"}))
    assert str(office.publication(CITY, SERVICE)) in page
    theirs: UUID = office.publication(office.INDUSTRY, office.WASTE)
    assert str(theirs) not in words(at_desk(city.intake.actor).get("/desk/intake/"))
    assert at_desk(city.intake.actor).get(f"/desk/intake/{theirs}/").status_code == 404


def test_a_draft_is_thrown_away(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    assert client.post(f"{draft}drop/", {"key": "f" * 32}).status_code == 303
    assert Draft.objects.get().state == "dropped"


def test_every_page_of_the_form_opens_in_both_languages(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    pages = set(re.findall(rf'href="({draft}[a-z/_-]*)"', words(client.get(f"{draft}file/"))))
    assert len(pages) > 3
    for page in pages:
        assert client.get(page).status_code == 200
        assert client.get(f"/en{page}").status_code == 200


def test_the_receipt_names_what_is_open_and_by_when_the_result_follows_if_it_is_mended_today(city: Office) -> None:
    client = at_desk(city.intake.actor)
    draft = begun(client)
    where = _post(client, f"{draft}file/", filing()).headers["Location"]
    page = words(client.get(where))
    assert "<li>พื้นที่ประกอบกิจการทั้งหมด</li>" in page
    row = Case.objects.get()
    assert "หากแก้ให้ครบภายในวันอังคารที่ 3 พฤศจิกายน 2569" in page
    assert "วันจันทร์ที่ 23 พฤศจิกายน 2569" in page
    assert "<svg" in page
    sheet = f"/desk/intake/receipt/{row.id}.pdf"
    assert f'href="{sheet}"' in page
    for language in ("", "/en"):
        answer = client.get(f"{language}{sheet}")
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer.headers["Cache-Control"]
    other = office.office(office.INDUSTRY)
    assert at_desk(other.intake.actor).get(sheet).status_code == 404


def test_who_wrote_an_e_mail_is_answered_by_e_mail_and_others_on_paper_unless_they_choose(city: Office) -> None:
    client = at_desk(city.intake.actor)
    for channel, reply in (("email", "electronic"), ("counter", "paper")):
        page = words(client.get(f"{begun(client, channel=channel)}file/"))
        assert re.search(rf'name="reply" value="{reply}"( id="reply")? checked', page)
