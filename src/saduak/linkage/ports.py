"""What the linkage needs from outside: registers that answer, and who knows whose a case is and who applies in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from saduak.core.errors import Unavailable
from saduak.parties.policy import Standing


@dataclass(frozen=True, slots=True)
class Question:
    """One look. `identifier` names whom or what is looked for; `agent` is the officer's own 13-digit number, where a
    register asks for it. Neither is ever logged, nor shown by `repr`."""

    agency_id: UUID
    register: str
    identifier: str
    purpose: str
    agent: str
    asked_at: datetime

    def __repr__(self) -> str:
        return f"<Question to {self.register}>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register says: `facts` (plain JSON values) or None when it knows nobody of that number; `reference` is
    the register's own mark of the look, and never personal."""

    facts: Mapping[str, Any] | None
    reference: str = ""


class CannotLook(Unavailable):
    """A register that gives no answer now: "gateway_unreachable", "gateway_refused", "gateway_closed",
    "gateway_answer_unreadable", "officer_card_missing", "officer_number_missing", "register_not_served",
    "register_not_imported"."""


class Register(Protocol):
    """Answers questions of one way (a gateway, an imported file, a simulator)."""

    def look(self, question: Question) -> Answer:
        """The answer; raises `CannotLook`. Called outside any transaction."""


class CaseAgency(Protocol):
    """Tells the agency whose a case is; None for no such case."""

    def __call__(self, case_id: UUID, /) -> UUID | None: ...


class CaseApplicant(Protocol):
    """Tells whether somebody is the applicant of a case, or acts for it; False for no such case."""

    def __call__(self, who: Standing, case_id: UUID, /) -> bool: ...
