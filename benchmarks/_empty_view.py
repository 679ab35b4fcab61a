"""The addresses of Saduak, and one that answers nothing: what the middleware alone costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from saduak.config.urls import handler400, handler403
from saduak.config.urls import urlpatterns as addresses


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


urlpatterns = [path("empty/", empty), *addresses]
__all__ = ["handler400", "handler403", "urlpatterns"]
