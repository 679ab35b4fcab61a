"""The keys that sign the tokens in QR codes and the hourly list of statuses: Ed25519, one file a key, in one folder.

The key with the highest number signs; the others stay, so that licences printed under them can still be checked. Of a
key that shall sign no more only the public half needs to stay. A key's id is the beginning of its own digest: what is
published cannot be mixed up. Folders that several machines share are theirs in common.
"""

import contextlib
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from saduak.core.errors import Unavailable

ENDING = ".pem"


class Kept(NamedTuple):
    """The keys on file at one moment: the one that signs with its id, and every public key by its id."""

    signs: Ed25519PrivateKey
    key_id: str
    public: Mapping[str, bytes]


def id_of(public: bytes) -> str:
    """Eight hexadecimal digits by which a token names a public key."""
    return sha256(public).hexdigest()[:8]


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is that key's over that message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class TokenKeys:
    """Signs with the latest key of a folder. The first key is made when one is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: tuple[int, Kept] | None = None

    @property
    def key_id(self) -> str:
        """The id of the key that signs now."""
        return self._kept().key_id

    def sign(self, payload: bytes) -> bytes:
        """The signature of the latest key. Raises `Unavailable` "signing_key_unreadable"."""
        return self._kept().signs.sign(payload)

    def published(self) -> Mapping[str, bytes]:
        """Every public key by its id, 32 bytes each."""
        return self._kept().public

    def holds(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Whether a signature is that key's over that message."""
        return holds(public, message, signature)

    def rotate(self) -> str:
        """Let a new key sign from now on; its id. The others remain published."""
        self._made_after(self._files())
        return self.key_id

    def _kept(self) -> Kept:
        """The keys, read again when a file has come or gone."""
        changed = self.folder.stat().st_mtime_ns if self.folder.exists() else 0
        if self._read is None or self._read[0] != changed:
            files = self._files() or self._made_after([])
            self._read = (self.folder.stat().st_mtime_ns, _kept(files))
        return self._read[1]

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{ENDING}"))

    def _made_after(self, files: list[Path]) -> list[Path]:
        """One more key, written whole, unless another process or thread was quicker; nobody else may read it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = int(files[-1].stem) + 1 if files else 1
        descriptor, draft = mkstemp(prefix=f".{number}.", dir=self.folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(
                Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            )
        with contextlib.suppress(FileExistsError):
            os.link(draft, self.folder / f"{number:04d}{ENDING}")
        Path(draft).unlink()
        return self._files()


def _kept(files: list[Path]) -> Kept:
    """The keys of the files; the last one must be a private key. Raises `Unavailable` "signing_key_unreadable"."""
    try:
        keys = [_key(path.read_bytes()) for path in files]
    except (OSError, ValueError, TypeError) as problem:
        raise Unavailable("signing_key_unreadable") from problem
    latest = keys[-1]
    if not isinstance(latest, Ed25519PrivateKey):
        raise Unavailable("signing_key_unreadable")
    public = [_raw(key.public_key() if isinstance(key, Ed25519PrivateKey) else key) for key in keys]
    return Kept(latest, id_of(public[-1]), {id_of(each): each for each in public})


def _key(content: bytes) -> Ed25519PrivateKey | Ed25519PublicKey:
    """A private or a public key. Raises TypeError for one of another kind."""
    is_private = b"PRIVATE KEY" in content
    key = load_pem_private_key(content, None) if is_private else load_pem_public_key(content)
    if not isinstance(key, Ed25519PrivateKey | Ed25519PublicKey):
        raise TypeError("not an Ed25519 key")
    return key


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
