"""Forms as they stand on a page, filled in as somebody would who wants them to work."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile

from saduak.files.tests.papers import PDF

TEXTUAL = ("text", "search", "email", "tel", "number", "date", "time", "password", "url", "textarea", "datetime-local")
USUAL = {
    "number": "1",
    "date": "2026-12-01",
    "time": "10:00",
    "email": "somebody@example.com",
    "tel": "043000000",
}
BY_NAME = (
    ("day", "1"),
    ("month", "12"),
    ("year", "2569"),
    ("clock", "10.00"),
    ("time", "10.00"),
    ("date", "1/12/2569"),
)


@dataclass
class Field:
    """One control: its name, its type, and the values that may be sent for it, the first by default."""

    name: str
    type: str
    values: list[str]

    @property
    def is_typed(self) -> bool:
        """Whether a person types in it."""
        return self.type in TEXTUAL


@dataclass
class PageForm:
    """A form that is posted: where to, and its fields by name; `buttons` are the values that its buttons send."""

    where: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, button: int = 0, **changes: Any) -> dict[str, Any]:
        """What a browser sends when everything is filled in and a button is pressed."""
        sent: dict[str, Any] = {}
        for each in self.fields.values():
            sent[each.name] = _upload() if each.type == "file" else each.values[0] if each.values else _usual(each)
        if self.buttons:
            name, value = self.buttons[button % len(self.buttons)]
            sent[name] = value
        return {**sent, **changes}


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("เอกสาร.pdf", PDF, "application/pdf")


def _usual(asked: Field) -> str:
    """Something plausible for an empty field."""
    by_name = next((value for part, value in BY_NAME if asked.name.rpartition(".")[2].endswith(part)), "")
    return USUAL.get(asked.type, "") or by_name or "ข้อความ"


class _Reader(HTMLParser):
    """Reads the posted forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, list[PageForm]()
        self.open: PageForm | None = None
        self.select: Field | None = None
        self.area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_posted = told.get("method", "get").lower() == "post"
            self.open = PageForm(urljoin(self.page, told.get("action", "") or self.page)) if is_posted else None
            self.forms += [self.open] if self.open else []
        elif self.open is None or "disabled" in told:
            return
        elif tag == "option" and self.select is not None:
            value = told.get("value", "")
            if value:
                self.select.values.insert(0 if "selected" in told else len(self.select.values), value)
        elif told.get("name"):
            self._control(tag, told)

    def _control(self, tag: str, told: dict[str, str]) -> None:
        assert self.open is not None
        name, kind = told["name"], told.get("type", "text") if tag == "input" else tag
        if tag == "button" or kind == "submit":
            self.open.buttons.append((name, told.get("value", "")))
        elif tag in {"input", "select", "textarea"}:
            known = self.open.fields.setdefault(name, Field(name, kind, []))
            self.select = known if tag == "select" else None
            self.area = known if tag == "textarea" else None
            value = told.get("value", "on" if kind in {"checkbox", "radio"} else "")
            if tag == "input" and value:
                known.values.insert(0 if "checked" in told else len(known.values), value)

    def handle_data(self, data: str) -> None:
        if self.area is not None and data.strip():
            self.area.values = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_on(page: str, text: str) -> list[PageForm]:
    """The posted forms of a page, those on our site."""
    reader = _Reader(page)
    reader.feed(text)
    return [form for form in reader.forms if not urlsplit(form.where).netloc]
