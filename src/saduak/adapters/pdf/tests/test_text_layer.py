"""What is copied from a document is what was written, to the last tone mark."""

from itertools import product

import pytest

from saduak.adapters.pdf.tests.reading import READERS, pdf_of, read, without_spaces

WORDS = "ปิ่น ฐานู ฝุ่น น้ำ กำ ก็ ผู้ที่ จำกัด ป้ำ พันธุ์ สิทธิ์ ปี่ ฎีกา กฤษฎา ญัตติ ซึ่ง ทั้งนี้ ฟ้า เป็น เพชฌฆาต น้ําแข็ง"
SENTENCES = (
    "ผู้ขอรับใบอนุญาตต้องยื่นคำขอพร้อมเอกสารหลักฐานต่อเจ้าพนักงานท้องถิ่น จำนวนไม่เกิน 30 วันทำการ นับแต่วันที่ได้รับคำขอที่ถูกต้องครบถ้วน",
    "กรณีจำเป็นต้องขยายเวลา ให้ขยายได้อีกไม่เกิน 2 ครั้ง ครั้งละไม่เกิน 15 วัน โดยมีหนังสือแจ้งเหตุก่อนสิ้นกำหนดเวลาตามมาตรา 56",
    "ค่าธรรมเนียมฉบับละ ๑,๐๐๐ บาท ชำระ ณ สำนักงานเทศบาล office affidavit โทร. ๐ ๔๓๒๒ ๔๐๐๐ “พื้นที่เกิน 200 ตร.ม.” 12.5 m²",
)
CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
VOWELS = ("", "ั", "ิ", "ี", "ึ", "ื", "็", "ุ", "ู")
TONES = ("", "่", "้", "๊", "๋", "์")


@pytest.mark.parametrize("reader", READERS)
def test_hard_words_are_read_back(reader: str) -> None:
    assert read(pdf_of(f"<p>{WORDS}</p>"), reader) == WORDS.replace("ํา", "ำ")


@pytest.mark.parametrize("reader", READERS)
def test_words_in_every_weight_are_read_back(reader: str) -> None:
    body = f"<p>{WORDS}</p><p><b style='font-weight:600'>{WORDS}</b></p><p><b>{WORDS}</b></p>"
    assert read(pdf_of(body), reader) == " ".join([WORDS.replace("ํา", "ำ")] * 3)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("size", [7, 10, 16, 44])
def test_sentences_are_read_back_at_every_size(reader: str, size: int) -> None:
    """A lifted mark is taken for one of another line from a certain size on."""
    body = "".join(f"<p style='font-size:{size}pt'>{sentence}</p>" for sentence in SENTENCES)
    assert without_spaces(read(pdf_of(body), reader)) == without_spaces("".join(SENTENCES))


@pytest.mark.parametrize("reader", READERS)
def test_every_syllable_there_can_be_is_read_back(reader: str) -> None:
    """Each consonant with each vowel sign and tone mark, and with SARA AM."""
    syllables = ["".join(parts) for parts in product(CONSONANTS, VOWELS, TONES)]
    syllables += ["".join(parts) + "ำ" for parts in product(CONSONANTS, TONES[:5])]
    body = f"<p style='font-size:9pt'>{' '.join(syllables)}</p>"
    assert read(pdf_of(body), reader).split() == syllables
