"""The public register of licences (EPA s.13 para 2): searched, read page by page, taken along as CSV or JSON."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import StringIO
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saduak.catalogue import queries as catalogue
from saduak.channels.public.verifying import paced
from saduak.channels.shell.pages import language_of_page
from saduak.core.calendars import BANGKOK
from saduak.core.package import Text
from saduak.ledger.present import present
from saduak.licences import queries
from saduak.licences.queries import LicenceView
from saduak.licences.queries.checking import last_change

AT_ONCE = 500
"""Licences read at once for a download."""
LONGEST_WORDS, LONGEST_NAME = 200, 130
COLUMNS = (
    *("number", "code", "status", "status_since", "title", "form_code", "holder", "agency", "service", "issued_on"),
    *("expires_on", "lines", "permitted", "conditions", "fee_baht", "issuer", "legal_basis", "replaces", "substitute"),
    *("case_number", "changed_at"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet would take for a formula."""


class Asked(NamedTuple):
    """What the register is narrowed to; empty means not at all."""

    q: str
    service: str
    office: str

    @property
    def as_query(self) -> str:
        """The same as part of an address."""
        return urlencode({name: value for name, value in self._asdict().items() if value})


def _asked(request: HttpRequest) -> Asked:
    def said(name: str, longest: int) -> str:
        return request.GET.get(name, "").replace("\x00", "").strip()[:longest]

    return Asked(said("q", LONGEST_WORDS), said("service", LONGEST_NAME), said("office", LONGEST_NAME))


@never_cache
@require_safe
@paced
def register(request: HttpRequest) -> HttpResponse:
    """One page of the register."""
    asked, now = _asked(request), present()
    after = request.GET.get("after", "").replace("\x00", "")[:200]
    page = queries.register(asked.service, asked.office, asked.q, now, after=after)
    changed_at = last_change(asked.service, asked.office)
    context = {
        "asked": asked,
        "rows": page.rows,
        "is_first": not after,
        "next": f"?{urlencode({**asked._asdict(), 'after': page.after})}" if page.after else "",
        "downloads": {name: f"{reverse(f'public:register_{name}')}?{asked.as_query}" for name in ("csv", "json")},
        "changed_at": changed_at.astimezone(BANGKOK) if changed_at else None,
        **_choices(now),
    }
    return render(request, "public/register/register.html", context)


def _choices(now: datetime) -> dict[str, list[tuple[str, str]]]:
    """Kinds of licence and agencies that one may choose from: those that are served."""
    language, rows = language_of_page(), catalogue.serving(now.astimezone(BANGKOK).date())
    services = {row.service: _in(language, catalogue.package(row).service.name) for row in rows}
    offices = {row.office: _in(language, Text(row.office_th, row.office_en)) for row in rows}
    by_name = {"services": services, "offices": offices}
    return {name: sorted(found.items(), key=lambda pair: pair[1]) for name, found in by_name.items()}


def _in(language: str, text: Text) -> str:
    return text.en if language == "en" else text.th


@never_cache
@require_safe
@paced
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All that a search finds as CSV, in the order of its numbers; Thai words, which are those that count."""
    return _download(_csv(_all(_asked(request), present())), "text/csv; charset=utf-8", "licences.csv")


@never_cache
@require_safe
@paced
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON, every particular in both languages."""
    return _download(_json(_all(_asked(request), present())), "application/json; charset=utf-8", "licences.json")


def _download(content: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse((each.encode() for each in content), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _all(asked: Asked, now: datetime) -> Iterator[LicenceView]:
    """Every licence that fits, a few hundred at a time."""
    after = ""
    while True:
        page = queries.register(asked.service, asked.office, asked.q, now, after=after, limit=AT_ONCE)
        yield from page.rows
        after = page.after
        if not after:
            return


def _csv(found: Iterator[LicenceView]) -> Iterator[str]:
    yield "\ufeff" + _line(COLUMNS)  # spreadsheets take it for UTF-8 by this mark
    for licence in found:
        cells = _cells(licence)
        yield _line([_safe(cells[name]) for name in COLUMNS])


def _line(cells: Any) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _cells(licence: LicenceView) -> Mapping[str, str]:
    row, record = licence.row, licence.record
    assert record is not None  # noqa: S101 - the register leaves erased ones out; narrows the type
    return {
        "number": record.number,
        "code": row.code,
        "status": licence.status.code,
        "status_since": licence.status.since.isoformat(),
        "title": record.title.th,
        "form_code": record.form_code,
        "holder": record.holder,
        "agency": record.agency.th,
        "service": record.service,
        "issued_on": record.issued_on.isoformat(),
        "expires_on": record.expires_on.isoformat() if record.expires_on else "",
        "lines": _joined(line.th for line in record.lines),
        "permitted": _joined(f"{one.line}. {one.told.th}" for one in record.permitted),
        "conditions": _joined(condition.th for condition in record.conditions),
        "fee_baht": f"{record.fee // 100}.{record.fee % 100:02}",
        "issuer": record.issuer.th,
        "legal_basis": _joined(basis.th for basis in record.legal_basis),
        "replaces": record.replaces,
        "substitute": "yes" if record.substitute else "",
        "case_number": record.case_number,
        "changed_at": row.changed_at.isoformat(timespec="seconds"),
    }


def _joined(texts: Iterator[str]) -> str:
    return "; ".join(texts)


def _json(found: Iterator[LicenceView]) -> Iterator[str]:
    yield "["
    for place, licence in enumerate(found):
        told = {
            "number": licence.row.number,
            "code": licence.row.code,
            "status": licence.status.code,
            "status_since": licence.status.since.isoformat(),
            "changed_at": licence.row.changed_at.isoformat(timespec="seconds"),
            "record": licence.record.told() if licence.record else None,
        }
        yield (",\n" if place else "\n") + json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    yield "\n]\n"
