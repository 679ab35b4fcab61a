"""The decision at the desk: drafted line by line, looked at by a second person, made under a power that is shown."""

from typing import Any
from uuid import UUID

import pytest

from saduak.cases.commands import answer_consent
from saduak.cases.models import Consent, Decision
from saduak.cases.queries.consents import CONSENTER, consent_link
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.cases.tests.test_decision import staff_of_one
from saduak.channels.desk.tests.officers import at_desk, hidden, of, send, words
from saduak.channels.shell.texts import say
from saduak.parties.commands import register_person
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

REFUSED = {"do": "save", "outcome": "refused", "facts": "ไม่มีที่ล้างมือ", "law": "ข้อ 9", "reasons": "ไม่แก้ไขในเวลา"}


def drafted(at: Office, **said: Any) -> UUID:
    """A licence of food premises with a draft made at the desk."""
    case_id = desk.restaurant_under_consideration(at)
    answer = send(at_desk(at.officer.actor), of(case_id, "draft/"), **{"do": "save", "outcome": "granted", **said})
    assert answer.status_code == 303, words(answer)
    return case_id


def test_a_decision_goes_from_draft_by_the_checker_to_the_authority(city: Office) -> None:
    case_id = drafted(city)
    assert send(at_desk(city.checker.actor), of(case_id, "check-decision/"), do="agree").status_code == 303
    page = of(case_id, "decide/")
    shown = words(at_desk(city.authority.actor).get(page))
    assert "ที่มาของอำนาจ" in shown
    assert "การสาธารณสุขฯ มาตรา 4" in shown
    assert "ครบทุกข้อ" in shown
    assert send(at_desk(city.authority.actor), page).status_code == 303
    assert Decision.objects.get(case=case_id).state == "made"


def test_who_works_alone_is_led_from_the_own_draft_to_the_decision(city: Office) -> None:
    alone = staff_of_one(city)
    case_id = desk.restaurant_under_consideration(city)
    client, page = at_desk(alone.actor), of(case_id, "decide/")
    said = {"do": "save", "outcome": "granted", "facts": "ตรวจแล้ว", "law": "ข้อ 5"}
    assert send(client, of(case_id, "draft/"), **said).status_code == 303
    shown = words(client.get(of(case_id)))
    assert f'href="{page}"' in shown
    assert "ออกคำสั่งตามร่างของท่าน" in shown
    assert "ครบทุกข้อ" in words(client.get(page))
    assert "ออกคำสั่งตามร่างของท่าน" not in words(at_desk(city.authority.actor).get(of(case_id)))
    assert send(client, page).status_code == 303
    assert Decision.objects.get(case=case_id).state == "made"


def test_what_is_missing_is_told_before_the_button_with_the_way_to_mend_it(city: Office) -> None:
    case_id = drafted(city, **REFUSED)
    shown = words(at_desk(city.authority.actor).get(of(case_id, "decide/")))
    assert f'href="{of(case_id, "hearing/")}"' in shown
    assert f'href="{of(case_id, "check_decision/")}"'.replace("_", "-") in shown
    assert "ยังไม่ครบ" in shown


def test_a_refusal_without_a_hearing_is_refused_with_the_law(city: Office) -> None:
    case_id = drafted(city, **REFUSED)
    send(at_desk(city.checker.actor), of(case_id, "check-decision/"), do="agree")
    answer = send(at_desk(city.authority.actor), of(case_id, "decide/"))
    assert answer.status_code == 409
    assert "30" in words(answer)
    assert Decision.objects.get(case=case_id).state == "checked"


def test_the_drafter_cannot_check_and_the_sentence_says_who_can(city: Office) -> None:
    case_id = drafted(city)
    answer = send(at_desk(city.checker.actor), of(case_id, "check-decision/"), do="back", note="")
    assert answer.status_code == 422
    officer = at_desk(city.officer.actor)
    refused = officer.post(of(case_id, "check-decision/"), {"key": "c" * 32, "seen": _seen(case_id), "do": "agree"})
    assert refused.status_code == 403
    assert "ผู้ตรวจสอบ" in words(refused)


def _seen(case_id: UUID) -> str:
    from saduak.cases.story import Story
    from saduak.ledger.history import history
    from saduak.ledger.streams import Ref

    return str(len(Story(history(Ref.of("case", case_id))).happenings))


def test_a_draft_that_came_back_shows_the_note_to_its_drafter(city: Office) -> None:
    case_id = drafted(city)
    sent = {"do": "back", "note": "โปรดระบุข้อกฎหมาย"}
    assert send(at_desk(city.checker.actor), of(case_id, "check-decision/"), **sent).status_code == 303
    page = of(case_id, "draft/")
    assert "โปรดระบุข้อกฎหมาย" in words(at_desk(city.officer.actor).get(page))


def test_lines_are_decided_one_by_one(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at, lines=2)
    said = {
        "do": "save",
        "outcome-1": "granted_with_conditions",
        "conditions-1": "ขนส่งในเวลากลางวัน\nปิดคลุมให้มิดชิด",
        "reasons-1": "ผ่านชุมชน",
        "outcome-2": "refused",
        "reasons-2": "ผู้รับไม่มีใบอนุญาตวิธีนี้",
        "facts": "ตรวจแล้ว",
        "law": "ข้อ 5",
    }
    client, page = at_desk(at.officer.actor), of(case_id, "draft/")
    assert send(client, page, **said).status_code == 303
    row = Decision.objects.get(case=case_id)
    assert row.outcome == "partly_granted"
    assert row.lines[0]["conditions"] == ["ขนส่งในเวลากลางวัน", "ปิดคลุมให้มิดชิด"]
    assert "ปิดคลุมให้มิดชิด" in words(client.get(page))


def test_a_line_without_an_outcome_is_asked_for_and_the_rest_stays(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at, lines=2)
    said = {"do": "save", "outcome-1": "granted", "reasons-2": "ข้อความที่พิมพ์แล้ว"}
    answer = send(at_desk(at.officer.actor), of(case_id, "draft/"), **said)
    assert answer.status_code == 422
    assert "ข้อความที่พิมพ์แล้ว" in words(answer)


def test_more_rows_for_conditions_lose_nothing_and_save_nothing(city: Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    said = {"do": "more", "condition-1": "ติดตั้งบ่อดักไขมัน", "because-1": "น้ำเสีย", "facts": "พบว่า"}
    answer = send(at_desk(city.officer.actor), of(case_id, "draft/"), **said)
    assert answer.status_code == 200
    assert "ติดตั้งบ่อดักไขมัน" in words(answer)
    assert not Decision.objects.filter(case=case_id).exists()


def test_a_missing_consent_stands_in_the_way_and_names_the_party(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at)
    desk.draft(at, case_id, lines=({"line": 1, "outcome": "granted"},), now=MONDAY)
    desk.check(at, case_id, now=MONDAY)
    consent = Consent.objects.get(case=case_id)
    client, page = at_desk(at.authority.actor), of(case_id, "decide/")
    answer = send(client, page)
    assert answer.status_code == 409
    assert consent.name in words(answer)
    answer_consent(
        actor=CONSENTER,
        consent_id=consent.id,
        token=consent_link(consent.id),
        gives=True,
        name="นายสมมุติ ผู้จัดการ",
        note="",
        now=MONDAY,
        key=key(),
    )
    assert send(client, page).status_code == 303


def test_two_authorities_make_one_decision(city: Office) -> None:
    case_id = drafted(city)
    send(at_desk(city.checker.actor), of(case_id, "check-decision/"), do="agree")
    first, page = at_desk(city.authority.actor), of(case_id, "decide/")
    form = hidden(first, page)
    assert [first.post(page, form).status_code for _ in range(2)] == [303, 303]
    stale = first.post(page, {**form, "key": "d" * 32})
    assert stale.status_code == 409
    assert desk.kinds(case_id).count("case.decided") == 1


def test_the_letter_is_seen_as_pdf_before_it_is_sent(city: Office) -> None:
    case_id = drafted(city)
    answer = at_desk(city.authority.actor).get(of(case_id, "draft/letter.pdf"))
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_says_of_consents_interests_and_hearings_what_the_decision_would(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at, lines=2)
    first = Consent.objects.get(case=case_id, party=desk.PROCESSORS[0])
    said: dict[str, Any] = {"actor": CONSENTER, "consent_id": first.id, "token": consent_link(first.id)}
    answer_consent(**said, gives=True, name="นายสมมุติ ผู้จัดการ", note="", now=MONDAY, key=key())
    lines = ({"line": 1, "outcome": "granted"}, {"line": 2, "outcome": "refused", "reasons": "ไม่ยินยอม"})
    desk.draft(at, case_id, "", lines=lines, facts="ไม่มีหนังสือยินยอม", law="ข้อ 13", now=MONDAY)
    page = words(at_desk(at.authority.actor).get(of(case_id, "decide/")))
    assert "ผู้ที่ต้องยินยอมยินยอมครบแล้ว" in page
    own = register_person(
        actor=at.authority.actor, agency_id=None, name="ตัวอย่าง", identifier=town.identifier(), now=MONDAY, key=key()
    )
    town.mandate(at.citizen, "person", at.person, own)
    page = words(at_desk(at.authority.actor).get(of(case_id, "decide/")))
    assert say("deciding.interest_lacks", "th") in page


def test_papers_of_the_state_that_nobody_looked_up_are_named_before_a_decision_and_hinder_none(city: Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    desk.draft(city, case_id, now=MONDAY)
    desk.check(city, case_id, now=MONDAY)
    page = words(at_desk(city.authority.actor).get(of(case_id, "decide/")))
    assert "เอกสารของรัฐยังไม่ได้ตรวจหรือรับรองว่าเห็น: บัตรประจำตัวประชาชน" in page
    assert f'href="{of(case_id, "papers/")}"' in page
    assert say("deciding.ready", "th") in page
    assert send(at_desk(city.authority.actor), of(case_id, "decide/")).status_code == 303
