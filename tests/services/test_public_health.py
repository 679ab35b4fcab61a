"""The four Public Health Act packages and what Khon Kaen adopts of them: their acceptance points, by their ids."""

import ast
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import saduak
from saduak.core.calendars import BANGKOK
from saduak.core.fees import Bill, bill
from saduak.core.formlogic import FormLogic, Line
from saduak.core.licence_terms import Renewal, standing
from saduak.core.package import Document, Example, Fees, Lane, LaterRule, Package, RuleKind, Source
from saduak.core.periods import last_day
from saduak.core.spans import Span, Unit
from saduak.core.versions import Version, pinned_version
from saduak.sources.acts import limit
from saduak.sources.examples import check, run
from saduak.sources.lawbook import lawbook
from saduak.sources.lint import lint
from saduak.sources.overlays import adopted
from saduak.sources.packages import package

HARMFUL, LARGE, SMALL, VENDING = (
    package(f"health/{name}", "2565-01-01")
    for name in ("harmful-business", "food-large", "food-small", "street-vending")
)
ALL = (HARMFUL, LARGE, SMALL, VENDING)
LICENCES = (HARMFUL, LARGE, VENDING)
EACH = pytest.mark.parametrize("of", ALL, ids=lambda of: of.service.id)
KHON_KAEN = {overlay.adopts: made for overlay, made in adopted() if overlay.agency == "khon-kaen-city"}
EVERY_DAY = date(2026, 10, 14)


def example(of: Package, name: str) -> Example:
    return next(each for each in of.examples if each.id == name)


def charged(of: Package, name: str, on: date = EVERY_DAY, paid_on: date | None = None) -> Bill:
    """The bill for the answers of an example."""
    logic = FormLogic(of.form, of.code_lists)
    return bill(of.fees, example(of, name).answers, on, paid_on=paid_on, form=of.form, classes=logic.classes)


def with_size(of: Package, name: str, group: str, **answers: str | int) -> Package:
    """The package with the answers of one example changed."""
    old = example(of, name)
    line = old.answers[group]
    assert isinstance(line, dict)
    changed = replace(old, answers={**old.answers, group: {**line, **answers}})
    return replace(of, examples=(changed,))


def rules(of: Package, kind: RuleKind) -> tuple[LaterRule, ...]:
    return tuple(rule for rule in of.service.later if rule.kind is kind)


def documents(of: Package) -> tuple[Document, ...]:
    assert of.service.documents != "none"
    return of.service.documents


# K-1: a licence type is data


@EACH
def test_k1_each_package_is_clean_and_its_examples_come_out_as_written(of: Package) -> None:
    assert lint(of) == ()
    assert len(of.examples) >= 5
    told = [found for each in of.examples for found in check(each, of)]
    assert [found for found in told if found.status == "different"] == []


def test_k1_no_code_knows_the_packages() -> None:
    names = {of.service.id for of in ALL} | {of.service.id.removeprefix("health/") for of in ALL}
    modules = [path for path in Path(saduak.__file__).parent.rglob("*.py") if "tests" not in path.parts]
    assert modules
    assert [path for path in modules if names & texts_in(path)] == []


def texts_in(module: Path) -> set[str]:
    """Every text that stands for itself in a module's code."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize(
    ("of", "codes"),
    [(HARMFUL, {"อภ.2"}), (LARGE, {"สอ.4"}), (SMALL, {"สอ.6", "ใบรับแจ้ง"}), (VENDING, {"สณ.2"})],
    ids=["harmful", "large", "small", "vending"],
)
def test_k1_each_output_has_the_form_code_of_the_act_s_forms(of: Package, codes: set[str]) -> None:
    assert {output.form_code for output in of.service.outputs} == codes


def test_k1_the_thirteen_groups_and_the_twenty_one_services() -> None:
    (businesses,) = HARMFUL.code_lists
    groups = {code.code for code in businesses.codes if not code.group}
    assert groups == {str(number) for number in range(1, 14)}
    assert {code.group for code in businesses.codes if code.group} == groups
    assert sum(code.group == "9" for code in businesses.codes) == 21


def test_k1_every_business_has_one_fee_or_says_that_none_was_found() -> None:
    (businesses,) = HARMFUL.code_lists
    size: Line = {"heads": 200, "pond_area": "200", "uses_machine": True, "horsepower": "3", "machines": 1}
    for code in businesses.codes:
        if code.group:
            asked = with_size(HARMFUL, "salon_on_friday_evening", "business", item=code.code)
            answers = {**asked.examples[0].answers, "measure": size}
            classes = FormLogic(HARMFUL.form, HARMFUL.code_lists).classes
            charges = bill(HARMFUL.fees, answers, EVERY_DAY, classes=classes).items
            assert len(charges) == 1, code.code
            assert (charges[0].fee_id == "at_most") == ("no_example_fee" in code.classes), code.code


# K-2: the area decides the lane


def test_k2_a_notification_on_friday_evening_lets_one_open_on_the_receipt() -> None:
    told = run(example(SMALL, "friday_evening_180"), SMALL)
    assert SMALL.service.lane is Lane.NOTIFICATION
    assert told.received == datetime(2026, 12, 8, 8, 30, tzinfo=BANGKOK)
    assert told.answer_by == date(2026, 12, 18)
    assert told.letter is not None
    assert "ประกอบกิจการได้ตั้งแต่วันที่ได้รับใบรับแจ้ง" in told.letter.th
    assert "You may operate" in told.letter.en


@pytest.mark.parametrize(
    ("area", "small", "large"),
    [
        ("1", (), ("small_enough",)),
        ("180", (), ("small_enough",)),
        ("199.99", (), ("small_enough",)),
        ("200", (), ("small_enough",)),
        ("200.00", (), ("small_enough",)),
        ("๒๐๐", (), ("small_enough",)),
        ("200.01", ("too_large",), ()),
        ("220", ("too_large",), ()),
    ],
)
def test_k2_each_area_has_exactly_one_lane(area: str, small: tuple[str, ...], large: tuple[str, ...]) -> None:
    for of, name, refused in ((SMALL, "exactly_200", small), (LARGE, "of_220_square_metres", large)):
        asked = with_size(of, name, "place", area=area)
        found = run(asked.examples[0], asked).checked
        assert tuple(refusal.rule for refusal in found.refusals) == refused
        assert not found.faults


def test_k2_the_certificate_has_no_expiry_but_a_yearly_fee() -> None:
    validity = SMALL.service.validity
    assert (validity.term, validity.annual_fee) == (None, True)
    assert charged(SMALL, "yearly_fee").items[0].per == "year"
    assert not any("expires_on" in line.th for face in SMALL.licence for line in face.lines)


def test_k2_seven_working_days_to_answer_seven_to_correct_and_no_extension() -> None:
    service = SMALL.service
    assert service.statute.limit == "pha.notification_answer"
    assert limit("pha.notification_answer").span == Span(7, Unit.WORKING_DAY) == service.promise
    assert limit("pha.notification_answer").extension is None
    (lapse,) = rules(SMALL, RuleKind.LAPSE)
    assert lapse.limit == "pha.notification_correction"
    assert limit(lapse.limit).span.amount == 7
    assert "extension" not in {letter.kind for letter in SMALL.letters}
    assert {"receipt", "objection", "certificate"} <= {letter.kind for letter in SMALL.letters}


@pytest.mark.parametrize("of", [LARGE, SMALL], ids=["large", "small"])
def test_k2_a_stall_in_a_market_needs_neither(of: Package) -> None:
    found = run(example(of, "stall_in_market"), of).checked.refusals
    assert [refusal.rule for refusal in found] == ["stall_in_market"]


# K-4: what is paid late


def test_k4_five_hundred_baht_paid_late_become_six_hundred() -> None:
    late = charged(VENDING, "noodle_cart", date(2026, 10, 14), paid_on=date(2026, 10, 15))
    assert [charge.satang for charge in late.items] == [50_000, 10_000]
    assert late.total == 60_000
    assert any(reason.citation.act == "pha" and reason.citation.section == "65" for reason in late.because)


def test_k4_on_the_last_day_nothing_is_added() -> None:
    assert charged(VENDING, "noodle_cart", EVERY_DAY, paid_on=EVERY_DAY).total == 50_000


@EACH
def test_k4_every_fee_and_the_manual_name_the_same_surcharge(of: Package) -> None:
    assert of.fees.fees != "none"
    (rule,) = rules(of, RuleKind.SURCHARGE)
    assert {fee.surcharge.percent for fee in of.fees.fees if fee.surcharge} == {rule.percent} == {20}


def test_k4_nothing_is_late_where_the_fee_was_waived() -> None:
    assert charged(VENDING, "in_the_waiver", date(2022, 11, 11), paid_on=date(2022, 12, 30)).total == 0


# K-12: the rules in force when filed


@pytest.mark.parametrize(("filed", "satang"), [(date(2026, 9, 30), 20_000), (date(2026, 10, 1), 30_000)])
def test_k12_the_figures_of_the_day_of_filing_are_kept(filed: date, satang: int) -> None:
    served = KHON_KAEN["health/harmful-business"]
    asked = replace(served, examples=HARMFUL.examples)
    assert charged(asked, "salon_on_friday_evening", filed).total == satang


def test_k12_a_later_version_keeps_what_was_filed() -> None:
    service = HARMFUL.service
    versions = [
        Version(service.version, service.valid_from, service.transition.kind),
        Version("later", date(2027, 1, 1), service.transition.kind),
    ]
    filed = datetime(2026, 12, 31, 23, 59, tzinfo=BANGKOK)
    assert pinned_version(filed, versions, date(2027, 1, 31)).version == service.version
    assert pinned_version(datetime(2027, 1, 1, tzinfo=BANGKOK), versions, date(2027, 1, 31)).version == "later"


# K-13: the fee engine over the tables


@pytest.mark.parametrize(
    ("heads", "baht"),
    [
        *[(4, 0), (5, 100), (20, 100), (21, 300), (40, 300), (41, 500), (100, 500), (101, 1_000), (1_000, 1_000)],
        *[(1_001, 3_000), (5_000, 3_000), (5_001, 5_000), (10_000, 5_000), (10_001, 7_000)],
    ],
)
def test_k13_pigs_by_head(heads: int, baht: int) -> None:
    of = with_size(HARMFUL, "pigs_on_the_edge", "measure", heads=heads)
    assert charged(of, "pigs_on_the_edge").total == baht * 100


@pytest.mark.parametrize(
    ("horsepower", "baht"),
    [("0.5", 500), ("2", 500), ("2.01", 1_000), ("5", 1_000), ("5.01", 2_000), ("100", 2_000)],
)
def test_k13_metal_work_by_horsepower(horsepower: str, baht: int) -> None:
    of = with_size(HARMFUL, "metal_with_machine", "measure", horsepower=horsepower)
    assert charged(of, "metal_with_machine").total == baht * 100


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.service.id)
@pytest.mark.parametrize(
    ("day", "is_waived"),
    [
        (date(2021, 11, 13), False),
        (date(2021, 11, 14), True),
        (date(2022, 11, 13), True),
        (date(2022, 11, 14), False),
    ],
)
def test_k13_the_national_waiver_holds_on_both_its_days(of: Package, day: date, is_waived: bool) -> None:
    assert of.fees.fees != "none"
    first = next(each for each in of.examples if each.expects.fee)
    rows = tuple(replace(fee, valid_from=date(2019, 1, 1)) for fee in of.fees.fees)
    assert (charged(replace(of, fees=Fees(rows)), first.id, day).total == 0) is is_waived


@pytest.mark.parametrize("of", [*ALL, *KHON_KAEN.values()], ids=lambda of: f"{of.service.id}, {of.digest[:6]}")
def test_k13_no_fee_passes_the_ceiling_and_none_can_be_billed(of: Package) -> None:
    ceilings = {"harmful-business": 10_000, "food-large": 3_000, "food-small": 1_000, "street-vending": 500}
    assert of.fees.fees != "none"
    for fee in of.fees.fees:
        assert fee.legal_ceiling == ceilings[of.service.id.removeprefix("health/")] * 100
        assert max([fee.satang, *(tier.satang for tier in fee.tiers)]) <= fee.legal_ceiling
        assert fee.sample
        assert fee.borrowed_from


# What follows a licence


@pytest.mark.parametrize("of", LICENCES, ids=lambda of: of.service.id)
def test_the_later_rules_of_a_licence_are_data(of: Package) -> None:
    (first, *_), (revoked,) = rules(of, RuleKind.SUSPENSION), rules(of, RuleKind.REVOCATION)
    assert first.time == Span(15, Unit.DAY)
    assert revoked.times == 2
    assert rules(of, RuleKind.BAR)[0].time == Span(1, Unit.YEAR)
    assert rules(of, RuleKind.SUBSTITUTE)[0].time == Span(15, Unit.DAY)
    assert limit(rules(of, RuleKind.APPEAL)[0].limit).span == Span(30, Unit.DAY)


def test_a_licence_not_collected_lapses_after_fifteen_working_days() -> None:
    (lapse,) = rules(LARGE, RuleKind.LAPSE)
    assert lapse.time is not None
    assert last_day(date(2024, 1, 2), lapse.time, lawbook("TH-40").calendar) == date(2024, 1, 23)


@pytest.mark.parametrize("of", LICENCES, ids=lambda of: of.service.id)
def test_a_renewal_filed_and_paid_carries_on(of: Package) -> None:
    validity = of.service.validity
    assert validity.term == Span(1, Unit.YEAR)
    must_be_paid = validity.pending_renewal == "filed_and_paid"
    expires, later = date(2026, 10, 14), date(2026, 11, 1)
    filed = Renewal(filed_on=expires, paid_on=expires, must_be_paid=must_be_paid)
    assert standing(expires, later, filed)[0] == "valid_pending_renewal"
    assert standing(expires, later, replace(filed, paid_on=None))[0] == "expired"


# Nothing the state has is asked for, and nothing private is shown


@EACH
def test_no_document_of_the_state_is_to_be_brought(of: Package) -> None:
    found = [document for document in documents(of) if document.state_issued]
    assert {"identity_card", "house_registration"} <= {document.id for document in found}
    assert all(document.copies == 0 and document.originals == 0 for document in found)
    looked_up = {document.id for document in found if document.sources[0] is Source.LINKAGE}
    assert {"identity_card", "house_registration"} <= looked_up


@EACH
def test_k10_the_face_of_a_licence_shows_no_identity_number_and_no_home_address(of: Package) -> None:
    shown = [line.th for face in of.licence for line in face.lines]
    shown += [name for output in of.service.outputs for name in output.shows]
    assert not [text for text in shown if re.search(r"_id\b|applicant\.address|helpers", text)]


@EACH
def test_race_is_not_asked(of: Package) -> None:
    names = {field.id for page in of.form.pages for group in page.groups for field in group.fields}
    assert not names & {"race", "ethnicity", "religion", "fax"}


# The municipality


def test_khon_kaen_adopts_all_four_in_less_time() -> None:
    assert set(KHON_KAEN) == {of.service.id for of in ALL}
    for of in ALL:
        served = KHON_KAEN[of.service.id].service
        assert served.promise.unit is of.service.promise.unit
        assert served.promise.amount < of.service.promise.amount
        assert served.documents == of.service.documents
        assert [step.id for step in served.steps] == [step.id for step in of.service.steps]
        assert {channel.kind for channel in served.channels} >= {"counter", "web", "email", "line"}


@pytest.mark.parametrize(("area", "baht"), [("50", 100), ("50.01", 300), ("100", 300), ("180", 500), ("200", 500)])
def test_khon_kaen_charges_small_premises_by_area(area: str, baht: int) -> None:
    served = replace(KHON_KAEN["health/food-small"], examples=SMALL.examples)
    asked = with_size(served, "exactly_200", "place", area=area)
    assert charged(asked, "exactly_200").total == baht * 100
