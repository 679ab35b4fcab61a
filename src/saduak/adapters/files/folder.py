"""The port `files.ports.Store`, carried out by a folder: two levels of fan-out, names that are hashes and nothing else.

The folder is never served: bytes leave it only through `files.queries.content`.
"""

import contextlib
import errno
import os
import re
import secrets
from hashlib import sha256 as sha256_of
from pathlib import Path

from saduak.files.ports import StoreFailed
from saduak.ledger.errors import StorageFull

NAME = re.compile(r"[0-9a-f]{64}")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Folder:
    """Keeps files under `root`, which is made at first need and belongs to the server alone."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, sha256: str, content: bytes) -> None:
        """Written beside, flushed to the disk, then renamed: a reader sees the whole file or none."""
        path = self._path(sha256)
        if path.is_file() and path.stat().st_size == len(content):
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(path, content)
        except OSError as error:
            if error.errno in FULL:
                raise StorageFull from error
            raise

    def _write(self, path: Path, content: bytes) -> None:
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
        for folder in (path.parent, path.parent.parent, self.root):
            _flush_folder(folder)

    def get(self, sha256: str) -> bytes:
        """The bytes, compared with their hash at every reading."""
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise StoreFailed("file_content_missing") from error
        if sha256_of(content).hexdigest() != sha256:
            raise StoreFailed("file_content_damaged")
        return content

    def exists(self, sha256: str) -> bool:
        """Whether there is such a file."""
        return self._path(sha256).is_file()

    def remove(self, sha256: str) -> None:
        """Unlink the file."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _flush_folder(path.parent)

    def _path(self, sha256: str) -> Path:
        """Only a hash is a name, so that no name leads out of the folder."""
        if not NAME.fullmatch(sha256):
            raise ValueError("a file is named by its SHA-256 in small hex digits")
        return self.root / sha256[:2] / sha256[2:4] / sha256


def _flush_folder(folder: Path) -> None:
    """The name of a new file is on the disk only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
