"""An officer looks for a case, with a purpose, and every look is on record, whatever came of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER, WORKER
from saduak.ledger.door import command
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.ledger.transaction import Write
from saduak.ledger.verify import verify
from saduak.linkage import commands
from saduak.linkage.models import Look
from saduak.linkage.queries import look, looks_at, looks_of_case, looks_visible_to, result
from saduak.linkage.tests.desk import BASIS, NUMBER, PURPOSE, Desk, attest, connect, look_up
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

pytestmark = pytest.mark.django_db


def test_a_look_tells_who_looked_at_whom_for_which_case_why_and_what_was_found(desk: Desk) -> None:
    look_id = look_up(desk, identifier="๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐")
    (seen,) = looks_of_case(desk.case)
    assert (seen.asked_by, seen.subject_id, seen.agency_id) == (str(desk.officer.actor), desk.person, desk.agency)
    assert (seen.purpose, seen.legal_basis, seen.way) == (PURPOSE, BASIS, "gdx")
    assert (seen.outcome, seen.reference) == ("found", "SHELF-1")
    assert result(look_id, now=NOW) == {"name": "นายสมชาย ใจดี"}
    assert desk.shelf.asked[0].identifier == NUMBER
    assert Event.objects.get(kind="look.made").legal_basis == BASIS
    assert list(differences()) == []
    assert list(verify()) == []


def test_neither_the_number_nor_the_answer_is_in_an_event_or_a_repr(desk: Desk) -> None:
    look_id = look_up(desk)
    row = Look.objects.get(id=look_id)
    written = " ".join(Event.objects.values_list("payload_text", flat=True))
    said = f"{written} {row!r} {row} {desk.shelf.asked[0]!r} {bytes(row.answer)!r} {row.sought}"
    assert NUMBER not in said
    assert "สมชาย" not in said
    assert "สมชาย".encode() not in bytes(row.answer)


def test_who_is_not_known_is_on_record_as_well(desk: Desk) -> None:
    look_id = look_up(desk, identifier="1234567890121")
    assert look(look_id).outcome == "not_found"
    assert result(look_id, now=NOW) is None


def test_a_register_that_gives_no_answer_is_on_record_with_the_reason(desk: Desk) -> None:
    desk.shelf.failure = "officer_card_missing"
    failed = look(look_up(desk))
    assert (failed.outcome, failed.failure, failed.expires_at) == ("failed", "officer_card_missing", None)
    desk.shelf.failure = ""
    assert look(look_up(desk)).outcome == "found"


def test_a_double_click_asks_once_and_an_answer_that_holds_is_used_again(desk: Desk) -> None:
    used = key()
    first = look_up(desk, key=used)
    assert look_up(desk, key=used) == first
    assert look_up(desk) == first
    assert len(desk.shelf.asked) == 1
    assert look_up(desk, purpose="linkage.purpose.verify_place") != first, "another purpose is another look"
    assert look_up(desk, now=NOW + timedelta(days=2)) != first, "the answer has expired"
    assert len(desk.shelf.asked) == 3


def test_two_that_send_one_form_at_once_make_one_look(desk: Desk) -> None:
    """The second is recorded while the first waits for its answer."""
    used = key()
    quick = desk.shelf.look
    twin: list[UUID] = []

    def slow(question: Any) -> Any:
        desk.shelf.look = quick  # type: ignore[method-assign]
        twin.append(look_up(desk, key=used))
        desk.shelf.known = {}
        return quick(question)

    desk.shelf.look = slow  # type: ignore[method-assign]
    assert [look_up(desk, key=used)] == twin
    assert Look.objects.count() == 1


def test_only_an_officer_of_the_agency_whose_case_it_is_may_look(desk: Desk) -> None:
    stranger = town.officer(desk.other_agency, "stranger", "officer")
    for actor in (desk.citizen, desk.admin.actor, desk.auditor.actor, stranger.actor, INSTALLER, WORKER):
        with pytest.raises(NotAllowed, match="not_looking_officer"):
            look_up(desk, actor=actor)
        with pytest.raises(NotAllowed, match="not_looking_officer"):
            attest(desk, actor=actor)
    for changes in ({"case_id": uuid4()}, {"agency_id": desk.other_agency, "actor": stranger.actor}):
        with pytest.raises(NotAllowed, match="not_case_of_agency"):
            look_up(desk, **changes)
    assert desk.shelf.asked == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"register": "nsa.secrets"}, "register_unknown"),
        ({"purpose": " "}, "purpose_missing"),
        ({"legal_basis": ""}, "purpose_missing"),
        ({"subject_kind": "organisation"}, "subject_kind"),
        ({"identifier": "1101700203451"}, "identifier_checksum"),
        ({"identifier": "x" * 10_000}, "identifier_length"),
        ({"register": "diw.factory", "identifier": "\u200b "}, "identifier_missing"),
    ],
)
def test_a_look_that_makes_no_sense_asks_nobody(desk: Desk, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        look_up(desk, **changes)
    assert refused.value.code == code
    assert desk.shelf.asked == []


def test_a_register_that_is_not_connected_is_not_asked(desk: Desk) -> None:
    connect(desk, way="none")
    with pytest.raises(WrongState, match="register_not_connected"):
        look_up(desk)


def test_the_administrator_connects_and_only_what_is_set_up(desk: Desk) -> None:
    with pytest.raises(DomainError, match="way_unknown"):
        connect(desk, way="simulator")
    with pytest.raises(DomainError, match="register_unknown"):
        connect(desk, register="x")
    said: dict[str, Any] = {"agency_id": desk.agency, "register": "dopa.person", "way": "file", "now": NOW}
    for actor in (desk.officer.actor, desk.citizen):
        with pytest.raises(NotAllowed, match="not_agency_admin"):
            commands.connect_register(actor=actor, key=key(), **said)


def test_nobody_is_asked_inside_a_command(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="inside a command"):
        look_inside(actor=desk.officer.actor, at=str(desk.agency), given=desk, now=NOW, key=key())


@command()
def look_inside(write: Write, *, actor: Any, at: str, given: Any, now: Any, key: str) -> None:
    """A command that would keep others waiting for a register."""
    look_up(given)


def test_an_officer_says_which_original_was_seen_and_when(desk: Desk) -> None:
    copy = uuid4()
    look_id = attest(desk, note="บัตรไม่มีรอยแก้ไข", copy_id=copy)
    seen = look(look_id)
    assert (seen.way, seen.outcome, seen.document) == ("attested", "found", "identity_card")
    assert (seen.reference, seen.copy_id) == ("2026-11-02", copy)
    assert "รอยแก้ไข" not in Event.objects.get(kind="look.made").payload_text
    with pytest.raises(DomainError, match="seen_in_future"):
        attest(desk, seen_on=NOW.date() + timedelta(days=1))
    with pytest.raises(DomainError, match="document_missing"):
        attest(desk, document=" ")


def test_a_citizen_sees_every_look_at_oneself_and_at_ones_company(desk: Desk) -> None:
    clerk = town.officer(desk.agency, "clerk", "intake")
    company = town.company(clerk, desk.agency)
    town.mandate(clerk.actor, "organisation", company, desk.person)
    stranger, _ = town.citizen("stranger")
    connect(desk, "dbd.juristic")
    own = look_up(desk)
    of_company = look_up(
        desk, register="dbd.juristic", subject_kind="organisation", subject_id=company, identifier="0405566000017"
    )
    assert {seen.id for seen in looks_visible_to(desk.citizen, NOW)} == {own, of_company}
    assert looks_visible_to(desk.officer.actor, NOW) == looks_visible_to(desk.auditor.actor, NOW)
    assert {seen.id for seen in looks_at((company,))} == {of_company}
    other = town.officer(desk.other_agency, "stranger-officer", "officer")
    for actor in (stranger, other.actor, desk.admin.actor):
        assert looks_visible_to(actor, NOW) == ()


def test_a_list_of_looks_shows_exactly_what_may_be_viewed_one_by_one(desk: Desk) -> None:
    from saduak.linkage.policy import may

    row = Look.objects.get(id=look_up(desk))
    other = town.officer(desk.other_agency, "other", "officer")
    for actor in (desk.citizen, desk.officer.actor, desk.auditor.actor, desk.admin.actor, other.actor, INSTALLER):
        assert may(actor, "view", row, NOW).allowed is bool(looks_visible_to(actor, NOW))


def test_an_answer_is_kept_no_longer_than_its_register_allows(desk: Desk) -> None:
    look_id = look_up(desk)
    later = NOW + timedelta(days=1)
    assert result(look_id, now=later) is None
    assert commands.forget_expired(actor=INSTALLER, now=NOW) == 0
    assert commands.forget_expired(actor=INSTALLER, now=later) == 1
    assert commands.forget_expired(actor=INSTALLER, now=later) == 0
    row = Look.objects.get()
    assert (bytes(row.answer), row.note, row.sought) == (b"", "", "")
    assert list(verify()) == []
    assert list(differences()) == []
    said: dict[str, Any] = {"look_id": look_id, "ground": "request", "now": later}
    with pytest.raises(WrongState, match="already_erased"):
        commands.forget_look(actor=INSTALLER, key=key(), **said)
    with pytest.raises(NotAllowed, match="installer_only"):
        commands.forget_look(actor=desk.officer.actor, key=key(), **said)


def test_a_look_that_is_none_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        look(uuid4())
    with pytest.raises(NotFound):
        result(uuid4(), now=NOW)
    with pytest.raises(NotFound):
        commands.forget_look(actor=INSTALLER, look_id=uuid4(), ground="", now=NOW, key=key())
