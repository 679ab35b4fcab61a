"""`saduak ledger` tells what it found and exits so that a script can tell, too."""

import pytest

from saduak.cli import ledger
from saduak.ledger.tests.notes import CLERK, NOW, note
from saduak.ledger.tests.test_verify import alter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _notes(db: None) -> None:
    for number in range(6):
        note(actor=CLERK, note_id=str(number % 2), words=f"words {number}", now=NOW, key=str(number))


def test_an_unbroken_ledger_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger.run(["verify"]) == 0
    assert "6 events in 2 streams: unbroken" in capsys.readouterr().out


def test_an_altered_event_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    alter("channel", "x")
    assert ledger.run(["verify", "--stream", "note:1"]) == 1
    assert "note:1 seq 2: content differs" in capsys.readouterr().out


@pytest.mark.parametrize("stream", ["note:7", "nonsense"])
def test_a_stream_that_does_not_exist_is_refused(stream: str) -> None:
    assert ledger.run(["verify", "--stream", stream]) == 2


def test_rows_that_agree_with_their_events_are_said_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger.run(["rebuild"]) == 0
    assert "Every row is what the events say." in capsys.readouterr().out
