"""Licences to be set in tests: one of a small restaurant, and one of a factory with many lines."""

from dataclasses import replace
from datetime import date
from typing import Any

from saduak.core.licence_record import LicenceRecord, Permitted
from saduak.core.package.words import Text

EVERY_MARK = "ปิ่น ฐานู ฝุ่น น้ำ กำ ก็ ผู้ที่ จำกัด"
ADDRESS = "https://saduak.example.go.th/v/7K3Q9ZT0AB/"
TOKEN = "eyJ2IjoxfQ" * 20
RESTAURANT = LicenceRecord(
    id="01939f6a-0000-7000-8000-000000000001",
    number="อภ.2-2570-000123",
    agency=Text("เทศบาลนครขอนแก่น", "Khon Kaen City Municipality"),
    service="health/food-large",
    version="2565-01-01",
    title=Text("ใบอนุญาตจัดตั้งสถานที่จำหน่ายอาหาร", "Licence to set up a food premises"),
    form_code="อภ.2",
    holder="บริษัท ปิ่น ฐานู จำกัด",
    lines=(
        Text("อนุญาตให้ บริษัท ปิ่น ฐานู จำกัด", "Granted to Pin Thanu Co., Ltd."),
        Text("จัดตั้งสถานที่จำหน่ายอาหาร ชื่อ ครัวฝุ่นดาว พื้นที่ 250 ตารางเมตร", "Food premises: Khrua Fun Dao, 250 m²"),
        Text("ตั้งอยู่ ณ ถนนมิตรภาพ ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น", "At Mittraphap Road, Khon Kaen"),
        Text(f"ผู้ประกอบการต้องจัดให้มี {EVERY_MARK}", "The operator provides what the law asks for"),
    ),
    facts={"area": "250", "place_name": "ครัวฝุ่นดาว"},
    conditions=(
        Text("จัดให้มีน้ำดื่ม น้ำใช้ ที่สะอาดและเพียงพอ", "Enough clean water"),
        Text("ติดตั้งบ่อดักไขมันก่อนเปิดกิจการ", "A grease trap before opening"),
    ),
    permitted=(),
    fee=120_000,
    issued_on=date(2026, 11, 26),
    expires_on=date(2027, 11, 25),
    issuer=Text("นายกเทศมนตรีนครขอนแก่น", "Mayor of Khon Kaen City"),
    power="ปลัดเทศบาล ปฏิบัติราชการแทน ตามคำสั่งที่ 12/2569",
    legal_basis=(Text("พระราชบัญญัติการสาธารณสุข พ.ศ. 2535 มาตรา 38", "Public Health Act B.E. 2535, section 38"),),
    case_number="ขก-2570-000123",
)


def licence(**said: Any) -> LicenceRecord:
    """The licence of the restaurant with other words."""
    return replace(RESTAURANT, **said)


def waste(lines: int) -> LicenceRecord:
    """A permit with so many lines, each with its condition."""
    told = "ตะกอนน้ำมันจากถังตกตะกอน รหัส 05 01 06 HM ปริมาณ 12.50 ตันต่อปี ไปยังผู้จัดการตัวอย่าง จำกัด วิธีจัดการ 042"
    return licence(
        title=Text("หนังสืออนุญาตนำสิ่งปฏิกูลหรือวัสดุที่ไม่ใช้แล้วออกนอกบริเวณโรงงาน", "Permit to take waste out"),
        permitted=tuple(
            Permitted(number, Text(told, "Oily sludge, 12.50 t"), {"tonnes": "12.50"}, ("ขนส่งด้วยรถปิดมิดชิด",))
            for number in range(1, lines + 1)
        ),
    )
