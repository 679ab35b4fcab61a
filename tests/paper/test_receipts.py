"""The receipt of an application: kept by archives, read by everybody, copied without a wrong letter."""

import pytest

from saduak.adapters.pdf.tests.reading import READERS, faults, read, without_spaces
from saduak.cases.models import Case
from saduak.cases.tests import office
from saduak.channels.portal.tests.visitors import applicant, begin, submit, upload, write
from saduak.files.tests.papers import PDF


@pytest.fixture
def receipts(db: None) -> dict[str, bytes]:
    """The receipt of one application in both languages."""
    client = applicant(office.office())
    draft = begin(client)
    write(client, draft, office.RESTAURANT)
    assert upload(client, draft, "right_to_place", ("สัญญาเช่าตึกน้ำใจ.pdf", PDF)).status_code == 303
    page = submit(client, draft).headers["Location"].rstrip("/")
    return {"th": client.get(f"{page}.pdf").content, "en": client.get(f"/en{page}.pdf").content}


def test_a_receipt_keeps_both_standards(receipts: dict[str, bytes]) -> None:
    assert {language: faults(made) for language, made in receipts.items()} == {"th": [], "en": []}


@pytest.mark.parametrize("reader", READERS)
def test_number_file_and_every_thai_letter_are_read_back(receipts: dict[str, bytes], reader: str) -> None:
    text = without_spaces(read(receipts["th"], reader))
    for shown in (
        Case.objects.get().number,
        "ใบรับคำขอ",
        "ถือว่าได้รับตามกฎหมาย",
        "สัญญาเช่าตึกน้ำใจ.pdf",
        "ตรวจสถานที่ด้านสุขลักษณะ",
    ):
        assert without_spaces(shown) in text, shown
    assert "Receiptofanapplication" in without_spaces(read(receipts["en"], reader))
