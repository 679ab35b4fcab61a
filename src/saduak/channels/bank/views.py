"""A bank tells that an invoice was paid; whoever else does is refused."""

from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from saduak.core.errors import NotAllowed, NotFound, SaduakError, WrongState
from saduak.fees.commands import take_call_back
from saduak.ledger.present import present

LONGEST = 16_384
"""Bytes of a call-back."""
STATUS: tuple[tuple[type[SaduakError], int], ...] = ((NotAllowed, 403), (NotFound, 404), (WrongState, 409))


@csrf_exempt
@require_POST
def paid(request: HttpRequest) -> JsonResponse:
    """Record what a bank tells, once; the answer says whether it counts, in the form of the government's gateway."""
    now = present()
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()) or int(length[:20]) > LONGEST:
        return _answer(now, "call_back_unreadable", 413)
    try:
        take_call_back(headers=request.headers, body=request.body, now=now)
    except SaduakError as error:
        status = next((status for kind, status in STATUS if isinstance(error, kind)), 422)
        return _answer(now, error.code, status)
    return _answer(now, "success", 200)


def _answer(now: datetime, message: str, status: int) -> JsonResponse:
    said = {"requestTimeStamp": now.isoformat(), "message": message, "result": status == 200}
    return JsonResponse(said, status=status)
