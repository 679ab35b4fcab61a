"""What the licences need from outside: a press for the sheet and the picture, seals, and their reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from saduak.core.licence_record import LicenceRecord
from saduak.core.reasons import Language


class LicencePress(Protocol):
    """Sets licences; the same record gives the same bytes. Both raise `Unavailable`."""

    def sheet(self, record: LicenceRecord, *, address: str, token: str, is_copy: bool = False) -> bytes:
        """The sheet as PDF/A-3a and PDF/UA-1 with the record inside as XML and JSON. Its QR leads to `address`, where
        it is checked, followed by `#` and the signed `token`; an empty token is left out."""
        ...

    def picture(self, record: LicenceRecord, *, address: str, token: str, language: Language) -> bytes:
        """The same as a PNG to be read on a telephone of 360 pixels."""
        ...


class Sealer(Protocol):
    """Puts the seal of an agency and the signature of its authority on a sheet."""

    def seal(self, pdf: bytes, *, agency: str, authority: str, at: datetime) -> bytes:
        """The signed file. `agency` is the slug of the agency, `authority` the title of who signs.

        Raises `DeliveryFailed`.
        """
        ...


@dataclass(frozen=True, slots=True)
class SealFindings:
    """What a file shows of itself: `trusted` is the chain of its signers, `covers_all` that nothing was added after the
    last signature, `record` the data inside. `reasons` are codes of what is wrong."""

    signed: bool
    intact: bool
    trusted: bool
    signers: tuple[str, ...]
    signed_at: datetime | None
    covers_all: bool
    record: Mapping[str, Any] | None
    reasons: tuple[str, ...]


class SealReader(Protocol):
    """Reads a file that anybody hands in; never raises for what the bytes are."""

    def read(self, pdf: bytes, at: datetime) -> SealFindings:
        """What the file shows of itself at a moment. Raises `Unavailable` while too many are being read."""
        ...


class TokenSigner(Protocol):
    """Signs the short payload that stands in the QR of a licence."""

    @property
    def key_id(self) -> str:
        """The name of the key that signs now."""
        ...

    def sign(self, payload: bytes) -> bytes:
        """The Ed25519 signature over the payload."""
        ...

    def published(self) -> Mapping[str, bytes]:
        """The public keys by name, older ones included as long as licences bear their signatures."""
        ...

    def holds(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Whether a signature is that key's over that message."""
        ...
