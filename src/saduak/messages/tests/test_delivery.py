"""What became of a letter is recorded with its proof; what did not arrive must be posted."""

from datetime import timedelta
from uuid import UUID

import pytest

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER, WORKER, Actor
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify
from saduak.messages import commands, queries
from saduak.messages.commands import Addressee
from saduak.messages.tests.bureau import LATER, SUBJECT, Bureau, bureau, kinds, row
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

MUCH_LATER = NOW + timedelta(days=3)


@pytest.fixture(name="office")
def _office(db: None) -> Bureau:
    return bureau()


def read(actor: Actor, letter_id: UUID) -> bool:
    return commands.record_reading(actor=actor, letter_id=letter_id, now=LATER, key=key())


def bounce(letter_id: UUID, actor: Actor = WORKER) -> bool:
    return commands.record_bounce(actor=actor, letter_id=letter_id, code="550", now=LATER, key=key())


def test_a_registered_letter_is_posted_and_arrives(office: Bureau) -> None:
    letter_id = office.on_paper()
    office.record(letter_id, "post", "posted")
    office.record(letter_id, "post", "delivered", "ลงชื่อผู้รับ", at=MUCH_LATER, now=MUCH_LATER)
    (lane,) = office.shown(letter_id).lanes
    assert (lane.state, lane.proof) == ("delivered", "EF123456789TH; ลงชื่อผู้รับ")
    assert office.shown(letter_id).delivered_at == MUCH_LATER
    assert "EF123456789TH" not in " ".join(Event.objects.values_list("payload_text", flat=True))
    assert list(differences()) == []


def test_a_letter_refused_at_the_door_is_to_be_posted(office: Bureau) -> None:
    letter_id = office.send()
    office.record(letter_id, "hand", "refused", "ไม่ยอมลงชื่อ พยานอยู่ด้วย")
    assert office.lanes(letter_id)[2:] == [("hand", "refused"), ("post", "open")]
    office.record(letter_id, "post", "posted")
    assert queries.letters_to_post(office.officer.actor, office.agency, NOW) == ()


def test_nobody_need_post_what_was_handed_over(office: Bureau) -> None:
    letter_id = office.on_paper()
    office.record(letter_id, "hand", "delivered", "ลงชื่อรับเอง")
    assert office.lanes(letter_id) == [("post", "dropped"), ("hand", "delivered")]
    assert office.shown(letter_id).delivered_at == NOW
    assert list(differences()) == []


def test_a_letter_that_came_back_may_be_posted_again(office: Bureau) -> None:
    letter_id = office.on_paper()
    office.record(letter_id, "post", "posted")
    office.record(letter_id, "post", "returned", "ย้ายที่อยู่")
    office.record(letter_id, "post", "posted", "EF999999999TH")
    assert office.lanes(letter_id) == [("post", "returned"), ("post", "posted")]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"lane": "email", "outcome": "delivered"}, "delivery_outcome"),
        ({"lane": "post", "outcome": "refused"}, "delivery_outcome"),
        ({"lane": "post", "outcome": "posted", "proof": " "}, "proof_missing"),
        ({"lane": "post", "outcome": "posted", "proof": "ก" * 201}, "proof_too_long"),
        ({"lane": "post", "outcome": "posted", "at": MUCH_LATER}, "delivery_in_future"),
        ({"lane": "post", "outcome": "posted", "at": NOW - timedelta(days=1)}, "delivery_before_sending"),
    ],
)
def test_a_delivery_needs_a_proof_and_a_moment_that_can_be(office: Bureau, said: dict[str, str], code: str) -> None:
    letter_id = office.on_paper()
    with pytest.raises(DomainError, match=code):
        office.record(letter_id, **said)


def test_what_has_arrived_does_not_arrive_again(office: Bureau) -> None:
    letter_id = office.on_paper()
    office.record(letter_id, "post", "delivered")
    with pytest.raises(WrongState, match="already_delivered"):
        office.record(letter_id, "post", "delivered")


def test_a_bounced_e_mail_makes_posting_a_duty_once(office: Bureau) -> None:
    letter_id = office.send()
    assert [bounce(letter_id), bounce(letter_id)] == [True, False]
    assert office.lanes(letter_id)[1:] == [("email", "bounced"), ("post", "open")]
    assert office.shown(letter_id).delivered_at == NOW
    assert list(differences()) == []


def test_what_has_been_read_need_not_be_posted(office: Bureau) -> None:
    letter_id = office.send()
    read(office.citizen, letter_id)
    bounce(letter_id, office.officer.actor)
    assert office.lanes(letter_id)[1:] == [("email", "bounced")]


def test_reading_is_recorded_once_and_only_the_addressees(office: Bureau) -> None:
    letter_id = office.send()
    assert queries.unread(office.citizen, NOW) == 1
    with pytest.raises(NotAllowed, match="not_addressee"):
        read(office.officer.actor, letter_id)
    assert [read(office.citizen, letter_id), read(office.citizen, letter_id)] == [True, False]
    assert row(letter_id).read_at == LATER
    assert kinds(letter_id).count("letter.read") == 1
    assert queries.unread(office.citizen, NOW) == 0


def test_an_agent_reads_for_a_company_as_long_as_the_mandate_holds(office: Bureau) -> None:
    clerk = town.officer(office.agency, key(), "intake")
    company = town.company(clerk, office.agency)
    letter_id = office.send(addressee=Addressee(None, company, "บริษัท ท่าพระ จำกัด"))
    assert queries.inbox(office.citizen, NOW) == ()
    town.mandate(clerk.actor, "organisation", company, office.person, until=MUCH_LATER)
    assert [letter.id for letter in queries.inbox(office.citizen, LATER)] == [letter_id]
    assert queries.inbox(office.citizen, MUCH_LATER) == ()
    assert read(office.citizen, letter_id)


def test_a_mandate_for_one_service_opens_no_letter_of_another(office: Bureau) -> None:
    agent, agent_person = town.citizen("agent")
    town.mandate(office.citizen, "person", office.person, agent_person, scope=("health/food-small",))
    small, large, other = (office.send(service=name) for name in ("health/food-small", "health/food-large", ""))
    assert [letter.id for letter in queries.inbox(agent, NOW)] == [small]
    assert queries.unread(agent, NOW) == 1
    assert commands.record_reading(actor=agent, letter_id=small, now=LATER, key=key())
    for letter_id in (large, other):
        with pytest.raises(NotFound):
            queries.letter(agent, letter_id, NOW)
        with pytest.raises(NotAllowed, match="not_addressee"):
            commands.record_reading(actor=agent, letter_id=letter_id, now=LATER, key=key())


def test_who_may_see_a_letter_and_who_may_not(office: Bureau) -> None:
    letter_id = office.send(case_id=UUID(int=7))
    stranger, _ = town.citizen(key())
    other = bureau("อื่น", "ขก 52998")
    seeing = [office.citizen, office.officer.actor, INSTALLER, town.officer(other.agency, key(), "auditor").actor]
    for actor in seeing:
        assert [found.id for found in queries.letters_of_case(actor, UUID(int=7), NOW)] == [letter_id]
        assert queries.letter(actor, letter_id, NOW).subject == SUBJECT
    for actor in (stranger, other.officer.actor, WORKER):
        assert queries.letters_of_case(actor, UUID(int=7), NOW) == ()
        for ask in (queries.letter, queries.letter_pdf, queries.letter_page):
            with pytest.raises(NotFound):
                ask(actor, letter_id, NOW)


def test_who_sets_up_posts_sees_no_letter(office: Bureau) -> None:
    """The administrator of an agency sees none of its cases, so none of its letters, with or without a case."""
    admin = town.officer(office.agency, key(), "agency_admin").actor
    of_case, without = office.on_paper(case_id=UUID(int=7)), office.on_paper()
    assert queries.letters_of_case(admin, UUID(int=7), NOW) == ()
    assert queries.letters_to_post(admin, office.agency, NOW) == ()
    assert len(queries.letters_to_post(office.officer.actor, office.agency, NOW)) == 2
    for letter_id in (of_case, without):
        for ask in (queries.letter, queries.letter_pdf, queries.letter_page):
            with pytest.raises(NotFound):
                ask(admin, letter_id, NOW)


def test_another_agency_records_nothing(office: Bureau) -> None:
    letter_id = office.on_paper()
    with pytest.raises(NotAllowed, match="not_letter_officer"):
        office.record(letter_id, "post", "posted", actor=bureau("อื่น", "ขก 52998").officer.actor)
    for actor in (office.citizen, INSTALLER):
        with pytest.raises(NotAllowed):
            bounce(letter_id, actor)


def test_whoever_wishes_no_e_mail_gets_none(office: Bureau) -> None:
    choose(office, office.citizen, email_lane=False)
    assert office.lanes(office.send()) == [("inbox", "delivered")]
    choose(office, office.citizen, email_lane=True)
    assert ("email", "open") in office.lanes(office.send())
    assert queries.preferred_language(office.person, "th") == "en"
    assert list(differences()) == []


def test_nobody_chooses_for_another(office: Bureau) -> None:
    stranger, _ = town.citizen(key())
    with pytest.raises(NotAllowed, match="not_principal"):
        choose(office, stranger, email_lane=False)


def choose(office: Bureau, actor: Actor, *, email_lane: bool) -> None:
    commands.choose_preference(
        actor=actor,
        party_kind="person",
        party_id=office.person,
        language="en",
        email_lane=email_lane,
        now=NOW,
        key=key(),
    )


def test_an_erased_letter_says_nothing_and_the_chain_still_holds(office: Bureau) -> None:
    letter_id = office.on_paper()
    office.record(letter_id, "post", "posted", "ชื่อผู้ส่ง")
    commands.erase_letter(actor=INSTALLER, letter_id=letter_id, ground="ครบกำหนด", now=LATER, key=key())
    shown = office.shown(letter_id)
    assert (shown.subject, shown.body, shown.name, shown.lanes[0].proof) == ("", "", "", "")
    assert shown.number == "ขก 52401/1"
    assert list(verify()) == []
    assert list(differences()) == []
    with pytest.raises(WrongState, match="already_erased"):
        queries.letter_pdf(office.officer.actor, letter_id, NOW)
    with pytest.raises(WrongState, match="already_erased"):
        commands.erase_letter(actor=INSTALLER, letter_id=letter_id, ground="อีกครั้ง", now=LATER, key=key())
