"""`guide.yaml`: "what do I need?", a few questions that lead to the services somebody must apply for."""

from dataclasses import dataclass

from saduak.core.package.form import Field
from saduak.core.package.words import Condition, Text


@dataclass(frozen=True, slots=True)
class Lead:
    """A service that the answers lead to, and why; `when` speaks of "guide.<question>"."""

    service: str
    when: Condition
    why: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions in order, each of which may be left open, and where they lead."""

    questions: tuple[Field, ...]
    leads: tuple[Lead, ...]
