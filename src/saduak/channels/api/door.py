"""What every answer of the interface has in common: who may read it, how long it is good, how much may be asked."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from saduak.channels.api.errors import JSON, refusal

PREFIX = "/api/"
LONGEST_BODY = 65_536
"""Bytes of a question; the longest list of lines that a fee is computed from is a tenth of it."""
LONGEST_ADDRESS = 2_000
SECONDS_FRESH = 60

Answer = Callable[[HttpRequest], HttpResponseBase]


def api_door(answer: Answer) -> Answer:
    """Middleware for the addresses of the interface: bounds on size, any origin may read, ETag, errors as JSON."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return answer(request)
        found = _refused(request) or _asked(request, answer)
        return _open_to_all(_marked(request, _in_json(request, found)))

    return answered


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to what need not be looked at: a preflight, and more than anybody has reason to send."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if len(request.get_full_path()) > LONGEST_ADDRESS:
        return refusal("too_large", most=LONGEST_ADDRESS)
    declared = request.headers.get("Content-Length") or "0"
    if not declared.isdecimal() or int(declared[:12]) > LONGEST_BODY:
        return refusal("too_large", most=LONGEST_BODY)
    return None


def _asked(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """HEAD is answered like GET; the server leaves the body out."""
    if request.method == "HEAD":
        request.method = "GET"
        try:
            return answer(request)
        finally:
            request.method = "HEAD"
    return answer(request)


def _in_json(request: HttpRequest, found: HttpResponseBase) -> HttpResponseBase:
    """Django's own pages for an address or a method that is not there, as errors of the interface."""
    if found.status_code == 405:
        allowed = found.headers.get("Allow", "")
        refused = refusal("method_not_allowed", method=request.method, allowed=allowed)
        refused.headers["Allow"] = allowed
        return refused
    if found.status_code == 404 and found.headers.get("Content-Type") != JSON:
        return refusal("not_found")
    return found


def _marked(request: HttpRequest, found: HttpResponseBase) -> HttpResponseBase:
    """A reader who has the same answer already gets no body; what must always be fresh is not marked."""
    if not isinstance(found, HttpResponse) or found.status_code != 200 or request.method not in {"GET", "HEAD"}:
        return found
    if "no-store" in found.headers.get("Cache-Control", ""):
        return found
    tag = f'"{sha256(found.content).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        vary = found.headers.get("Vary", "")
        found = HttpResponseNotModified(headers={"Vary": vary} if vary else None)
    found.headers["ETag"] = tag
    patch_cache_control(found, public=True, max_age=SECONDS_FRESH)
    return found


def _open_to_all(found: HttpResponseBase) -> HttpResponseBase:
    """Any page of any origin may ask and read: nothing here depends on who asks, and nothing is written."""
    found.headers["Access-Control-Allow-Origin"] = "*"
    found.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    found.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    found.headers["Access-Control-Expose-Headers"] = "ETag"
    found.headers["Access-Control-Max-Age"] = "86400"
    return found
