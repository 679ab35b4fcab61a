"""The case page: the next step first, then facts, papers, clock and letters; and the history in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.policy import CENTRAL, STAFF
from saduak.cases.queries import WholeCase, awaits_purpose
from saduak.cases.queries.appealed import Appeal, appeal_of, is_about, right_of_appeal
from saduak.cases.queries.automatic import broken_conditions, finding_of
from saduak.cases.queries.chronicle import Told, chronicle
from saduak.cases.queries.consultations import ASKERS
from saduak.cases.queries.decisions import decided_lines
from saduak.cases.queries.defects import defect_record
from saduak.cases.queries.steps import Task
from saduak.channels.desk.clocks import ClockShown, clock_shown
from saduak.channels.desk.clockwork.answering import to_answer
from saduak.channels.desk.clockwork.more_time import acts_of_clock, paused_words
from saduak.channels.desk.clockwork.notices import series
from saduak.channels.desk.clockwork.told import DUTIES, duties_in_words, gathered, names_of_duties, of_clock
from saduak.channels.desk.consulting.asking import consultations_shown
from saduak.channels.desk.hiding import summary_hidden
from saduak.channels.desk.next_steps import awaited_beside, look_ups, next_step
from saduak.channels.desk.papers import looks_shown, paper_name, papers_shown
from saduak.channels.desk.sheets import read, way
from saduak.channels.desk.working.people import with_name
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, say_in_lane, sentences
from saduak.core.appeals import Stage
from saduak.core.errors import NotFound
from saduak.core.letters import in_language
from saduak.core.reasons import written
from saduak.core.transitions import BEFORE_DECISION, Command, State
from saduak.fees.queries import invoices_of_case
from saduak.files.queries import content, headers_for, stored
from saduak.ledger.present import present
from saduak.licences.queries import licences_of_case
from saduak.linkage.queries import looks_of_case
from saduak.messages.queries import letter, letter_pdf, letters_of_case

LATEST = 8
"""Events that the case page itself shows; the history has them all."""
ACTS: tuple[tuple[Command, str], ...] = (
    (Command.RECORD_DEFECT, "desk:defect"),
    (Command.REFER, "desk:refer"),
    (Command.EXTEND_DEFECT_DEADLINE, "desk:extend"),
    (Command.RETURN, "desk:return"),
    (Command.REINSTATE, "desk:reinstate"),
    (Command.ORDER_EXCEPTION, "desk:exception"),
)
"""What may be done beside the next step, and where."""
CONSIDERED: Final = frozenset({State.UNDER_CONSIDERATION})
OPEN: Final = frozenset(BEFORE_DECISION)
MORE: Final[Mapping[str, tuple[frozenset[State], tuple[str, ...]]]] = {
    "assign": (OPEN, ("intake", "officer", "supervisor")),
    "consents": (OPEN, STAFF),
    "interest": (OPEN, STAFF),
    "hearing": (CONSIDERED, ("officer",)),
    "consult": (CONSIDERED, ASKERS),
    "draft": (CONSIDERED, ("officer",)),
    "case_letters": (frozenset(State), STAFF),
}
"""Pages of the later work on a case: in which states, and to which roles, they are offered."""
TOLD_BY_ITSELF: Final = frozenset({"case.due_told"})
"""What follows by itself from what somebody did; the ledger names that person, the history the system."""


@never_cache
@require_GET
@for_officers()
def case(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Everything about one case that its officers need, and no more than they may do."""
    if officer.agencies(*CENTRAL) and awaits_purpose(officer.actor, case_id, present()):
        return HttpResponseRedirect(reverse("desk:oversee", args=[case_id]), status=303)
    sheet = read(request, officer, case_id)
    whole = sheet.case
    return sheet.show(
        "case/case.html",
        step=next_step(whole),
        looking=look_ups(whole),
        awaited=awaited_beside(whole),
        clock=clock_of_page(whole),
        record=defect_record(whole.row, whole.book, whole.now),
        summary=summary_hidden(whole.form, whole.answers),
        papers=papers_shown(whole),
        tasks=[(task, whole.step(task), way("desk:task", whole.id, task.id)) for task in _tasks(whole)],
        licences=licences_of_case(sheet.actor, whole.id, sheet.now),
        lines=decided_lines(whole, language_of_page()),
        letters=letters_of_case(sheet.actor, whole.id, sheet.now),
        looks=looks_shown(whole),
        invoices=invoices_of_case(sheet.actor, whole.id, sheet.now),
        told=_history(whole)[:LATEST],
        series=series(whole),
        to_answer=to_answer(whole),
        paused=paused_words(whole),
        consultations=consultations_shown(whole),
        looks_only=not whole.has_role(*STAFF),
        may_consult=whole.state in CONSIDERED and whole.has_role(*ASKERS),
        acts=_acts(whole),
        **_rule(whole),
        who=_who(whole),
    )


@never_cache
@require_GET
@for_officers()
def history(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Every event of a case in words, with who, when and through what."""
    sheet = read(request, officer, case_id)
    return sheet.show("case/history.html", told=_history(sheet.case))


@require_GET
@for_officers()
def file(request: HttpRequest, officer: OnDuty, case_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of a case, given out so that nothing in it can run. Raises NotFound for a file of another case."""
    sheet = read(request, officer, case_id)
    if file_id not in _files_of(sheet.case):
        raise NotFound("not_found", what="file")
    found = stored(file_id)
    body = content(file_id, actor=sheet.actor)
    return HttpResponse(body, headers=headers_for(found, inline="show" in request.GET))


@require_GET
@for_officers()
def letter_sheet(request: HttpRequest, officer: OnDuty, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """A letter of the case as PDF, to be read or printed: the defect record among them."""
    sheet = read(request, officer, case_id)
    found = letter(sheet.actor, letter_id, sheet.now)
    if found.case_id != sheet.case.id:
        raise NotFound("not_found", what="letter")
    name = f"{found.kind}-{sheet.case.row.number}".replace("/", "-")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(letter_pdf(sheet.actor, letter_id, sheet.now), content_type="application/pdf", headers=headers)


def clock_of_page(case: WholeCase) -> ClockShown:
    """The clock of a case in words."""
    return clock_shown(case.clock, case.state, case.row.act_on, case.book.calendar, case.now)


def _tasks(case: WholeCase) -> list[Task]:
    """The steps of the manual. What follows an order, payment and issue, is told by the bill and by the licence; what
    was left when a case ended is no step to come."""
    left = {"waiting", "open"} if case.state not in OPEN else set()
    return [task for task in case.tasks if task.state not in left]


def _who(case: WholeCase) -> Mapping[str, Any]:
    """Who applies: the party on file with its masked number, and who filed for it."""
    party = case.row.organisation or case.row.person
    return {
        "name": case.row.words.applicant_name,
        "number": party.masked_identifier if party else "",
        "is_organisation": bool(case.row.organisation_id),
        "filed_by": case.row.filed_by if case.row.filed_by_id != case.row.person_id else None,
    }


def _rule(case: WholeCase) -> Mapping[str, Any]:
    """What the adopted rule found, and each line with the conditions that failed."""
    found = finding_of(case)
    return {"by_rule": found, "broken": broken_conditions(found, language_of_page()) if found else ()}


def _acts(case: WholeCase) -> list[tuple[str, str]]:
    """What else may be done, as key of a sentence and address."""
    offered = [(command.value, way(name, case.id)) for command, name in ACTS if command in case.possible]
    later = [
        (name, way(f"desk:{name}", case.id))
        for name, (states, roles) in MORE.items()
        if case.state in states and case.has_role(*roles) and (name != "consents" or case.consents)
    ]
    return [(key, where) for key, where in (*offered, *later, *acts_of_clock(case), *_of_order(case)) if where]


def _of_order(case: WholeCase) -> list[tuple[str, str]]:
    """The appeal against the order, or where one that came by hand is taken in; and what a rule found."""
    row, found = appeal_of(case), finding_of(case)
    ways = [("appeal", way("desk:appeal", row.id))] if row else []
    if case.has_role("intake") and _may_be_appealed(case, row):
        ways.append(("case_appeal", way("desk:case_appeal", case.id)))
    return ways + ([("audit", way("desk:audit", case.id))] if found else [])


def _may_be_appealed(case: WholeCase, row: Appeal | None) -> bool:
    """Whether an order stands against which no appeal lies, or only one that was taken back."""
    is_refused = case.state is State.NOTIFIED and case.row.outcome not in {"", "granted"}
    if not is_refused and case.state is not State.RETURNED:
        return False
    if row is None or row.stage == Stage.WITHDRAWN:
        return True
    right = right_of_appeal(case)
    return right is not None and not is_about(row, right)


def _files_of(case: WholeCase) -> set[UUID]:
    """Every file that belongs to the case: its papers, certified copies, and photos of visits."""
    papers = {paper.file for paper in case.papers if paper.file}
    copies = {look.copy_id for look in looks_of_case(case.id) if look.copy_id}
    photos = {UUID(str(photo)) for told in case.story.of("case.visit_recorded") for photo in told.payload["photos"]}
    return papers | copies | photos


# History


def _history(case: WholeCase) -> list[Mapping[str, Any]]:
    """Every event in words, latest first; what the clock gave to several people at once is one line."""
    told = chronicle(case)
    named = names_of_duties(told)
    found: list[Mapping[str, Any]] = []
    for events in gathered(told):
        line = dict(_in_words(case, events[0]))
        line["more"] = of_clock(events[0]) or line["more"]
        if events[0].kind in DUTIES:
            line["what"], line["more"] = duties_in_words(events, named)
        found.append(line)
    return found


def _in_words(case: WholeCase, told: Told) -> Mapping[str, Any]:
    language = language_of_page()
    channel = f"desk.channel.{told.channel}"
    return {
        "what": say(f"event.{told.kind}", language),
        "more": _detail(case, told),
        "by": _by(told),
        "at": told.at,
        "through": say(channel, language) if channel in sentences(language) else "",
        "ground": told.ground,
        "basis": told.legal_basis,
    }


def _by(told: Told) -> str:
    """The post of an officer and whose it is; else in what part somebody acted."""
    if told.kind in TOLD_BY_ITSELF:
        return say("desk.by.system", language_of_page())
    return with_name(told.position, told.name) or say(f"desk.by.{told.by}", language_of_page())


def _detail(case: WholeCase, told: Told) -> str:
    """What of an event is worth a word beside its name."""
    said, language = told.payload, language_of_page()
    known = sentences(language)
    if told.kind in {"case.defect_recorded", "case.defect_extended", "case.reinstated"}:
        return str(written(date.fromisoformat(said["deadline"]), language, known))
    if told.kind == "case.due_told" and said["due_on"]:
        return str(written(date.fromisoformat(said["due_on"]), language, known))
    if told.kind == "case.defect_judged":
        return say("desk.history.accepted" if said["accepted"] else "desk.history.still_open", language)
    if told.kind == "case.defect_item_recorded":
        return say("field.line", language, number=said["number"])
    if told.kind == "case.return_revoked":
        return say(f"appeal_reopening.{said['how']}", language)
    if told.kind == "case.paper_added":
        return paper_name(case, said["document"])
    if told.kind.startswith("case.task_"):
        return _step_name(case, said["step"])
    return str(said.get("agency_named", "")) or _outcome(case, said)


def _outcome(case: WholeCase, said: Mapping[str, Any]) -> str:
    if not said.get("outcome"):
        return ""
    return say_in_lane(case.row.lane, f"outcome.{said['outcome']}", language_of_page())


def _step_name(case: WholeCase, step: str) -> str:
    found = next((each.name for each in case.package.service.steps if each.id == step), None)
    return in_language(found, language_of_page()) if found else ""
