"""A desk for tests: an agency with officers and a case, a citizen and a company, and registers that the test fills."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from saduak.ledger.actors import Actor
from saduak.linkage import commands
from saduak.linkage.commands.connecting import wired
from saduak.linkage.ports import Answer, CannotLook, Question
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key

NUMBER = "1101700203450"
PURPOSE, BASIS = "linkage.purpose.verify_identity", "PHA s.54"


@dataclass
class Shelf:
    """A register in memory; it remembers what it was asked and fails when told to."""

    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    failure: str = ""

    def look(self, question: Question) -> Answer:
        self.asked.append(question)
        if self.failure:
            raise CannotLook(self.failure)
        return Answer(self.known.get(question.identifier), "SHELF-1")


@dataclass
class Desk:
    """An agency at work."""

    agency: UUID
    other_agency: UUID
    case: UUID
    officer: town.Post
    admin: town.Post
    auditor: town.Post
    citizen: Actor
    person: UUID
    shelf: Shelf


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, db: None) -> Desk:
    """An agency that has connected the register of persons."""
    agency, other = town.agency(), town.agency("เทศบาลอื่น")
    citizen, person = town.citizen("somchai")
    shelf, case = Shelf({NUMBER: {"name": "นายสมชาย ใจดี"}}), uuid4()
    monkeypatch.setattr(f"{settings.WIRING}.REGISTERS", {**wired(), "gdx": shelf})
    monkeypatch.setattr(f"{settings.WIRING}.CASE_AGENCY", {case: agency}.get)
    monkeypatch.setattr(f"{settings.WIRING}.CASE_APPLICANT", lambda who, asked: (who.person, asked) == (person, case))
    officer, admin, auditor = (town.officer(agency, role, role) for role in ("officer", "agency_admin", "auditor"))
    made = Desk(agency, other, case, officer, admin, auditor, citizen, person, shelf)
    connect(made)
    return made


def connect(at: Desk, register: str = "dopa.person", way: str = "gdx") -> None:
    """Let the administrator connect a register."""
    commands.connect_register(actor=at.admin.actor, agency_id=at.agency, register=register, way=way, now=NOW, key=key())


def asked(at: Desk, **changes: Any) -> dict[str, Any]:
    """The arguments of a look at the citizen."""
    given: dict[str, Any] = {
        "actor": at.officer.actor,
        "agency_id": at.agency,
        "case_id": at.case,
        "register": "dopa.person",
        "subject_kind": "person",
        "subject_id": at.person,
        "identifier": NUMBER,
        "purpose": PURPOSE,
        "legal_basis": BASIS,
        "now": NOW,
        "key": key(),
    }
    return {**given, **changes}


def look_up(at: Desk, **changes: Any) -> UUID:
    """Look the citizen up."""
    return commands.look_up(**asked(at, **changes))


def attest(at: Desk, *, now: datetime = NOW, **changes: Any) -> UUID:
    """Say that the officer has seen the card."""
    given = asked(at, now=now)
    del given["identifier"]
    seen: dict[str, Any] = {"document": "identity_card", "note": "", "seen_on": now.date(), "copy_id": None}
    return commands.attest(**{**given, **seen, **changes})
