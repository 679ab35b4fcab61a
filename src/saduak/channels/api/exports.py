"""The catalogue as linked data, in the form that the reader asks for."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from ninja import Router

from saduak.catalogue import queries
from saduak.channels.api import shapes
from saduak.channels.api.errors import Refused
from saduak.channels.api.services import today
from saduak.core.package import Text
from saduak.sources.cpsv_ap import Form, Offer, exported

router = Router(tags=["exports"])

FORMS: dict[str, Form] = {"text/turtle": "turtle", "application/ld+json": "json-ld"}
"""Media types offered, the preferred first."""
DESCRIBED = {
    "responses": {
        200: {
            "description": "CPSV-AP 3.2",
            "content": {kind: {"schema": {"type": "string"}} for kind in FORMS},
        }
    }
}


@router.get("/catalogue", response={406: shapes.Refusal}, url_name="catalogue", openapi_extra=DESCRIBED)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every service that an office serves today as CPSV-AP 3.2, in Turtle or JSON-LD by the Accept header."""
    kind = request.get_preferred_type(list(FORMS))
    if kind is None:
        raise Refused("not_acceptable", offered=tuple(FORMS))
    offers = [
        Offer(queries.package(row), row.office, Text(row.office_th, row.office_en)) for row in queries.serving(today())
    ]
    body = exported(offers, request.build_absolute_uri("/"), FORMS[kind])
    answer = HttpResponse(body, content_type=f"{kind}; charset=utf-8" if kind == "text/turtle" else kind)
    patch_vary_headers(answer, ["Accept"])
    return answer
