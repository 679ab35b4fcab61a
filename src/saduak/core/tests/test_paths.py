"""Whether a case kept to the manual."""

import pytest

from saduak.core.package import ManualStep, StepKind, Text
from saduak.core.paths import way_of
from saduak.core.spans import Span, Unit

NAME = Text("ขั้น", "step")


def step(name: str, kind: StepKind, after: tuple[str, ...] | None = None) -> ManualStep:
    return ManualStep(name, kind, NAME, Span(1, Unit.DAY), NAME, after=after)


ONE_BY_ONE = way_of(
    [
        step("check", StepKind.DOCUMENT_CHECK),
        step("visit", StepKind.SITE_VISIT),
        step("opinion", StepKind.CONSIDERATION),
        step("decision", StepKind.DECISION),
        step("pay", StepKind.PAYMENT),
    ]
)
SIDE_BY_SIDE = way_of(
    [
        step("check", StepKind.DOCUMENT_CHECK),
        step("visit", StepKind.SITE_VISIT, ("check",)),
        step("ask", StepKind.CONSULTATION, ("check",)),
        step("opinion", StepKind.CONSIDERATION, ("visit", "ask")),
        step("decision", StepKind.DECISION),
    ]
)


def test_the_main_activities_are_those_of_the_manual() -> None:
    assert ONE_BY_ONE.activities == ("filed", "complete", "step:visit", "step:opinion", "decided", "told")


@pytest.mark.parametrize(
    ("path", "out_of_place"),
    [
        ("filed complete step:visit step:opinion decided told", ""),
        ("filed defect complete step:visit delay_notice step:opinion decided told", ""),
        ("filed complete step:opinion decided told", "step:opinion"),
        ("filed complete step:opinion step:visit decided", "step:opinion step:visit"),
        ("filed complete step:visit step:visit step:opinion decided", "step:visit"),
        ("filed complete delay_notice decided told", "decided"),
        ("filed withdrawn", ""),
        ("filed step:visit", "step:visit"),
        ("complete", "complete"),
    ],
)
def test_what_skips_repeats_or_turns_round_is_out_of_place(path: str, out_of_place: str) -> None:
    activities = path.split()
    kept = ONE_BY_ONE.kept(activities)
    assert [name for name, is_kept in zip(activities, kept, strict=True) if not is_kept] == out_of_place.split()


@pytest.mark.parametrize("middle", ["step:visit step:ask", "step:ask step:visit"])
def test_steps_that_wait_for_the_same_come_in_either_order(middle: str) -> None:
    path = f"filed complete {middle} step:opinion decided told".split()
    assert all(SIDE_BY_SIDE.kept(path))
    assert not all(SIDE_BY_SIDE.kept(["filed", "complete", "step:visit", "step:opinion"]))
