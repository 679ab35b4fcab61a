"""Letters say what happened: granted, partly, refused; the receipt that lets one begin; on paper as it was chosen."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Consent
from saduak.cases.queries.appeals import appeal_text
from saduak.cases.queries.consents import CONSENTER, consent_link
from saduak.cases.queries.decisions import decided_lines
from saduak.cases.queries.letters import preview_letter
from saduak.cases.queries.whole import whole_case
from saduak.cases.queries.wording import wording
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import REFUSAL, TUESDAY
from saduak.cases.tests.office import FOOD_SMALL, INDUSTRY, MONDAY, RESTAURANT, Office, key
from saduak.cases.tests.test_defect_record import AREA, LEASE, recorded
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.identities.commands import recognise_person
from saduak.identities.tests.test_proofs import SOMCHAI
from saduak.ledger.actors import ENTRANCE, user
from saduak.messages.commands import record_delivery
from saduak.messages.models import Letter
from saduak.parties.queries import person_of_user
from saduak.sources.overlays import adopted

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "letters"
SMALL: Mapping[str, Any] = {**RESTAURANT, "place": {**RESTAURANT["place"], "area": "180.00"}}
FRIDAY_EVENING = datetime(2026, 12, 4, 11, 45, tzinfo=UTC)


def assert_golden(letter: Letter, name: str) -> None:
    """The whole text of a letter, as it was read and found right."""
    signed = (letter.form["signatory"][line] for line in ("name", "position", "power"))
    told = "\n\n".join((letter.subject, letter.body, letter.closing, *signed))
    assert told.strip() + "\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def decided(at: Office, case_id: UUID) -> Letter:
    """The letter of the decision, once it is checked, made and sent."""
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    return desk.letters(case_id)[-1]


def test_a_licence_granted_with_a_condition() -> None:
    at = desk.with_letter_code(office.office())
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(
        at,
        case_id,
        facts="ที่ตั้งติดคลองสาธารณะ",
        law="ข้อบัญญัติท้องถิ่น ข้อ 9",
        reasons="น้ำทิ้งของครัวมีไขมัน จึงต้องดักก่อนปล่อย",
        conditions=({"text": "ติดตั้งบ่อดักไขมัน", "reason": "อยู่ติดทางน้ำสาธารณะ"},),
    )
    letter = decided(at, case_id)
    assert letter.number == "ขก 0033/1"
    assert_golden(letter, "granted")


def test_seven_lines_of_which_two_are_refused() -> None:
    at = desk.with_letter_code(office.office(INDUSTRY))
    case_id = desk.waste_under_consideration(at, lines=7)
    for consent in Consent.objects.filter(case=case_id):
        commands.answer_consent(
            actor=CONSENTER,
            consent_id=consent.id,
            token=consent_link(consent.id),
            gives=True,
            name="ผู้จัดการ",
            note="",
            now=TUESDAY,
            key=key(),
        )
    lines: list[dict[str, Any]] = [{"line": number, "outcome": "granted"} for number in range(1, 8)]
    lines[2] |= {"outcome": "refused", "reasons": "กำลังรองรับของผู้รับดำเนินการเต็มแล้ว"}
    lines[5] |= {"outcome": "refused", "reasons": "รหัสของเสียไม่ตรงกับผลวิเคราะห์"}
    lines[6] |= {"outcome": "granted", "conditions": ["ขนส่งครั้งละไม่เกิน 2 ตัน"], "reasons": "ทางเข้าแคบ"}
    desk.draft(at, case_id, "", lines=tuple(lines), facts="ตรวจทะเบียนผู้รับดำเนินการแล้ว", law="กฎกระทรวง ฉบับที่ 2 ข้อ 13")
    desk.skip_hearing(at, case_id)
    assert [line.outcome for line in decided_lines(whole_case(at.officer.actor, case_id, TUESDAY), "th")][4:] == [
        "granted",
        "refused",
        "granted_with_conditions",
    ]
    letter = decided(at, case_id)
    assert (office.case(case_id).outcome, letter.kind) == ("partly_granted", "decision_granted")
    assert_golden(letter, "partly_granted")


def test_a_licence_refused() -> None:
    at = desk.with_letter_code(office.office())
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id, **REFUSAL)
    desk.skip_hearing(at, case_id)
    page = preview_letter(at.authority.actor, case_id, TUESDAY)
    assert "ตรวจสถานที่แล้วไม่มีที่ล้างมือ" in page
    with pytest.raises(NotFound):
        preview_letter(office.office(INDUSTRY).officer.actor, case_id, TUESDAY)
    assert_golden(decided(at, case_id), "refused")


def test_a_licence_with_conditions_names_them_and_one_without_is_refused() -> None:
    at = desk.with_letter_code(office.office())
    case_id = desk.restaurant_under_consideration(at)
    with pytest.raises(DomainError, match="condition_empty"):
        desk.draft(at, case_id, "granted_with_conditions")


def test_a_person_is_addressed_with_the_title_that_the_log_in_told() -> None:
    at = office.office()
    user_id = recognise_person(actor=ENTRANCE, provider="thaid", vouched=SOMCHAI, user_id=None, now=MONDAY, key=key())
    person = person_of_user(user_id)
    assert person is not None
    told = office.file(at, office.FOOD_LARGE, RESTAURANT, actor=user(user_id), person_id=person.id)
    named = office.file(at, office.FOOD_LARGE, RESTAURANT)
    desk.work()
    assert desk.letters(told)[0].name == f"{SOMCHAI.title}{person.name}"
    assert desk.letters(named)[0].name == office.case(named).words.applicant_name


def test_a_defect_record_names_the_paper_and_keeps_a_place_to_sign() -> None:
    at = desk.with_letter_code(office.office())
    case_id = recorded(at, items=(LEASE, AREA), acknowledgement="signature")
    desk.work()
    letter = desk.letters(case_id)[-1]
    assert_golden(letter, "defect")
    said = letter.form["acknowledgement"]
    assert said["name"] == letter.name
    assert "รับทราบ" in said["text"]
    assert letter.form["signatory"]["position"] == "officer-khon-kaen-city"


def test_a_record_to_confirm_on_line_says_how() -> None:
    at = office.office()
    case_id = recorded(at)
    desk.work()
    said = desk.letters(case_id)[-1].form["acknowledgement"]
    assert said["name"] == ""
    assert "ระบบอิเล็กทรอนิกส์" in said["how"]


def test_a_notification_may_be_acted_upon_at_once() -> None:
    at = desk.with_letter_code(office.office())
    case_id = office.file(at, FOOD_SMALL, SMALL, now=FRIDAY_EVENING)
    desk.work(FRIDAY_EVENING)
    (receipt,) = desk.letters(case_id)
    assert (receipt.kind, receipt.sent_at, receipt.number) == ("receipt", FRIDAY_EVENING, "")
    assert_golden(receipt, "notification")
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=FRIDAY_EVENING, key=key())
    desk.work(FRIDAY_EVENING)
    assert len(desk.letters(case_id)) == 1


def test_a_notification_with_gaps_is_receipted_when_it_is_whole() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_SMALL, SMALL, papers=())
    desk.work(MONDAY)
    assert desk.letters(case_id) == []
    papers = office.papers_needed(office.publication(at.slug, FOOD_SMALL), SMALL)
    commands.fix_on_the_spot(
        actor=at.intake.actor, case_id=case_id, answers=None, papers=papers, seen=None, now=MONDAY, key=key()
    )
    desk.work(MONDAY)
    assert [letter.kind for letter in desk.letters(case_id)] == ["receipt"]


def test_the_certificate_of_a_notification_is_the_authoritys_decision() -> None:
    at = desk.with_letter_code(office.office())
    case_id = office.file(at, FOOD_SMALL, SMALL)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "examination")
    desk.finish(at, case_id, "examination")
    desk.draft(at, case_id)
    letter = decided(at, case_id)
    assert letter.kind == "certificate"
    assert "{{" not in letter.body
    assert office.case(case_id).state == "notified"


def test_a_letter_on_paper_tells_when_its_delivery_is_recorded() -> None:
    at = desk.with_letter_code(office.office())
    case_id = office.file(at, office.FOOD_LARGE, RESTAURANT, reply="paper")
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "visit")
    desk.visit(at, case_id)
    for step in ("visit", "opinion"):
        if step == "opinion":
            desk.begin(at, case_id, step)
        desk.finish(at, case_id, step)
    desk.draft(at, case_id)
    letter = decided(at, case_id)
    assert (letter.reply, office.case(case_id).state) == ("paper", "decided")
    record_delivery(
        actor=at.officer.actor,
        letter_id=letter.id,
        lane="hand",
        outcome="delivered",
        at=desk.WEDNESDAY,
        proof="ผู้รับลงชื่อ",
        now=desk.WEDNESDAY,
        key=key(),
    )
    desk.work()
    assert office.case(case_id).state == "notified"
    assert desk.happened(case_id, "case.notified")[0]["means"] == "hand"


def test_an_application_taken_back_is_confirmed() -> None:
    at = office.office()
    case_id = office.file(at, office.FOOD_LARGE, RESTAURANT)
    commands.withdraw(actor=at.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    desk.work(MONDAY)
    assert [letter.kind for letter in desk.letters(case_id)] == ["receipt", "withdrawal"]


def test_letters_follow_by_themselves_only() -> None:
    at = office.office()
    case_id = office.file(at, office.FOOD_LARGE, RESTAURANT)
    with pytest.raises(NotAllowed, match="reaction_only"):
        commands.order_letter(
            actor=at.officer.actor, case_id=case_id, event_id=case_id, user_id=None, now=MONDAY, key=key()
        )


def test_every_adopted_service_states_its_appeal_in_both_languages() -> None:
    for _, package in adopted():
        for language in ("th", "en"):
            assert appeal_text(package, language)


def test_words_of_the_house_stand_in_both_languages() -> None:
    assert wording("th").keys() == wording("en").keys()
