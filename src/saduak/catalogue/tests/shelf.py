"""A shelf of services to search in, put there through a command as everything is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from uuid_utils.compat import uuid7

from saduak.catalogue.models import PublishedVersion
from saduak.catalogue.search import find, index_publications
from saduak.catalogue.search.indexing import Part, Parts
from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
Term = tuple[date, date | None]
SINCE_2020: Term = (date(2020, 1, 1), None)


class Book(NamedTuple):
    """What is searched of one service."""

    service: str
    th: str
    en: str
    synonyms: Sequence[str] = ()
    form_code: str = ""
    summary: str = ""
    documents: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The service without its kind."""
        return self.service.partition("/")[2]

    @property
    def parts(self) -> Parts:
        """The texts as the index takes them."""
        return {
            Part.NAME: [self.th, self.en],
            Part.SYNONYM: self.synonyms,
            Part.FORM_CODE: [self.form_code],
            Part.SUMMARY: [self.summary],
            Part.DOCUMENTS: self.documents,
        }


FOOD = ("ร้านอาหาร", "ร้านก๋วยเตี๋ยว", "ร้านกาแฟ", "ภัตตาคาร", "restaurant", "café")
BOOKS = (
    Book(
        "health/food-large",
        "ใบอนุญาตจัดตั้งสถานที่จำหน่ายอาหาร พื้นที่เกิน 200 ตารางเมตร",
        "Licence for food premises over 200 square metres",
        FOOD,
        "สอ.4",
        "ผู้ที่จะเปิดสถานที่จำหน่ายอาหารซึ่งมีพื้นที่เกินสองร้อยตารางเมตรต้องได้รับใบอนุญาต",
        ("สำเนาทะเบียนบ้าน", "ใบรับรองแพทย์"),
    ),
    Book(
        "health/food-small",
        "การแจ้งจัดตั้งสถานที่จำหน่ายอาหาร พื้นที่ไม่เกิน 200 ตารางเมตร",
        "Notification of food premises up to 200 square metres",
        FOOD,
        "สอ.6",
        "แจ้งแล้วเปิดกิจการได้ทันที",
        ("แผนที่ตั้ง",),
    ),
    Book(
        "health/harmful-business",
        "ใบอนุญาตประกอบกิจการที่เป็นอันตรายต่อสุขภาพ",
        "Licence for a business harmful to health",
        ("โรงสีข้าว", "เลี้ยงหมู", "อู่ซ่อมรถ", "ร้านเสริมสวย", "สปา", "garage", "spa"),
        "อภ.2",
        "กิจการ 13 กลุ่ม เช่น การเลี้ยงสัตว์ การซ่อมเครื่องยนต์",
        ("ผลการวิเคราะห์น้ำเสีย",),
    ),
    Book(
        "health/street-vending",
        "ใบอนุญาตจำหน่ายสินค้าในที่หรือทางสาธารณะ",
        "Licence to sell goods in a public place",
        ("หาบเร่", "แผงลอย", "รถเข็น", "street food"),
        "สณ.2",
        "สำหรับผู้ขายของในที่หรือทางสาธารณะโดยตั้งวางเป็นปกติ",
        ("ใบรับรองแพทย์", "สำเนาทะเบียนบ้าน"),
    ),
    Book(
        "industry/waste-removal",
        "การขออนุญาตนำสิ่งปฏิกูลหรือวัสดุที่ไม่ใช้แล้วออกนอกบริเวณโรงงาน",
        "Permit to take waste or unused materials out of a factory",
        ("กากอุตสาหกรรม", "ขยะโรงงาน", "hazardous waste"),
        "กอ.1",
        "โรงงานต้องได้รับอนุญาตก่อนส่งของเสียออกไปกำจัด",
        ("สัญญากับผู้รับกำจัด",),
    ),
    Book(
        "district/house-registration",
        "การขอบ้านเลขที่",
        "House number",
        ("ทะเบียนบ้าน", "ปลูกบ้านใหม่"),
        "ท.ร.9",
        "บ้านที่ปลูกใหม่ต้องมีเลขที่ น้ำไฟจึงจะขอได้",
        ("ใบอนุญาตก่อสร้าง",),
    ),
    Book("district/drinking-water", "ใบอนุญาตผลิตน้ำดื่ม", "Licence to bottle drinking water", ("น้ำแข็ง",), "อ.2"),
)


@command(search="shelf")
def shelve(
    write: Write, *, actor: Actor, shelf: str, books: Sequence[Book], terms: Mapping[str, Term], now: datetime, key: str
) -> None:
    """Publish and index some services, as `publish_version` does with whole packages."""
    rows = [_row(book, *terms.get(book.name, SINCE_2020)) for book in books]
    PublishedVersion.objects.bulk_create(rows)
    index_publications(write, [(row.id, book.parts) for row, book in zip(rows, books, strict=True)])


def _row(book: Book, valid_from: date, valid_to: date | None) -> PublishedVersion:
    return PublishedVersion(
        id=uuid7(),
        service=book.service,
        version=valid_from.isoformat(),
        name_th=book.th,
        name_en=book.en,
        lane="licence",
        valid_from=valid_from,
        valid_to=valid_to,
        compiled="{}",
        digest="0" * 64,
        published_at=NOW,
    )


def stock(books: Sequence[Book] = BOOKS, terms: Mapping[str, Term] | None = None) -> None:
    """Put services on the shelf; `terms` gives some of them, by name, their days."""
    shelve(actor=INSTALLER, shelf="a", books=books, terms=terms or {}, now=NOW, key=str(uuid7()))


def found(text: str, on: date = TODAY) -> list[str]:
    """The services found, best first, without their kind."""
    return [each.service.partition("/")[2] for each in find(text, on)]
