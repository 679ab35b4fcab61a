"""Whether a licence holds: by its QR code, its number, its file. No log-in, always as the register has it: the words of
a page are made once, but are shown only after the register was asked whether they still fit.

Every real licence is answered; what is bounded is how fast one visitor may ask, and more narrowly how often it may be
wrong, so that nobody finds codes by trying.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, Concatenate

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from saduak.channels.public.kept_pages import KeptPages
from saduak.channels.public.typed import Typed, as_code, understood
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.pace import may_guess, may_hand_in, may_read
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.templatetags.words import in_words
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, NotFound, SaduakError, Unavailable
from saduak.ledger.present import present
from saduak.licences.queries import LicenceView, licence_by_code, licence_by_number
from saduak.licences.queries.checking import (
    FileCheck,
    check_file,
    published_keys,
    signed_status_list,
    stamp_of,
    token_checked,
)

View = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]
ROOM_FOR_FORM = 65_536
"""Bytes around the file that a form sends."""
SECONDS_A_LIST_HOLDS = 3600
SECONDS_TO_WAIT = "10"
FOR_CHECKERS = ("public/verify.js", "public/verify.css", "shell/saduak.css", "shell/mark.svg")
FONTS = ("fonts/Sarabun-Regular.ttf", "fonts/Sarabun-SemiBold.ttf")
CODES = ("valid", "pending_renewal", "expired", "suspended", "revoked", "replaced", "cancelled", "lapsed")
"""How a licence may stand (`licences.queries.Status`)."""
NEVER_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"
CHECKED_AT = f"checked-{token_hex(8)}"
"""Stands in a kept page where the moment of each check is put."""
KEPT = KeptPages()
WORKER = Path(__file__).with_name("worker.js")


def paced(view: View) -> View:
    """Answer 429 to who asks faster than any person or gate does."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_read(request):
            return view(request, *args, **kwargs)
        return _too_fast(request)

    return answered


def _too_fast(request: HttpRequest) -> HttpResponse:
    answer = render(request, "public/verify/too_fast.html", status=429)
    answer.headers["Retry-After"] = SECONDS_TO_WAIT
    return answer


@require_safe
@paced
def licence(request: HttpRequest, code: str) -> HttpResponse:
    """One licence as the register has it at this moment: status, since when and why, and all that stands on it."""
    now, known = present(), as_code(code)
    try:
        stamp = (*stamp_of(known, now), language_of_page())
        is_plain = known == code and not request.GET
        page = KEPT.page(stamp, lambda: _page_of(request, known, now)) if is_plain else _page_of(request, known, now)
    except NotFound:
        return _asked(request, problem=_guessed(request, "verify.unknown_code"))
    told = page.replace(CHECKED_AT, in_words(now.astimezone(BANGKOK)))
    return HttpResponse(told, headers={"Cache-Control": NEVER_KEPT})


def _page_of(request: HttpRequest, code: str, now: datetime) -> str:
    """The page of a licence but for the moment at which it was checked."""
    context = {**_told(licence_by_code(code, now), now), "checked_at": CHECKED_AT}
    return render_to_string("public/verify/licence.html", context, request)


@never_cache
@csrf_exempt  # changes nothing, and a check of the token would read a file that is too large to its end
@require_http_methods(["GET", "HEAD", "POST"])
@paced
def verify(request: HttpRequest) -> HttpResponse:
    """Check by what one has: a number or a scanned code as text, or the file."""
    if request.method != "POST":
        typed = request.GET.get("q", "").strip()
        return _by_text(request, typed) if typed else _asked(request)
    if _length(request) > settings.UPLOAD_LIMIT + ROOM_FOR_FORM:
        return _asked(request, problem=(_too_large(), 413, "file"))
    if not may_hand_in(request):
        return _too_fast(request)
    file = request.FILES.get("file")
    if file is None:
        return _asked(request, problem=(say("verify.no_file", language_of_page()), 422, "file"))
    if file.size is None or file.size > settings.UPLOAD_LIMIT:
        return _asked(request, problem=(_too_large(), 413, "file"))
    return _checked(request, file.read())


def _checked(request: HttpRequest, content: bytes) -> HttpResponse:
    """What a file is worth; while too many are being read, that it is asked for again in a moment."""
    try:
        return _file(request, check_file(content, present()))
    except Unavailable as error:
        answer = _asked(request, problem=(sentence_of(error), status_of(error), "file"))
        answer.headers["Retry-After"] = SECONDS_TO_WAIT
        return answer


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told[:15]) if told.isascii() and told.isdigit() else 0


def _too_large() -> str:
    return say("verify.too_large", language_of_page(), most=settings.UPLOAD_LIMIT // 1_048_576)


def _by_text(request: HttpRequest, text: str) -> HttpResponse:
    """What was typed, scanned or pasted; each way in which it may be wrong has its word."""
    typed, now = understood(text, request.get_host(), settings.SITE), present()
    try:
        found = _found(typed, now)
    except NotFound:
        return _asked(request, text, _guessed(request, f"verify.unknown_{typed.kind}"))
    except SaduakError as error:
        return _asked(request, text, (sentence_of(error), status_of(error), "q"))
    return render(request, "public/verify/licence.html", _told(found, now) | {"token_holds": typed.token != ""})


def _found(typed: Typed, now: datetime) -> LicenceView:
    if typed.kind == "elsewhere":
        raise DomainError("licence_elsewhere", host=typed.host)
    if typed.kind == "number":
        return licence_by_number(typed.number, now)
    if not typed.token:
        return _by_code(typed, now)
    token, found = token_checked(typed.token, now)
    if typed.code and typed.code != token.code:
        raise DomainError("licence_token_differs")
    return found


def _by_code(typed: Typed, now: datetime) -> LicenceView:
    """By the short code; a number may look like one."""
    try:
        return licence_by_code(typed.code, now)
    except NotFound:
        return licence_by_number(typed.number, now)


def _guessed(request: HttpRequest, key: str) -> tuple[str, int, str]:
    """What to say of something that names no licence; after many of them, that it is enough."""
    if not may_guess(request):
        return sentence_of(NotAllowed("too_many_tries")), 429, "q"
    return say(key, language_of_page()), 404, "q"


def _asked(request: HttpRequest, text: str = "", problem: tuple[str, int, str] | None = None) -> HttpResponse:
    """The page that asks, with what was wrong."""
    sentence, status, field = problem or ("", 200, "")
    context = {"text": text[:2000], "wrong": sentence, "field": field, **_page()}
    context |= {"most_bytes": settings.UPLOAD_LIMIT, "most_megabytes": settings.UPLOAD_LIMIT // 1_048_576}
    return render(request, "public/verify/ask.html", context, status=status)


def _told(found: LicenceView, now: datetime) -> dict[str, Any]:
    """What the page of a licence shows; `said` is what its script compares with the QR."""
    row, record = found.row, found.record
    said = {
        "code": row.code,
        "number": row.number,
        "issued": row.issued_on.isoformat(),
        "expires": row.expires_on.isoformat() if row.expires_on else "",
        "digest": row.record_digest[:16],
    }
    return {"found": found, "record": record, "said": said, "checked_at": now.astimezone(BANGKOK), **_page()}


def _file(request: HttpRequest, check: FileCheck) -> HttpResponse:
    """What a file is worth, and what the register says of the licence that it names."""
    now, signed_at = present(), check.findings.signed_at
    context: dict[str, Any] = {"check": check, "checked_at": now.astimezone(BANGKOK), **_page()}
    context["signed_at"] = signed_at.astimezone(BANGKOK) if signed_at else None
    if check.licence:
        context |= _told(check.licence, now)
    return render(request, "public/verify/file.html", context)


def _page() -> dict[str, Any]:
    """What the script of these pages is given."""
    return {"keys": reverse("public:keys"), "statuses": reverse("public:statuses"), "worker": reverse("public:worker")}


# For checkers without network


@never_cache
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that a phone keeps and shows in place of a licence's when there is no network."""
    return render(request, "public/verify/offline.html", {"codes": CODES, **_page()})


@require_safe
def keys(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The public keys under which tokens and the list of statuses are signed."""
    return _open(JsonResponse({"algorithm": "Ed25519", "keys": published_keys()}))


@require_safe
def statuses(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Which licences do not hold although their dates say so, signed, as of the hour (D-7)."""
    now = present()
    name = f"licence-statuses-{now:%Y-%m-%d-%H}"
    found = cache.get(name)
    if found is None:
        found = signed_status_list(now)
        cache.set(name, found, SECONDS_A_LIST_HOLDS)
    return _open(JsonResponse(found))


def _open(answer: JsonResponse) -> JsonResponse:
    """Any page of any origin may read it: it says the same to everybody."""
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The script that keeps the checker on a phone; it has the addresses of this release."""
    answer = HttpResponse(_worker(reverse("public:offline")), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@lru_cache(maxsize=2)
def _worker(page: str) -> str:
    files = [static(name) for name in (*FOR_CHECKERS, *FONTS)]
    data = [reverse("public:keys"), reverse("public:statuses")]
    release = sha256(json.dumps([files, page, WORKER.read_text("utf-8")]).encode()).hexdigest()[:12]
    given = {"release": release, "page": page, "files": files, "data": data}
    return f"const GIVEN = {json.dumps(given)};\n{WORKER.read_text('utf-8')}"
