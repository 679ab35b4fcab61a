"""A holder's file is taken over whole or not at all, and the report tells lines, never cells."""

from pathlib import Path

import pytest

from saduak.cli.main import main
from saduak.core.errors import NotFound
from saduak.linkage.queries import connections_of, entry
from saduak.parties.models import Agency
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
HEAD = "identifier,name,activity,status\n"


@pytest.fixture
def slug() -> str:
    return Agency.objects.get(id=town.agency()).slug


def run(*words: str) -> int:
    return main(["linkage", *words])


def imported(file: Path, slug: str, *more: str) -> int:
    return run("import", str(file), "--register", "diw.factory", "--agency", slug, *more)


def test_a_good_file_is_taken_over_and_a_trial_changes_nothing(
    tmp_path: Path, slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "factories-2569-11.csv"
    file.write_text(HEAD + "3-40-12/56,โรงงานตัวอย่าง,14,ok\n", encoding="utf-8")
    agency = Agency.objects.get(slug=slug).id
    assert imported(file, slug, "--dry-run") == 0
    assert "nothing was taken over" in capsys.readouterr().out
    with pytest.raises(NotFound):
        entry(agency, "diw.factory", "3-40-12/56")
    assert imported(file, slug) == 0
    found = entry(agency, "diw.factory", "3-40-12/56")
    assert found is not None
    assert (found.facts["activity"], found.label) == ("14", "factories-2569-11")


def test_a_file_with_a_bad_row_is_reported_and_left_alone(
    tmp_path: Path, slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "factories.csv"
    file.write_text(HEAD + "3-40-12/56,โรงงานตัวอย่าง,14,ok\n7,,14,ok\n", encoding="utf-8")
    assert imported(file, slug) == 1
    said = capsys.readouterr().out
    assert "1 rows can be taken over, 1 refused\n  line 3: row_incomplete\n" in said
    assert "3-40-12/56" not in said


def test_what_is_not_known_is_said_in_one_line(tmp_path: Path, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(tmp_path / "none.csv", slug) == 2
    assert run("connect", "--register", "diw.factory", "--agency", "nowhere", "--way", "file") == 2
    assert run("connect", "--register", "diw.factory", "--agency", slug, "--way", "telepathy") == 2
    said = capsys.readouterr().err
    assert said.count("saduak linkage: ") == said.count("\n") == 3


def test_a_register_is_connected_and_what_expired_is_forgotten(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("connect", "--register", "diw.factory", "--agency", slug, "--way", "file") == 0
    assert connections_of(Agency.objects.get(slug=slug).id) == {"diw.factory": "file"}
    assert run("forget") == 0
    assert "0 answers forgotten" in capsys.readouterr().out
