"""A file that somebody hands over for a licence: the one that was issued, or each way in which it is not."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.adapters.licences.press import LicencePress
from saduak.adapters.signing.installed import InstalledReader, InstalledSealer, Signing
from saduak.channels.public.tests import shelf
from saduak.cli.main import main
from saduak.core.licence_record import LicenceRecord
from saduak.licences.queries.checking import check_file, signer, token_of

pytestmark = pytest.mark.django_db
SAID = shelf.record("KKC-อภ.2-2570-00777")


@pytest.fixture(scope="module", name="authority")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(autouse=True)
def _read_here(authority: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setattr(f"{settings.WIRING}.SEAL_READER", InstalledReader(Signing(demo=authority)))
    monkeypatch.setattr(signer(), "folder", tmp_path / "keys")


@pytest.fixture(scope="module", name="issued")
def _issued(authority: Path) -> bytes:
    return sealed(SAID, authority)


def sealed(said: LicenceRecord, authority: Path) -> bytes:
    """The sheet of a record, sealed by the authority in a folder."""
    pdf = LicencePress().sheet(said, address="http://testserver/v/7H3K9QWX2M/", token="")
    told: dict[str, Any] = {"agency": "khon-kaen-city", "authority": said.issuer.th, "at": shelf.NOW}
    return InstalledSealer(Signing(demo=authority)).seal(pdf, **told)


def answered(pdf: bytes) -> str:
    """The page that somebody gets who hands the file in."""
    page = Client().post("/v/", {"file": SimpleUploadedFile("licence.pdf", pdf, "application/pdf")})
    assert page.status_code == 200
    return page.content.decode()


def with_a_note(pdf: bytes) -> bytes:
    """The same file with something added after its signature."""
    changed = pypdf.PdfWriter(BytesIO(pdf), incremental=True)
    changed.add_metadata({"/Note": "added"})
    out = BytesIO()
    changed.write(out)
    return out.getvalue()


def with_another_byte(pdf: bytes) -> bytes:
    """The same file with one byte of its data changed."""
    place = len(pdf) // 3
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def test_the_file_that_was_issued_is_genuine_and_holds(issued: bytes, tmp_path: Path, capsys: Any) -> None:
    row = shelf.licence(SAID)
    found = check_file(issued, shelf.NOW)
    assert (found.is_valid, found.is_genuine, found.reasons) == (True, True, ())
    assert found.licence is not None
    assert found.licence.row == row
    assert "ไฟล์จริง ใบอนุญาตใช้ได้" in answered(issued)
    (tmp_path / "x.pdf").write_bytes(issued)
    assert main(["licence", "verify", str(tmp_path / "x.pdf")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["valid"], told["status"], told["reasons"], told["number"]) == (True, "valid", [], row.number)


def test_a_genuine_file_of_a_revoked_licence_is_told_apart(issued: bytes, tmp_path: Path) -> None:
    shelf.licence(SAID, state="revoked", state_since=date(2026, 11, 20))
    found = check_file(issued, shelf.NOW)
    assert (found.is_valid, found.is_genuine, found.reasons) == (False, True, ("does_not_hold",))
    assert "ไฟล์จริง แต่ใบอนุญาตใช้ไม่ได้" in answered(issued)
    (tmp_path / "x.pdf").write_bytes(issued)
    assert main(["licence", "verify", str(tmp_path / "x.pdf")]) == 1


@pytest.mark.parametrize(
    "change", [with_a_note, with_another_byte, lambda pdf: pdf[:-2000], lambda _: b"", lambda _: b"%PDF-1.7"]
)
def test_a_file_that_was_changed_is_not_believed(issued: bytes, change: Callable[[bytes], bytes]) -> None:
    shelf.licence(SAID)
    found = check_file(change(issued), shelf.NOW)
    assert not found.is_genuine
    assert found.reasons
    if change(issued):
        assert "อย่าเชื่อไฟล์นี้" in answered(change(issued))


def test_a_file_signed_by_somebody_else_is_not_believed(tmp_path: Path) -> None:
    shelf.licence(SAID)
    found = check_file(sealed(SAID, tmp_path / "others"), shelf.NOW)
    assert "signer_unknown" in found.reasons
    assert not found.is_genuine


def test_a_file_whose_register_says_something_else_is_not_believed(issued: bytes) -> None:
    assert check_file(issued, shelf.NOW).reasons == ("not_in_register",)
    shelf.licence(shelf.record(SAID.number, holder="ผู้อื่น", id=SAID.id))
    assert check_file(issued, shelf.NOW).reasons == ("differs_from_register",)
    assert "อย่าเชื่อไฟล์นี้" in answered(issued)


def test_a_sheet_without_a_signature_is_no_original() -> None:
    row = shelf.licence(SAID)
    bare = LicencePress().sheet(SAID, address=f"http://testserver/v/{row.code}/", token=token_of(row))
    assert "ไม่มีลายมือชื่ออิเล็กทรอนิกส์" in answered(bare)
