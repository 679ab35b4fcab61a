"""Licences from the command line: named, checked, and a new key for their QR codes."""

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from saduak.channels.public.tests import shelf
from saduak.cli.main import main
from saduak.licences.queries.checking import published_keys, signer, token_checked, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signer(), "folder", tmp_path / "keys")


def test_a_line_for_each_licence_begins_with_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    valid, endless = shelf.licence(), shelf.licence(shelf.record("KKC-อภ.2-2570-90001", expires_on=None))
    gone = shelf.licence(shelf.record("KKC-อภ.2-2570-90002"), state="revoked", state_since=date(2026, 11, 20))
    assert main(["licence", "list"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == sorted([valid.number, endless.number, gone.number])
    by_number = {line[0]: line[1:] for line in lines}
    assert by_number[endless.number] == ["valid", "-", shelf.record().holder]
    assert main(["licence", "list", "--status", "revoked"]) == 0
    assert capsys.readouterr().out.split("\t")[:2] == [gone.number, "revoked"]
    assert main(["licence", "list", "--limit", "1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["list", "--status", "gone"], ["list", "--limit", "0"], ["list", "--limit", "x"], []]
)
def test_what_is_not_understood_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["licence", *words])
    assert ended.value.code == 2


def test_a_licence_without_a_sheet_and_a_number_of_nobody_are_told_apart(tmp_path: Path) -> None:
    found = shelf.licence()
    assert main(["licence", "pdf", found.number, str(tmp_path / "x.pdf")]) == 1
    assert main(["licence", "pdf", "KKC-1", str(tmp_path / "x.pdf")]) == 2


def test_a_new_key_signs_and_the_old_one_is_still_believed(capsys: pytest.CaptureFixture[str]) -> None:
    found = shelf.licence()
    before, old = token_of(found), set(published_keys())
    assert main(["licence", "new-key"]) == 0
    new = capsys.readouterr().out.split()[0]
    assert set(published_keys()) == old | {new}
    assert import_module(settings.WIRING).TOKEN_SIGNER.key_id == new
    assert token_checked(before, shelf.NOW)[1].row == found
