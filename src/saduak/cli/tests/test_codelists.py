"""`saduak codelists import`: what it prints and how it exits."""

from pathlib import Path

import pytest

from saduak.cli.main import main

GOOD = "code,class,name_th,name_en\n1,HA,หนึ่ง,one\n"


def test_a_clean_file_is_taken_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "codes.csv").write_text(GOOD, encoding="utf-8")
    assert main(["codelists", "import", str(tmp_path / "codes.csv"), "--into", str(tmp_path / "kept")]) == 0
    assert "1 codes taken, 0 names cleaned, 0 rows refused" in capsys.readouterr().out
    assert (tmp_path / "kept" / "codes.yaml").is_file()


def test_it_is_kept_at_home_unless_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SADUAK_HOME", str(tmp_path / "home"))
    (tmp_path / "codes.csv").write_text(GOOD, encoding="utf-8")
    assert (
        main(["codelists", "import", str(tmp_path / "codes.csv"), "--list", "waste_code", "--name-th", "ของเสีย"]) == 0
    )
    assert 'name: {"th": "ของเสีย"' in (tmp_path / "home" / "codelists" / "waste_code.yaml").read_text(encoding="utf-8")


def test_refused_rows_are_told_with_their_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "codes.csv").write_text(GOOD + "1,,อีกครั้ง,again\n", encoding="utf-8")
    assert main(["codelists", "import", str(tmp_path / "codes.csv"), "--into", str(tmp_path)]) == 1
    assert "row 2 1: รหัสซ้ำกับแถวก่อน / the code stands above already (อีกครั้ง)" in capsys.readouterr().out


def test_a_file_that_is_no_list_is_refused_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["codelists", "import", str(tmp_path / "none.csv")]) == 2
    said = capsys.readouterr().err
    assert "อ่าน" in said
    assert "cannot be read" in said
