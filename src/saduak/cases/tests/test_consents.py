"""The other party's consent: by its link or by log-in, once; on paper; and nothing granted before."""

from datetime import timedelta
from typing import Any

import pytest

from saduak.cases import commands
from saduak.cases.models import Consent
from saduak.cases.queries.consents import CONSENTER, consent_for_token, consent_link, consents_asked_of
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import TUESDAY
from saduak.cases.tests.office import INDUSTRY, MONDAY, key
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.models import Event
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def answer(consent: Consent, *, token: str = "", **changes: Any) -> None:
    said: dict[str, Any] = {
        "actor": CONSENTER,
        "gives": True,
        "name": "นางสาวผู้จัดการ ตัวอย่าง",
        "note": "",
        "now": TUESDAY,
        "key": key(),
    }
    commands.answer_consent(consent_id=consent.id, token=token, **{**said, **changes})


def asked(at: office.Office, lines: int = 1) -> tuple[Any, list[Consent]]:
    case_id = desk.waste_under_consideration(at, lines)
    return case_id, list(Consent.objects.filter(case=case_id).order_by("id"))


def test_whoever_holds_the_link_consents_once_and_is_named() -> None:
    _, (consent,) = asked(office.office(INDUSTRY))
    token = consent_link(consent.id)
    assert consent_for_token(token).id == consent.id
    answer(consent, token=token)
    consent.refresh_from_db()
    assert (consent.state, consent.answered_by) == ("given", "นางสาวผู้จัดการ ตัวอย่าง")
    with pytest.raises(WrongState, match="consent_answered"):
        answer(consent, token=token)
    event = Event.objects.get(kind="case.consent_answered")
    assert "ตัวอย่าง" not in event.payload_text


@pytest.mark.parametrize("spoil", [lambda token: token[:-1] + "0", lambda _: "", lambda _: "ก", lambda t: t[:32]])
def test_a_link_that_is_not_ours_opens_nothing(spoil: Any) -> None:
    _, (consent,) = asked(office.office(INDUSTRY))
    token = consent_link(consent.id)
    bad = spoil(token if not token.endswith("0") else token[:-1] + "1")
    with pytest.raises(NotFound):
        consent_for_token(bad)
    with pytest.raises(NotFound):
        answer(consent, token=bad)


def test_a_link_ends_and_asking_again_makes_a_new_one() -> None:
    at = office.office(INDUSTRY)
    _, (consent,) = asked(at)
    old, later = consent_link(consent.id), MONDAY + timedelta(days=61)
    with pytest.raises(WrongState, match="consent_expired"):
        answer(consent, token=old, now=later)
    commands.ask_again(actor=at.citizen, consent_id=consent.id, now=later, key=key())
    with pytest.raises(NotFound):
        answer(consent, token=old, now=later)
    answer(consent, token=consent_link(consent.id), now=later)
    consent.refresh_from_db()
    assert consent.state == "given"


def test_who_declines_says_why_and_may_be_asked_again_by_those_of_the_case_only() -> None:
    at = office.office(INDUSTRY)
    _, (consent,) = asked(at)
    with pytest.raises(DomainError, match="consent_note_missing"):
        answer(consent, token=consent_link(consent.id), gives=False)
    answer(consent, token=consent_link(consent.id), gives=False, note="กำลังรองรับเต็ม")
    stranger, _ = town.citizen("stranger")
    with pytest.raises(NotFound):
        commands.ask_again(actor=stranger, consent_id=consent.id, now=TUESDAY, key=key())
    with pytest.raises(NotAllowed, match="not_yours_to_ask"):
        commands.ask_again(actor=at.checker.actor, consent_id=consent.id, now=TUESDAY, key=key())
    commands.ask_again(actor=at.officer.actor, consent_id=consent.id, now=TUESDAY, key=key())
    consent.refresh_from_db()
    assert (consent.state, consent.note) == ("asked", "")


def log_in_of_processor(at: office.Office, name: str) -> Actor:
    actor, person = town.citizen(f"of-{name}")
    company = town.company(at.intake, at.agency, name)
    town.mandate(at.intake.actor, "organisation", company, person)
    return actor


def test_who_acts_for_the_organisation_consents_by_log_in() -> None:
    at = office.office(INDUSTRY)
    _, (consent,) = asked(at)
    other = log_in_of_processor(at, "บริษัท อื่น จำกัด")
    with pytest.raises(NotFound):
        answer(consent, actor=other)
    processor = log_in_of_processor(at, consent.name)
    assert [each.id for each in consents_asked_of(processor, TUESDAY)] == [consent.id]
    answer(consent, actor=processor)
    assert consents_asked_of(processor, TUESDAY) == []
    (said,) = desk.happened(consent.case_id, "case.consent_answered")
    assert said["way"] == "log_in"
    assert said["person"]


def test_nothing_is_granted_before_the_other_party_consents() -> None:
    at = office.office(INDUSTRY)
    case_id, (consent,) = asked(at)
    desk.draft(at, case_id, "", lines=({"line": 1, "outcome": "granted"},))
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="consent_missing") as missing:
        desk.decide(at, case_id)
    assert missing.value.params["parties"] == [consent.name]
    answer(consent, token=consent_link(consent.id))
    desk.decide(at, case_id)
    assert office.case(case_id).outcome == "granted"


def test_who_is_named_only_in_refused_lines_need_not_consent() -> None:
    at = office.office(INDUSTRY)
    case_id, consents = asked(at, lines=2)
    assert len(consents) == 2
    first = next(consent for consent in consents if consent.party == desk.PROCESSORS[0])
    answer(first, token=consent_link(first.id))
    lines = (
        {"line": 1, "outcome": "granted"},
        {"line": 2, "outcome": "refused", "reasons": "ผู้รับดำเนินการไม่ยินยอม"},
    )
    desk.draft(at, case_id, "", lines=lines, facts="ไม่มีหนังสือยินยอม", law="ข้อ 13")
    desk.check(at, case_id)
    desk.skip_hearing(at, case_id)
    desk.decide(at, case_id)
    assert office.case(case_id).outcome == "partly_granted"
