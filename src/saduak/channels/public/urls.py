"""Addresses that need no log-in."""

from django.urls import path, register_converter

from saduak.channels.public import outages, register, services, verifying, views


class VersionInAddress:
    """The id of a version as addresses carry it: letters, digits, hyphens and dots, no more than a row holds."""

    regex = r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}"

    def to_python(self, value: str) -> str:
        """The id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it stands."""
        return value


register_converter(VersionInAddress, "version")
app_name = "public"
OF_A_SERVICE = "services/<slug:kind>/<slug:name>/"
OF_AN_OFFICE = OF_A_SERVICE + "<slug:office>/"
OF_A_VERSION = OF_AN_OFFICE + "<version:version>/"

urlpatterns = [
    path("", services.home, name="home"),
    path("due/", views.due, name="due"),
    path("search/", services.search, name="search"),
    path("what-do-i-need/", services.guide, name="guide"),
    path("agencies/", services.offices, name="offices"),
    path("agencies/<slug:office>/outages/", outages.outages, name="outages"),
    path("register/", register.register, name="register"),
    path("register/licences.csv", register.as_csv, name="register_csv"),
    path("register/licences.json", register.as_json, name="register_json"),
    path("v/", verifying.verify, name="verify"),
    path("v/keys.json", verifying.keys, name="keys"),
    path("v/offline/", verifying.offline, name="offline"),
    path("v/status.json", verifying.statuses, name="statuses"),
    path("v/worker.js", verifying.worker, name="worker"),
    path("v/<str:code>/", verifying.licence, name="licence"),
    path(OF_A_SERVICE, services.generic, name="generic"),
    path(OF_AN_OFFICE, services.service, name="service"),
    path(OF_A_VERSION, services.version, name="version"),
    path(OF_A_VERSION + "changes/<version:before>/", services.changes, name="changes"),
    path(OF_A_VERSION + "manual.pdf", services.manual, name="manual_pdf"),
    path(OF_A_VERSION + "poster.pdf", services.poster, name="poster_pdf"),
    path(OF_A_VERSION + "data.json", services.data, name="data"),
]
