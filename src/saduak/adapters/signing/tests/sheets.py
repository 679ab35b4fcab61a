"""A sheet of a licence, sealed by the authority of a demonstration in a folder of the test."""

import subprocess
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from saduak.adapters.licences.press import LicencePress
from saduak.adapters.licences.tests.records import ADDRESS, RESTAURANT, TOKEN
from saduak.adapters.signing.anchors import Anchors, anchors_of_demonstration
from saduak.adapters.signing.demo_authority import DemoAuthority
from saduak.adapters.signing.installed import InstalledSealer, Signing

AT = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
AGENCY, AUTHORITY = "khon-kaen-city", "นายกเทศมนตรีนครขอนแก่น"


@lru_cache(maxsize=1)
def unsigned() -> bytes:
    """The sheet as the press sets it."""
    return LicencePress().sheet(RESTAURANT, address=ADDRESS, token=TOKEN)


def sealed_in(folder: Path, at: datetime = AT) -> bytes:
    """The sheet, signed by the demonstration in this folder."""
    return InstalledSealer(Signing(demo=folder)).seal(unsigned(), agency=AGENCY, authority=AUTHORITY, at=at)


def anchors_in(folder: Path) -> Anchors:
    """Whom that demonstration trusts."""
    return anchors_of_demonstration(DemoAuthority(folder))


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What poppler says of the signatures."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    ended = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, check=False)
    return ended.stdout.decode("utf-8", "replace")
