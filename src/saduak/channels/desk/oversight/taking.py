"""Figures taken away: the rows of a page as CSV that spreadsheets read, or as JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.channels.desk.oversight.asking import READERS, Asked, asked
from saduak.channels.entrance.visits import OnDuty, for_officers

Row = Mapping[str, Any]
Rows = Callable[[Asked], Sequence[Row]]
MARK = "\ufeff"
"""By this mark spreadsheets know that the file is UTF-8."""


def as_csv(page: str, rows: Rows) -> Callable[..., HttpResponseBase]:
    """A view that gives the rows of a page as CSV."""

    @never_cache
    @require_GET
    @for_officers(*READERS)
    def view(request: HttpRequest, officer: OnDuty) -> HttpResponse:
        told = asked(request, officer, page)
        return _sent(MARK + table(rows(told)), "text/csv; charset=utf-8", f"{page}.csv")

    return view


def as_json(page: str, rows: Rows) -> Callable[..., HttpResponseBase]:
    """A view that gives them as JSON, with the part that was asked for."""

    @never_cache
    @require_GET
    @for_officers(*READERS)
    def view(request: HttpRequest, officer: OnDuty) -> HttpResponse:
        told = asked(request, officer, page)
        part = {"since": told.part.since.isoformat(), "until": told.part.last_day.isoformat(), **told.filters}
        answer = {"figure": page, "part": part, "rows": list(rows(told))}
        return _sent(json.dumps(answer, ensure_ascii=False, indent=1), "application/json", f"{page}.json")

    return view


def _sent(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def table(rows: Iterable[Row]) -> str:
    """Rows as CSV; a cell that a spreadsheet would run as a formula is kept as text."""
    listed = list(rows)
    page = io.StringIO()
    writer = csv.DictWriter(page, list(listed[0]) if listed else ["nothing"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in listed)
    return page.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" and value != "–" and value else value
