"""Papers: what the manual asks, who has to get it, and that nothing else is ever demanded (LFA s.8; EPA s.12)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.cases import commands
from saduak.cases.models import Consent, Paper
from saduak.cases.queries.papers import Wanted, open_lookups, papers_wanted, still_missing
from saduak.cases.queries.whole import WholeCase
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, Office, key
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.transitions import Command, Refusal, Role, State, move
from saduak.files.commands import receive, record_scan
from saduak.ledger.actors import REACTION, Actor
from saduak.parties.policy.standing import standing_of
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def file_of(actor: Actor) -> UUID:
    return receive(actor=actor, name="สัญญาเช่า.pdf", content=PDF, now=MONDAY, key=key())


def checklist(at: Office, case_id: UUID) -> dict[str, Wanted]:
    whole = WholeCase(office.case(case_id), standing_of(at.officer.actor, MONDAY), MONDAY)
    return {each.document.id: each for each in papers_wanted(whole, whole.row)}


def offer(actor: Actor, case_id: UUID, document: str, file: UUID, **changes: Any) -> UUID:
    given: dict[str, Any] = {"document": document, "file_id": file, "seen": None, "now": MONDAY, "key": key()}
    return commands.offer_paper(actor=actor, case_id=case_id, **{**given, **changes})


def test_the_checklist_says_what_lies_there_and_whose_duty_the_rest_is() -> None:
    at = office.office()
    found = checklist(at, office.file(at, FOOD_LARGE, RESTAURANT))
    assert (found["right_to_place"].state, found["right_to_place"].duty) == ("there", "applicant")
    assert (found["house_registration"].state, found["house_registration"].duty) == ("missing", "agency")
    assert found["map"].state == "not_required"
    assert still_missing(found.values()) == ()
    assert "house_registration" in {document.id for document in open_lookups(found.values())}


def test_a_consent_is_the_other_partys_and_never_missing_from_the_applicant() -> None:
    at = office.office(INDUSTRY)
    case_id = office.file(at, WASTE, FACTORY)
    found = checklist(at, case_id)["processor_consent"]
    assert (found.state, found.duty) == ("missing", "other_party")


def test_the_file_of_another_cannot_be_taken_by_its_id() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, papers=())
    stranger, _ = town.citizen("thief")
    theirs = file_of(stranger)
    with pytest.raises(NotFound):
        offer(at.citizen, case_id, "right_to_place", theirs)
    with pytest.raises(NotFound):
        office.file(at, FOOD_LARGE, RESTAURANT, papers=({"document": "right_to_place", "file": str(theirs)},))


def test_a_paper_is_offered_freely_any_time_before_the_decision() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, papers=())
    assert checklist(at, case_id)["right_to_place"].is_missing
    paper = offer(at.citizen, case_id, "right_to_place", file_of(at.citizen))
    assert checklist(at, case_id)["right_to_place"].paper == paper
    offer(at.citizen, case_id, "", file_of(at.citizen))
    assert Paper.objects.filter(case=case_id).count() == 2
    with pytest.raises(DomainError, match="paper_not_in_manual"):
        offer(at.citizen, case_id, "tax_receipt", file_of(at.citizen))
    with pytest.raises(NotFound):
        offer(at.citizen, case_id, "map", uuid4())
    with pytest.raises(NotAllowed, match="not_your_part"):
        offer(at.checker.actor, case_id, "map", file_of(at.citizen))


def test_the_clock_runs_from_the_paper_that_made_it_whole() -> None:
    at = office.office()
    needed = office.papers_needed(office.publication(at.slug, FOOD_LARGE), RESTAURANT)
    others = tuple(paper for paper in needed if paper["document"] != "right_to_place")
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, papers=others)
    came = MONDAY + timedelta(days=2, hours=8)  # 18:00: an electronic paper counts from the next working time
    offer(at.citizen, case_id, "right_to_place", file_of(at.citizen), now=came)
    offer(at.citizen, case_id, "right_to_place", file_of(at.citizen), now=came + timedelta(days=1))
    found = came + timedelta(days=5)
    commands.confirm_complete(actor=at.officer.actor, case_id=case_id, seen=None, now=found, key=key())
    whole = WholeCase(office.case(case_id), standing_of(at.officer.actor, found), found)
    assert whole.clock.runs_from == datetime(2026, 11, 5, 8, 30, tzinfo=BANGKOK)
    same = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.officer.actor, case_id=same, seen=None, now=found, key=key())
    assert WholeCase(office.case(same), standing_of(at.officer.actor, found), found).clock.runs_from == MONDAY


def test_a_file_with_malware_is_no_paper() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, papers=())
    file = file_of(at.citizen)
    offer(at.citizen, case_id, "right_to_place", file)
    record_scan(actor=REACTION, file_id=file, malware="Eicar", scanner="test", now=MONDAY, key=key())
    assert checklist(at, case_id)["right_to_place"].is_missing
    with pytest.raises(WrongState, match="paper_refused"):
        offer(at.citizen, case_id, "right_to_place", file)


def test_the_counter_copies_and_certifies_an_original_free_of_charge() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    shown: dict[str, Any] = {"case_id": case_id, "document": "house_registration", "seen": None, "now": MONDAY}
    with pytest.raises(NotAllowed, match="role_needed"):
        commands.certify_original(actor=at.citizen, file_id=file_of(at.citizen), key=key(), **shown)
    commands.certify_original(actor=at.intake.actor, file_id=file_of(at.intake.actor), key=key(), **shown)
    paper = Paper.objects.get(case=case_id, document="house_registration")
    assert (paper.source, paper.certified_by_id) == ("shown_original", at.intake.id)


def test_what_lies_in_the_agencys_own_file_is_asked_of_nobody() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    found: dict[str, Any] = {"case_id": case_id, "document": "house_registration", "seen": None, "now": MONDAY}
    with pytest.raises(NotAllowed, match="role_needed"):
        commands.find_in_own_file(actor=at.citizen, file_id=file_of(at.citizen), key=key(), **found)
    with pytest.raises(DomainError, match="paper_not_of_the_state"):
        commands.find_in_own_file(
            actor=at.officer.actor,
            file_id=file_of(at.officer.actor),
            key=key(),
            **{**found, "document": "right_to_place"},
        )
    paper = commands.find_in_own_file(actor=at.officer.actor, file_id=file_of(at.officer.actor), key=key(), **found)
    row = Paper.objects.get(pk=paper)
    assert (row.source, row.certified_by_id) == ("agency_file", at.officer.id)
    listed = checklist(at, case_id)
    assert listed["house_registration"].paper == paper
    assert "house_registration" not in {document.id for document in open_lookups(listed.values())}


def test_a_consent_on_paper_lies_there_and_is_nobodys_answer_yet() -> None:
    at = office.office(INDUSTRY)
    case_id = office.file(at, WASTE, FACTORY)
    offer(at.citizen, case_id, "processor_consent", file_of(at.citizen))
    assert Consent.objects.get(case=case_id).state == "asked"
    assert checklist(at, case_id)["processor_consent"].state == "there"


def test_a_look_of_another_case_stands_for_nothing() -> None:
    at = office.office()
    with pytest.raises(NotFound):
        commands.add_paper_from_look(
            actor=at.officer.actor,
            case_id=office.file(at, FOOD_LARGE, RESTAURANT),
            document="house_registration",
            look_id=uuid4(),
            seen=None,
            now=MONDAY,
            key=key(),
        )


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("role", list(Role))
def test_nobody_may_ask_for_a_further_paper_in_any_state(state: State, role: Role) -> None:
    refusal = move(state, Command.REQUEST_DOCUMENT, role, ())
    assert isinstance(refusal, Refusal)
    assert (refusal.citation.act, refusal.citation.section) == ("lfa", "8")


def test_what_came_on_paper_with_gaps_is_not_found_complete() -> None:
    at = office.office()
    by_hand: dict[str, Any] = {"actor": at.intake.actor, "channel": "counter", "identity_seen": "id_card"}
    confirm: dict[str, Any] = {"actor": at.officer.actor, "seen": None, "now": MONDAY}
    gaps = office.file(at, FOOD_LARGE, {**RESTAURANT, "place": {}}, papers=(), **by_hand)
    with pytest.raises(DomainError, match="answers_faulty"):
        commands.confirm_complete(case_id=gaps, key=key(), **confirm)
    bare = office.file(at, FOOD_LARGE, RESTAURANT, papers=(), **by_hand)
    with pytest.raises(DomainError, match="still_missing") as refusal:
        commands.confirm_complete(case_id=bare, key=key(), **confirm)
    assert "Lease, or consent to use the building or place" in [name.en for name in refusal.value.params["papers"]]


def test_what_can_be_mended_at_once_is_mended_on_the_spot() -> None:
    at = office.office()
    case_id = office.file(
        at,
        FOOD_LARGE,
        {**RESTAURANT, "place": {}},
        papers=(),
        actor=at.intake.actor,
        channel="counter",
        identity_seen="id_card",
    )
    papers = office.papers_needed(office.publication(at.slug, FOOD_LARGE), RESTAURANT)
    fix: dict[str, Any] = {"actor": at.intake.actor, "case_id": case_id, "seen": None, "now": MONDAY}
    with pytest.raises(DomainError, match="nothing_amended"):
        commands.fix_on_the_spot(answers=None, papers=(), key=key(), **fix)
    with pytest.raises(DomainError, match="still_missing"):
        commands.fix_on_the_spot(answers=RESTAURANT, papers=(), key=key(), **fix)
    commands.fix_on_the_spot(
        answers=RESTAURANT, papers=papers, key=key(), **{**fix, "now": MONDAY + timedelta(hours=1)}
    )
    row = office.case(case_id)
    assert row.state == "complete"
    assert '"area":"220.00"' in row.words.answers
    assert Paper.objects.filter(case=case_id).count() == len(papers)


def test_a_form_with_a_gap_is_no_mending_also_of_what_was_filed_on_line() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    fix: dict[str, Any] = {"actor": at.intake.actor, "case_id": case_id, "papers": (), "seen": None, "now": MONDAY}
    with pytest.raises(DomainError, match="answers_faulty"):
        commands.fix_on_the_spot(answers={**RESTAURANT, "place": {}}, key=key(), **fix)
    assert office.case(case_id).state == "submitted"
    larger = {**RESTAURANT, "place": {**RESTAURANT["place"], "area": "240.00"}}
    commands.fix_on_the_spot(answers=larger, key=key(), **fix)
    assert office.case(case_id).state == "complete"


def test_the_responsible_agency_is_named_to_the_sender() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    refer: dict[str, Any] = {"actor": at.intake.actor, "case_id": case_id, "ground": "", "seen": None, "now": MONDAY}
    with pytest.raises(WrongState) as refusal:
        commands.refer_application(agency_named=" ", key=key(), **refer)
    assert refusal.value.params["why"].value == "responsible_agency_named"
    commands.refer_application(agency_named="เทศบาลตำบลตัวอย่าง", key=key(), **refer)
    row = office.case(case_id)
    assert (row.state, row.closed_at) == ("referred", MONDAY)
