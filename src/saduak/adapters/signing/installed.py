"""What signs and reads in this installation, by its settings. The libraries are loaded when first needed: they take a
second, and most commands sign nothing."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from saduak.licences.ports import SealFindings

if TYPE_CHECKING:
    from saduak.adapters.signing.anchors import Anchors
    from saduak.adapters.signing.keystores import KeyStore
    from saduak.adapters.signing.sealer import PadesSealer


@dataclass(frozen=True, slots=True)
class Signing:
    """How an installation signs. A demonstration has an authority of its own in a folder; an agency at work has keys in
    files or in a module, an authority of time stamps, and a file of certificates that it trusts.
    """

    demo: Path | None = None
    keys: Path | None = None
    passphrase: str = ""
    module: Path | None = None
    token: str = ""
    pin: str = ""
    stamps: str = ""
    trusted: Path | None = None

    @property
    def is_set_up(self) -> bool:
        """Whether anything can be sealed."""
        return self.demo is not None or bool((self.keys or self.module) and self.stamps and self.trusted)


class InstalledSealer:
    """The port `licences.ports.Sealer`."""

    def __init__(self, signing: Signing) -> None:
        self.signing = signing

    def seal(self, pdf: bytes, *, agency: str, authority: str, at: datetime) -> bytes:
        """The signed file. Raises `DeliveryFailed`."""
        return _sealer(self.signing).seal(pdf, agency=agency, authority=authority, at=at)


class InstalledReader:
    """The port `licences.ports.SealReader`."""

    def __init__(self, signing: Signing) -> None:
        self.signing = signing

    def read(self, pdf: bytes, at: datetime) -> SealFindings:
        """What a file shows of itself; never raises for what the bytes are. Raises `Unavailable` "checker_busy"."""
        from saduak.adapters.signing.reader import ApartReader

        return ApartReader(anchors_of(self.signing)).read(pdf, at)


def anchors_of(signing: Signing) -> "Anchors":
    """Whom the installation trusts: nobody, where it has said nothing."""
    from saduak.adapters.signing.anchors import Anchors, anchors_in_file, anchors_of_demonstration
    from saduak.adapters.signing.demo_authority import DemoAuthority

    if signing.demo:
        return anchors_of_demonstration(DemoAuthority(signing.demo))
    return anchors_in_file(signing.trusted) if signing.trusted else Anchors(())


@lru_cache(maxsize=4)
def _sealer(signing: Signing) -> "PadesSealer":
    from saduak.adapters.signing.demo_authority import DemoAuthority
    from saduak.adapters.signing.keystores import DemoKeys
    from saduak.adapters.signing.sealer import PadesSealer
    from saduak.adapters.signing.stamps import DemoStamps, stamps_at
    from saduak.adapters.signing.trust import fetching, fixed

    anchors = anchors_of(signing)
    if signing.demo:
        authority = DemoAuthority(signing.demo)
        return PadesSealer(DemoKeys(authority), lambda at: DemoStamps(authority, at), fixed(anchors))
    return PadesSealer(_keys(signing), lambda _: stamps_at(signing.stamps), fetching(anchors))


def _keys(signing: Signing) -> "KeyStore":
    """The module where one is named, else the files."""
    from saduak.adapters.signing.keystores import FileKeys, ModuleKeys

    if signing.module:
        return ModuleKeys(signing.module, signing.token, signing.pin)
    return FileKeys(signing.keys or Path(), signing.passphrase)
