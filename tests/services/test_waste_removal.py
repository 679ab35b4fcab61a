"""The permit to take waste out of a factory: its acceptance points over the shipped package, by their ids."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from saduak.core.acts import Citation
from saduak.core.fees import bill
from saduak.core.formlogic import FormLogic, Line, Refusal
from saduak.core.package import Example, Fee, Overlay, Package, Text
from saduak.core.periods import last_day
from saduak.core.spans import Span, Unit
from saduak.core.versions import Version, pinned_version
from saduak.sources.acts import section
from saduak.sources.examples import mismatches, run
from saduak.sources.files import own_folder
from saduak.sources.lawbook import lawbook
from saduak.sources.lint import lint, lint_overlay
from saduak.sources.overlays import compile_overlay, read_overlay
from saduak.sources.packages import package

SERVICE = "industry/waste-removal"
OLD, NEW = package(SERVICE, "2549-04-25"), package(SERVICE, "2566-11-01")
BOTH = pytest.mark.parametrize("version", [OLD, NEW], ids=["old", "new"])
ADOPTED = own_folder("services") / "adopted/khon-kaen-industry/waste-removal/overlay.yaml"

HAZARDOUS, MIRROR, HARMLESS, OTHERWISE = "050103", "010305", "080112", "010399"
FOR_HARMLESS = {"043", "046", "047", "071", "074", "082", "083", "084"}
FOR_HAZARDOUS = {"048", "075"}
SAYS_MORE = {"021", "039", "042", "045", "046", "059", "069", "079"}
NAMES_VENDOR = {"032", "033"}

LINE: Line = {
    "code": HARMLESS,
    "description": "กากสี",
    "is_chemical": False,
    "tonnes": "12.500",
    "method": "011",
    "processor_number": "3-106-12/50ขก",
    "processor_name": "บริษัท ตัวอย่างรีไซเคิล จำกัด",
}


def logic(of: Package) -> FormLogic:
    return FormLogic(of.form, of.code_lists)


def example(of: Package, name: str) -> Example:
    return next(each for each in of.examples if each.id == name)


def faults(of: Package, *lines: Line) -> set[tuple[str, str]]:
    """What is wrong with the lines, as the code of the fault and its field."""
    answers = {**example(of, "paint_waste").answers, "waste": lines}
    return {(fault.code, fault.field) for fault in logic(of).check(answers).faults}


def refused(of: Package, **line: str | bool) -> tuple[Refusal, ...]:
    return logic(of).refusals({"waste": ({**LINE, **line},)})


def papers(of: Package, **line: str | bool) -> set[str]:
    asked = logic(of).documents(of.service.documents, {"waste": ({**LINE, **line},)})
    return {document.id for document in asked}


def methods(of: Package) -> set[str]:
    return {code for code in logic(of).codes["management_method"] if len(code) == 3}


# The whole


@BOTH
def test_the_package_may_be_published(version: Package) -> None:
    assert lint(version) == ()


@BOTH
def test_each_example_comes_out_as_written(version: Package) -> None:
    assert len(version.examples) >= 6
    for each in version.examples:
        assert mismatches(each, version) == (), each.id


@BOTH
def test_each_due_date_is_what_the_law_gives(version: Package) -> None:
    dated = [each for each in version.examples if each.expects.due]
    assert dated
    for each in dated:
        received = datetime.fromisoformat(each.expects.received).date()
        assert last_day(received, version.service.promise, lawbook().calendar) == each.expects.due, each.id


@BOTH
def test_nobody_brings_what_the_state_has(version: Package) -> None:
    documents = version.service.documents
    assert not isinstance(documents, str)
    state_issued = {document.id: document for document in documents if document.state_issued}
    assert set(state_issued) == {"factory_registration", "juristic_person", "processor_licence", "title_deed"}
    assert {(document.originals, document.copies) for document in state_issued.values()} == {(0, 0)}


# W-1: lines, each checked against the tables


@pytest.mark.parametrize(
    ("code", "hazard"),
    [
        *(("010304", "HA"), ("010305", "HM"), ("040214", "HM"), ("050103", "HA"), ("060101", "HA"), ("080112", "N")),
        *(("130507", "HA"), ("160401", "HA"), ("170411", "N"), ("191210", "N"), ("030105", "N")),
    ],
)
@BOTH
def test_w_1_a_code_has_its_class_its_group_and_its_name(version: Package, code: str, hazard: str) -> None:
    codes = logic(version).codes["waste_code"]
    assert codes[code].classes == (hazard,)
    assert codes[codes[code].group].group == code[:2]
    assert codes[code].name.th
    assert codes[code].name.en


@BOTH
def test_w_1_the_nineteen_chapters_are_there(version: Package) -> None:
    codes = logic(version).codes["waste_code"]
    assert [code for code in codes if len(code) == 2] == [f"{chapter:02}" for chapter in range(1, 20)]
    assert len([code for code in codes if len(code) == 6]) >= 60


def test_w_1_every_management_code_of_the_annex_is_there() -> None:
    assert len(methods(NEW)) == 44
    assert methods(NEW) - methods(OLD) == {"045", "046", "047", "048", "055", "056", "057", "062", "085"}


@BOTH
def test_w_1_one_application_holds_many_lines(version: Package) -> None:
    assert faults(version, *[LINE] * 30) == set()
    assert faults(version) == {("answer_too_few_lines", "")}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"code": "999999"}, ("answer_code_unknown", "code")),
        ({"code": "0801"}, ("answer_code_is_heading", "code")),
        ({"method": "07"}, ("answer_code_is_heading", "method")),
        ({"tonnes": "0"}, ("answer_too_small", "tonnes")),
        ({"tonnes": "1.2345"}, ("answer_too_many_places", "tonnes")),
        ({"processor_name": ""}, ("answer_missing", "processor_name")),
    ],
)
@BOTH
def test_w_1_a_line_that_is_wrong_is_told_by_field(version: Package, line: Line, fault: tuple[str, str]) -> None:
    assert faults(version, {**LINE, **line}) == {fault}


@BOTH
def test_w_1_a_method_that_needs_words_asks_for_them(version: Package) -> None:
    asked = {method: faults(version, {**LINE, "method": method}) for method in methods(version)}
    wordy = {method for method, found in asked.items() if ("answer_missing", "method_text") in found}
    vendors = {method for method, found in asked.items() if ("answer_missing", "vendor") in found}
    assert wordy == SAYS_MORE & methods(version)
    assert vendors == NAMES_VENDOR
    assert faults(version, {**LINE, "method": "042", "method_text": "เตาปูนซีเมนต์"}) == set()


# W-2: a hazardous code with a method for harmless waste


@BOTH
def test_w_2_methods_for_harmless_waste_are_refused_for_hazardous(version: Package) -> None:
    stopped = {method for method in methods(version) if refused(version, code=HAZARDOUS, method=method)}
    assert stopped == FOR_HARMLESS & methods(version)


@BOTH
def test_w_2_methods_for_hazardous_waste_are_refused_for_harmless(version: Package) -> None:
    stopped = {method for method in methods(version) if refused(version, code=HARMLESS, method=method)}
    assert stopped == FOR_HAZARDOUS & methods(version)


@BOTH
def test_w_2_the_refusal_names_the_code_the_method_and_the_rule(version: Package) -> None:
    (refusal,) = refused(version, code=HAZARDOUS, method="071")
    assert refusal.rule == "absolute_hazard_needs_hazardous_method"
    assert refusal.line == 0
    for said in (refusal.says.th, refusal.says.en):
        assert HAZARDOUS in said
        assert "071" in said


@BOTH
def test_w_2_a_mirror_code_is_hazardous_until_contested(version: Package) -> None:
    (refusal,) = refused(version, code=MIRROR, method="071", contested=False)
    assert refusal.rule == "mirror_hazard_needs_hazardous_method"
    assert refused(version, code=MIRROR, method="071", contested=True) == ()


@BOTH
def test_w_2_an_absolute_code_cannot_be_contested(version: Package) -> None:
    assert refused(version, code=HAZARDOUS, method="071", contested=True)
    assert "analysis_report" not in papers(version, code=HAZARDOUS, contested=True)


# W-4: papers that depend on the lines


@BOTH
def test_w_4_papers_follow_the_lines(version: Package) -> None:
    always = papers(version)
    assert papers(version, is_chemical=True) - always == {"safety_data_sheet"}
    assert papers(version, method="082") - always == {"title_deed", "fill_consent"}
    assert papers(version, code=MIRROR, contested=True) - always == {"analysis_report"}
    assert papers(version, code=MIRROR, contested=False) == always
    assert papers(version, code=OTHERWISE) - always == {"analysis_report"}


def test_w_4_a_pilot_project_needs_its_plan() -> None:
    assert papers(NEW, method="085") - papers(NEW) == {"pilot_plan"}


# W-8: no fee, unless an office has a legal basis for one

AMOUNTS = {"fixed": ("", 50_000), "per_line": ("waste", 10_000), "per_tonne": ("waste.tonnes", 200)}


def permit_fee(named: str) -> Fee:
    measure, satang = AMOUNTS[named]
    return Fee(
        id="removal_permit",
        name=Text("ค่าธรรมเนียมหนังสืออนุญาต (ตัวอย่าง)", "Permit fee (sample)"),
        kind="per_unit" if measure else "fixed",
        article="fa 8",
        valid_from=date(2026, 1, 1),
        satang=satang,
        measure=measure,
    )


@pytest.mark.parametrize(
    ("named", "satang"), [("fixed", 50_000), ("per_line", 30_000), ("per_tonne", 16_750)], ids=list(AMOUNTS)
)
def test_w_8_an_office_may_set_the_fee_fixed_per_line_or_per_tonne(named: str, satang: int) -> None:
    three_lines = example(NEW, "several_lines").answers
    office = compile_overlay(replace(adopted(), fees=(permit_fee(named),)), NEW)
    assert bill(office.fees, three_lines, date(2026, 11, 2), form=office.form).total == satang


@BOTH
def test_w_8_the_centre_asks_no_fee(version: Package) -> None:
    assert bill(version.fees, example(version, "paint_waste").answers, date(2026, 11, 2)).total == 0


def test_w_8_an_office_invents_no_other_fee() -> None:
    other = replace(permit_fee("fixed"), id="copying")
    found = lint_overlay(replace(adopted(), fees=(other,)), NEW)
    assert [finding.rule for finding in found] == ["overlay_fee_added"]


# W-16: the form by the day of filing

VERSIONS = [Version(each.service.version, each.service.valid_from, each.service.transition.kind) for each in (OLD, NEW)]


@pytest.mark.parametrize(
    ("filed", "form_code"),
    [
        ("2023-10-31T18:45:00+07:00", "สก.2"),
        ("2023-10-31T23:59:59+07:00", "สก.2"),
        ("2023-11-01T00:00:00+07:00", "กอ.1"),
        ("2026-11-02T10:00:00+07:00", "กอ.1"),
    ],
)
def test_w_16_the_form_follows_the_moment_of_filing(filed: str, form_code: str) -> None:
    entered = datetime.fromisoformat(filed)
    pinned = pinned_version(entered, VERSIONS, entered.date())
    assert package(SERVICE, pinned.version).service.form_code == form_code


def test_w_16_what_is_pending_moves_by_the_transition_clauses() -> None:
    entered = datetime.fromisoformat(example(OLD, "last_evening").filed_at)
    moved = pinned_version(entered, VERSIONS, date(2023, 11, 1))
    assert moved.version == NEW.service.version
    assert NEW.service.transition.article == "moi_waste_2566 24"
    about = NEW.service.transition.about
    assert about is not None
    assert "ข้อ 24 ถึงข้อ 27" in about.th


def test_w_16_the_versions_meet_without_gap_or_overlap() -> None:
    assert OLD.service.valid_to is not None
    assert OLD.service.valid_to.toordinal() + 1 == NEW.service.valid_from.toordinal()
    assert section(Citation("moi_waste_2548", "6")).in_force_to == OLD.service.valid_to
    assert section(Citation("moi_waste_2566", "11")).in_force_from == NEW.service.valid_from


# Adoption in Khon Kaen


def adopted() -> Overlay:
    return read_overlay(ADOPTED)


def test_khon_kaen_promises_less_time_and_widens_nothing() -> None:
    overlay, central = adopted(), NEW.service
    office = compile_overlay(overlay, NEW).service
    assert overlay.province == "40"
    assert office.promise == Span(7, Unit.WORKING_DAY)
    assert office.promise.amount < central.promise.amount
    assert (office.documents, [step.id for step in office.steps]) == (
        central.documents,
        [step.id for step in central.steps],
    )
    assert {complaint.telephone for complaint in office.complaints} >= {"1111", "1206"}


def test_a_promise_of_khon_kaen_ends_before_that_of_the_centre() -> None:
    office, calendar = compile_overlay(adopted(), NEW), lawbook().calendar
    due = run(example(NEW, "paint_waste"), office).due
    assert due == last_day(date(2026, 11, 2), Span(7, Unit.WORKING_DAY), calendar) == date(2026, 11, 11)


def test_khon_kaen_shows_made_up_addresses_only() -> None:
    text = ADOPTED.read_text(encoding="utf-8")
    addresses = [word for word in text.split() if "@" in word]
    assert addresses
    assert all("@example.go.th" in address for address in addresses)
