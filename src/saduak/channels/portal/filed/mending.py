"""The defect record as its addressee mends it: item by item, until when and why, by words, by a file, or by the form as
it should read (LFA s.8).
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import acknowledge_defect, answer_defect
from saduak.cases.queries import WholeCase, relief_for
from saduak.cases.queries.defects import RecordedItem, StandingRecord, defect_record
from saduak.channels.portal.filed.clocks import ClockShown, mending
from saduak.channels.portal.filed.readers import Reader, for_applicants, require_short
from saduak.channels.portal.filed.told import document_name
from saduak.channels.shell.fields import Deed, Finder, answers_from, deed_of, done, find_codes, page_shown
from saduak.channels.shell.pages import language_of_page
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.core.formlogic import Checked, ShownPage
from saduak.core.letters import in_language
from saduak.core.package import Answers, Field
from saduak.core.transitions import State
from saduak.files.queries import StoredFile, stored_files

form_page = require_http_methods(["GET", "HEAD", "POST"])
FIELD: Final = "field:"


class ReplyShown(NamedTuple):
    """An answer with the file that came with it."""

    reply: Any
    file: StoredFile | None


class ItemShown(NamedTuple):
    """An item in words; `form` is where the answers it is about can be put right, empty where it is about a paper."""

    item: RecordedItem
    about: str
    form: str
    replies: tuple[ReplyShown, ...]
    typed: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the applicant has something to do."""
        return self.item.state == "open"


@form_page
@for_applicants
def defect(reader: Reader) -> HttpResponse:
    """The record, and an answer to one of its items; who sends nothing but a confirmation acknowledges it."""
    record = _record(reader.case)
    if reader.is_sent:
        if reader.typed("do") == "acknowledge":
            if reader.attempt(lambda: _acknowledge(reader)):
                return reader.done("mend.acknowledged", "portal:case_defect")
        elif reader.attempt(lambda: _answer(reader, record), f"item-{_number(record, reader.typed('item'))}"):
            return reader.done("mend.sent", "portal:case_defect")
    return _shown(reader)


def _shown(reader: Reader) -> HttpResponse:
    record = _record(reader.case)
    return reader.show(
        "defect.html",
        record=record,
        items=_items(reader, record),
        clock=_clock(reader, record),
        is_open=reader.case.state is State.DEFECT_OPEN,
        agency_name=_agency(reader.case),
        is_over=reader.now.astimezone(BANGKOK).date() > record.deadline,
    )


def _agency(case: WholeCase) -> str:
    return case.row.agency.name_en if language_of_page() == "en" else case.row.agency.name_th


def _record(case: WholeCase) -> StandingRecord:
    """The record as it stands. Raises NotFound where there is none."""
    record = defect_record(case.row, case.book, case.now)
    if record is None:
        raise NotFound("not_found", what="defect record")
    return record


def _clock(reader: Reader, record: StandingRecord) -> ClockShown:
    case, reasons = reader.case, record.standing.because
    if found := relief_for(case.row.agency_id, record.deadline, case.book):
        reasons = (*reasons, *found.because)
    return mending(record.deadline, reader.now.astimezone(BANGKOK).date(), reasons)


def _number(record: StandingRecord, item: str) -> int:
    return next((each.number for each in record.items if str(each.id) == item), 0)


def _acknowledge(reader: Reader) -> None:
    acknowledge_defect(
        actor=reader.actor,
        case_id=reader.case.id,
        acknowledgement="electronic",
        proof="",
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


def _answer(reader: Reader, record: StandingRecord) -> None:
    """Answer an item by words or a file. Raises NotFound for what is no item of this record."""
    item = next((each for each in record.items if str(each.id) == reader.typed("item")), None)
    if item is None:
        raise NotFound("not_found", what="item")
    answer(reader, item.id, text=require_short(reader.typed("text")), file_id=reader.upload("file"))


def answer(
    reader: Reader, item: UUID, *, text: str = "", file_id: UUID | None = None, answers: Answers | None = None
) -> None:
    """Send an answer to an item, as the applicant, now."""
    answer_defect(
        actor=reader.actor,
        case_id=reader.case.id,
        item_id=item,
        text=text,
        file_id=file_id,
        answers=answers,
        answered_at=None,
        channel="",
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


def _items(reader: Reader, record: StandingRecord) -> list[ItemShown]:
    """Every item with its answers; those that are open first keep their place, since they are numbered."""
    papers = {paper.id: paper.file for paper in reader.case.papers if paper.file}
    files = {file.id: file for file in stored_files(papers.values())}
    tried = reader.typed("item") if reader.wrong else ""
    return [
        ItemShown(
            item,
            about_in_words(reader.case, item.about),
            _form_of(reader.case, item),
            tuple(ReplyShown(reply, files.get(papers.get(reply.paper))) for reply in item.replies),  # type: ignore[arg-type]
            reader.typed("text") if str(item.id) == tried else "",
        )
        for item in record.items
    ]


def about_in_words(case: WholeCase, about: str) -> str:
    """What of the manual an item is about: a document, or a question of the form."""
    if not about.startswith(FIELD):
        return document_name(case, about.removeprefix("document:"))
    found = field_of(case, about)
    return in_language(found.label, language_of_page()) if found else ""


def field_of(case: WholeCase, about: str) -> Field | None:
    """The question of the form that an item is about."""
    group_id, _, name = about.removeprefix(FIELD).partition(".")
    fields = (field for group in case.form.groups() if group.id == group_id for field in group.fields)
    return next((field for field in fields if field.id == name), None) if about.startswith(FIELD) else None


def _form_of(case: WholeCase, item: RecordedItem) -> str:
    return reverse("portal:case_mend", args=[case.id, item.id]) if field_of(case, item.about) else ""


# The form as it should read


@form_page
@for_applicants
def mend(reader: Reader, item_id: UUID) -> HttpResponse:
    """The page of the form that an item is about, filled in as it was sent; sent again, it answers the item."""
    record = _record(reader.case)
    item = next((each for each in record.items if each.id == item_id), None)
    page = _page_of(reader.case, item.about) if item else None
    if item is None or page is None or item.state == "mended" or reader.case.state is not State.DEFECT_OPEN:
        raise NotFound("not_found", what="item")
    groups = page.page.groups
    given: Answers = reader.case.answers
    if not reader.is_sent:
        return _mended(reader, item, page, given)
    deed = deed_of(reader.request.POST, groups)
    given = done(deed, {**given, **answers_from(reader.request.POST, groups)}, groups)
    checked = reader.case.form.check(given)
    if deed.kind != "next":
        return _mended(reader, item, page, given, Checked(checked.answers, (), checked.refusals), deed)
    here = {group.id for group in groups}
    is_faulty = any(fault.group in here for fault in checked.faults)
    if is_faulty or any(refusal.group in here for refusal in checked.refusals):
        reader.status = 422
    elif reader.attempt(lambda: answer(reader, item.id, answers=given)):
        return reader.done("mend.sent", "portal:case_defect")
    return _mended(reader, item, page, given, checked)


def _page_of(case: WholeCase, about: str) -> ShownPage | None:
    group_id = about.removeprefix(FIELD).partition(".")[0]
    pages = case.form.pages(case.answers)
    return next((page for page in pages if any(group.id == group_id for group in page.groups)), None)


def _mended(
    reader: Reader,
    item: RecordedItem,
    page: ShownPage,
    given: Answers,
    checked: Checked | None = None,
    deed: Deed | None = None,
) -> HttpResponse:
    form = reader.case.form
    asked = next((each for each in form.pages(form.check(given).answers) if each.page.id == page.page.id), page)
    shown = page_shown(
        form,
        asked,
        given,
        faults=checked.faults if checked else (),
        refusals=checked.refusals if checked else (),
    )
    finder = _finder(reader.case, page, given, deed) if deed and deed.kind == "find" else None
    return reader.show("mend.html", item=item, page=shown, finder=finder)


def _finder(case: WholeCase, page: ShownPage, given: Answers, deed: Deed) -> Finder | None:
    """The codes that fit what was typed, as buttons of the same form: nothing that was typed is lost."""
    field = next((each for group in page.groups for each in group.fields if each.id == deed.field), None)
    if field is None or not field.code_list:
        return None
    return find_codes(case.form, field, deed.name, {"q": _typed_in(given, deed)}, address="", back="")


def _typed_in(given: Answers, deed: Deed) -> str:
    lines: Any = given.get(deed.group, ())
    line: Mapping[str, Any] = {}
    if isinstance(lines, Mapping):
        line = lines
    elif deed.line is not None and deed.line < len(lines):
        line = lines[deed.line]
    return str(line.get(deed.field, ""))
