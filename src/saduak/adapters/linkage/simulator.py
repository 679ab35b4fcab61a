"""The way `simulator`: invented persons, companies and factories for a demonstration; wired in none but one."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from saduak.linkage.ports import Answer, CannotLook, Question
from saduak.sources.documents import read_document

SAMPLES = Path(__file__).with_name("samples.yaml")


class Simulator:
    """Answers from a file of samples: a register to numbers to facts."""

    def look(self, question: Question) -> Answer:
        """The sample of this number; raises CannotLook("register_not_served") for a register without samples."""
        known = samples().get(question.register)
        if known is None:
            raise CannotLook("register_not_served")
        facts = known.get(question.identifier)
        return Answer(facts, "SIMULATED")


@lru_cache(maxsize=1)
def samples() -> Mapping[str, Mapping[str, Any]]:
    """The samples on file: a register to numbers to facts."""
    return read_document(SAMPLES)
