"""What the files need from outside: somewhere to keep bytes, and somebody who looks for malware."""

from dataclasses import dataclass
from typing import Protocol

from saduak.core.errors import Unavailable


class StoreFailed(Unavailable):
    """Bytes that should be kept are not to be had: "file_content_missing", or "file_content_damaged" when they are not
    what their hash says."""


class Store(Protocol):
    """Keeps bytes under their SHA-256 (hex). Raises ValueError for any other name, `StorageFull`, `StoreFailed`."""

    def put(self, sha256: str, content: bytes) -> None:
        """Keep the bytes: whole and on the disk when this returns, or not at all. Again is the same as once."""

    def get(self, sha256: str) -> bytes:
        """The very bytes; raises `StoreFailed`."""

    def exists(self, sha256: str) -> bool:
        """Whether the bytes are kept."""

    def remove(self, sha256: str) -> None:
        """Forget the bytes; those that are not there are forgotten already."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a scanner says of a file. `malware` names what was found, or is empty; `scanner` names who looked, or is
    empty when nobody did."""

    malware: str
    scanner: str


class ScannerFailed(Unavailable):
    """The scanner cannot be asked or gives no answer: "scanner_unreachable"; the file waits and is tried again."""


class Scanner(Protocol):
    """Looks for malware."""

    @property
    def is_looking(self) -> bool:
        """Whether anything is looked for at all."""

    def scan(self, content: bytes) -> Finding:
        """What is found in the bytes; raises `ScannerFailed`."""
