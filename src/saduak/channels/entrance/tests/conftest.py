"""The stand-in provider and the mail server, once for all tests of the entrance."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from saduak.channels.entrance.tests.doors import Mailbox, mail_server
from tests.vouching import stand_in


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The address of the stand-in."""
    with stand_in() as address:
        yield address


@pytest.fixture(scope="session")
def post_office() -> Iterator[tuple[str, Mailbox]]:
    """The mail server."""
    with mail_server() as running:
        yield running


@pytest.fixture
def box(post_office: tuple[str, Mailbox], settings: Any) -> Mailbox:
    """The mail server wired, and what it takes."""
    settings.SMTP_URL, settings.MAIL_FROM = post_office[0], "permits@example.com"
    post_office[1].mails.clear()
    return post_office[1]


@pytest.fixture
def thaid(issuer: str, settings: Any) -> str:
    """The stand-in wired as ThaID."""
    settings.THAID = {"issuer": issuer, "client_id": "saduak", "client_secret": "not one"}
    wired = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app = {**wired, "client_id": "saduak", "secret": "not one", "settings": {**wired["settings"], "server_url": issuer}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return issuer


@pytest.fixture(autouse=True)
def _no_tries_yet(request: pytest.FixtureRequest) -> None:
    """Tries of one test do not count in the next."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture(autouse=True)
def _plain_static_names(settings: Any) -> None:
    """Static names need no manifest here."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
