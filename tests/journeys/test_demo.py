"""Looking around in the demonstration: a citizen by ThaID or a code, an officer with both factors; its own proof."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESK, World

PASSWORD = "saduak-demo-2569"  # noqa: S105 - of invented people, printed at every start


@pytest.fixture
def visit(browser: Browser, world: World) -> Iterator[Page]:
    """A window of its own on the demonstration."""
    context = browser.new_context(viewport=DESK, base_url=world.address, locale="th-TH")
    yield context.new_page()
    context.close()


def test_a_citizen_comes_in_by_the_stand_in_for_thaid(visit: Page) -> None:
    visit.goto("/in/")
    visit.get_by_role("link", name=re.compile("^ThaID")).click()
    visit.get_by_role("button", name=re.compile("สมชาย ใจดี")).click()
    visit.goto("/in/me/")
    assert "สมชาย ใจดี" in visit.content()


def test_a_one_time_code_lies_in_the_mail_of_the_demonstration(visit: Page, world: World) -> None:
    visit.goto("/in/code/")
    visit.get_by_label(re.compile("อีเมล")).fill("newcomer@example.com")
    visit.locator("main form button").first.click()
    code = re.search(r"\b\d{6}\b", world.ask("demo", "mail", "newcomer@example.com"))
    assert code
    visit.locator("main form input[type=text], main form input[name=code]").first.fill(code[0])
    visit.locator("main form button").first.click()
    assert visit.url.endswith("/in/name/"), "who is new is asked for a name"


def test_an_officer_needs_the_password_and_the_code_that_the_demonstration_shows(visit: Page, world: World) -> None:
    email = "officer@khon-kaen-city.example.com"
    visit.goto("/in/officer/")
    visit.locator("input[name=email]").fill(email)
    visit.locator("input[name=password]").fill(PASSWORD)
    visit.locator("main form button").first.click()
    visit.locator("input[name=code]").fill(world.code(email))
    visit.locator("main form button").first.click()
    assert "/in/officer/" not in visit.url or visit.url.endswith("/codes/")


def test_what_lies_in_it_is_whole_and_provable(world: World) -> None:
    states = dict(re.findall(r"^  (\w+) +(\d+)$", world.ask("demo"), re.MULTILINE))
    assert sum(map(int, states.values())) >= 60
    for words in (("ledger", "verify"), ("ledger", "rebuild"), ("case", "rebuild")):
        world.ask(*words)


def test_business_time_moves_for_all_who_look(world: World) -> None:
    before = world.ask("demo").splitlines()[0]
    assert world.ask("demo", "--advance", "1h").splitlines()[0] > before
    assert world.ask("demo").splitlines()[0] > before
