"""Papers of a case: the checklist of the manual, looks into registers, originals that were shown, and their copies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import add_paper_from_look, certify_original, confirm_director, find_in_own_file
from saduak.cases.queries import WholeCase
from saduak.cases.queries.papers import Wanted, papers_wanted
from saduak.channels.desk.hiding import hidden
from saduak.channels.desk.sheets import Sheet, no_deed, read
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError
from saduak.core.letters import in_language
from saduak.core.package import Document, Source
from saduak.core.transitions import BEFORE_DECISION
from saduak.files.queries import StoredFile, stored_files
from saduak.linkage.commands import attest, look_up, record_copy_asked
from saduak.linkage.policy import LOOKERS, READERS
from saduak.linkage.queries import LookView, PaperWay, RegisterAbout, looks_of_case, register_about, result, way_now
from saduak.parties.queries import person_with_identifier

CLERKS: Final = ("intake", "officer")
LEGAL_BASIS: Final = "EPA s.12"
PURPOSES: Final = ("verify_identity", "verify_standing", "verify_permit", "verify_place")
WHYS: Final = ("not_connected", "no_answer", "not_seen")


@dataclass(frozen=True, slots=True)
class LookShown:
    """A look into a register: what it was for, how it ended and, for who works on the case, what it found."""

    look: LookView
    register: str
    purpose: str
    failure: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One document of the checklist: where it stands, whose duty it is, and by which way it comes next."""

    wanted: Wanted
    name: str
    issuer: str
    remark: str
    register: RegisterAbout | None
    way: PaperWay | None
    paper: Any
    file: StoredFile | None
    look: LookShown | None
    failed: LookShown | None

    @property
    def document(self) -> Document:
        """The document of the manual."""
        return self.wanted.document

    @property
    def asks_number(self) -> bool:
        """Whether the register is asked by a number that no log-in knows."""
        return self.register is not None and self.register.identifier == "free"

    @property
    def may_be_on_file(self) -> bool:
        """Whether the manual looks for it in the agency's own file."""
        return Source.AGENCY_FILE in self.document.sources

    @property
    def is_open(self) -> bool:
        """Whether somebody may still have to get it."""
        return self.wanted.state in {"missing", "not_required"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def papers(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Look into registers, record what was seen, certify originals free, and open what lies there."""
    sheet = read(request, officer, case_id)
    said = _DEEDS.get(request.POST.get("do", ""), no_deed)(sheet) if sheet.is_sent else ""
    if sheet.went_through and said:
        return sheet.done(said, "desk:papers")
    case = sheet.case
    return sheet.show(
        "papers/papers.html",
        papers=papers_shown(case),
        offered=offered_shown(case),
        looks=looks_shown(case),
        purposes=PURPOSES,
        whys=WHYS,
        asked_of=request.POST.get("document", ""),
        may_look=case.has_role(*LOOKERS) and case.state in BEFORE_DECISION,
        may_certify=case.has_role(*CLERKS) and case.state in BEFORE_DECISION,
        company=_of_company(case),
    )


def _of_company(case: WholeCase) -> LookView | None:
    """The look that found the organisation in its register, by which a clerk may confirm who directs it."""
    own = case.row.organisation_id
    looks = looks_of_case(case.id) if own and case.has_role(*CLERKS) else ()
    return next((each for each in looks if each.subject_id == own and each.outcome == "found"), None)


# What is shown


def papers_shown(case: WholeCase) -> list[PaperShown]:
    """The checklist of the manual against what lies there."""
    rows = {paper.id: paper for paper in case.papers}
    files = {file.id: file for file in stored_files(paper.file for paper in case.papers if paper.file)}
    looks = looks_shown(case)
    return [_paper_shown(case, wanted, rows, files, looks) for wanted in papers_wanted(case, case.row)]


def _paper_shown(
    case: WholeCase,
    wanted: Wanted,
    rows: Mapping[UUID, Any],
    files: Mapping[UUID, StoredFile],
    looks: list[LookShown],
) -> PaperShown:
    document, language = wanted.document, language_of_page()
    own = [each for each in looks if document.register and each.look.register == document.register]
    return PaperShown(
        wanted,
        in_language(document.name, language),
        in_language(document.issuer, language),
        in_language(document.remark, language) if document.remark else "",
        register_about(document.register) if document.register else None,
        way_now(document, case.row.agency_id, case.id),
        rows.get(wanted.paper) if wanted.paper else None,
        files.get(wanted.file) if wanted.file else None,
        next((each for each in looks if each.look.id == wanted.look), None),
        next((each for each in reversed(own) if each.look.outcome != "found"), None) if not wanted.look else None,
    )


def offered_shown(case: WholeCase) -> list[tuple[Any, StoredFile | None]]:
    """Papers that lie there beside the checklist: offered freely, or replaced by later ones."""
    current = {wanted.paper for wanted in papers_wanted(case, case.row)}
    others = [paper for paper in case.papers if paper.id not in current]
    files = {file.id: file for file in stored_files(paper.file for paper in others if paper.file)}
    return [(paper, files.get(paper.file) if paper.file else None) for paper in others]


def looks_shown(case: WholeCase) -> list[LookShown]:
    """Every look made for the case, first come first."""
    may_read = case.has_role(*READERS)
    return [_look_shown(look, case, may_read=may_read) for look in looks_of_case(case.id)]


def _look_shown(look: LookView, case: WholeCase, *, may_read: bool) -> LookShown:
    language = language_of_page()
    known = sentences(language)
    facts = (result(look.id, now=case.now) or {}) if may_read else {}
    return LookShown(
        look,
        in_language(register_about(look.register).name, language),
        say(look.purpose, language) if look.purpose in known else look.purpose,
        say(f"error.{look.failure}", language) if f"error.{look.failure}" in known else "",
        tuple((known.get(f"desk.fact.{name}", name), hidden(str(value))) for name, value in facts.items() if value),
    )


def paper_name(case: WholeCase, document: str) -> str:
    """The name of a document of the manual; of one offered freely, that it is one."""
    listed = case.package.service.documents
    named = () if isinstance(listed, str) else listed
    found = next((each.name for each in named if each.id == document), None)
    language = language_of_page()
    return in_language(found, language) if found else say("desk.papers.offered", language)


# What is done


class Sought(NamedTuple):
    """A paper of the state that a form is about, the register behind it, and of whom it is asked."""

    document: Document
    about: RegisterAbout
    kind: str
    party: Any

    def told(self, case: WholeCase) -> dict[str, Any]:
        """The same as commands take it."""
        said: dict[str, Any] = {"agency_id": case.row.agency_id, "case_id": case.id, "register": self.about.id}
        return {**said, "subject_kind": self.kind, "subject_id": self.party.id, "legal_basis": LEGAL_BASIS}


def _look(sheet: Sheet) -> str:
    """Ask the register; what it found stands for the paper at once."""
    sought = _sought(sheet)
    if sought is None:
        return ""
    number = sheet.typed("identifier") if sought.about.identifier == "free" else sought.party.identifier
    told = {**sought.told(sheet.case), "identifier": number, "purpose": _purpose(sheet)}
    return _from_look(sheet, sought.document, sheet.attempt(look_up, ":look", **told))


def _attest(sheet: Sheet) -> str:
    """Record that the officer has seen the original."""
    sought, seen_on = _sought(sheet), sheet.day("seen_on")
    if sought is None:
        return ""
    own = {"document": sought.document.id, "note": sheet.typed("note"), "seen_on": seen_on, "copy_id": None}
    told = {**sought.told(sheet.case), **own, "purpose": _purpose(sheet)}
    return _from_look(sheet, sought.document, sheet.attempt(attest, ":attest", **told))


def _from_look(sheet: Sheet, document: Document, look_id: UUID | None) -> str:
    """Let a look that found something stand for the paper; else the page says what comes next."""
    made = next((look for look in looks_of_case(sheet.case.id) if look.id == look_id), None)
    if made is None or made.outcome != "found":
        return "desk.papers.nothing_found" if made and made.outcome == "not_found" else "desk.papers.look_failed"
    sheet.attempt(add_paper_from_look, case_id=sheet.case.id, document=document.id, look_id=made.id, seen=sheet.seen)
    return "desk.papers.looked_up"


def _certify(sheet: Sheet) -> str:
    """Keep the copy of an original that was shown, certified free."""
    return _keep_copy(sheet, certify_original, "desk.papers.certified")


def _find(sheet: Sheet) -> str:
    """Keep the copy of what the agency's own file holds."""
    return _keep_copy(sheet, find_in_own_file, "desk.papers.found")


def _keep_copy(sheet: Sheet, run: Callable[..., UUID], said: str) -> str:
    document = _document(sheet)
    file_id = sheet.file("file") if document else None
    if document is None or file_id is None:
        return ""
    sheet.attempt(run, case_id=sheet.case.id, document=document.id, file_id=file_id, seen=sheet.seen)
    return said


def _confirm_director(sheet: Sheet) -> str:
    """Let the director whom the register names act for the organisation."""
    day = sheet.day("until")
    try:
        person = person_with_identifier(sheet.typed("number"))
    except DomainError as error:
        sheet.refuse(error, "number")
        return ""
    if person is None:
        sheet.refuse(DomainError("director_unknown"), "number")
    if person is None or day is None:
        return ""
    until = datetime.combine(day, time(23, 59, 59), BANGKOK)
    asked = {"case_id": sheet.case.id, "look_id": sheet.id_of("look") or UUID(int=0), "person_id": person.id}
    sheet.attempt(confirm_director, **asked, until=until, seen=sheet.seen)
    return "desk.papers.director_kept"


def _count_copy(sheet: Sheet) -> str:
    """Count a copy of a state paper that the citizen had to bring."""
    document = _document(sheet)
    if document is None:
        return ""
    sheet.attempt(
        record_copy_asked,
        agency_id=sheet.case.row.agency_id,
        case_id=sheet.case.id,
        register=document.register,
        document=document.id,
        why=sheet.typed("why"),
    )
    return "desk.papers.counted"


_DEEDS: Mapping[str, Callable[[Sheet], str]] = {
    "look": _look,
    "attest": _attest,
    "certify": _certify,
    "find": _find,
    "copy": _count_copy,
    "director": _confirm_director,
}


def _document(sheet: Sheet) -> Document | None:
    """The document that a form is about, of those the manual asks for; else the form is refused."""
    found = next((each for each in sheet.case.documents if each.id == sheet.request.POST.get("document")), None)
    if found is None:
        sheet.refuse(DomainError("paper_unknown"))
    return found


def _purpose(sheet: Sheet) -> str:
    chosen = sheet.request.POST.get("purpose", "")
    return f"linkage.purpose.{chosen}" if chosen in PURPOSES else ""


def _sought(sheet: Sheet) -> Sought | None:
    """The register behind the paper, and of whom it knows: the applicant, or the person who filed for a company.

    Where nobody is known to it the form is refused.
    """
    document = _document(sheet)
    if document is None:
        return None
    if not document.register:
        sheet.refuse(DomainError("register_unknown", register=document.id))
        return None
    about, row = register_about(document.register), sheet.case.row
    parties = (("organisation", row.organisation), ("person", row.person), ("person", row.filed_by))
    found = next(((kind, party) for kind, party in parties if party and kind in about.subjects), None)
    if found is None:
        sheet.refuse(DomainError("subject_kind"))
        return None
    return Sought(document, about, *found)
