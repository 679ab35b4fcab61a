"""A certificate authority and a time stamp authority for demonstrations, in one folder, made at first need.

Every certificate says DEMO in its name and "สาธิต" as its organisation, so nobody takes what they signed for more. They
are good for decades and so is the one list of revoked certificates, which is empty: a demonstration moves its clock at
will. Common names are Latin, because 64 bytes are too few for Thai ones; the title is in Thai.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
HOUSE = "สาธิต ไม่มีผลทางกฎหมาย (DEMO)"
BITS = 2048
AUTHORITY, ROOT, STAMPS, REVOKED = "authority", "root", "stamps", "revoked.crl"
LONGEST_NAME = 64
"""Bytes of a common name."""


class Held(NamedTuple):
    """A certificate and its key, as DER."""

    certificate: bytes
    key: bytes

    def certified(self) -> asn1_x509.Certificate:
        """The certificate as the signing library reads it."""
        return asn1_x509.Certificate.load(self.certificate)

    def private(self) -> asn1_keys.PrivateKeyInfo:
        """The key likewise."""
        return asn1_keys.PrivateKeyInfo.load(self.key)


class DemoAuthority:
    """Issues a certificate to whoever is named. What it has issued stays in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def root(self) -> Held:
        """Its own certificate, which a demonstration trusts."""
        return self._held(ROOT)

    def stamps(self) -> Held:
        """Who sets time stamps."""
        return self._held(STAMPS)

    def revoked(self) -> bytes:
        """The list of certificates that are revoked, as DER; nobody's is."""
        return (self._founded() / REVOKED).read_bytes()

    def holder(self, name: str, title: str) -> Held:
        """The certificate of a person or an office, made when it is first asked for."""
        file = sha256(f"{name} {title}".encode()).hexdigest()[:24]
        root = self.root()
        return _read(self._made(file, lambda folder: _issue(folder, root, _named(name, title), _for_signing)))

    def _held(self, name: str) -> Held:
        return _read(self._founded() / name)

    def _founded(self) -> Path:
        """The authority: all that belongs together is one folder."""
        return self._made(AUTHORITY, _found)

    def _made(self, name: str, make: Callable[[Path], object]) -> Path:
        """A folder that is made apart and moved in whole; where another process was quicker, that one's stays."""
        place = self.folder / name
        if not place.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = Path(mkdtemp(dir=self.folder, prefix=".draft-"))
            make(draft / name)
            with suppress(OSError):
                (draft / name).rename(place)
            shutil.rmtree(draft)
        return place


def _found(folder: Path) -> None:
    """An authority with its list of revoked certificates and its time stamps."""
    folder.mkdir(mode=0o700)
    root = _issue(folder / ROOT, None, _named("DEMO CA", "ผู้ออกใบรับรองสาธิต"), _for_issuing)
    _issue(folder / STAMPS, root, _named("DEMO TSA", "ผู้ประทับเวลาสาธิต"), _for_stamping)
    signer = x509.load_der_x509_certificate(root.certificate)
    revoked = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(signer.subject)
        .last_update(FROM)
        .next_update(UNTIL)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)  # type: ignore[arg-type]
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(_loaded(root), hashes.SHA256())
    )
    (folder / REVOKED).write_bytes(revoked.public_bytes(Encoding.DER))


Builder = x509.CertificateBuilder


def _issue(folder: Path, issuer: Held | None, subject: x509.Name, purpose: Callable[[Builder], Builder]) -> Held:
    """A new key with its certificate, in a folder of its own."""
    key = generate_private_key(65537, BITS)
    by = x509.load_der_x509_certificate(issuer.certificate).subject if issuer else subject
    signs = _loaded(issuer) if issuer else key
    builder = (
        Builder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signs.public_key()), critical=False)
    )
    certificate = purpose(builder).sign(signs, hashes.SHA256())
    held = Held(
        certificate.public_bytes(Encoding.DER),
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )
    folder.mkdir(mode=0o700)
    (folder / "certificate.der").write_bytes(held.certificate)
    (folder / "key.der").touch(mode=0o600)
    (folder / "key.der").write_bytes(held.key)
    return held


def _read(folder: Path) -> Held:
    return Held((folder / "certificate.der").read_bytes(), (folder / "key.der").read_bytes())


def _loaded(held: Held) -> RSAPrivateKey:
    key = load_der_private_key(held.key, None)
    assert isinstance(key, RSAPrivateKey)  # noqa: S101 - we made it
    return key


def _named(name: str, title: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, HOUSE),
            x509.NameAttribute(NameOID.TITLE, title),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME]),
        ]
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def _for_issuing(builder: Builder) -> Builder:
    return builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
        _usage(key_cert_sign=True, crl_sign=True), critical=True
    )


def _for_signing(builder: Builder) -> Builder:
    return builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)


def _for_stamping(builder: Builder) -> Builder:
    return builder.add_extension(_usage(digital_signature=True), critical=True).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
    )
