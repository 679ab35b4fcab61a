"""The demonstration's registers know the sample people and nobody else."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from saduak.adapters.linkage.simulator import Simulator, samples
from saduak.core.errors import DomainError
from saduak.linkage.ports import Answer, CannotLook, Question
from saduak.linkage.registers import register_about


def look(register: str, identifier: str) -> Answer:
    asked = Question(uuid4(), register, identifier, "x", "", datetime(2026, 11, 2, tzinfo=UTC))
    return Simulator().look(asked)


def test_samples_are_found_and_others_are_not() -> None:
    found = look("dbd.juristic", "0405566000017")
    assert found.reference == "SIMULATED"
    assert found.facts is not None
    assert found.facts["name"] == "บริษัท ท่าพระรีไซเคิล จำกัด"
    assert look("dopa.person", "0405566000017").facts is None
    with pytest.raises(CannotLook, match="register_not_served"):
        look("onep.eia", "1")


def test_every_sample_has_a_number_that_its_register_accepts_and_the_columns_it_needs() -> None:
    for register, known in samples().items():
        about = register_about(register)
        for number, facts in known.items():
            try:
                assert about.sought(number) == number
            except DomainError as error:
                pytest.fail(f"{register} {number}: {error.code}")
            assert {column.id for column in about.columns if column.required} <= facts.keys()
