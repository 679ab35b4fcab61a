"""Static names need no manifest here; every test has its own business time, a Tuesday morning unless it says more."""

from datetime import UTC, datetime
from typing import Any

import pytest

from saduak.ledger.present import set_business_time

TUESDAY = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
"""Ten in the morning in Thailand, a working day."""


@pytest.fixture(autouse=True)
def _plain_static_names(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _business_time(settings: Any, db: None) -> None:
    settings.DEMO = True
    set_business_time(TUESDAY)
