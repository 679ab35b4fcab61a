"""Licences for other programs: one by its number, and what changed, for agencies that follow (EPA s.13, s.14).

Always from the register as it stands, so nothing of it may be kept by a cache on the way.
"""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema

from saduak.channels.api import answers, shapes
from saduak.channels.api.errors import Refused
from saduak.channels.shell.pace import may_guess, may_read
from saduak.core.errors import NotFound
from saduak.ledger.present import present
from saduak.licences import queries
from saduak.licences.queries import LicenceView

router = Router(tags=["licences"])
MOST_IN_A_LIST = 100


class LicenceNow(Schema):
    """A licence as the register has it at this moment."""

    number: str
    code: str = Field(description="the short name under which its page is")
    status: str = Field(
        description="valid, pending_renewal, expired, suspended, revoked, replaced, cancelled or lapsed"
    )
    holds: bool = Field(description="whether what it permits may be done today")
    since: date
    because: list[shapes.Reason]
    changed_at: datetime
    checked_at: datetime
    page: str
    record: dict[str, Any] | None = Field(description="all that stands on it; null once it was erased")


class Next(Schema):
    """What to send to go on where this page ended."""

    since: datetime
    after: str = Field(description="the id of the last licence that was told")


class Changes(Schema):
    """Licences issued or ordered about, the first change first; `next` is null when all was told. Ask again with the
    last `next` that was not."""

    licences: list[LicenceNow]
    next: Next | None


@router.get("/licences/changes", response={200: Changes, 422: shapes.Refusal}, url_name="licence-changes")
def list_licence_changes(
    request: HttpRequest,
    response: HttpResponse,
    since: Annotated[datetime, Query(description="a moment with its offset, such as 2026-11-26T00:00:00Z")],
    after: Annotated[UUID | None, Query(description="the last licence of that very moment that is known")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_IN_A_LIST)] = 50,
) -> Changes:
    """What changed in the register since a moment. That a licence expired is no change: its last day says it."""
    _paced(request, response)
    if since.utcoffset() is None:
        raise Refused("invalid", field="since")
    now = present()
    rows = queries.changed_since(since, now, after=after, limit=limit)
    last = rows[-1].row if len(rows) == limit else None
    return Changes(
        licences=[_told(request, each, now) for each in rows],
        next=Next(since=last.changed_at, after=str(last.id)) if last else None,
    )


@router.get("/licences/{path:number}", response={200: LicenceNow, 404: shapes.Refusal}, url_name="licence")
def one_licence(
    request: HttpRequest, response: HttpResponse, number: Annotated[str, Path(max_length=200)]
) -> LicenceNow:
    """One licence by its number, Thai digits or others."""
    _paced(request, response)
    now = present()
    try:
        found = queries.licence_by_number(number.replace("\x00", ""), now)
    except NotFound:
        raise Refused("licence_unknown" if may_guess(request) else "too_fast") from None
    return _told(request, found, now)


def _paced(request: HttpRequest, response: HttpResponse) -> None:
    if not may_read(request):
        raise Refused("too_fast")
    response.headers["Cache-Control"] = "no-store"


def _told(request: HttpRequest, found: LicenceView, now: datetime) -> LicenceNow:
    row, status = found.row, found.status
    return LicenceNow(
        number=row.number,
        code=row.code,
        status=status.code,
        holds=status.holds,
        since=status.since,
        because=answers.reasons([status.reason]),
        changed_at=row.changed_at,
        checked_at=now,
        page=request.build_absolute_uri(reverse("public:licence", kwargs={"code": row.code})),
        record=found.record.told() if found.record else None,
    )
