"""Letters to be set in tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from saduak.messages.ports import Letterhead, Paper, Signatory

THAI = Paper(
    language="th",
    letterhead=Letterhead(
        "เทศบาลตำบลท่าพระ",
        "999 ถนนมิตรภาพ ตำบลท่าพระ\nอำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40260",
        "043000000",
        "saraban@example.com",
        "tha-phra",
    ),
    number="ขก 52401/123",
    dated=date(2026, 11, 26),
    name="นายสมชาย ใจดี",
    address="12 หมู่ 3 ตำบลท่าพระ",
    subject="แจ้งผลการพิจารณาคำขอรับใบอนุญาตจัดตั้งสถานที่จำหน่ายอาหาร",
    body="ตามที่ท่านได้ยื่นคำขอไว้ ความละเอียดแจ้งแล้ว นั้น\n"
    "เทศบาลตรวจแล้วพบว่า น้ำดื่ม น้ำใช้ ปิ่น ฐานู ฝุ่น น้ำ กำ ก็ ผู้ที่ จำกัด ทั้งนี้ ถูกสุขลักษณะ จึงอนุญาต\n"
    "จึงเรียนมาเพื่อโปรดทราบ",
    closing="ขอแสดงความนับถือ",
    signatory=Signatory("นางสาวปิ่น ฐานู", "ปลัดเทศบาล", "ปฏิบัติราชการแทนนายกเทศมนตรี\nตามคำสั่งที่ 12/2569"),
    unit="กองสาธารณสุขและสิ่งแวดล้อม",
    case_number="ทพ-2569-000123",
    references=("คำขอลงวันที่ 2 พฤศจิกายน 2569",),
    enclosures=("ใบแจ้งชำระค่าธรรมเนียม จำนวน 1 ฉบับ", "แบบอุทธรณ์ จำนวน 1 ฉบับ"),
    copies_to=("สำนักงานสาธารณสุขจังหวัดขอนแก่น",),
)
ENGLISH = replace(
    THAI,
    language="en",
    letterhead=Letterhead("Tha Phra Municipality", "Mittraphap Road, Khon Kaen 40260", "043000000", "a@example.com"),
    name="Mr Somchai Jaidee",
    address="",
    subject="Decision on your application",
    body="We refer to your application of 2 November 2026.\nThe licence is granted.",
    closing="Yours faithfully,",
    signatory=Signatory("Ms Pin Thanu", "Municipal Clerk", "for the Mayor, Order 12/2569"),
    unit="Division of Public Health",
    references=("Application of 2 November 2026",),
    enclosures=("Notice of the fee", "Form for an appeal"),
    copies_to=("Provincial Public Health Office", "The Mayor"),
)
EVERY_MARK = "ปิ่น ฐานู ฝุ่น น้ำ กำ ก็ ผู้ที่ จำกัด"


def thai(**said: Any) -> Paper:
    """The Thai letter with other words."""
    return replace(THAI, **said)
