"""The close of a day by channel, its two signatures, and the list for the finance system (P-6)."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from saduak.channels.desk.forms import DAY
from saduak.channels.desk.money.door import Till, of_till
from saduak.core.answers import cleaned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, LawError
from saduak.fees.commands import close_day, sign_close
from saduak.fees.queries import Closing, closings, unclosed

NOBODY = UUID(int=0)
COLUMNS = (
    *("day", "channel", "received_baht", "confirmed_baht", "payments", "difference_of_day_baht", "note"),
    *("made_by", "made_at", "signed_by", "signed_at"),
)


class Closed(NamedTuple):
    """A day that was closed, with the people."""

    row: Closing
    made_by: str
    signed_by: str


@require_http_methods(["GET", "HEAD", "POST"])
@of_till
def close(till: Till) -> HttpResponse:
    """What a day came to, the form to close it, and the days before."""
    if till.is_sent:
        said = _done(till)
        if till.went_through:
            return till.there(said, "desk:money_close")
    yesterday = till.now.astimezone(BANGKOK).date() - timedelta(days=1)
    day = _asked(till.typed("day") if till.is_sent else till.request.GET.get("day", "")) or yesterday
    found = unclosed(till.agency.id, day)
    return till.show(
        "close.html",
        found=found,
        day=till.typed("day") or f"{day.day}/{day.month}/{day.year + 543}",
        is_over=day <= yesterday,
        closings=_closed(till),
    )


def _done(till: Till) -> str:
    does = till.typed("do")
    if does == "close":
        day = till.day("day")
        till.attempt(close_day, agency_id=till.agency.id, day=day, note=till.typed("note"))
        return "money.closed"
    if does == "sign":
        till.attempt(sign_close, closing_id=till.id_of("closing") or NOBODY)
        return "money.signed"
    till.refuse(DomainError("deed_missing"))
    return ""


def _asked(written: str) -> date | None:
    """The day that somebody wrote, in either era; None for what is none."""
    try:
        found = cleaned(DAY, written.replace("\x00", "")[:40])
    except LawError:
        return None
    return date.fromisoformat(str(found)) if found else None


def _closed(till: Till) -> list[Closed]:
    rows = closings(till.actor, till.now, till.agency.id)
    people = till.people(user for row in rows for user in (row.made_by, row.signed_by))
    return [Closed(row, people.get(row.made_by, ""), people.get(row.signed_by or NOBODY, "")) for row in rows]


@require_GET
@of_till
def as_csv(till: Till) -> HttpResponse:
    """Every closed day by channel, for the finance system."""
    page = StringIO()
    writer = csv.DictWriter(page, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(line for each in _closed(till) for line in _lines(each))
    headers = {"Content-Disposition": f'attachment; filename="closings-{till.agency.slug}.csv"'}
    return HttpResponse("\ufeff" + page.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(closed: Closed) -> Iterator[Mapping[str, Any]]:
    """A line for each channel; one without where nothing came in."""
    row, nothing = closed.row, {"": {"received": 0, "confirmed": 0, "payments": 0}}
    for channel, sums in (row.totals or nothing).items():
        yield {
            "day": row.day.isoformat(),
            "channel": _harmless(channel),
            "received_baht": _baht(sums["received"]),
            "confirmed_baht": _baht(sums["confirmed"]),
            "payments": sums["payments"],
            "difference_of_day_baht": _baht(row.difference),
            "note": _harmless(row.note),
            "made_by": _harmless(closed.made_by),
            "made_at": row.made_at.astimezone(BANGKOK).isoformat(),
            "signed_by": _harmless(closed.signed_by),
            "signed_at": row.signed_at.astimezone(BANGKOK).isoformat() if row.signed_at else "",
        }


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _baht(satang: int) -> str:
    return f"{satang // 100}.{satang % 100:02}"
