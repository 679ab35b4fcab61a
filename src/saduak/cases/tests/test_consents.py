"""The other party's consent: by its link or by log-in, once; on paper; and nothing granted before."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Consent
from saduak.cases.queries.consents import CONSENTER, consent_for_token, consent_link, consents_asked_of, is_unproved
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import TUESDAY
from saduak.cases.tests.office import FACTORY, INDUSTRY, MONDAY, key
from saduak.cases.tests.test_papers import file_of, offer
from saduak.cases.tests.test_rebuild import rebuilt
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.models import Event
from saduak.parties.queries import organisations
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

NAME = "บริษัท ตัวอย่างรีไซเคิล จำกัด"


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


def another_end(token: str) -> str:
    """The same token but for its last character."""
    return token[:-1] + ("1" if token.endswith("0") else "0")


@pytest.mark.parametrize("spoil", [another_end, lambda _: "", lambda _: "ก", lambda token: token[:32]])
def test_a_link_that_is_not_ours_opens_nothing(spoil: Any) -> None:
    _, (consent,) = asked(office.office(INDUSTRY))
    token = consent_link(consent.id)
    bad = spoil(token)
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


def log_in_of_processor(at: office.Office, name: str) -> tuple[Actor, str]:
    """Who acts for an organisation of this name, and the number under which it is registered."""
    actor, person = town.citizen(f"of-{name}-{key()}")
    company = town.company(at.intake, at.agency, name)
    town.mandate(at.intake.actor, "organisation", company, person)
    (organisation,) = organisations([company])
    return actor, organisation.identifier


def of_number(at: office.Office, number: str) -> UUID:
    """An application that names a processor by its registered number."""
    line = {**FACTORY["waste"][0], "processor_number": number, "processor_name": NAME}
    return office.file(at, office.WASTE, {**FACTORY, "waste": [line]})


def test_who_acts_for_the_organisation_of_that_number_consents_by_log_in_and_no_namesake() -> None:
    at = office.office(INDUSTRY)
    desk.names_processors_by_registered_number(at)
    processor, number = log_in_of_processor(at, NAME)
    consent = Consent.objects.get(case=of_number(at, number))
    namesake, _ = log_in_of_processor(at, NAME)
    assert consents_asked_of(namesake, TUESDAY) == []
    with pytest.raises(NotFound):
        answer(consent, actor=namesake)
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


def test_a_paper_of_the_applicants_closes_nobodys_consent_and_no_refusal() -> None:
    at = office.office(INDUSTRY)
    case_id, consents = asked(at, lines=2)
    declined, open_one = consents
    answer(declined, token=consent_link(declined.id), gives=False, note="กำลังรองรับเต็ม")
    offer(at.citizen, case_id, "processor_consent", file_of(at.citizen))
    for consent in consents:
        consent.refresh_from_db()
    assert (declined.state, declined.answered_by) == ("declined", "นางสาวผู้จัดการ ตัวอย่าง")
    assert open_one.state == "asked"
    desk.draft(at, case_id, "", lines=tuple({"line": line, "outcome": "granted"} for line in (1, 2)))
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="consent_missing"):
        desk.decide(at, case_id)


def accept(at: office.Office, consent: Consent, paper: Any, **changes: Any) -> None:
    said: dict[str, Any] = {"actor": at.officer.actor, "now": TUESDAY, "key": key()}
    commands.accept_paper_consent(consent_id=consent.id, paper_id=paper, **{**said, **changes})


def test_an_officer_accepts_a_paper_for_one_party_at_a_time() -> None:
    at = office.office(INDUSTRY)
    case_id, (first, second) = asked(at, lines=2)
    paper = offer(at.citizen, case_id, "processor_consent", file_of(at.citizen))
    other = offer(at.citizen, case_id, "", file_of(at.citizen))
    with pytest.raises(NotAllowed, match="role_needed"):
        accept(at, first, paper, actor=at.checker.actor)
    with pytest.raises(NotFound):
        accept(at, first, other)
    accept(at, first, paper)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.answered_by, second.state) == ("given", "", "asked")
    (said,) = desk.happened(case_id, "case.consent_on_paper")
    assert (said["way"], said["officer"], said["paper"]) == ("paper", str(at.officer.id), str(paper))
    with pytest.raises(WrongState, match="consent_answered"):
        accept(at, first, paper)
    assert rebuilt() == []


def test_who_declined_is_answered_for_by_a_later_paper_only_and_stays_on_record() -> None:
    at = office.office(INDUSTRY)
    case_id, (consent,) = asked(at)
    earlier = offer(at.citizen, case_id, "processor_consent", file_of(at.citizen))
    answer(consent, token=consent_link(consent.id), gives=False, note="กำลังรองรับเต็ม")
    with pytest.raises(DomainError, match="consent_paper_earlier"):
        accept(at, consent, earlier)
    later = TUESDAY + timedelta(days=1)
    accept(at, consent, offer(at.citizen, case_id, "processor_consent", file_of(at.citizen), now=later), now=later)
    consent.refresh_from_db()
    kept = (consent.state, consent.answered_by, consent.note)
    assert kept == ("given", "นางสาวผู้จัดการ ตัวอย่าง", "กำลังรองรับเต็ม")
    assert rebuilt() == []


def test_a_paper_in_the_application_leaves_the_party_asked() -> None:
    at = office.office(INDUSTRY)
    paper = {"document": "processor_consent", "source": "upload", "file": str(file_of(at.citizen))}
    case_id = office.file(at, office.WASTE, FACTORY, papers=(paper,))
    assert Consent.objects.get(case=case_id).state == "asked"


def test_a_consent_by_link_is_marked_until_the_party_was_asked_or_is_asked_again() -> None:
    at = office.office(INDUSTRY)
    case_id, (consent,) = asked(at)
    confirm: dict[str, Any] = {"actor": at.officer.actor, "consent_id": consent.id, "now": TUESDAY}

    def unproved() -> bool:
        consent.refresh_from_db()
        return is_unproved(whole_case(at.officer.actor, case_id, TUESDAY).story, consent)

    with pytest.raises(WrongState, match="consent_not_by_link"):
        commands.confirm_consent(note="โทร", key=key(), **confirm)
    answer(consent, token=consent_link(consent.id))
    assert unproved()
    with pytest.raises(WrongState, match="consent_answered"):
        commands.ask_again(actor=at.citizen, consent_id=consent.id, now=TUESDAY, key=key())
    commands.ask_again(actor=at.officer.actor, consent_id=consent.id, now=TUESDAY, key=key())
    assert not unproved()
    answer(consent, token=consent_link(consent.id))
    with pytest.raises(DomainError, match="consent_confirm_note"):
        commands.confirm_consent(note=" ", key=key(), **confirm)
    commands.confirm_consent(note="โทรถามผู้จัดการแล้ว", key=key(), **confirm)
    assert not unproved()
    assert "โทรถาม" not in Event.objects.get(kind="case.consent_confirmed").payload_text
    assert rebuilt() == []


def test_those_asked_of_many_are_found_without_a_question_for_each(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    at = office.office(INDUSTRY)
    desk.names_processors_by_registered_number(at)
    processor, number = log_in_of_processor(at, NAME)
    for _ in range(4):
        of_number(at, number)
    with django_assert_max_num_queries(4):
        assert len(consents_asked_of(processor, TUESDAY)) == 4
