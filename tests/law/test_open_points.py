"""Open points of the law that decide no line of `saduak law` by themselves: flipped, each has an effect."""

from datetime import date, datetime

import pytest

from saduak.core.calendars import BANGKOK
from saduak.core.defects import is_acknowledged
from saduak.core.delays import delay_notices
from saduak.core.licence_terms import may_show_image, renews_by_payment
from saduak.core.outages import Outage, relief
from saduak.core.regime import Regime
from saduak.core.spans import Span, Unit
from saduak.core.transitions import Command, Move, Refusal, Role, State, move
from saduak.core.versions import due_after_choice
from saduak.sources.lawbook import lawbook
from saduak.sources.regimes import open_points, regime
from saduak.sources.texts import in_both

TODAY = regime("lfa-2558")


def settled(**answers: object) -> Regime:
    return TODAY.with_settings(answers)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=BANGKOK)


def test_u1_a_new_act_is_another_regime() -> None:
    drafted = regime("lfa-new")
    assert (TODAY.silence_approves, TODAY.extension) == (False, None)
    assert drafted.silence_approves
    assert drafted.extension is not None
    assert drafted.extension.span == Span(30, Unit.DAY)


def test_u10_an_electronic_acknowledgement_of_a_defect_record() -> None:
    strict = settled(defect_acknowledgement="signature")
    assert is_acknowledged("electronic", TODAY)
    assert not is_acknowledged("electronic", strict)
    assert not is_acknowledged("electronic", TODAY, signature_required=True)
    assert is_acknowledged("signature", strict, signature_required=True)
    assert not is_acknowledged("by_telephone", TODAY)


def test_u10_decides_whether_the_record_may_be_made() -> None:
    holds = ["no_defect_record_yet", "has_items", "has_deadline", "items_in_manual"]
    for reading, expected in ((TODAY, Move), (settled(defect_acknowledgement="signature"), Refusal)):
        signed = ["acknowledged"] if is_acknowledged("electronic", reading) else []
        assert isinstance(move(State.SUBMITTED, Command.RECORD_DEFECT, Role.OFFICER, [*holds, *signed]), expected)


def test_u11_a_better_manual_chosen_late() -> None:
    promised, old, chosen = Span(5, Unit.WORKING_DAY), date(2026, 10, 19), date(2026, 10, 16)
    due, why = due_after_choice(old, chosen, promised, lawbook())
    assert (due, why.rule) == (old, "version.capped")
    anew = lawbook(settings={"beneficial_change": "opt_in_restarts"})
    due, why = due_after_choice(old, chosen, promised, anew)
    assert (due, why.rule) == (date(2026, 10, 26), "version.counted_anew")
    assert "26 October 2026" in in_both(why)["en"]


def test_u11_a_better_manual_chosen_early_is_better() -> None:
    due, _ = due_after_choice(date(2026, 10, 30), date(2026, 10, 15), Span(2, Unit.WORKING_DAY), lawbook())
    assert due == date(2026, 10, 19)


@pytest.mark.parametrize(
    ("addressee", "named"),
    [
        ("opdc_office", "Office of the Public Sector Development Commission (OPDC)"),
        ("opdc_commission", "Public Sector Development Commission (OPDC)"),
    ],
)
def test_u12_who_gets_the_copy(addressee: str, named: str) -> None:
    rhythm = lawbook(settings={"regulator_copy": addressee}).rhythm
    told = in_both(delay_notices(date(2026, 10, 6), 1, rhythm).because[-1])
    assert told["en"] == f"A copy goes to the {named} each time."


def test_u16_a_licence_on_the_list_is_renewed_by_payment() -> None:
    assert not renews_by_payment("food_premises", TODAY)
    listed = settled(renewal_by_payment=["food_premises"])
    assert renews_by_payment("food_premises", listed)
    assert not renews_by_payment("building_permit", listed)


def test_u17_an_outage_on_the_last_day() -> None:
    outages = [Outage(at(16, 9), at(16, 18))]
    asked = relief(date(2026, 10, 16), outages, lawbook())
    assert (asked.act_by, asked.because[0].rule) == (date(2026, 10, 16), "outage.ask")
    assert asked.ask_by == date(2026, 11, 2), "fifteen days from the end, 31 October, is a Saturday"
    given = relief(date(2026, 10, 16), outages, lawbook(settings={"outage_relief": "automatic"}))
    assert (given.act_by, given.ask_by) == (date(2026, 10, 19), None)
    for reason in (*asked.because, *given.because):
        assert in_both(reason)["th"]


def test_u17_an_outage_that_lasts_over_a_weekend_and_one_on_another_day() -> None:
    automatic = lawbook(settings={"outage_relief": "automatic"})
    lasting = relief(date(2026, 10, 16), [Outage(at(16, 9), at(19, 12))], automatic)
    assert lasting.act_by == date(2026, 10, 20)
    spared = relief(date(2026, 10, 16), [Outage(at(14, 9), at(15, 23))], automatic)
    assert (spared.act_by, spared.because[0].rule) == (date(2026, 10, 16), "outage.none")
    assert "16 October 2026" in in_both(spared.because[0])["en"]


def test_u22_a_card_that_must_be_shown_itself() -> None:
    assert may_show_image("driving_licence", TODAY)
    assert not may_show_image("driving_licence", settled(image_not_accepted=["driving_licence"]))


@pytest.mark.parametrize("point", open_points().values(), ids=lambda point: point.setting)
def test_every_point_has_a_question_a_ground_and_a_way_out(point: object) -> None:
    found = open_points()[point.setting]  # type: ignore[attr-defined]
    for language in ("th", "en"):
        assert found.question[language]
        assert found.why[language]
    if found.choices:
        assert found.default in found.choices
        assert len(found.choices) > 1
