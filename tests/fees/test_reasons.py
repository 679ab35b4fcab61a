"""Each rule of the fees told once, in both languages, with the article it rests on."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from saduak.core.fees import bill
from saduak.core.package import Comparison, Condition, Fees, Field, FieldKind, Form, Group, Op, Page, Rounding, Text
from saduak.core.package.fees import Surcharge, Waiver
from saduak.core.reasons import Reason
from saduak.core.rulebook import CITATIONS
from saduak.core.spans import Span, Unit
from saduak.sources.texts import in_both, reason_as_data
from tests.fees.tables import BAHT, DAY, PIGS, fee, fees, herd, text, tiers

HEADS = "business.heads"
HEADS_ASKED = Field("heads", FieldKind.NUMBER, Text("จำนวนสุกร", "pigs"), unit=Text("ตัว", "head"))
FORM = Form((Page("p", text("หน้า"), (Group("business", text("กิจการ"), (HEADS_ASKED,)),)),))
WAIVED = Waiver(DAY, DAY, 50, "pha 65", Text("กฎกระทรวง", "ministerial regulation"))
LATE = DAY + timedelta(days=50)
NEVER = Condition(all=(Comparison(HEADS, Op.IS, "none"),))


def by_pigs(heads: int) -> dict[str, Any]:
    return {"fees": fees(fee("tiered", tiers=PIGS, measure=HEADS)), "answers": herd(heads)}


def late(**surcharge: Any) -> dict[str, Any]:
    return {"fees": fees(fee(satang=100 * BAHT, surcharge=Surcharge("pha 65", **surcharge))), "paid_on": LATE}


ASKED: dict[str, dict[str, Any]] = {
    "none": {"fees": Fees("none")},
    "fixed": {"fees": fees(fee(satang=1 * BAHT))},
    "tier_first": {"fees": fees(fee("tiered", tiers=tiers((0, 15, 1)), measure=HEADS)), "answers": herd(9)},
    "tier": by_pigs(21),
    "tier_rest": by_pigs(12_345),
    "below_table": by_pigs(4),
    "per_unit": {"fees": fees(fee("per_unit", satang=2500, measure=HEADS)), "answers": herd(3)},
    "percentage": {"fees": fees(fee("percentage", percent=125, measure=HEADS)), "answers": herd(20_000)},
    "rounded": {
        "fees": fees(fee("percentage", percent=125, measure=HEADS, rounding=Rounding.BAHT_HALF_UP)),
        "answers": herd(20_000),
    },
    "floor": {"fees": fees(fee("percentage", percent=1, measure=HEADS, floor=500)), "answers": herd(1)},
    "ceiling": {"fees": fees(fee("percentage", percent=1, measure=HEADS, ceiling=1)), "answers": herd(10**6)},
    "legal_ceiling": {"fees": fees(fee(satang=2, legal_ceiling=1))},
    "waived": {"fees": fees(fee(satang=200 * BAHT, waivers=(WAIVED,)))},
    "sample": {"fees": fees(fee(satang=1, sample=True, borrowed_from=Text("อบต. หนองแวง", "Nong Waeng SAO")))},
    "sample_unnamed": {"fees": fees(fee(satang=1, sample=True))},
    "not_in_force": {"fees": fees(fee(valid_to=date(2020, 1, 1)))},
    "not_asked": {"fees": fees(fee(when=NEVER))},
    "late_share": late(percent=20),
    "late_once": late(satang=50 * BAHT),
    "late_periods": late(satang=50 * BAHT, per=Span(1, Unit.MONTH), counts_as_full_from=15),
}


def told(name: str) -> Iterator[Reason]:
    asked = {"answers": {}, "day": DAY, "form": FORM} | ASKED[name]
    return (reason for reason in bill(**asked).because if reason.rule == f"fee.{name}")


def test_every_rule_is_told_here() -> None:
    assert {f"fee.{name}" for name in ASKED} == {rule for rule in CITATIONS if rule.startswith("fee.")}


@pytest.mark.parametrize("name", ASKED)
def test_a_rule_is_said_in_both_languages(name: str) -> None:
    (reason,) = told(name)
    said = in_both(reason)
    assert not [words for words in said.values() if re.search(r"[{}]|None|  |Decimal|\bWords", words)]
    assert reason_as_data(reason)["rule"] == f"fee.{name}"
    section = reason.citation.section
    assert section == ("7" if name == "none" else "65" if name.startswith(("late", "waived")) else "56")


SENTENCES = {
    "tier": (
        "ใบอนุญาต: จำนวนสุกร 21 ตัว อยู่ในช่วงเกิน 20 แต่ไม่เกิน 40 จึงเป็น 300 บาท",
        "ใบอนุญาต: pigs 21 head is more than 20 and up to 40, so 300 baht.",
    ),
    "tier_rest": (
        "ใบอนุญาต: จำนวนสุกร 12,345 ตัว อยู่ในช่วงเกิน 10,000 ขึ้นไป จึงเป็น 7,000 บาท",
        "ใบอนุญาต: pigs 12,345 head is more than 10,000, so 7,000 baht.",
    ),
    "per_unit": ("ใบอนุญาต: จำนวนสุกร 3 ตัว หน่วยละ 25 บาท", "ใบอนุญาต: pigs 3 head, 25 baht for each."),
    "percentage": ("ใบอนุญาต: ร้อยละ 1.25 ของจำนวนสุกร 200 บาท", "ใบอนุญาต: 1.25 per cent of pigs 200 baht."),
    "rounded": (
        "ปัดเศษตั้งแต่ห้าสิบสตางค์ขึ้นเป็นหนึ่งบาท ต่ำกว่านั้นตัดทิ้ง เป็น 3 บาท",
        "Rounded to whole baht, from fifty satang upwards: 3 baht.",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_a_person_reads(name: str) -> None:
    (reason,) = told(name)
    assert tuple(in_both(reason).values()) == SENTENCES[name]


def test_parameters_are_plain_data() -> None:
    (reason,) = told("tier")
    data: Any = reason_as_data(reason)["params"]
    assert data["quantity"] == {"amount": "21", "unit": {"th": "ตัว", "en": "head"}}
    assert (data["fee"], data["up_to"]) == ({"satang": 30_000}, "40")
