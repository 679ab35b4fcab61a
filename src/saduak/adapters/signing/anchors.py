"""Whom an installation trusts, as plain bytes that another process can be given."""

from pathlib import Path
from typing import NamedTuple

from asn1crypto import pem  # type: ignore[import-untyped]

from saduak.adapters.signing.demo_authority import DemoAuthority


class Anchors(NamedTuple):
    """Trusted certificates and lists of revoked ones, as DER."""

    roots: tuple[bytes, ...]
    revoked: tuple[bytes, ...] = ()


def anchors_of_demonstration(authority: DemoAuthority) -> Anchors:
    """The root of the demonstration and its empty list."""
    return Anchors((authority.root().certificate,), (authority.revoked(),))


def anchors_in_file(path: Path) -> Anchors:
    """All certificates of a PEM file."""
    return Anchors(tuple(der for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)))
