"""Addresses of the programming interface."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from saduak.channels.api.api import api
from saduak.channels.api.errors import refusal


def unknown(_request: HttpRequest) -> HttpResponse:
    """Any other address under the interface: a program gets no page for people."""
    return refusal("not_found")


urlpatterns = [path("", unknown), path("", api.urls), re_path("", unknown)]
