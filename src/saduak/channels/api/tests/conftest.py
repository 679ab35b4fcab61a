"""A catalogue with two services, one of them served by a municipality, and a program that reads it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, TestCase

from saduak.catalogue.tests.press import OFFICE, publish, shipped

WASTE, HARMFUL = "industry/waste-removal", "health/harmful-business"


class Catalogue(TestCase):
    """What is published once for every test here and taken back in the end."""

    @classmethod
    def setUpTestData(cls) -> None:
        for package in [*shipped(WASTE), *shipped(HARMFUL)]:
            publish(package)
        publish(shipped(HARMFUL)[-1], OFFICE)


@pytest.fixture(scope="package")
def _published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test is a savepoint inside this one."""
    with django_db_blocker.unblock():
        Catalogue.setUpClass()
        yield
        Catalogue.tearDownClass()
        Catalogue.doClassCleanups()


@pytest.fixture
def program(_published: None, db: None) -> Client:
    """A program without a log-in."""
    return Client(raise_request_exception=False)
