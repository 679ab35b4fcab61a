"""Static names need no manifest in these tests."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _plain_static_names(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
