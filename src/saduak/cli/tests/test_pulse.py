"""The web server says that it runs, and stops for nothing that keeps it from saying so."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from saduak.cases.commands import beat_of_web
from saduak.cases.models import Heartbeat, Outage
from saduak.config import pulse
from saduak.ledger.present import present

pytestmark = pytest.mark.django_db


def test_a_web_server_says_that_it_runs_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    told = threading.Event()
    told.set()
    pulse.keep_beating(told)
    assert Heartbeat.objects.get().pk == Heartbeat.WEB


def test_one_that_comes_back_after_hours_puts_its_outage_on_record() -> None:
    Heartbeat.objects.create(pk=Heartbeat.WEB, at=present() - timedelta(hours=3))
    assert pulse.beat_once(beat_of_web, present)
    assert Outage.objects.get().what == "channel"


def test_a_database_that_is_away_misses_a_beat_and_stops_no_web_server() -> None:
    def away(_: datetime) -> None:
        raise OperationalError

    assert not pulse.beat_once(away, present)
