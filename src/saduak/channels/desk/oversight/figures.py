"""The pages of figures: promise against actual, results told in time, channels, levels, manuals, copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.queries.courses import untold
from saduak.channels.desk.oversight.asking import READERS, Asked, asked, name_of, service_names, show
from saduak.channels.desk.oversight.lengths import days, in_span, share, used
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.oversight.queries import (
    NOTHING,
    Line,
    Tally,
    by_service,
    copies,
    figures,
    levels,
    promises,
    review_due,
    shelves,
)
from saduak.parties.queries import agencies


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the promises as the page shows it; `cases` and `late` are addresses of the cases behind."""

    name: str
    step: str
    promise: str
    median: str
    ninetieth: str
    share: str
    tally: Tally
    says: str
    kind: str
    cases: str
    late: str


@never_cache
@require_GET
@for_officers(*READERS)
def overview(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The figures in one look, each of which leads to its page."""
    told = asked(request, officer, "overview")
    found, today = figures(told.part, "whole", "told", "channel"), _today(told)
    whole, notices = found.get(("whole", ""), NOTHING), found.get(("told", ""), NOTHING)
    channels = {name: tally.count for (measure, name), tally in found.items() if measure == "channel"}
    kept = shelves(told.part.agencies, today)
    whole_shelves = sum(not each.lacks and not each.unannounced for each in kept)
    graded = levels(told.part.agencies, today)
    online = channels.get("electronic", 0)
    tiles = (
        ("promises", share(whole), _say("oversight.tile.promises", count=_many(whole.count))),
        ("told", share(notices), _say("oversight.tile.told", count=_many(notices.count))),
        ("channels", _of(online, sum(channels.values())), _say("oversight.tile.channels")),
        ("copies", _many(len(copies(told.part, today).lines)), _say("oversight.tile.copies")),
        ("manuals", _many(whole_shelves), _say("oversight.tile.manuals", count=_many(len(kept)))),
        ("levels", str(min((each.level.level for each in graded), default="–")), _say("oversight.tile.levels")),
    )
    return show(request, told, tiles=[(name, told.address(name), number, says) for name, number, says in tiles])


def _of(some: int, every: int) -> str:
    return share(Tally(every, some))


@never_cache
@require_GET
@for_officers(*READERS)
def promised(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Promise against actual by service and step (LFA s.7 para 3), and what to promise instead (M-3)."""
    told = asked(request, officer, "promises")
    found = [
        {
            "whole": _line(told, each.whole),
            "steps": [_line(told, step) for step in each.steps],
            "agencies": len(each.agencies),
            "map": told.address("map", service=each.whole.service),
        }
        for each in promises(told.part)
    ]
    return show(request, told, promised=found)


def _line(told: Asked, line: Line) -> LineShown:
    measure = "step" if line.step else "whole"
    tally, spread = line.tally, line.tally.spread
    return LineShown(
        *(name_of(line.name), line.step, in_span(line.promise)),
        *(used(line, spread.median), used(line, spread.ninetieth), share(tally)),
        tally,
        _proposal(line),
        line.proposal.kind if line.proposal else "",
        told.behind(measure, line.step, service=line.service),
        told.behind(measure, line.step, good="0", service=line.service) if tally.good < tally.count else "",
    )


def _proposal(line: Line) -> str:
    found = line.proposal
    if found is None:
        return ""
    return _say(
        f"oversight.proposal.{found.kind}",
        count=_many(found.count),
        promise=in_span(line.promise),
        ninetieth=used(line, found.ninetieth),
        amount=used(line, found.amount),
        would_keep=_many(found.would_keep or 0),
    )


def rows_of_promises(told: Asked) -> Sequence[dict[str, Any]]:
    """The same as rows."""
    return [_row_of(line, each.whole) for each in promises(told.part) for line in (each.whole, *each.steps)]


def _row_of(line: Line, whole: Line) -> dict[str, Any]:
    found = line.proposal
    return {
        "service": line.service,
        "service_name": name_of(whole.name),
        "step": line.step,
        "step_name": name_of(line.name) if line.step else "",
        "promise": line.promise.amount,
        "promise_unit": line.promise.unit.value,
        "measured_in": "minutes" if line.in_minutes else "days",
        "cases": line.tally.count,
        "in_time": line.tally.good,
        "median": line.tally.spread.median,
        "p90": line.tally.spread.ninetieth,
        "proposal": found.kind if found else "",
        "proposed": found.amount if found else None,
        "would_keep": found.would_keep if found else None,
    }


@never_cache
@require_GET
@for_officers(*READERS)
def result_notices(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Results told within seven days of the decision (LFA s.10 para 1), and those that are not told at all."""
    told = asked(request, officer, "told")
    names = service_names()
    found = [
        {
            "name": names.get(service, service),
            "tally": tally,
            "share": share(tally),
            "median": days(tally.spread.median),
            "ninetieth": days(tally.spread.ninetieth),
            "cases": told.behind("told", service=service),
            "late": told.behind("told", good="0", service=service) if tally.good < tally.count else "",
        }
        for service, tally in _told_by_service(told)
    ]
    return show(request, told, lines=found, untold=_untold(told, names))


def _told_by_service(told: Asked) -> list[tuple[str, Tally]]:
    found = {service: each["told", ""] for service, each in by_service(told.part, "told").items()}
    return sorted(found.items(), key=lambda each: (each[1].share or 0, -each[1].count))


def _untold(told: Asked, names: dict[str, str]) -> list[dict[str, Any]]:
    known = {row.id: row for row in agencies()}
    today = _today(told)
    return [
        {
            "id": own,
            "number": number,
            "agency": known[agency].name_en if language_of_page() == "en" else known[agency].name_th,
            "service": names.get(service, service),
            "decided": decided.astimezone(BANGKOK).date(),
            "days": (today - decided.astimezone(BANGKOK).date()).days,
        }
        for own, number, agency, service, decided in untold(told.part.agencies, told.now)
        if told.service in {"", service}
    ]


def rows_of_told(told: Asked) -> Sequence[dict[str, Any]]:
    """The same as rows."""
    return [
        {
            "service": service,
            "service_name": service_names().get(service, service),
            "told": tally.count,
            "within_7_days": tally.good,
            "median_days": tally.spread.median,
            "p90_days": tally.spread.ninetieth,
        }
        for service, tally in _told_by_service(told)
    ]


@never_cache
@require_GET
@for_officers(*READERS)
def channels(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """By which way the applications came that ended in this time."""
    told = asked(request, officer, "channels")
    found = figures(told.part, "channel")
    every = sum(tally.count for tally in found.values())
    lines = [
        (name, tally.count, _of(tally.count, every), round(100 * tally.count / every), told.behind("channel", name))
        for (_, name), tally in sorted(found.items(), key=lambda each: (-each[1].count, each[0]))
    ]
    return show(request, told, lines=lines, every=every)


def rows_of_channels(told: Asked) -> Sequence[dict[str, Any]]:
    """By service and channel."""
    names = service_names()
    return [
        {"service": service, "service_name": names.get(service, service), "channel": name, "cases": tally.count}
        for service, found in sorted(by_service(told.part, "channel").items())
        for (_, name), tally in sorted(found.items())
    ]


@never_cache
@require_GET
@for_officers(*READERS)
def graded(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """How far each service can be had without paper, 0 to 4, and why."""
    told = asked(request, officer, "levels")
    found = [
        {
            "name": name_of(each.name),
            "agency": name_of(each.agency),
            "level": each.level.level,
            "rungs": [(rung.level, rung.is_reached, rung.why) for rung in each.level.rungs],
            "where": (each.service, each.slug),
        }
        for each in levels(told.part.agencies, _today(told))
    ]
    return show(request, told, lines=found)


def rows_of_levels(told: Asked) -> Sequence[dict[str, Any]]:
    """The same as rows."""
    return [
        {
            "agency": each.slug,
            "service": each.service,
            "service_name": name_of(each.name),
            "version": each.version,
            "level": each.level.level,
            "lacks": each.level.lacks,
        }
        for each in levels(told.part.agencies, _today(told))
    ]


@never_cache
@require_GET
@for_officers(*READERS)
def manuals(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Which agency publishes which manuals (LFA s.7), lacks what, and has what reviewed next (LFA s.6)."""
    told = asked(request, officer, "manuals")
    today = _today(told)
    found = [
        {
            "agency": name_of(each.agency),
            "manuals": len(each.manuals),
            "lacks": [name_of(name) for name in each.lacks],
            "unannounced": each.unannounced,
            "review_on": each.review_on,
            "overdue": [name_of(name) for name in each.overdue],
        }
        for each in shelves(told.part.agencies, today)
    ]
    return show(request, told, lines=found, review_due=review_due(today))


def rows_of_manuals(told: Asked) -> Sequence[dict[str, Any]]:
    """The same as rows."""
    return [
        {
            "agency": each.slug,
            "agency_name": name_of(each.agency),
            "manuals": len(each.manuals),
            "lacks": [name_of(name) for name in each.lacks],
            "not_announced": list(each.unannounced),
            "next_review": each.review_on.isoformat() if each.review_on else None,
            "reviews_overdue": [name_of(name) for name in each.overdue],
        }
        for each in shelves(told.part.agencies, _today(told))
    ]


@never_cache
@require_GET
@for_officers(*READERS)
def state_copies(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Copies of papers of the state that citizens had to bring; the target is none (EPA s.12)."""
    told = asked(request, officer, "copies")
    found = copies(told.part, _today(told))
    known = {row.id: row for row in agencies()}
    english = language_of_page() == "en"
    lines = [
        (each, known[each.agency].name_en if english else known[each.agency].name_th, each.asked_at.astimezone(BANGKOK))
        for each in found.lines
    ]
    demanded = [(name_of(each.agency), name_of(each.service), each.document) for each in found.demanded]
    return show(request, told, found=found, lines=lines, demanded=demanded)


def rows_of_copies(told: Asked) -> Sequence[dict[str, Any]]:
    """Each copy that was asked, with its case and the event's own id."""
    known = {row.id: row.slug for row in agencies()}
    return [
        {
            "copy": str(each.id),
            "agency": known[each.agency],
            "case": str(each.case),
            "register": each.register,
            "document": each.document,
            "why": each.why,
            "asked_on": each.asked_at.astimezone(BANGKOK).date().isoformat(),
        }
        for each in copies(told.part, _today(told)).lines
    ]


def _today(told: Asked) -> date:
    return told.now.astimezone(BANGKOK).date()


def _many(number: int) -> str:
    return f"{number:,}"


def _say(key: str, **params: Any) -> str:
    return say(key, language_of_page(), **params)
