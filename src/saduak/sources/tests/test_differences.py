"""What changed between two versions: from, to, how much was cut, and each field by name in both languages."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from saduak.core import package as types
from saduak.core.package import Package
from saduak.core.spans import Span, Unit
from saduak.sources.differences import Cut, Difference, diff
from saduak.sources.packages import packages, read_package
from saduak.sources.tests import sixth
from saduak.sources.texts import LANGUAGES, sentences


def version(root: Path, name: str, **changes: tuple[str, str]) -> Package:
    return read_package(sixth.write(root, name, changes))


def between(root: Path, **changes: tuple[str, str]) -> Difference:
    return diff(version(root, "2569-01-01"), version(root, "2570-01-01", **changes))


def said(found: Difference) -> list[str]:
    """The changes but for the version itself."""
    return [change.text("en") for change in found.changes if change.path != "version"]


def test_a_shorter_promise_and_step_are_told_from_to_and_cut(tmp_path: Path) -> None:
    found = between(tmp_path, service=("amount: 10, unit: working_day", "amount: 4, unit: working_day"))
    assert found.minutes == Cut(4830, 1950)
    assert found.headline("en") == ("Working minutes in all steps: from 4830 to 1950, cut by 60 %",)
    assert found.headline("th") == ("เวลาทำงานรวมทุกขั้นตอน: จาก 4830 เหลือ 1950 นาที ลดลงร้อยละ 60",)
    assert said(found) == ["steps › Visit the place › time: from 10 working days to 4 working days"]


def test_a_promise_in_another_unit_is_compared_in_working_time(tmp_path: Path) -> None:
    found = between(tmp_path, service=("amount: 15, unit: working_day", "amount: 14, unit: day"))
    assert found.promise == (Span(15, Unit.WORKING_DAY), Span(14, Unit.DAY))
    assert found.headline("en") == ("Promised time: from 15 working days to 14 days, cut by 33 %",)


def test_documents_and_fees_are_told_in_the_headline(tmp_path: Path) -> None:
    papers = sixth.SERVICE[sixth.SERVICE.index("documents:") : sixth.SERVICE.index("complaints:")]
    found = between(tmp_path, service=(papers, "documents: none\n"), fees=("satang: 50000", "satang: 60000"))
    assert found.documents == Cut(2, 0)
    assert found.headline("en") == (
        "Documents: from 2 to 0, cut by 100 %",
        "Licence fee: from 500 baht to 600 baht, more by 20 %",
    )


def test_a_fee_that_begins_or_ends_is_told(tmp_path: Path) -> None:
    free = between(tmp_path, fees=(sixth.FEES, "fees: none\n"))
    assert free.headline("en") == ("Licence fee: no more (was up to 500 baht)",)
    assert free.headline("th") == ("ค่าใบอนุญาต: ยกเลิก (เดิมสูงสุด 500 บาท)",)
    back = diff(version(tmp_path, "2570-01-01", fees=(sixth.FEES, "fees: none\n")), version(tmp_path, "2569-01-01"))
    assert back.headline("en") == ("Licence fee: new, up to 500 baht",)


@pytest.mark.parametrize(
    ("stem", "change", "text"),
    [
        (
            "service",
            ("ห้องต้องเก็บเสียง, en: Rooms must be soundproof.", "ห้องต้องเงียบ, en: Rooms must be quiet."),
            ["criteria: no more: Rooms must be soundproof.", "criteria: new: Rooms must be quiet."],
        ),
        (
            "service",
            ("value: 10}]}", "value: 20}]}"),
            ["documents › Sound test › when: from rooms.seats more_than 10 to rooms.seats more_than 20"],
        ),
        (
            "service",
            ("limit: pha.licence", "time: {amount: 30, unit: day}, article: pha 56"),
            [
                "statutory time › legal limit: from pha.licence to ",
                "statutory time › time: new: 30 days",
                "statutory time › article: from  to pha 56",
            ],
        ),
        (
            "form",
            ("most: 60", "most: 50"),
            ["pages › The place › parts › Rooms › questions › Seats › most: from 60 to 50"],
        ),
        ("music", ('  - {code: "2", name: {th: ป๊อป, en: Pop}}\n', ""), ["Kinds of music › codes: no more: Pop"]),
        (
            "receipt",
            ("Application {{", "Your application {{"),
            [
                (
                    "Your application {{ case.number }} received › subject: from Application {{ case.number }} received"
                    " to Your application {{ case.number }} received"
                )
            ],
        ),
    ],
)
def test_a_field_that_differs_is_named(tmp_path: Path, stem: str, change: tuple[str, str], text: list[str]) -> None:
    assert (
        said(diff(version(tmp_path, "2569-01-01"), read_package(sixth.write(tmp_path, "2570", {stem: change})))) == text
    )


def test_a_version_beside_itself_differs_in_nothing(tmp_path: Path) -> None:
    one = version(tmp_path, "2569-01-01")
    found = diff(one, one)
    assert (found.headline("th"), found.changes) == ((), ())


def test_every_field_of_a_package_has_a_name_in_both_languages() -> None:
    untold = {
        "Comparison",
        "Condition",
        "Example",
        "Expected",
        "Overlay",
        "Package",
        "StepChange",
        "Text",
        "Guide",
        "Lead",
    }
    kinds = [getattr(types, name) for name in types.__all__ if name not in untold]
    names = {field.name for kind in kinds if isinstance(kind, type) and is_dataclass(kind) for field in fields(kind)}
    for language in LANGUAGES:
        assert {name for name in names if f"field.{name}" not in sentences(language)} == set()


def test_shipped_versions_of_one_service_can_be_told_apart_in_both_languages() -> None:
    found = packages()
    pairs = [(one, two) for one in found for two in found if one[0] == two[0] and one[1] < two[1]]
    assert pairs
    for one, two in pairs:
        difference = diff(found[one], found[two])
        assert all(change.in_both().values() for change in difference.changes)
        assert difference.headline("th")
