"""What signatures are measured by: trusted certificates, and what their authorities say is revoked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]
from pyhanko_certvalidator import ValidationContext

from saduak.adapters.signing.anchors import Anchors

EVERY_CERTIFICATE = "require"
"""Each certificate but a root must be shown not to be revoked, else a signature says nothing later."""
Measure = Callable[[datetime], ValidationContext]
"""What a new signature is checked against before it is made, collecting what the signature will need later."""


def fixed(anchors: Anchors) -> Measure:
    """At the moment of the demonstration, by what is on file; nothing is fetched."""
    return lambda at: measured_by(anchors, at)


def fetching(anchors: Anchors) -> Measure:
    """Now, for authorities answer for now only: lists and answers are fetched from the addresses in certificates."""
    return lambda _: measured_by(anchors, None, allow_fetching=True)


def measured_by(anchors: Anchors, moment: datetime | None, **more: Any) -> ValidationContext:
    """A context of the signing library with these anchors and no others."""
    return ValidationContext(
        trust_roots=certificates(anchors.roots),
        crls=list(anchors.revoked),
        revocation_mode=EVERY_CERTIFICATE,
        moment=moment,
        **more,
    )


def certificates(ders: Sequence[bytes]) -> list[asn1_x509.Certificate]:
    """Certificates as the signing library reads them."""
    return [asn1_x509.Certificate.load(der) for der in ders]
