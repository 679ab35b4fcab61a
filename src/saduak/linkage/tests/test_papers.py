"""Link, then the officer's eyes, then the citizen: and every copy of a state paper is counted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from saduak.core.errors import DomainError, NotAllowed
from saduak.core.package import Document, Source, Text
from saduak.ledger.actors import WORKER
from saduak.linkage import commands
from saduak.linkage.queries import copies_asked, register_about, registers, way_now, ways_for
from saduak.linkage.tests.desk import Desk, connect, look_up
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key
from saduak.sources.packages import packages

pytestmark = pytest.mark.django_db

NAME = Text("บัตรประจำตัวประชาชน", "Identity card")
ORDER = (Source.LINKAGE, Source.SHOWN_ORIGINAL, Source.UPLOAD)


def card(*sources: Source, state_issued: bool = True) -> Document:
    return Document("identity_card", NAME, state_issued, NAME, sources or ORDER, register="dopa.person")


def test_a_linked_paper_is_asked_of_the_register_and_the_upload_is_last(desk: Desk) -> None:
    assert ways_for(card(), desk.agency) == ("link", "officer_looks", "upload")
    assert ways_for(card(Source.UPLOAD, Source.LINKAGE), desk.agency) == ("link", "upload")
    assert ways_for(card(Source.UPLOAD, state_issued=False), desk.agency) == ("upload",)


def test_without_a_connection_the_officer_looks(desk: Desk) -> None:
    connect(desk, way="none")
    assert ways_for(card(), desk.agency) == ("officer_looks", "upload")
    assert way_now(card(), desk.agency, desk.case) == "officer_looks"
    assert ways_for(card(), desk.other_agency) == ("officer_looks", "upload")


def test_a_link_that_gave_no_answer_hands_over_to_the_officer(desk: Desk) -> None:
    assert way_now(card(), desk.agency, desk.case) == "link"
    desk.shelf.failure = "gateway_closed"
    look_up(desk)
    assert way_now(card(), desk.agency, desk.case) == "officer_looks"
    desk.shelf.failure = ""
    look_up(desk, now=NOW + timedelta(minutes=5))
    assert way_now(card(), desk.agency, desk.case) == "link"
    assert way_now(card(Source.LINKAGE), desk.other_agency, desk.case) is None


def test_every_copy_of_a_state_paper_is_counted(desk: Desk) -> None:
    said: dict[str, Any] = {"agency_id": desk.agency, "case_id": desk.case, "register": "dopa.person", "now": NOW}
    said |= {"document": "identity_card", "why": "no_answer"}
    commands.record_copy_asked(actor=desk.citizen, key=key(), **said)
    commands.record_copy_asked(actor=desk.officer.actor, key=key(), **said)
    day = timedelta(days=1)
    assert copies_asked(desk.agency, NOW, NOW + day) == {"identity_card": 2}
    assert copies_asked(desk.agency, NOW - day, NOW) == {}
    assert copies_asked(desk.other_agency, NOW, NOW + day) == {}
    with pytest.raises(DomainError, match="why_unknown"):
        commands.record_copy_asked(actor=desk.citizen, key=key(), **{**said, "why": "because"})
    stranger, _ = town.citizen("somebody-else")
    for changes in ({"actor": WORKER}, {"agency_id": desk.other_agency}, {"actor": stranger}, {"case_id": uuid4()}):
        with pytest.raises(NotAllowed):
            commands.record_copy_asked(**{"actor": desk.citizen, "key": key(), **said, **changes})


def test_every_register_that_a_service_names_is_on_file() -> None:
    listed = [package.service.documents for package in packages().values()]
    named = {paper.register for papers in listed if papers != "none" for paper in papers if paper.register}
    assert named
    assert named <= registers().keys()
    assert register_about("dopa.person").holder.en == "Department of Provincial Administration"
