"""`saduak services`: a sixth kind of licence goes through everything, and no Python knows it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from saduak.cli.main import main
from saduak.sources.files import services_folders
from saduak.sources.overlays import read_overlay
from saduak.sources.tests import sixth

ID = "leisure/karaoke"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of services with two versions of the sixth kind and an office that adopts it."""
    root = tmp_path / "services"
    sixth.write(root)
    faster = ("amount: 10, unit: working_day", "amount: 5, unit: working_day")
    sixth.write(root, "2570-01-01", {"service": faster})
    town = root / "adopted" / "town" / "karaoke"
    town.mkdir(parents=True)
    (town / "overlay.yaml").write_text(sixth.OVERLAY, encoding="utf-8")
    monkeypatch.setenv("SADUAK_SERVICES", str(root))
    monkeypatch.setenv("SADUAK_HOME", str(tmp_path / "home"))
    assert services_folders()[0] == root
    return root


Out = pytest.CaptureFixture[str]


def test_it_is_read_and_linted_with_its_examples_and_its_office(folder: Path, capsys: Out) -> None:
    assert main(["services", "lint", str(folder / ID), str(folder / "adopted/town/karaoke/overlay.yaml")]) == 0
    assert main(["services", "lint", str(folder / ID / "2569-01-01")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 looked at, 0 findings"


def test_a_mistake_is_told_with_file_line_and_rule_in_both_languages(folder: Path, capsys: Out) -> None:
    path = sixth.write(folder, changes={"two_rooms": ("fee: 100000", "fee: 1")})
    assert main(["services", "lint", str(path)]) == 1
    said = capsys.readouterr().out
    assert f"{path}/examples/two_rooms.yaml:" in said
    assert "[example_fails]" in said
    assert "1,000" in said
    (path / "fees.yaml").write_text("fees: 12", encoding="utf-8")
    assert main(["services", "lint", str(path)]) == 1
    assert f"{path}/fees.yaml:1: [source_wrong_kind]" in capsys.readouterr().out


def test_everything_on_file_is_linted_when_nothing_is_named(folder: Path, capsys: Out) -> None:
    assert main(["services", "lint"]) == 0, capsys.readouterr().out
    assert int(capsys.readouterr().out.splitlines()[-1].split()[0]) >= 3


@pytest.mark.parametrize("name", [f"{ID}@2569-01-01", ID, "folder"])
def test_its_manual_is_shown(folder: Path, capsys: Out, name: str) -> None:
    asked = str(folder / ID / "2569-01-01") if name == "folder" else name
    assert main(["services", "show", asked]) == 0
    said = capsys.readouterr().out
    assert "ขออนุญาตเปิดร้านคาราโอเกะ" in said
    assert "ระยะเวลาที่สัญญา\n  · 15 วันทำการ" in said
    assert "500 บาท" in said


def test_its_versions_are_told_apart(folder: Path, capsys: Out) -> None:
    assert main(["services", "diff", f"{ID}@2569-01-01", f"{ID}@2570-01-01", "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert "Working minutes in all steps: from 4830 to 2430, cut by 50 %" in said
    assert "service: steps › Visit the place › time: from 10 working days to 5 working days" in said
    assert main(["services", "diff", f"{ID}@2569-01-01", f"{ID}@2569-01-01"]) == 0


def test_a_new_central_version_is_merged_and_the_proposal_is_a_file(folder: Path, capsys: Out, tmp_path: Path) -> None:
    proposal = tmp_path / "proposal.yaml"
    overlay = next(folder.rglob("overlay.yaml"))
    assert main(["services", "merge", str(overlay), "--language", "en", "--write", str(proposal)]) == 1
    told = capsys.readouterr().out
    assert "The centre changed:" in told
    assert "steps.visit.time: the centre has" in told
    carried = read_overlay(proposal)
    assert (carried.version, carried.promise) == ("2570-01-01", read_overlay(overlay).promise)


def test_it_is_exported_as_the_centre_has_it_and_as_the_office_serves_it(folder: Path, capsys: Out) -> None:
    assert main(["services", "export", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    ours = [each for each in found if each["package"]["service"]["id"] == ID]
    assert [(each["office"], each["package"]["service"]["promise"]["amount"]) for each in ours] == [
        (None, 15),
        (None, 15),
        ("town", 12),
    ]
    assert main(["services", "export", "--format", "cpsv-ap"]) == 0
    assert "leisure/karaoke" in capsys.readouterr().out


def test_a_new_package_lints_clean_and_is_not_written_twice(folder: Path, capsys: Out) -> None:
    asked = ["services", "new", "leisure/cinema", "2571-05-01", "--into", str(folder)]
    assert main(asked) == 0
    assert main(["services", "lint", str(folder / "leisure/cinema/2571-05-01")]) == 0, capsys.readouterr().out
    text = (folder / "leisure/cinema/2571-05-01/service.yaml").read_text(encoding="utf-8")
    assert 'version: "2571-05-01"\nvalid_from: 2028-05-01' in text
    assert main(asked) == 2
    assert main(["services", "new", "../cinema", "1", "--into", str(folder)]) == 2


def test_what_is_not_there_is_told_in_both_languages(folder: Path, capsys: Out) -> None:
    assert main(["services", "show", "leisure/chess"]) == 2
    said = capsys.readouterr().err
    assert "There is no version" in said
    assert "ไม่มี leisure/chess" in said


@pytest.mark.parametrize("verb", [["lint"], ["show", "health/food-small"], ["export"]])
def test_what_needs_no_database_starts_without_django(verb: list[str]) -> None:
    run = f"main(['services', *{verb!r}])"
    code = f"import sys; from saduak.cli.main import main; {run}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def saduak(*words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with the database of its own home."""
    return subprocess.run([sys.executable, "-m", "saduak", *words], check=False, capture_output=True, text=True)


def test_it_is_published_and_adopted_once_and_never_changed(folder: Path) -> None:
    overlay = folder / "adopted/town/karaoke/overlay.yaml"
    assert saduak("services", "publish", f"{ID}@2569-01-01").stdout.startswith(f"published: {ID}@2569-01-01")
    assert saduak("services", "adopt", str(overlay)).stdout.startswith(f"published: {ID}@2569-01-01")
    assert saduak("services", "adopt", str(overlay)).stdout.startswith("unchanged")
    overlay.write_text(sixth.OVERLAY.replace("amount: 12", "amount: 11"), encoding="utf-8")
    refused = saduak("services", "adopt", str(overlay))
    assert refused.returncode == 2
    assert "never changes" in refused.stderr
    overlay.write_text(
        sixth.OVERLAY.replace("amount: 12", "amount: 11") + "revision: 2\nvalid_from: 2026-06-01\n", encoding="utf-8"
    )
    assert saduak("services", "adopt", str(overlay)).stdout.startswith(f"published: {ID}@2569-01-01.2")
