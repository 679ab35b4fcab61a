"""A receipt as page and paper: what was filed, when it counts as received and why, what happens next.

The portal shows it to who filed, and the counter hands it over; both print the same sheet.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from saduak.cases.queries import WholeCase
from saduak.catalogue.queries import typeset
from saduak.channels.shell.beginning import beginning_shown
from saduak.channels.shell.fields import summary
from saduak.channels.shell.pages import first_page, language_of_page
from saduak.channels.shell.texts import say, say_in_lane
from saduak.core.package import Document, Text
from saduak.files.queries import StoredFile, stored_files
from saduak.parties.queries import letter_office


class Enclosed(NamedTuple):
    """A file as the receipt lists it, with the document of the manual that it is."""

    document: Text | None
    file: StoredFile


def sheet_of(case: WholeCase, context: Mapping[str, Any]) -> HttpResponse:
    """The receipt as PDF from what `receipt_of` gives, dated by the moment of entry. Raises Unavailable."""
    language = language_of_page()
    made = typeset(
        render_to_string("shell/paper/receipt.html", dict(context)),
        title=say_in_lane(case.row.lane, "receipt_page.of", language, number=case.row.number),
        language=language,
        dated=case.row.entered_at,
        subject=context["service_name"],
        author=context["agency_name"],
    )
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="receipt-{case.row.number}.pdf"'
    return answer


def receipt_of(request: HttpRequest, case: WholeCase) -> dict[str, Any]:
    """Everything that stands on a receipt."""
    language = language_of_page()
    row, clock, service = case.row, case.clock_at_filing, case.package.service
    track = tracking_address(request, row.number)
    return {
        "case": case,
        "language": language,
        "row": row,
        "clock": clock,
        "begins": beginning_shown(case),
        "due": clock.due,
        "why_received": clock.because[:1],
        "why_due": (*(clock.due.because if clock.due else ()), *clock.because[1:]),
        "service": service,
        "service_name": service.name.en if language == "en" else service.name.th,
        "agency_name": row.agency.name_en if language == "en" else row.agency.name_th,
        "office": letter_office(row.agency_id, language),
        "enclosed": _enclosed(case),
        "fetched": [document for document in case.documents if document.state_issued],
        "consents": case.consents,
        "summary": summary(case.form, case.answers),
        "tracking_code": case.tracking_code,
        "track": track,
        "code": _code(track),
    }


def _enclosed(case: WholeCase) -> list[Enclosed]:
    """The files that came with the application, in the order in which they were given."""
    laid: list[Mapping[str, Any]] = [paper for paper in case.story.filed["papers"] if paper["file"]]
    files = {str(file.id): file for file in stored_files(UUID(paper["file"]) for paper in laid)}
    listed: tuple[Document, ...] = () if case.package.service.documents == "none" else case.package.service.documents
    names = {document.id: document.name for document in listed}
    return [Enclosed(names.get(paper["document"]), files[paper["file"]]) for paper in laid if paper["file"] in files]


def tracking_address(request: HttpRequest, number: str) -> str:
    """Where anybody follows the application with number and code; the code itself stands in no address."""
    try:
        page = reverse("portal:follow")
    except NoReverseMatch:
        page = f"{first_page()}follow/"
    return request.build_absolute_uri(f"{page}?{urlencode({'number': number})}")


def _code(address: str) -> SafeString:
    """A QR code of the address as a drawing, with words for those who cannot see it."""
    title = say("receipt_page.code", language_of_page(), address=address)
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=0, omitsize=True, dark="#1b2526", title=title, svgclass="qr"
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title, and nothing else in it is text
