"""Acts of a licence's life after it was given: suspended, taken away, lapsed, given up, replaced by a substitute."""

from collections.abc import Callable

from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.licences import commands
from saduak.licences.models import Licence

HEARD = "heard"
BREACH = "ตรวจพบว่าไม่ปฏิบัติตามเงื่อนไขท้ายใบอนุญาต ได้ตักเตือนเป็นหนังสือแล้ว"
GRAVE = "ถูกสั่งพักใช้แล้วสองครั้งและยังมีเหตุเดิมซ้ำ ก่อให้เกิดเหตุรำคาญแก่ผู้อยู่อาศัยข้างเคียง"
LAPSED = "ผู้รับดำเนินการแจ้งว่าไม่สามารถดำเนินการให้แล้วเสร็จได้"
LOST = "ใบอนุญาตฉบับเดิมสูญหาย มีหลักฐานการแจ้งความ"


def _suspend(tale: Tale, words: Words, by: By) -> None:
    """Suspend it for so many days, or until things are put right."""
    days = int(words[0]) if words else None
    _order(commands.suspend_licence, tale, {**_adverse(BREACH), "days": days}, by)


def _revoke(tale: Tale, _words: Words, by: By) -> None:
    _order(commands.revoke_licence, tale, _adverse(GRAVE), by)


def _lapse(tale: Tale, _words: Words, by: By) -> None:
    _order(commands.lapse_licence, tale, _adverse(LAPSED), by)


def _substitute(tale: Tale, _words: Words, by: By) -> None:
    _order(commands.replace_licence, tale, {"grounds": LOST}, by)


def _give_up(tale: Tale, _words: Words, by: By) -> None:
    """The holder gives it up."""
    told = {"reason": "เลิกกิจการ", "now": by["now"], "key": by["key"]}
    commands.cancel_licence(actor=tale.applicant, licence_id=licence_of(tale).id, **told)


def _adverse(grounds: str) -> dict[str, object]:
    """By the first rule of its law, after a hearing."""
    return {"grounds": grounds, "article": "", "hearing": HEARD}


def _order(order: Callable[..., object], tale: Tale, told: dict[str, object], by: By) -> None:
    licence = licence_of(tale)
    order(actor=tale.authority().actor, licence_id=licence.id, **told, now=by["now"], key=by["key"])


def licence_of(tale: Tale) -> Licence:
    """The licence that its case has given."""
    return Licence.objects.get(case=tale.id, replaces=None)


LICENSING: Acts = {
    "suspend": _suspend,
    "revoke": _revoke,
    "lapse": _lapse,
    "substitute": _substitute,
    "give_up": _give_up,
}
