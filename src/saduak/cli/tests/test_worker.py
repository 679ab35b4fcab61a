"""The worker that comes, does what is due and goes."""

from datetime import timedelta

import pytest

from saduak.cases.models import Heartbeat, Outage
from saduak.cli import worker
from saduak.ledger.present import present

pytestmark = pytest.mark.django_db


def test_a_worker_that_comes_once_an_hour_records_no_outage_of_the_whole_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    before = present() - timedelta(hours=1)
    Heartbeat.objects.create(pk=Heartbeat.WORKER, at=before)
    assert worker.run(["--once"]) == 0
    assert not Outage.objects.exists()
    assert Heartbeat.objects.get().at == before
