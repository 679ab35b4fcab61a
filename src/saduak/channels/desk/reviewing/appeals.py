"""Appeals at the desk: the list, one appeal with what may be done about it, and filing one that came by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import consider_appeal, decide_appeal, extend_appeal, file_appeal, withdraw_appeal
from saduak.cases.policy import STAFF
from saduak.cases.queries.appealed import (
    WholeAppeal,
    appeal_of,
    appeals_at,
    goes_straight_up,
    is_about,
    right_of_appeal,
    whole_appeal,
)
from saduak.cases.queries.decisions import DecidedLine, decided_lines
from saduak.cases.queries.defects import defect_record
from saduak.channels.desk.forms import Form
from saduak.channels.desk.hiding import summary_hidden
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, say_in_lane
from saduak.core.appeals import Against, Stage
from saduak.core.errors import NotFound
from saduak.core.reasons import Language
from saduak.files.queries import content, headers_for, stored, stored_files
from saduak.identities.policy import PAPERS
from saduak.ledger.present import present
from saduak.parties.policy import Role

CHANNELS: Final = ("counter", "post", "email")
OUTCOMES: Final = ("granted", "granted_with_conditions", "refused")
REOPENINGS: Final = ("complete", "mend")
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_GET
@for_officers(*STAFF)
def listing(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The appeals that lie, or lay, at the officer's agencies: open ones first, by the day to act by."""
    found = appeals_at(officer.actor, present())
    is_open = {Stage.MAKER, Stage.SUPERIOR}
    waiting, over = ([row for row in found if (row.stage in is_open) is wanted] for wanted in (True, False))
    return render(request, "desk/reviewing/appeals.html", {"waiting": waiting, "over": over})


@dataclass
class Bench(Form):
    """One page about one appeal, for one officer, at one moment."""

    held: WholeAppeal

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page; after a refusal the appeal is read afresh."""
        if self.refused:
            self.held = whole_appeal(self.actor, self.held.row.id, self.now)
        case = self.held.case
        return self.page(template, appeal=self.held, row=self.held.row, case=case, **{"seen": case.seen, **context})


def _bench(request: HttpRequest, officer: OnDuty, appeal_id: UUID) -> Bench:
    """An appeal for the staff of the agency that made the order, or of the one that decides. Raises NotFound."""
    now = present()
    held = whole_appeal(officer.actor, appeal_id, now)
    if not (held.case.has_role(*STAFF) or held.is_of_superior):
        raise NotFound("not_found", what="appeal")
    return Bench(request, officer, now, held)


@never_cache
@form_page
@for_officers()
def appeal(request: HttpRequest, officer: OnDuty, appeal_id: UUID) -> HttpResponse:
    """Everything about an appeal; whoever has it now considers, extends or decides it here."""
    bench = _bench(request, officer, appeal_id)
    if bench.is_sent:
        said = _act(bench)
        if bench.went_through:
            return bench.onward(said, reverse("desk:appeal", args=[appeal_id]))
    held = bench.held
    case, language = held.case, language_of_page()
    may = held.is_open and held.has_role(Role.AUTHORITY)
    return bench.show(
        "reviewing/appeal.html",
        may_consider=may and held.row.stage == Stage.MAKER,
        may_decide=may and held.row.stage == Stage.SUPERIOR,
        may_extend=may and held.row.stage == Stage.SUPERIOR and not held.row.extended,
        may_withdraw=held.is_open and case.has_role(Role.INTAKE),
        identities=_named("intake.identity", iter(PAPERS)),
        is_of_case=case.has_role(*STAFF),
        views=_named("appeal_view", _views(held)),
        results=_named("appeal_result", _results(held)),
        outcomes=_outcomes(held),
        is_return=held.row.against != Against.DECISION,
        record=defect_record(case.row, case.book, case.now) if held.row.against != Against.DECISION else None,
        lines=list(_lines(bench, _decided(held, language))),
        decided=_decided(held, language),
        papers=stored_files(UUID(each) for each in held.row.papers),
        summary=summary_hidden(case.form, case.answers),
    )


def _outcomes(held: WholeAppeal) -> list[tuple[str, str]]:
    """What the order may be that takes the place of the other; of a return, how the application may go on."""
    if held.row.against != Against.DECISION:
        return _named("appeal_reopening", iter(REOPENINGS))
    lane, language = held.case.row.lane, language_of_page()
    return [(each, say_in_lane(lane, f"outcome.{each}", language)) for each in OUTCOMES]


def _views(held: WholeAppeal) -> Iterator[str]:
    if goes_straight_up(held.case.package, held.row.against):
        yield "not_ours"
    elif held.row.against != Against.DECISION:
        yield from ("agrees", "disagrees")
    else:
        yield from ("agrees", "agrees_partly", "disagrees")
    if held.row.is_late:
        yield "late"


def _results(held: WholeAppeal) -> Iterator[str]:
    yield from (
        ("revoked", "altered", "dismissed") if held.row.against == Against.DECISION else ("reopened", "dismissed")
    )
    if held.row.is_late:
        yield "refused_late"


def _named(family: str, codes: Iterator[str]) -> list[tuple[str, str]]:
    return [(code, say(f"{family}.{code}", language_of_page())) for code in codes]


def _decided(held: WholeAppeal, language: Language) -> Sequence[DecidedLine]:
    """The lines of the decision that it is against; a return has none."""
    return decided_lines(held.case, language) if held.row.against == Against.DECISION else ()


def _lines(bench: Bench, lines: Any) -> Iterator[tuple[DecidedLine, str, str, str]]:
    """Each line with what was typed about it, else as it was decided."""
    for line in lines:
        told = [bench.typed(f"{part}-{line.number}") for part in ("outcome", "conditions", "reasons")]
        yield line, told[0] or line.outcome, told[1] or "\n".join(line.conditions), told[2] or line.reasons


def _act(bench: Bench) -> str:
    """Do what the pressed button says; what to tell then."""
    row, do = bench.held.row, bench.typed("do")
    told: dict[str, Any] = {"case_id": row.case_id, "appeal_id": row.id, "seen": bench.seen}
    if do == "withdraw":
        seen = bench.typed("identity") if bench.typed("identity") in PAPERS else ""
        bench.attempt(withdraw_appeal, **told, reason=bench.typed("reason"), identity_seen=seen)
        return "reviewing.withdrawn"
    if do == "extend":
        bench.attempt(extend_appeal, **told, ground=bench.typed("ground"))
        return "reviewing.extended"
    order = _order(bench)
    if do == "consider":
        bench.attempt(consider_appeal, **told, view=bench.typed("view"), report=bench.typed("report"), **order)
        return "reviewing.considered"
    bench.attempt(decide_appeal, **told, result=bench.typed("result"), **order)
    return "reviewing.decided"


def _order(bench: Bench) -> dict[str, Any]:
    """The new order as it was typed, or the reasons for leaving the old one."""
    lines = _decided(bench.held, language_of_page())
    return {
        "outcome": bench.typed("outcome") or "refused",
        "lines": tuple(_line(bench, line.number) for line in lines),
        "conditions": tuple(
            {"text": text, "reason": bench.typed("reasons")} for text in _rows(bench.typed("conditions"))
        ),
        "until": bench.day("until") if bench.typed("until") else None,
        **{name: bench.typed(name) for name in ("facts", "law", "reasons")},
    }


def _line(bench: Bench, number: int) -> Mapping[str, Any]:
    return {
        "line": number,
        "outcome": bench.typed(f"outcome-{number}"),
        "conditions": tuple(_rows(bench.typed(f"conditions-{number}"))),
        "reasons": bench.typed(f"reasons-{number}"),
    }


def _rows(text: str) -> Iterator[str]:
    return (row.strip() for row in text.split("\n") if row.strip())


@require_GET
@for_officers()
def file(request: HttpRequest, officer: OnDuty, appeal_id: UUID, file_id: UUID) -> HttpResponse:
    """A paper of an appeal, given out so that nothing in it can run. Raises NotFound for any other file."""
    bench = _bench(request, officer, appeal_id)
    if str(file_id) not in bench.held.row.papers:
        raise NotFound("not_found", what="file")
    return HttpResponse(content(file_id, actor=bench.actor), headers=headers_for(stored(file_id)))


@never_cache
@form_page
@for_officers()
def filing(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Take in an appeal that came by hand, by post or by e-mail, with the true time at which it came."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        _file(sheet)
        row = appeal_of(sheet.case) if sheet.went_through else None
        if row:
            return sheet.done_at("reviewing.filed", "desk:appeal", row.id)
    language = language_of_page()
    right, row = right_of_appeal(sheet.case), appeal_of(sheet.case)
    return sheet.show(
        "reviewing/filing.html",
        right=right,
        appeal=row if row and right and is_about(row, right) else None,
        channels=[(each, say(f"channel.{each}", language)) for each in CHANNELS],
        may=sheet.case.has_role(Role.INTAKE),
    )


def _file(sheet: Sheet) -> None:
    came = sheet.moment("came_on", "came_at") if sheet.typed("came_on") else None
    papers = tuple(
        file for name in ("paper-1", "paper-2") if sheet.request.FILES.get(name) and (file := sheet.file(name))
    )
    sheet.attempt(
        file_appeal,
        case_id=sheet.case.id,
        grounds=sheet.typed("grounds"),
        papers=papers,
        channel=sheet.typed("channel"),
        entered_at=came,
        seen=sheet.seen,
    )
