"""The folder keeps bytes whole, under their hash and nothing else."""

import stat
from hashlib import sha256
from pathlib import Path

import pytest

from saduak.adapters.files.folder import Folder
from saduak.files.ports import StoreFailed

PAPER = "ทะเบียนบ้าน".encode()
NAME = sha256(PAPER).hexdigest()


def test_what_is_put_comes_back_and_only_the_server_may_read_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "files")
    folder.put(NAME, PAPER)
    folder.put(NAME, PAPER)
    assert folder.exists(NAME)
    assert folder.get(NAME) == PAPER
    path = tmp_path / "files" / NAME[:2] / NAME[2:4] / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [other.name for other in path.parent.iterdir()] == [NAME], "no draft is left"
    folder.remove(NAME)
    folder.remove(NAME)
    assert not folder.exists(NAME)
    with pytest.raises(StoreFailed, match="file_content_missing"):
        folder.get(NAME)


def test_bytes_that_were_altered_are_not_given_out(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(NAME, PAPER)
    (tmp_path / NAME[:2] / NAME[2:4] / NAME).write_bytes(PAPER[::-1])
    with pytest.raises(StoreFailed, match="file_content_damaged"):
        folder.get(NAME)


def test_half_a_file_is_written_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(NAME, PAPER)
    (tmp_path / NAME[:2] / NAME[2:4] / NAME).write_bytes(PAPER[:5])
    folder.put(NAME, PAPER)
    assert folder.get(NAME) == PAPER


@pytest.mark.parametrize("name", ["../secret", "a" * 63, "A" * 64, "a" * 64 + "\n", "/etc/passwd", ""])
def test_nothing_but_a_hash_is_a_name(tmp_path: Path, name: str) -> None:
    folder = Folder(tmp_path)
    for ask in (folder.get, folder.exists, folder.remove):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)
    with pytest.raises(ValueError, match="SHA-256"):
        folder.put(name, PAPER)
