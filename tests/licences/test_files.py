"""A file that somebody hands over for a licence: the one that was issued, or each way in which it is not."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.adapters.licences.press import LicencePress
from saduak.adapters.pdf.inside import Enclosure, Inside, SigningPlace
from saduak.adapters.pdf.typesetter import typeset
from saduak.adapters.signing import reader
from saduak.adapters.signing.installed import InstalledReader, InstalledSealer, Signing
from saduak.catalogue.ports import Imprint
from saduak.channels.public.tests import shelf
from saduak.channels.shell import pace
from saduak.channels.shell.pace import Pace
from saduak.cli.main import main
from saduak.core.licence_data import as_json
from saduak.core.licence_record import LicenceRecord
from saduak.licences.models import Licence
from saduak.licences.queries.checking import check_file, signer, token_of

pytestmark = pytest.mark.django_db
ADDRESS = "http://testserver/v/7H3K9QWX2M/"
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
    monkeypatch.setattr(pace, "FILES", Pace(pace.FILES.burst, pace.FILES.each_second))


@pytest.fixture(scope="module", name="issued")
def _issued(authority: Path) -> bytes:
    return sealed(SAID, authority)


def sealed(said: LicenceRecord, authority: Path) -> bytes:
    """The sheet of a record, sealed by the authority in a folder."""
    return sealed_by("khon-kaen-city", LicencePress().sheet(said, address=ADDRESS, token=""), authority)


def sealed_by(agency: str, pdf: bytes, authority: Path) -> bytes:
    """A PDF with the seal of an agency and the signature of its authority."""
    told: dict[str, Any] = {"agency": agency, "authority": SAID.issuer.th, "at": shelf.NOW}
    return InstalledSealer(Signing(demo=authority)).seal(pdf, **told)


def around(said: LicenceRecord, shown: str) -> bytes:
    """A sheet that shows something else than the data that it encloses."""
    data = as_json(said, address=ADDRESS, token="")
    inside = Inside(
        (Enclosure("licence.json", "application/json", "Source", "", data),), (SigningPlace("authority", ""),)
    )
    page = f'<html lang="th"><title>x</title><body><h1>{shown}</h1><p id="authority">{said.issuer.th}</p></body></html>'
    return typeset(page, Imprint(title="x", language="th", dated=shelf.NOW, subject="x", author="x"), inside)


def on_the_shelf(pdf: bytes, said: LicenceRecord = SAID, **changes: Any) -> Licence:
    """A licence of the register, of which this is the sheet that was kept."""
    row = shelf.licence(said, **changes)
    shelf.sheet(row, pdf)
    return row


def answered(pdf: bytes) -> str:
    """The page that somebody gets who hands the file in."""
    page = handed_in(pdf)
    assert page.status_code == 200
    return page.content.decode()


def handed_in(pdf: bytes) -> Any:
    """The answer to a file."""
    return Client().post("/v/", {"file": SimpleUploadedFile("licence.pdf", pdf, "application/pdf")})


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
    row = on_the_shelf(issued)
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
    on_the_shelf(issued, state="revoked", state_since=date(2026, 11, 20))
    found = check_file(issued, shelf.NOW)
    assert (found.is_valid, found.is_genuine, found.reasons) == (False, True, ("does_not_hold",))
    assert "ไฟล์จริง แต่ใบอนุญาตใช้ไม่ได้" in answered(issued)
    (tmp_path / "x.pdf").write_bytes(issued)
    assert main(["licence", "verify", str(tmp_path / "x.pdf")]) == 1


@pytest.mark.parametrize(
    "change", [with_a_note, with_another_byte, lambda pdf: pdf[:-2000], lambda _: b"", lambda _: b"%PDF-1.7"]
)
def test_a_file_that_was_changed_is_not_believed(issued: bytes, change: Callable[[bytes], bytes]) -> None:
    on_the_shelf(issued)
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
    on_the_shelf(issued, shelf.record(SAID.number, holder="ผู้อื่น", id=SAID.id))
    assert check_file(issued, shelf.NOW).reasons == ("differs_from_register",)
    assert "อย่าเชื่อไฟล์นี้" in answered(issued)


def test_a_sheet_that_another_agency_sealed_over_genuine_data_is_not_believed(issued: bytes, authority: Path) -> None:
    """The data of a licence are public: another holder of a trusted key may enclose them in a sheet that says more."""
    on_the_shelf(issued)
    forged = sealed_by("mallory-village", around(SAID, "ผู้รับใบอนุญาต ผู้อื่น ใช้ได้ถึง 1 มกราคม 2580"), authority)
    found = check_file(forged, shelf.NOW)
    assert (found.findings.trusted, found.findings.covers_all) == (True, True), "only the register tells"
    assert (found.is_genuine, found.reasons) == (False, ("not_the_sheet",))
    assert "อย่าเชื่อไฟล์นี้" in answered(forged)
    assert "ไม่ใช่ฉบับที่หน่วยงานออกให้" in answered(forged)


def test_a_file_of_a_licence_whose_sheet_is_not_kept_is_not_believed(issued: bytes) -> None:
    shelf.licence(SAID)
    assert check_file(issued, shelf.NOW).reasons == ("not_the_sheet",)


def test_a_sheet_without_a_signature_is_no_original() -> None:
    row = shelf.licence(SAID)
    bare = LicencePress().sheet(SAID, address=f"http://testserver/v/{row.code}/", token=token_of(row))
    assert "ไม่มีลายมือชื่ออิเล็กทรอนิกส์" in answered(bare)


def test_who_hands_in_one_file_after_another_waits_and_reads_pages_all_the_same() -> None:
    """Reading a file takes a process of its own, a page next to nothing."""
    answers = [handed_in(b"%PDF-1.7") for _ in range(7)]
    assert [each.status_code for each in answers] == [200] * 6 + [429]
    assert answers[-1].headers["Retry-After"] == "10"
    assert "กรุณารอ 10 วินาที" in answers[-1].content.decode()
    assert Client().get("/v/").status_code == 200


@pytest.fixture(name="busy")
def _busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many files are being read as may be."""
    monkeypatch.setattr(reader, "WAITS", 0.01)
    for _ in range(reader.AT_ONCE):
        assert reader.PLACES.acquire(blocking=False), "a file before this one kept its place"
    yield
    for _ in range(reader.AT_ONCE):
        reader.PLACES.release()


@pytest.mark.usefixtures("busy")
def test_while_too_many_files_are_read_the_page_says_when_to_come_back() -> None:
    answer = handed_in(b"%PDF-1.7\n/ByteRange")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "ตรวจด้วยเลขที่ใบอนุญาตได้ทันที" in answer.content.decode()
    assert "ไม่มีลายมือชื่ออิเล็กทรอนิกส์" in answered(b"%PDF-1.7"), "what needs no process is told at once"


def test_a_file_that_cannot_be_read_gives_its_place_back() -> None:
    for _ in range(reader.AT_ONCE + 1):
        assert handed_in(b"%PDF-1.7\n/ByteRange").status_code == 200
