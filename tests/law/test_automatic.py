"""The rule for low-risk waste: what it grants, what it leaves to a person and why, and whom the audit draws."""

from collections.abc import Mapping
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from saduak.core.automatic import RULES, Failed, Judged, Known, is_sampled, judged
from saduak.core.errors import LawError
from saduak.core.formlogic import classes_of
from saduak.sources.acts import act
from saduak.sources.packages import package

RULE = "low_risk_waste@1"
PROCESSOR = "3-106-12/50ขก"
PAPER: Mapping[str, Any] = {
    "code": "150101",
    "description": "กล่องกระดาษ",
    "is_chemical": False,
    "tonnes": "9.600",
    "method": "011",
    "processor_number": PROCESSOR,
    "processor_name": "บริษัท ตัวอย่าง จำกัด",
}
PERIOD = {"starts_on": "2026-12-01", "ends_on": "2027-11-30"}
FORM = package("industry/waste-removal", "2566-11-01")
CLASSES = classes_of(FORM.form, FORM.code_lists)


def known(*lines: Mapping[str, Any], **changes: Any) -> Known:
    said: dict[str, Any] = {"answers": {"waste": lines or (PAPER,), "period": PERIOD}, "classes": CLASSES}
    return Known(**{**said, "consented": frozenset({PROCESSOR}), **changes})


def found(*lines: Mapping[str, Any], **changes: Any) -> Judged:
    return judged(RULE, known(*lines, **changes))


def test_what_meets_every_condition_is_granted() -> None:
    judgement = found(PAPER, {**PAPER, "code": "150103", "method": "043"})
    assert judgement.holds
    assert judgement.passed == tuple(RULES[RULE].conditions)


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ({"code": "080111"}, "code_non_hazardous"),
        ({"code": "010304"}, "code_non_hazardous"),
        ({"code": "010399"}, "code_specific"),
        ({"code": "000000"}, "code_non_hazardous"),
        ({"is_chemical": True}, "not_chemical"),
        ({"method": "071"}, "method_recovers"),
        ({"method": "042"}, "method_recovers"),
        ({"method": "085"}, "method_recovers"),
        ({"tonnes": "100.001"}, "quantity_small"),
        ({"processor_number": "3-101-7/54ขก"}, "processor_consents"),
    ],
)
def test_each_failed_condition_is_named_with_its_line(change: Mapping[str, Any], condition: str) -> None:
    judgement = found(PAPER, {**PAPER, **change})
    assert not judgement.holds
    assert Failed(2, condition) in judgement.failed
    assert all(each.line == 2 for each in judgement.failed)
    assert condition not in judgement.passed


def test_the_ceiling_itself_is_small_enough() -> None:
    assert found({**PAPER, "tonnes": "100.000"}).holds


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"missing_papers": 1}, "papers_there"),
        ({"open_look_ups": 1}, "registers_looked_up"),
        ({"refused_before": True}, "record_clean"),
        ({"answers": {"waste": (PAPER,), "period": {**PERIOD, "ends_on": "2028-01-01"}}}, "period_within_year"),
        ({"answers": {"waste": (PAPER,), "period": {**PERIOD, "ends_on": "2026-11-01"}}}, "period_within_year"),
        ({"answers": {"waste": (PAPER,)}}, "period_within_year"),
        ({"answers": {}}, "period_within_year"),
    ],
)
def test_what_fails_on_the_whole_is_line_nought(changes: Mapping[str, Any], condition: str) -> None:
    assert found(**changes).failed == (Failed(0, condition),)


def test_the_rule_waits_for_a_look_into_registers_and_a_consent_that_was_asked_and_for_nothing_else() -> None:
    waiting = {"consented": frozenset(), "awaited": frozenset({PROCESSOR})}
    assert found(**waiting).waits
    assert found(open_look_ups=2, **waiting).waits
    assert not found(open_look_ups=2, missing_papers=1).waits
    assert not found({**PAPER, "method": "071"}, **waiting).waits
    assert not found(consented=frozenset(), awaited=frozenset()).waits
    declined = {**PAPER, "processor_number": "3-101-7/54ขก"}
    assert not found(PAPER, declined, **waiting).waits
    assert not found().waits


def test_a_rule_nobody_knows_is_an_error() -> None:
    with pytest.raises(LawError, match="automatic_rule_unknown"):
        judged("low_risk_waste@2", known())


def test_every_condition_rests_on_an_article_on_file() -> None:
    for rule in RULES.values():
        for citation in rule.conditions.values():
            assert act(citation.act).section(citation.section, citation.paragraph)


def test_the_audit_draws_the_same_cases_again_and_about_the_share() -> None:
    adoption, numbers = str(UUID(int=7)), count(1)
    cases = [str(UUID(int=next(numbers))) for _ in range(4_000)]
    drawn = [case for case in cases if is_sampled(adoption, case, 10)]
    assert drawn == [case for case in cases if is_sampled(adoption, case, 10)]
    assert 320 < len(drawn) < 480
    assert set(drawn) <= {case for case in cases if is_sampled(adoption, case, 25)}
    assert set(drawn) != {case for case in cases if is_sampled(str(UUID(int=8)), case, 10)}
    assert not is_sampled(adoption, str(uuid4()), 0)
    assert is_sampled(adoption, str(uuid4()), 100)
