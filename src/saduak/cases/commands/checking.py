"""The check of completeness: complete, mended on the spot, or for another agency; the defect record has its own file.

Papers of the state never make an application incomplete: the agency looks them up or copies them itself, before or
after this check (EPA s.12).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.amending import amend
from saduak.cases.commands.papers import add_handed
from saduak.cases.commands.tasks import replan
from saduak.cases.queries.papers import Checklist, checklist, still_missing
from saduak.core.errors import DomainError
from saduak.core.reasons import Words
from saduak.core.receipt import Channel
from saduak.core.transitions import Command
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write


@command(case="case_id")
def confirm_complete(write: Write, *, actor: Actor, case_id: UUID, seen: int | None, now: datetime, key: str) -> None:
    """Find the application complete without a defect record: nothing more may be asked, and the clock runs from its
    receipt, or from the last paper that it lacked when it was filed (U7).

    Raises DomainError("answers_faulty", "still_missing") when it is not complete by its manual, and as `begin` and
    `permit` do.
    """
    act = begin(write, case_id, now, seen)
    act.permit(Command.CONFIRM_COMPLETE)
    found = require_whole(act)
    complete(act, "as_filed", *_made_whole(act, found))
    act.settle()


@command(case="case_id")
def fix_on_the_spot(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    answers: Mapping[str, Any] | None,
    papers: tuple[Mapping[str, Any], ...],
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Put right with the applicant what can be put right at once (LFA s.8); the clock runs from this moment.

    `answers` is the whole form as it should read, None when it stands, and must be without a fault however the
    application was filed; `papers` what was handed over now, each
    `{"document", "source", "file"}`. Raises DomainError("nothing_amended", "line_refused", "answers_faulty",
    "still_missing", "paper_not_in_manual"), and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    act.permit(Command.FIX_ON_THE_SPOT)
    if answers is None and not papers:
        raise DomainError("nothing_amended")
    faults = amend(act, answers).faults if answers is not None else ()
    if faults:
        raise DomainError("answers_faulty", count=len(faults))
    add_handed(act, papers, act.officer_id)
    require_whole(act)
    complete(act, "fixed_on_the_spot", now, Channel.COUNTER)
    act.settle()


@command(case="case_id")
def refer_application(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    agency_named: str,
    ground: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Tell the sender which agency is responsible; no clock of this one runs any more (EPA s.10 para 2).

    Raises as `begin` and `permit` do: the agency must be named.
    """
    act = begin(write, case_id, now, seen)
    named = agency_named.strip()
    act.permit(Command.REFER, ("responsible_agency_named",) if named else ())
    act.record(events.REFERRED, "EPA s.10", **act.because(ground, agency_named=named))
    act.settle()


def require_whole(act: Act) -> Checklist:
    """Complete means complete by the pinned manual; its checklist. Raises DomainError("answers_faulty",
    "still_missing").

    What was filed on line was checked when it was filed; what came on paper may have gaps.
    """
    faults = act.form.check(act.answers).faults if act.case.channel != Channel.ELECTRONIC else ()
    if faults:
        raise DomainError("answers_faulty", count=len(faults))
    found = checklist(act, act.case)
    missing = still_missing(found.wanted)
    if missing:
        raise DomainError("still_missing", papers=[Words(paper.name.th, paper.name.en) for paper in missing])
    return found


def _made_whole(act: Act, found: Checklist) -> tuple[datetime, str]:
    """When and how the applicant made it whole: by filing, or by the last of the papers that came afterwards."""
    filed = {paper["id"] for paper in act.story.filed["papers"]}
    later = [paper for paper in found.first_papers if str(paper.id) not in filed]
    if not later:
        return act.case.entered_at, act.case.channel
    last = max(later, key=lambda paper: paper.added_at)
    said = next(each.payload for each in act.story.of("case.paper_added") if each.payload["paper"] == str(last.id))
    return last.added_at, said["channel"]


def complete(act: Act, how: str, act_at: datetime, channel: str) -> None:
    """Record completeness; `act_at` is when the applicant did what made it complete, which starts the clock (U7)."""
    act.record(events.COMPLETED, "LFA s.8", how=how, act_at=act_at, act_channel=channel, tasks=act.story.tasks)
    replan(act)
