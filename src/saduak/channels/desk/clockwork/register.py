"""The delay register: the regulator and auditors read every agency's, staff their own; filters are links, and what is
shown can be taken away as CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.policy import CENTRAL, STAFF
from saduak.cases.queries import delay_register, late_cases
from saduak.cases.queries.register import CASES, After, Line
from saduak.catalogue.queries import publications
from saduak.channels.desk.work import Choice
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import sentences
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Language, buddhist_year
from saduak.ledger.actors import Actor
from saduak.ledger.present import present
from saduak.parties.queries import Agency, agency_with_slug, dealing_agencies, known_agency

YEARS = range(1900, 2900)
"""Years, also those of the Buddhist Era, of which an address may name a month."""
MONTHS = 13
"""Months that are offered, this one first."""
STREAMED = 500
"""Lines of an export that are read together."""
COLUMNS = (
    *("case_number", "case", "agency", "service", "service_name", "overdue_since", "notice", "sent_on", "reason_kind"),
    *("days_late", "window_from", "window_until", "window_missed_by_days", "next_on"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the register is asked for, as its address says it; what cannot be read is left out."""

    agency: Agency | None
    service: str
    since: date | None
    after: After | None

    @property
    def until(self) -> date | None:
        """The last day of the month."""
        return _next(self.since) - timedelta(days=1) if self.since else None

    @property
    def month(self) -> str:
        """The month as addresses write it."""
        return f"{self.since:%Y-%m}" if self.since else ""

    def address(self, page: str = "desk:register", **changes: str) -> str:
        """The same with other filters, from its beginning."""
        own = {"agency": self.agency.slug if self.agency else "", "service": self.service, "month": self.month}
        told = {name: value for name, value in {**own, **changes}.items() if value}
        return f"{reverse(page)}?{urlencode(told)}" if told else reverse(page)


@never_cache
@require_GET
@for_officers(*CENTRAL, *STAFF)
def register(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Late cases, the latest notice first, each with its promise, its series and the windows that were missed."""
    now, asked = present(), _asked(request)
    agency = asked.agency.id if asked.agency else None
    found = late_cases(
        officer.actor,
        now,
        since=asked.since,
        until=asked.until,
        agency=agency,
        service=asked.service,
        after=asked.after,
        page=CASES,
    )
    more = f"{found.next.sent_at.isoformat()}_{found.next.notice}" if found.next else ""
    context = {
        "asked": asked,
        "cases": found.cases,
        "agencies": _agencies(asked, officer),
        "services": _services(asked),
        "months": _months(asked, now),
        "is_filtered": bool(asked.agency or asked.service or asked.since),
        "more": asked.address(after=more) if more else "",
        "csv": asked.address("desk:register_csv"),
        "json": asked.address("desk:register_json"),
        "is_central": bool(officer.agencies(*CENTRAL)),
    }
    return render(request, "desk/clockwork/register.html", context)


@never_cache
@require_GET
@for_officers(*CENTRAL, *STAFF)
def as_csv(request: HttpRequest, officer: OnDuty) -> HttpResponseBase:
    """Every line of the register that is asked for; spreadsheets read its Thai by the mark at its beginning."""
    return _sent(_csv_lines(_lines(officer.actor, _asked(request))), "text/csv; charset=utf-8", "delays.csv")


@never_cache
@require_GET
@for_officers(*CENTRAL, *STAFF)
def as_json(request: HttpRequest, officer: OnDuty) -> HttpResponseBase:
    """The same as one array of objects."""
    return _sent(_json_lines(_lines(officer.actor, _asked(request))), "application/json", "delays.json")


def _sent(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=kind, headers=headers)


def _lines(actor: Actor, asked: Asked) -> Iterator[dict[str, Any]]:
    """The lines of the register a few hundred at a time, without a word about any person."""
    now, after, language = present(), None, language_of_page()
    while True:
        found = delay_register(
            actor,
            now,
            since=asked.since,
            until=asked.until,
            agency=asked.agency.id if asked.agency else None,
            service=asked.service,
            after=after,
            page=STREAMED,
        )
        yield from (_row(line, language) for line in found.lines)
        after = found.next
        if after is None:
            return


def _row(line: Line, language: Language) -> dict[str, Any]:
    values = (
        *(line.case_number, str(line.case), line.agency.en if language == "en" else line.agency.th, line.service),
        *(line.service_name.en if language == "en" else line.service_name.th, line.overdue_since, line.number),
        *(line.sent_at.astimezone(BANGKOK).date(), line.kind, line.days_late, line.window_on, line.window_until),
        *(line.window_late, line.next_on),
    )
    plain = (value.isoformat() if isinstance(value, date) else value for value in values)
    return dict(zip(COLUMNS, plain, strict=True))


def _csv_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    page = io.StringIO()
    writer = csv.DictWriter(page, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    yield "\ufeff"
    for row in rows:
        writer.writerow(row)
        yield page.getvalue()
        page.seek(0)
        page.truncate()
    yield page.getvalue()


def _json_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _asked(request: HttpRequest) -> Asked:
    told = request.GET
    return Asked(
        agency_with_slug(told.get("agency", "")[:80]) if told.get("agency") else None,
        told.get("service", "").replace("\x00", "")[:120],
        month_asked(told.get("month", "")),
        _read(lambda: _after(told.get("after", ""))),
    )


def month_asked(text: str) -> date | None:
    """The month that an address names, by its first day; None for what is none, or too far off to be counted on."""
    month = _read(lambda: date.fromisoformat(f"{text[:7]}-01"))
    return month if month and month.year in YEARS else None


def _read(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (ValueError, OverflowError):
        return None


def _after(text: str) -> After:
    moment, _, notice = text.partition("_")
    return After(datetime.fromisoformat(moment.replace(" ", "+")).astimezone(BANGKOK), UUID(notice))


def _agencies(asked: Asked, officer: OnDuty) -> list[Choice]:
    """Agencies to choose from: all for who looks after all, an officer's own if they are several."""
    own = [known_agency(each) for each in dict.fromkeys(officer.agencies(*STAFF))]
    offered: Sequence[Agency] = dealing_agencies() if officer.agencies(*CENTRAL) else own if len(own) > 1 else ()
    english = language_of_page() == "en"
    return [
        Choice(row.name_en if english else row.name_th, asked.address(agency=row.slug), row == asked.agency)
        for row in offered
    ]


def _services(asked: Asked) -> list[Choice]:
    """Services by name, of one agency when it is chosen."""
    english = language_of_page() == "en"
    rows = publications(office=asked.agency.slug if asked.agency else None)
    named = {row.service: row.name_en if english else row.name_th for row in rows}
    return [
        Choice(name, asked.address(service=service), service == asked.service)
        for service, name in sorted(named.items(), key=lambda each: each[1])
    ]


def _months(asked: Asked, now: datetime) -> list[Choice]:
    language = language_of_page()
    words, found = sentences(language), []
    month = now.astimezone(BANGKOK).date().replace(day=1)
    for _ in range(MONTHS):
        year = buddhist_year(month.year) if language == "th" else month.year
        name = f"{words[f'month.{month.month}']} {year}"
        found.append(Choice(name, asked.address(month=f"{month:%Y-%m}"), month == asked.since))
        month = (month - timedelta(days=1)).replace(day=1)
    return found


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
