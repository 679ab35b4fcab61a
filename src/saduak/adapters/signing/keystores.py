"""Where the keys lie that sign licences: in files, in a hardware module, or in the demonstration's own authority.

An agency has two: the signature of its authority, who is a person in office, and its own seal.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Literal, NamedTuple, Protocol

from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from saduak.adapters.signing.demo_authority import DemoAuthority
from saduak.adapters.signing.loaded_keys import ReadySigner
from saduak.ledger.errors import DeliveryFailed

Role = Literal["authority", "seal"]


class Holder(NamedTuple):
    """Whose key: the agency by its short name, which of its two, and the title of who signs."""

    agency: str
    role: Role
    title: str = ""

    @property
    def label(self) -> str:
        """The name of the key in files and modules: khon-kaen-city.seal."""
        return f"{self.agency}.{self.role}"


class KeyStore(Protocol):
    """Where keys lie. What is opened signs while it is open. Raises `DeliveryFailed` where there is no such key."""

    def opened(self, holder: Holder) -> AbstractContextManager[Signer]:
        """The holder's key and certificate."""
        ...


class FileKeys:
    """One PKCS#12 file a key: `<agency>.<role>.p12`, with the certificates between it and its root, all of one
    passphrase."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        self.folder, self.passphrase = folder, passphrase

    @contextmanager
    def opened(self, holder: Holder) -> Iterator[Signer]:
        """The key of a file."""
        path = self.folder / f"{holder.label}.p12"
        if not path.is_file():
            raise DeliveryFailed("signing_key_missing")
        yield _read(path.read_bytes(), self.passphrase.encode() or None)


class ModuleKeys:
    """Keys that never leave a PKCS#11 module; key and certificate bear the holder's label."""

    def __init__(self, module: Path, token: str, pin: str) -> None:
        self.module, self.token, self.pin = module, token, pin
        self._one_at_a_time = Lock()

    @contextmanager
    def opened(self, holder: Holder) -> Iterator[Signer]:
        """A session with the module: a process logs in once at a time."""
        with (
            self._one_at_a_time,
            open_pkcs11_session(
                str(self.module), token_criteria=TokenCriteria(self.token), user_pin=self.pin
            ) as session,
        ):
            yield PKCS11Signer(
                session, cert_label=holder.label, key_label=holder.label, other_certs_to_pull=None, embed_roots=False
            )


class DemoKeys:
    """Certificates of the demonstration, for any holder."""

    def __init__(self, authority: DemoAuthority) -> None:
        self.authority = authority

    @contextmanager
    def opened(self, holder: Holder) -> Iterator[Signer]:
        """The key of whoever is asked for; a signature bears the title of who signs."""
        title = holder.title if holder.role == "authority" else "ตราประทับของหน่วยงาน"
        held = self.authority.holder(f"DEMO {holder.label}", title)
        yield ReadySigner(held.certified(), held.private(), SimpleCertificateStore(), embed_roots=False)


def _read(content: bytes, passphrase: bytes | None) -> Signer:
    try:
        signer: Signer = ReadySigner.load_pkcs12_data(content, other_certs=set(), passphrase=passphrase)
    except ValueError as error:
        raise DeliveryFailed("signing_key_unreadable") from error
    signer.embed_roots = False
    return signer
