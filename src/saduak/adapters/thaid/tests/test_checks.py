"""A stand-in never passes for ThaID in a real installation, and half a registration is told."""

from typing import Any

import pytest

from saduak.adapters.thaid.checks import troubles
from tests.vouching import stand_in

WHOLE = {"client_id": "x", "client_secret": "y"}


def test_nothing_is_wrong_where_nothing_is_wired(settings: Any) -> None:
    settings.THAID = {"issuer": "", "client_id": "", "client_secret": ""}
    assert troubles() == []


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9480", "https://localhost", "http://imauth.bora.dopa.go.th"])
def test_a_stand_in_is_refused_outside_a_demonstration(settings: Any, issuer: str) -> None:
    settings.DEMO, settings.THAID = False, {"issuer": issuer, **WHOLE}
    assert troubles() == ["SADUAK_THAID_ISSUER is not the address of ThaID but of a stand-in."]


def test_half_a_registration_is_told(settings: Any) -> None:
    settings.THAID = {"issuer": "https://imauth.bora.dopa.go.th", "client_id": "x", "client_secret": ""}
    assert troubles() == ["SADUAK_THAID_ISSUER is set, but SADUAK_THAID_CLIENT_SECRET is missing."]


def test_in_a_demonstration_the_stand_in_is_asked_and_answers(settings: Any) -> None:
    settings.DEMO = True
    with stand_in() as issuer:
        settings.THAID = {"issuer": issuer, **WHOLE}
        assert troubles() == []
    assert "does not answer" in troubles()[0]
