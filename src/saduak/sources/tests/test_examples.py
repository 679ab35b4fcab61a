"""Examples: what comes out is computed, compared part by part, and what needs a case is left for later."""

from pathlib import Path

import pytest

from saduak.core.errors import SourceError
from saduak.core.package import Package
from saduak.sources.examples import Check, check, mismatches, run
from saduak.sources.packages import package, packages, read_package
from saduak.sources.tests import sixth


def parts(checks: tuple[Check, ...], status: str) -> list[str]:
    return [found.part for found in checks if found.status == status]


def changed(root: Path, stem: str, old: str, new: str) -> Package:
    return read_package(sixth.write(root, changes={stem: (old, new)}))


def test_an_example_comes_out_as_written_but_for_what_needs_a_case(tmp_path: Path) -> None:
    found = read_package(sixth.write(tmp_path))
    checks = check(found.examples[0], found)
    assert mismatches(found.examples[0], found) == ()
    assert parts(checks, "later") == ["states"]
    assert set(parts(checks, "as_written")) == {
        *("answers", "problems", "documents", "fee", "due", "received", "refused_by", "letter"),
    }


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("documents: [plan, sound_test]", "documents: [plan]", "documents"),
        ("fee: 100000", "fee: 99900", "fee"),
        ("due: 2026-11-04", "due: 2026-11-05", "due"),
        ("received: 2026-10-12T08:30", "received: 2026-10-12T09:30", "received"),
        ("refused_by: []", "refused_by: [exit_missing]", "refused_by"),
        ("ดาวเสียง (ลูกทุ่ง)", "ดาวเสียง (ป๊อป)", "letter"),
        ('music: "1"', 'music: "7"', "answers"),
        ("calendar: TH", "calendar: XX", "problems"),
        ("channel: electronic", "channel: pigeon", "problems"),
        ("letter: receipt", "letter: refusal", "problems"),
        ("filed_at: 2026-10-09T18:45:00+07:00", "filed_at: Friday evening", "problems"),
        ("refused_by: []", "refused_by: []\n  answer_by: 2026-10-20", "answer_by"),
    ],
)
def test_what_comes_out_otherwise_is_named(tmp_path: Path, old: str, new: str, part: str) -> None:
    found = changed(tmp_path, "two_rooms", old, new)
    assert part in [each.part for each in mismatches(found.examples[0], found)]


def test_a_refused_line_is_named_by_its_rule(tmp_path: Path) -> None:
    found = changed(tmp_path, "two_rooms", "seats: 12, exit: true", "seats: 12, exit: false")
    outcome = run(found.examples[0], found)
    assert [refusal.rule for refusal in outcome.checked.refusals] == ["exit_missing"]


def test_a_notification_is_answered_within_the_law_of_its_lane(tmp_path: Path) -> None:
    found = changed(tmp_path, "service", "lane: licence", "lane: notification")
    answer_by = run(found.examples[0], found).answer_by
    assert answer_by is not None
    assert answer_by.isoformat() == "2026-10-22"


def shipped() -> list[tuple[str, str, str]]:
    """Every example of every shipped package; one that cannot be read is the concern of another test."""
    found = []
    for name in packages():
        try:
            found += [(*name, example.id) for example in package(*name).examples]
        except SourceError:
            continue
    return found


@pytest.mark.parametrize(("service", "version", "example"), shipped())
def test_every_shipped_example_comes_out_as_written(service: str, version: str, example: str) -> None:
    found = package(service, version)
    (chosen,) = (each for each in found.examples if each.id == example)
    assert mismatches(chosen, found) == ()
