"""Static names need no manifest here; every test has its own business time, a Tuesday morning unless it says more."""

from datetime import timedelta
from typing import Any

import pytest

from saduak.cases.tests import office
from saduak.cases.tests.office import Office
from saduak.ledger.present import set_business_time

TUESDAY = office.MONDAY + timedelta(days=1)
"""Ten in the morning in Thailand, a working day."""


@pytest.fixture(autouse=True)
def _plain_static_names(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _business_time(settings: Any, db: None) -> None:
    settings.DEMO = True
    set_business_time(TUESDAY)


@pytest.fixture
def city(db: None) -> Office:
    """The municipality with its officers."""
    return office.office()
