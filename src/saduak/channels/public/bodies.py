"""Pages made once: a body is kept by its address, the day and the state of the catalogue, and known by its ETag.

A page of the catalogue looks the same to everybody until something is published or the day changes, so most readers are
answered without reading a package, and a returning browser without a body.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers

from saduak.catalogue import queries

LONGEST_ADDRESS = 300
"""Longer addresses are answered afresh: nobody shares them, and they could fill the memory."""
SECONDS_KEPT = 3600

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def kept(today: Callable[[], date]) -> Callable[[View], View]:
    """Keep the bodies of a view that depends on nothing but its address, the day and the catalogue."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            address = request.build_absolute_uri()
            if len(address) > LONGEST_ADDRESS:
                return view(request, *args, **kwargs)
            key = sha256(f"{queries.stamp()} {today()} {address}".encode()).hexdigest()
            found = cache.get(key)
            if found is None:
                answer = view(request, *args, **kwargs)
                if answer.status_code != 200:
                    return answer
                found = (answer.content, answer.headers["Content-Type"])
                cache.set(key, found, SECONDS_KEPT)
            return _answer(request, *found)

        return answered

    return decorate


def _answer(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    known = request.headers.get("If-None-Match", "")
    answer = HttpResponseNotModified() if tag in known else HttpResponse(body, content_type=kind)
    answer.headers["ETag"] = tag
    patch_cache_control(answer, public=True, max_age=60)
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer
