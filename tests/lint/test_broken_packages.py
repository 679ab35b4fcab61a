"""Every defect is caught by its own rule and no other, on the right line, with a sentence in both languages."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from saduak.core.package import Expected, Fees, Overlay, Package
from saduak.sources.binding import bound
from saduak.sources.documents import read_document
from saduak.sources.lint import Finding, lint, lint_overlay
from saduak.sources.lint.rule import ADOPTION_RULES, RULES
from saduak.sources.lint.wording import THAI
from saduak.sources.packages import read_package
from tests.lint.breaking import BASE, OVERLAY, PACKAGE, Break, breaks, broken_copy


def overlay_in(folder: Path) -> Overlay:
    """The overlay of the base or of a broken copy of it."""
    return bound(read_document(folder / OVERLAY), Overlay)


def as_expected(found: tuple[Finding, ...], expected: Break, file: Path) -> bool:
    """Whether there is one finding: the rule, the file and the line that were meant."""
    line = expected.line(file.read_text(encoding="utf-8"))
    return [(finding.rule, finding.file, finding.line) for finding in found] == [(expected.rule, str(file), line)]


def says_how_to_mend_it(finding: Finding) -> bool:
    """Whether the finding is a whole sentence in both languages, the Thai one in Thai."""
    said = finding.in_both()
    return bool(THAI.search(said["th"])) and said["en"].endswith((".", ".”")) and "None" not in said["en"] + said["th"]


@pytest.fixture(scope="module")
def base() -> Package:
    return read_package(BASE / PACKAGE)


def test_the_base_has_no_fault(base: Package) -> None:
    assert lint(base) == ()
    assert lint_overlay(overlay_in(BASE), base) == ()


@pytest.mark.parametrize("broken", breaks()["packages"], ids=lambda broken: broken.what)
def test_a_defect_of_a_package_is_caught_by_its_own_rule(tmp_path: Path, broken: Break) -> None:
    folder = broken_copy(tmp_path, broken, PACKAGE / broken.file) / PACKAGE
    found = lint(read_package(folder))
    assert as_expected(found, broken, folder / (broken.found_in or broken.file)), found
    assert says_how_to_mend_it(found[0])


@pytest.mark.parametrize("broken", breaks()["overlays"], ids=lambda broken: broken.what)
def test_a_defect_of_an_overlay_is_caught_by_its_own_rule(tmp_path: Path, broken: Break, base: Package) -> None:
    folder = broken_copy(tmp_path, broken, OVERLAY)
    found = lint_overlay(overlay_in(folder), base, str(folder / OVERLAY))
    assert as_expected(found, broken, folder / OVERLAY), found
    assert says_how_to_mend_it(found[0])


@pytest.mark.parametrize("sound", breaks()["sound"], ids=lambda sound: sound.what)
def test_what_only_looks_like_a_defect_passes(tmp_path: Path, sound: Break) -> None:
    folder = broken_copy(tmp_path, sound, PACKAGE / sound.file) / PACKAGE
    assert lint(read_package(folder)) == ()


def test_a_service_that_asks_for_nothing_and_costs_nothing_says_so(base: Package) -> None:
    service = replace(base.service, documents="none", validity=replace(base.service.validity, annual_fee=False))
    examples = tuple(replace(example, expects=Expected(fee=0)) for example in base.examples)
    assert lint(replace(base, service=service, fees=Fees("none"), examples=examples)) == ()


def test_every_rule_is_broken_at_least_once() -> None:
    assert {broken.rule for broken in breaks()["packages"]} == set(RULES)
    assert set(ADOPTION_RULES) <= {broken.rule for broken in breaks()["overlays"]}


def test_several_defects_are_found_at_once_in_order_of_line(tmp_path: Path) -> None:
    folder = tmp_path / "services"
    shutil.copytree(BASE, folder)
    file = folder / PACKAGE / "service.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("pha 55", "pha 999").replace("small_stall@1", "small_stall"), encoding="utf-8")
    found = lint(read_package(folder / PACKAGE))
    assert [finding.rule for finding in found] == ["step_rule_name", "article_not_on_file"]
    assert [finding.path for finding in found] == ["steps[4].rule", "validity.article"]


def test_a_package_that_was_never_a_file_is_looked_at_too(base: Package) -> None:
    service = replace(base.service, steps=())
    (found,) = lint(replace(base, service=service, files={}))
    assert (found.rule, found.file, found.line) == ("part_blank", "service", 1)
