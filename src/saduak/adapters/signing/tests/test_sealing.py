"""A licence is sealed by its agency and signed by its authority, and stays what it was."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from cryptography import x509

from saduak.adapters.pdf.tests.reading import faults, read
from saduak.adapters.signing.demo_authority import DemoAuthority, Held
from saduak.adapters.signing.installed import InstalledSealer, Signing
from saduak.adapters.signing.tests.sheets import AGENCY, AT, AUTHORITY, pdfsig, sealed_in, unsigned
from saduak.ledger.errors import DeliveryFailed


@pytest.fixture(scope="module", name="house")
def _house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(scope="module", name="sealed")
def _sealed(house: Path) -> bytes:
    return sealed_in(house)


def test_a_signed_licence_is_still_kept_by_archives_and_read_aloud(sealed: bytes) -> None:
    assert faults(sealed) == []


def test_signing_only_adds_to_the_file(sealed: bytes) -> None:
    assert sealed.startswith(unsigned())
    assert read(sealed, "poppler") == read(unsigned(), "poppler")


def test_a_second_program_finds_the_signature_valid_and_over_everything(sealed: bytes, tmp_path: Path) -> None:
    said = pdfsig(sealed, tmp_path)
    assert said.count("Signature #") == 1
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "SHA-256" in said
    assert "DEMO khon-kaen-city.authority" in said


def test_the_signature_bears_a_time_stamp_and_what_shows_its_certificates_were_good(sealed: bytes) -> None:
    root = pypdf.PdfReader(BytesIO(sealed)).root_object
    kept = root["/DSS"]
    assert len(kept["/Certs"]) >= 2  # type: ignore[index]
    assert len(kept["/CRLs"]) == 1  # type: ignore[index]
    assert b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e".hex().encode() in sealed.lower(), (
        "id-aa-timeStampToken"
    )


def test_the_seal_over_the_data_is_verified_by_openssl_alone(sealed: bytes, house: Path, tmp_path: Path) -> None:
    inside = pypdf.PdfReader(BytesIO(sealed)).attachments
    (seal,), (record,) = inside["licence.json.p7s"], inside["licence.json"]
    (tmp_path / "seal").write_bytes(seal)
    (tmp_path / "record").write_bytes(record)
    (tmp_path / "other").write_bytes(record.replace(b"1200", b"1300") + b" ")
    (tmp_path / "root.der").write_bytes(DemoAuthority(house).root().certificate)
    subprocess.run(
        ["openssl", "x509", "-inform", "DER", "-in", "root.der", "-out", "root.pem"], cwd=tmp_path, check=True
    )
    assert _verified(tmp_path, "record")
    assert not _verified(tmp_path, "other")


def _verified(folder: Path, content: str) -> bool:
    asked = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "seal", "-content", content]
    trusted = ["-CAfile", "root.pem", "-purpose", "any", "-out", "/dev/null"]
    return subprocess.run([*asked, *trusted], cwd=folder, capture_output=True, check=False).returncode == 0


def test_the_two_keys_are_two(sealed: bytes, house: Path) -> None:
    authority = DemoAuthority(house)
    seal = authority.holder(f"DEMO {AGENCY}.seal", "ตราประทับของหน่วยงาน")
    signature = authority.holder(f"DEMO {AGENCY}.authority", AUTHORITY)
    assert seal.key != signature.key
    assert signature.certificate.hex().encode() in sealed.lower()


def test_certificates_of_a_demonstration_say_that_they_are(house: Path) -> None:
    authority = DemoAuthority(house)
    for held in (authority.root(), authority.stamps(), authority.holder("DEMO x.seal", "ตราประทับ")):
        name = held.certified().subject.native
        assert "DEMO" in name["common_name"]
        assert "สาธิต" in name["organization_name"]


def test_a_demonstration_may_live_in_any_year(house: Path, tmp_path: Path) -> None:
    for year in (2025, 2031):
        assert "Signature is Valid" in pdfsig(sealed_in(house, datetime(year, 2, 28, tzinfo=UTC)), tmp_path)


def test_many_that_start_at_once_share_one_authority(tmp_path: Path) -> None:
    """Each founds in a folder apart; who moves in first is kept by all."""

    def start(_: int) -> tuple[Held, Held, bytes, Held]:
        authority = DemoAuthority(tmp_path)
        return authority.root(), authority.stamps(), authority.revoked(), authority.holder("DEMO a.seal", "ก")

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(start, range(6)))) == 1
    assert not list(tmp_path.glob(".draft-*"))
    root = x509.load_der_x509_certificate(DemoAuthority(tmp_path).root().certificate)
    x509.load_der_x509_certificate(DemoAuthority(tmp_path).stamps().certificate).verify_directly_issued_by(root)


def test_keys_can_be_read_by_nobody_else(house: Path) -> None:
    DemoAuthority(house).root()
    assert all(path.stat().st_mode & 0o077 == 0 for path in house.rglob("key.der"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"x" * 1000])
def test_what_is_no_sheet_is_not_sealed(house: Path, content: bytes) -> None:
    sealer = InstalledSealer(Signing(demo=house))
    with pytest.raises(DeliveryFailed):
        sealer.seal(content, agency=AGENCY, authority=AUTHORITY, at=AT)


def test_an_installation_without_keys_seals_nothing() -> None:
    assert not Signing().is_set_up
    assert not Signing(keys=Path("k"), stamps="http://127.0.0.1:9/").is_set_up
    assert Signing(keys=Path("k"), stamps="http://127.0.0.1:9/", trusted=Path("t")).is_set_up
