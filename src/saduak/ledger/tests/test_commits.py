"""What only real commits can show, on a database of the test's own."""

import threading

import pytest
from django.db import connection, connections

from saduak.ledger.models import Answer, Event
from saduak.ledger.tests.notes import CLERK, NOW, note, note_number


@pytest.mark.usefixtures("own_db")
def test_threads_that_draw_from_one_series_leave_no_gap() -> None:
    drawn: list[int] = []

    def draw(thread: int) -> None:
        for turn in range(5):
            number = note_number(actor=CLERK, note_id=f"{thread}", fails=False, now=NOW, key=f"{thread}-{turn}")
            drawn.append(number)
        connections["default"].close()

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == list(range(1, 16))
    assert Event.objects.count() == Answer.objects.count() == 15


@pytest.mark.usefixtures("own_db")
@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_commits_no_other_sees(turn: int) -> None:
    assert Event.objects.count() == 0
    note(actor=CLERK, note_id="1", words=str(turn), now=NOW, key="k")
    assert not connection.in_atomic_block
    assert Event.objects.count() == 1
