"""The list of one's licences, and one of them: how it stands and why, what it says, and its faces to take away."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.channels.entrance.visits import Visitor, for_citizens
from saduak.channels.portal.licences.again import wishes
from saduak.channels.portal.licences.holders import Holder, for_holders
from saduak.channels.shell.errors import sentence_of
from saduak.channels.shell.pages import language_of_page
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound, Unavailable, WrongState
from saduak.ledger.actors import user
from saduak.ledger.present import present
from saduak.licences.queries import LicenceView, own_licences, sheet_of
from saduak.licences.queries.faces import check_address, data_of, picture_of

SOON = 60
"""Days before the end from which a licence is said to end soon; the first reminder goes out then."""
TYPES = {"json": "application/json", "xml": "application/xml"}


@never_cache
@require_GET
@for_citizens("one_time_code")
def listing(request: HttpRequest, here: Visitor) -> HttpResponse:
    """The licences of oneself and of those for whom one acts: what holds first."""
    now = present()
    found = own_licences(user(here.user_id, channel="portal"), now)
    today = now.astimezone(BANGKOK).date()
    context = {
        "here": here,
        "holding": [each for each in found if each.status.holds],
        "over": [each for each in found if not each.status.holds],
        "soon": {each.row.id for each in found if ends_soon(each, today)},
    }
    return render(request, "portal/licences/list.html", context)


def ends_soon(view: LicenceView, today: Any) -> bool:
    """Whether it holds and ends within the time in which its holder is reminded."""
    end = view.row.expires_on
    return view.status.holds and end is not None and today <= end <= today + timedelta(days=SOON)


@require_GET
@for_holders
def one(holder: Holder) -> HttpResponse:
    """One licence."""
    return shown(holder)


def shown(holder: Holder, refused: str = "") -> HttpResponse:
    """The page of a licence; `refused` says why a face of it cannot be had."""
    row, today = holder.view.row, holder.now.astimezone(BANGKOK).date()
    return holder.show(
        "one.html",
        address=check_address(row.code),
        days=(row.expires_on - today).days if row.expires_on else None,
        is_soon=ends_soon(holder.view, today),
        wishes=wishes(holder),
        refused=refused,
        others=[each for each in own_licences(holder.actor, holder.now) if each.row.id == row.replaced_by],
    )


@require_GET
@for_holders
def sheet(holder: Holder) -> HttpResponse:
    """The sealed sheet. Until it is sealed, the page of the licence says so; nobody waits for it."""
    try:
        made = sheet_of(holder.view.row)
    except (Unavailable, WrongState) as error:
        holder.status = 503
        return shown(holder, sentence_of(error))
    if made is None:
        return holder.done("licences.sealing")
    return _given(made, "application/pdf", name_of(holder, "pdf"))


@require_GET
@for_holders
def picture(holder: Holder) -> HttpResponse:
    """The licence as a picture, to be kept on a telephone."""
    name = name_of(holder, "png") if "keep" in holder.request.GET else ""
    return _given(picture_of(holder.view.row, language_of_page()), "image/png", name)


@require_GET
@for_holders
def data(holder: Holder, form: str) -> HttpResponse:
    """The licence as JSON or XML. Raises NotFound for any other form."""
    if form not in TYPES:
        raise NotFound("not_found", what="page")
    return _given(data_of(holder.view.row, form), TYPES[form], name_of(holder, form))


def name_of(holder: Holder, ending: str) -> str:
    """The name of a file to keep: plain letters, so that every telephone takes it."""
    return f"licence-{holder.view.row.code}.{ending}"


def _given(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Bytes, to be kept under a name or to be looked at."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"' if name else "inline"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def page_of(view: LicenceView) -> str:
    """The address of a licence."""
    return reverse("portal:licence", args=[view.row.id])
