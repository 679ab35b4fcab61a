"""What nobody means well sends in the fields of a form, packed so that a request tries many fields at once.

Fields of one kind that stand side by side would answer for each other: the first that is refused hides the next. So
every value goes to the even fields of a kind and then to the odd ones, while all others are filled in as on a good day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

from django.core.files.uploadedfile import SimpleUploadedFile

from saduak.files.tests.papers import PDF
from tests.sweeps.forms import BY_NAME, Field, PageForm

SCRIPT = "<script>alert(1)</script>"
SMALL = 65_536
"""The greatest file that a sweep lets in, in bytes."""
MISSING, TWICE = object(), object()
"""A field that is not sent, and one that is sent twice with different values."""
WORDS: tuple[Any, ...] = (
    "ก\x00ข",
    "ก\ud800ข",
    f"{SCRIPT}\u200b\u2060\ufeffน\u0e4d\u0e32 น\u0e33 ปู\u0e48\u202e",
    "ก" + "a" * 99_999,
    "' OR 1=1 --",
    " \u200b\t",
    MISSING,
    TWICE,
)
FIGURES: tuple[Any, ...] = (
    *("31/02/2569", "29/2/2026", "2569-02-31", "๓๑/๑๒/๒๕๖๘", "1101700203451"),
    *("-1", "9" * 400, "NaN", "25:61", "ก\x00", MISSING, TWICE),
)
CHOICES: tuple[Any, ...] = ("nowhere", "", "\x00", "00000000-0000-0000-0000-000000000000", "9" * 60, MISSING, TWICE)
FILES: tuple[Any, ...] = (
    *("no file at all", MISSING),
    *(
        ("สัญญา.pdf", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("ว่าง.pdf", b""),
        ("ใหญ่.pdf", PDF + b"\0" * SMALL),
        ("โปรแกรม.exe", b"MZ\x90"),
        ("../../<script>\x00.pdf", PDF),
        (f"{'ก' * 400}.pdf", b"just words"),
    ),
)
SENT_ALONG = ("\x00", "00000000-0000-0000-0000-000000000000", "9" * 60, MISSING)
"""For hidden fields, which nobody types in and only a program changes."""
ASIDE = ("more", "add", "show", "preview", "remove", "find", "pick", "look")
"""Buttons that add a line or only look, and do not do what the form is for."""
UNCHANGED = ("csrfmiddlewaretoken",)
OF_ANY_FORM = ("csrfmiddlewaretoken", "key", "seen", "do")
"""Hidden fields that do not say which thing a form is about."""


@dataclass(frozen=True)
class Attack:
    """One request: what is sent, and which of its fields are hostile."""

    sent: Mapping[str, Any]
    hostile: tuple[str, ...]
    value: str

    def __str__(self) -> str:
        return f"{', '.join(self.hostile)} = {self.value}"


def chief(form: PageForm) -> int:
    """Which button does what the form is for: the last that is not beside the matter."""
    return max((at for at, (_, value) in enumerate(form.buttons) if value.partition(":")[0] not in ASIDE), default=0)


def in_days(count: int) -> str:
    """A day so many from today, as a form takes it."""
    day = datetime.now(UTC) + timedelta(days=count)
    return f"{day.day}/{day.month}/{day.year + 543}"


def well_filled(name: str, form: PageForm) -> dict[str, Any]:
    """What somebody sends who wants the form of that address to be done."""
    empty = [each.name for each in form.fields.values() if each.is_typed and not each.values]
    usual = {each: value for each in empty for part, value in USUAL.items() if each.endswith(part)}
    own = {key: value for key, value in GOOD.get(name, {}).items() if key in form.fields}
    own |= {key: form.fields[key].values[-1] for key in LAST if key in form.fields}
    sent = form.filled(chief(form), **{**usual, **own})
    return {key: value for key, value in sent.items() if value is not MISSING}


def attacks(name: str, form: PageForm) -> Iterator[Attack]:
    """Everything hostile that is sent to the form of that address."""
    for fields, values in _kinds(form):
        for part in (fields[::2], fields[1::2]):
            for value in values if part else ():
                yield _attack(well_filled(name, form), part, value)


def _kinds(form: PageForm) -> Iterator[tuple[list[Field], tuple[Any, ...]]]:
    found = [each for each in form.fields.values() if each.name not in UNCHANGED]
    figures = [each for each in found if each.is_typed and _is_figure(each)]
    yield [each for each in found if each.is_typed and each not in figures], WORDS
    yield figures, FIGURES
    yield [each for each in found if each.type in {"select", "radio", "checkbox"}], CHOICES
    yield [each for each in found if each.type == "hidden"], SENT_ALONG
    yield [each for each in found if each.type == "file"], FILES


def _is_figure(asked: Field) -> bool:
    """Whether a day, a time or a number is asked."""
    last = asked.name.rpartition(".")[2]
    hints = (*(part for part, _ in BY_NAME), "on", "until", "since", "by", "from", "amount", "number", "id", "age")
    return asked.type in {"number", "date", "time"} or last.endswith(hints)


def _attack(well: Mapping[str, Any], part: list[Field], value: Any) -> Attack:
    names = tuple(each.name for each in part)
    sent = {**well, "unknown": "ไม่มีช่องนี้"}
    for name in names:
        if value is MISSING:
            sent.pop(name, None)
        else:
            sent[name] = _as_sent(sent.get(name), value)
    told = {id(MISSING): "not sent", id(TWICE): "sent twice"}.get(id(value), repr(value)[:40])
    return Attack(sent, names, told)


def _as_sent(usual: Any, value: Any) -> Any:
    if value is TWICE:
        return [usual, "อีกค่า"]
    if isinstance(value, tuple):
        return SimpleUploadedFile(*value, "application/pdf")
    return value


USUAL: Mapping[str, str] = {
    **dict.fromkeys(("until", "answer_by"), in_days(20)),
    **dict.fromkeys(("since", "notice_from", "seen_on"), in_days(-1)),
    "email": "somebody@example.com",
    "amount": "7",
    "place.position": "16.43, 102.83",
}
"""What is typed in an empty field, by how its name ends."""
GOOD: Mapping[str, Mapping[str, Any]] = {
    "desk:consultation": {"asked": "outside"},
    "desk:draft": {"outcome": "granted_with_conditions"},
    "desk:intake_begin": {"number": "1101700203450"},
    "desk:items": {"accepted": "no"},
    "desk:licence_order": {"days": "5"},
    "desk:money_close": {"day": in_days(-1)},
    "desk:office_agreements": {"ended_on": in_days(1), "replaces": ""},
    "desk:office_hours": {"closed": in_days(30)},
    "desk:office_outages": {"since_day": in_days(-2), "until_day": in_days(-1)},
    "desk:office_rules": {"ordered_on": in_days(-1), "share": "10"},
    "desk:reinstate": {"asked_on": in_days(-1), "obstacle_ended_on": in_days(-2)},
    "desk:visit": {"photos": MISSING},
    "entrance:mandates": {"whom": "agent@example.org"},
    "portal:case_reply": {"reply": "paper"},
}
"""What an address wants that no filling in by the names of fields gives."""


LAST = ("to",)
"""Of whom another is meant than by the field before, which takes the first."""


def encoded(sent: Mapping[str, Any]) -> str:
    """A body as a program sends it that knows nothing of letters: half characters go as they are."""
    pairs = ((name, each) for name, value in sent.items() for each in (value if isinstance(value, list) else [value]))
    return "&".join(f"{quote_plus(name)}={quote_plus(str(each), errors='surrogatepass')}" for name, each in pairs)
