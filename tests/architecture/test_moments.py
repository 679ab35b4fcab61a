"""Time comes by argument, and channels see only what their actor may see."""

import pytest

from tests.architecture.rules import moments
from tests.architecture.rules.tree import Module, modules


def test_the_core_reads_no_clock_and_no_file() -> None:
    assert moments.clock_in_core(modules()) == []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\nx = datetime.now(tz)",
        "import datetime\nx = datetime.date.today()",
        "from datetime import datetime\nmaker = datetime.now",
        "import datetime as dt\nx = dt.datetime.utcnow()",
        "def f(moment): return moment.astimezone()",
        "def f(path): return open(path)",
        "def f(text): return eval(text)",
        "from time import monotonic",
    ],
)
def test_a_core_that_looks_outside_is_found(text: str) -> None:
    assert moments.clock_in_core([Module("saduak.core.clock", text)])


def test_a_moment_that_is_given_may_be_used() -> None:
    text = "def f(now, zone): return now.astimezone(zone).date(), zone.today"
    assert moments.clock_in_core([Module("saduak.core.clock", text)]) == []


def test_commands_queries_and_models_are_told_the_time() -> None:
    assert moments.clock_in_contexts(modules()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("saduak.cases.commands", "from django.utils import timezone\nx = timezone.now()"),
        ("saduak.cases.commands.deciding", "import time"),
        ("saduak.cases.models", "from django.utils import timezone\nx = Field(default=timezone.now)"),
        ("saduak.cases.models", "x = DateTimeField(auto_now_add=True)"),
        ("saduak.cases.queries", "from django.utils.timezone import now"),
        ("saduak.cases.queries", "from django.db.models.functions import Now"),
        ("saduak.ledger.commands", "from django.utils import timezone\nx = timezone.localdate()"),
    ],
)
def test_a_command_that_reads_the_clock_is_found(name: str, text: str) -> None:
    assert moments.clock_in_contexts([Module(name, text)])


def test_channels_use_no_unscoped_manager() -> None:
    assert moments.unscoped(modules()) == []
    assert moments.unscoped([Module("saduak.channels.desk.views", "x = Case.objects.all()")])
    assert moments.unscoped([Module("saduak.channels.desk.views", "x = Case._default_manager.get(pk=1)")])
    assert moments.unscoped([Module("saduak.cases.queries", "x = Case.objects.all()")]) == []
