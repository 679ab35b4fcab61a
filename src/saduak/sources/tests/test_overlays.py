"""An office adopts a service: the flat package, what is refused, and what happens when the centre publishes anew."""

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from saduak.core.errors import SourceError
from saduak.core.package import Overlay, Package, Text
from saduak.core.spans import Span, Unit
from saduak.sources.overlays import adopted, compile_overlay, merge, overlay_files, read_overlay
from saduak.sources.packages import package, packages, read_package
from saduak.sources.tests import sixth

CENTRAL = "2569-01-01"


def overlay(root: Path, old: str = "", new: str = "") -> Overlay:
    folder = root / "adopted" / "town" / "karaoke"
    folder.mkdir(parents=True, exist_ok=True)
    assert old in sixth.OVERLAY
    (folder / "overlay.yaml").write_text(sixth.OVERLAY.replace(old, new) if old else sixth.OVERLAY, encoding="utf-8")
    return read_overlay(folder / "overlay.yaml")


def central(root: Path, version: str = CENTRAL, **changes: tuple[str, str]) -> Package:
    return read_package(sixth.write(root, version, changes))


def test_the_flat_package_has_the_offices_words_and_the_centres_demands(tmp_path: Path) -> None:
    centre = central(tmp_path)
    flat = compile_overlay(overlay(tmp_path), centre)
    assert flat.service.promise == Span(12, Unit.WORKING_DAY)
    assert [channel.name.en for channel in flat.service.channels] == ["Town hall", "Web page"]
    assert [step.time.amount for step in flat.service.steps] == [30, 7]
    assert flat.service.steps[1].responsible == Text("กองช่าง", "Works division")
    assert (flat.service.documents, flat.form, flat.letters) == (centre.service.documents, centre.form, centre.letters)
    assert flat.service.reduced_from is not None
    assert flat.service.reduced_from.time == centre.service.promise
    assert flat.examples == ()


def test_the_digest_follows_the_overlay_and_the_centre(tmp_path: Path) -> None:
    own, centre = overlay(tmp_path), central(tmp_path)
    digests = {
        compile_overlay(own, centre).digest,
        compile_overlay(replace(own, province="41"), centre).digest,
        compile_overlay(own, replace(centre, digest="0" * 64)).digest,
        centre.digest,
    }
    assert len(digests) == 4
    assert compile_overlay(own, centre).digest in digests


def test_a_revision_of_the_office_is_a_version_of_its_own(tmp_path: Path) -> None:
    own = overlay(tmp_path, "province:", "revision: 2\nvalid_from: 2026-06-01\nprovince:")
    service = compile_overlay(own, central(tmp_path)).service
    assert (service.version, service.valid_from.isoformat()) == (f"{CENTRAL}.2", "2026-06-01")


OWN_FEE = """\
fees:
  - id: licence
    name: {th: ค่าใบอนุญาต, en: Licence fee}
    kind: fixed
    article: pha 54
    valid_from: 2026-01-01
    satang: 300000
    legal_ceiling: 1000000
"""


def test_an_offices_fee_takes_the_place_of_the_central_one(tmp_path: Path) -> None:
    flat = compile_overlay(overlay(tmp_path, "steps:", f"{OWN_FEE}steps:"), central(tmp_path))
    assert [(fee.id, fee.kind, fee.satang) for fee in flat.fees.fees if not isinstance(fee, str)] == [
        ("licence", "fixed", 300000)
    ]


def test_a_fee_left_to_offices_is_added(tmp_path: Path) -> None:
    centre = central(tmp_path, fees=("fees:\n", "left_to_offices: [parking]\nfees:\n"))
    fee = OWN_FEE.replace("id: licence", "id: parking")
    flat = compile_overlay(overlay(tmp_path, "steps:", f"{fee}steps:"), centre)
    assert [fee.id for fee in flat.fees.fees if not isinstance(fee, str)] == ["licence", "parking"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("promise: {amount: 12,", "promise: {amount: 16,", "overlay_promise_longer"),
        ("promise: {amount: 12, unit: working_day}", "promise: {amount: 30, unit: day}", "overlay_promise_longer"),
        ("time: {amount: 7,", "time: {amount: 11,", "overlay_step_longer"),
        ("step: visit", "step: party", "overlay_step_added"),
        ("steps:", OWN_FEE.replace("id: licence", "id: smile") + "steps:", "overlay_fee_added"),
        (
            "steps:",
            OWN_FEE.replace("300000", "3000000").replace("    legal_ceiling: 1000000\n", "") + "steps:",
            "fee_over",
        ),
    ],
)
def test_an_overlay_that_widens_is_refused(tmp_path: Path, old: str, new: str, rule: str) -> None:
    with pytest.raises(SourceError) as refused:
        compile_overlay(overlay(tmp_path, old, new), central(tmp_path))
    assert refused.value.code == "overlay_refused"
    assert rule in refused.value.params["rule"]


@pytest.mark.parametrize("more", ["documents: []", "criteria: []", "form: {}"])
def test_an_overlay_cannot_even_say_what_it_may_not_change(tmp_path: Path, more: str) -> None:
    with pytest.raises(SourceError, match="source_field_unknown"):
        overlay(tmp_path, "province:", f"{more}\nprovince:")


def test_adoptions_are_found_and_compiled(tmp_path: Path) -> None:
    central(tmp_path)
    own = overlay(tmp_path)
    assert list(overlay_files([tmp_path])) == [("town", "karaoke")]
    ((found, flat),) = adopted([tmp_path])
    assert (found, flat.service.promise.amount) == (own, 12)


def test_an_adoption_of_nothing_or_of_an_adoption_is_refused(tmp_path: Path) -> None:
    overlay(tmp_path)
    with pytest.raises(SourceError, match="overlay_without_package"):
        list(adopted([tmp_path]))
    with pytest.raises(SourceError, match="overlay_of_overlay"):
        overlay(tmp_path, "adopts: leisure/karaoke", "adopts: adopted/town/karaoke")


@pytest.mark.parametrize("name", list(overlay_files()), ids="/".join)
def test_every_shipped_adoption_compiles(name: tuple[str, str]) -> None:
    own = read_overlay(overlay_files()[name])
    centre = package(own.adopts, own.version)
    assert compile_overlay(own, centre).service.documents == centre.service.documents
    assert (own.adopts, own.version) in packages()


# When the centre publishes anew

NEW = "2570-01-01"


def test_what_only_one_side_changed_goes_through(tmp_path: Path) -> None:
    base = central(tmp_path)
    new = central(tmp_path, NEW, service=("งานบริการ ชั้น 1", "งานบริการ ชั้น 2"))
    channels = sixth.OVERLAY[sixth.OVERLAY.index("channels:") : sixth.OVERLAY.index("promise:")]
    found = merge(base, new, overlay(tmp_path, channels, "\n"))
    assert [change.path for change in found.centre] == ["channels"]
    assert [change.path for change in found.office] == ["promise", "steps.visit.time", "steps.visit.responsible"]
    assert found.is_clean
    assert found.proposal.version == NEW
    assert compile_overlay(found.proposal, new).service.channels == new.service.channels


def test_what_both_changed_is_a_conflict_by_field(tmp_path: Path) -> None:
    base = central(tmp_path)
    new = central(tmp_path, NEW, service=("amount: 15, unit: working_day", "amount: 14, unit: working_day"))
    (conflict,) = merge(base, new, overlay(tmp_path)).conflicts
    assert (conflict.path, conflict.base.amount, conflict.centre.amount, conflict.office.amount, conflict.why) == (
        "promise",
        15,
        14,
        12,
        "both_changed",
    )


def test_what_both_changed_to_the_same_is_none(tmp_path: Path) -> None:
    new = central(tmp_path, NEW, service=("amount: 15, unit: working_day", "amount: 12, unit: working_day"))
    assert merge(central(tmp_path), new, overlay(tmp_path)).conflicts == ()


def test_a_step_that_is_gone_at_the_centre_is_a_conflict_and_leaves_the_proposal(tmp_path: Path) -> None:
    new = central(tmp_path, NEW, service=("id: visit", "id: look"))
    found = merge(central(tmp_path), new, overlay(tmp_path))
    assert {(conflict.path, conflict.why) for conflict in found.conflicts} == {
        ("steps.visit.time", "gone_at_centre"),
        ("steps.visit.responsible", "gone_at_centre"),
    }
    assert found.proposal.steps == ()


def test_a_centre_that_became_faster_than_the_office_is_found(tmp_path: Path) -> None:
    new = central(tmp_path, NEW, service=("amount: 15, unit: working_day", "amount: 11, unit: working_day"))
    found = merge(central(tmp_path), new, overlay(tmp_path))
    assert "overlay_promise_longer" in {finding.rule for finding in found.findings}
    assert not found.is_clean


def test_a_centre_that_did_not_change_leaves_everything(tmp_path: Path) -> None:
    base, own = central(tmp_path), overlay(tmp_path)
    found = merge(base, base, own)
    assert (found.centre, found.conflicts, found.proposal) == ((), (), own)


def test_the_overlay_of_the_handbook_can_be_adopted(tmp_path: Path) -> None:
    page = (Path(__file__).parents[4] / "docs" / "how-to" / "adopt-a-service.md").read_text(encoding="utf-8")
    block = dedent(page[page.index("   ```yaml\n") + 11 : page.index("   ```\n", page.index("```yaml"))])
    (tmp_path / "overlay.yaml").write_text(block, encoding="utf-8")
    own = read_overlay(tmp_path / "overlay.yaml")
    assert compile_overlay(own, package(own.adopts, own.version)).service.promise == own.promise
