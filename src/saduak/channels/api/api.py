"""The interface put together: its routes, how it writes JSON, how it tells errors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import BaseRenderer

from saduak.channels.api import exports, licences, questions, services
from saduak.channels.api.errors import Refused, encoded, invalid, law_refusal, refusal
from saduak.core.errors import LawError

ABOUT = (
    "Public services as their offices publish them: manuals, versions, fees with their reasons, the law's answers, and "
    "the register of licences. Read only, no log-in; every text in Thai and English; money in satang; dates of the "
    "Common Era."
)


class Utf8Json(BaseRenderer):
    """JSON in UTF-8, as short as it gets."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        """The bytes of an answer."""
        return encoded(data)


class Interface(NinjaAPI):
    """Calls each operation by the name of its function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name under which a client knows an operation."""
        return operation.view_func.__name__


api = Interface(
    title="Saduak",
    version="1",
    description=ABOUT,
    urls_namespace="api-v1",
    docs_url=None,  # its page would load scripts from elsewhere
    renderer=Utf8Json(),
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
for router in (services.router, questions.router, exports.router, licences.router):
    api.add_router("", router)


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    return refusal(error.code, **error.params)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return invalid(error)


@api.exception_handler(HttpError)
def _unreadable(_request: HttpRequest, _error: HttpError) -> HttpResponse:
    return refusal("not_json")


@api.exception_handler(LawError)
def _unlawful(_request: HttpRequest, error: LawError) -> HttpResponse:
    return law_refusal(error)
