"""A mail server for each test that asks for one."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from saduak.adapters.email.tests.postbox import Postbox


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """The server, named in the settings."""
    with Postbox() as server:
        settings.SMTP_URL, settings.MAIL_FROM = server.url, "letters@saduak.example.com"
        yield server
