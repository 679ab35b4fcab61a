"""People who walk through the demonstration: they come in once and open windows; what they type and press.

Nobody here knows an address but the first one; everything else is found by the words on the page.
"""

import base64
import hmac
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from functools import cached_property
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, ViewportSize, expect

from saduak.core.calendars import BANGKOK
from saduak.core.reasons import written
from saduak.sources.calendars import national_calendar
from saduak.sources.texts import sentences
from tests.journeys.conftest import DESK, PHONE, World

PASSWORD = "saduak-demo-2569"  # noqa: S105 - of invented people, printed at every start
LOOKS = 200
UNSETTLED = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"


@dataclass
class Visitors:
    """The people who have come in, and the windows they have open."""

    browser: Browser
    world: World
    been: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def window(self, size: ViewportSize = DESK, *, scripts: bool = True, came: Any = None) -> Iterator[Page]:
        """A window; anything that its console complains of, but refusals that are told in the page, fails the test."""
        context = self.browser.new_context(
            viewport=size,
            base_url=self.world.address,
            locale="th-TH",
            storage_state=came,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        complaints: list[str] = []
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if self.is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            yield page
        finally:
            context.close()
        assert complaints == []

    def is_complaint(self, said: ConsoleMessage) -> bool:
        """Whether the console says that one of our pages has a fault; a refusal (422, 409) is told in the page."""
        ours = str(said.location.get("url", "")).startswith(self.world.address)
        return said.type == "error" and ours and not re.search("status of (422|409)", said.text)

    @contextmanager
    def citizen(self, name: str, size: ViewportSize = PHONE, *, scripts: bool = True) -> Iterator[Page]:
        """A window of somebody whom ThaID knows, at home with their own matters."""
        if name not in self.been:
            with self.window(size) as page:
                page.goto("/in/")
                page.get_by_role("link", name="ThaID").first.click()
                page.get_by_role("button", name=name).click()
                page.wait_for_url(f"{self.world.address}/**")
                self.been[name] = came_in(page.context)
        with self.window(size, scripts=scripts, came=self.been[name]) as page:
            page.goto("/my/")
            yield page

    @cached_property
    def secrets(self) -> Mapping[str, str]:
        """What each officer's authenticator app holds, by e-mail address."""
        return dict(re.findall(r":([^:?]+)\?secret=(\w+)", self.world.ask("demo", "logins", "--secrets")))

    @contextmanager
    def officer(self, post: str, size: ViewportSize = DESK) -> Iterator[Page]:
        """A window of an officer, named as in an e-mail address ("officer@khon-kaen-city"), at the work list."""
        email = f"{post}.example.com"
        if post not in self.been:
            with self.window() as page:
                page.goto("/in/officer/")
                page.locator("[name=email]").fill(email)
                page.locator("[name=password]").fill(PASSWORD)
                press(page, "ไปต่อ")
                page.locator("[name=code]").fill(code_of(self.secrets[email]))
                press(page, "เข้าสู่ระบบ")
                page.wait_for_url("**/desk/**")
                self.been[post] = came_in(page.context)
        with self.window(size, came=self.been[post]) as page:
            page.goto("/desk/")
            yield page


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238); second factors keep the real time."""
    padded = secret + "=" * (-len(secret) % 8)
    digest = hmac.digest(base64.b32decode(padded), (int(time.time()) // 30).to_bytes(8, "big"), "sha1")
    place = digest[-1] & 0x0F
    return f"{int.from_bytes(digest[place : place + 4], 'big') % 2**31 % 10**6:06}"


def came_in(context: BrowserContext) -> Any:
    """The cookies of somebody who has come in."""
    return context.storage_state()


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Answer questions by the names of their fields; a choice by its value."""
    for name, answer in answers.items():
        _answer(page, page.locator(f'[name="{name}"]'), answer)


def _answer(page: Page, asked: Locator, answer: str) -> None:
    first = asked.first
    if first.get_attribute("type") in {"radio", "checkbox"}:
        asked.and_(page.locator(f'[value="{answer}"]')).check()
    elif first.evaluate("asked => asked.tagName") == "SELECT":
        asked.select_option(answer)
    else:
        asked.fill(answer)
        asked.blur()
    expect(page.locator(UNSETTLED)).to_have_count(0)


def press(page: Page, words: str) -> None:
    """Press the button whose name begins so, or follow such a link, and wait for the page that follows."""
    main, name = page.get_by_role("main"), re.compile(f"^{re.escape(words)}")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
    page.wait_for_load_state()


def wait_for(page: Page, words: str) -> None:
    """Look again until the page says so: letters and the like are made by the worker, a moment after."""
    for _ in range(LOOKS):
        if words in told(page):
            return
        page.wait_for_timeout(500)
        page.reload()
    assert words in told(page)


def mailed_link(page: Page, world: World, to: str, below: str) -> str:
    """The link in the latest mail to somebody; mail leaves by the worker, a moment after."""
    for _ in range(LOOKS):
        found = re.search(rf"https?://\S+{below}\S+", world.ask("demo", "mail", to))
        if found:
            return found[0]
        page.wait_for_timeout(500)
    raise AssertionError(f"no mail to {to}")


def paper(title: str) -> Any:
    """A photograph to hand in, as a telephone makes it; another for every title."""
    image = Image.effect_noise((320, 240), sum(map(ord, title)) % 90 + 10)
    image.save(kept := BytesIO(), "JPEG")
    return {"name": f"{title}.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def in_thai(value: Any) -> str:
    """A day, a moment in Bangkok and the like, as pages write them."""
    return written(value, "th", sentences("th"))


def told(page: Page) -> str:
    """Everything that the page says, in one line."""
    return " ".join(page.locator("main").inner_text().split())


def case_number(page: Page) -> str:
    """The number of the case on a receipt."""
    return re.findall(r"\b[A-Z]{2,4}-\d\d-\d{5}\b", told(page))[0]


def open_case(page: Page, number: str) -> None:
    """Find a case by its number, at work or ended."""
    page.goto("/desk/search/")
    page.locator("main [name=q]").fill(number)
    press(page, "ค้นหา")
    page.get_by_role("main").get_by_role("link", name=number).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def at(day: date, clock: str) -> datetime:
    """A moment in Bangkok."""
    return datetime.combine(day, clock_time.fromisoformat(clock), BANGKOK)


def days_ahead(world: World) -> Iterator[date]:
    """The days after the world's own today: its time only goes forward."""
    today = date.fromisoformat(re.findall(r"\d{4}-\d{2}-\d{2}", world.ask("demo"))[0])
    return (today + timedelta(days=ahead) for ahead in range(1, 60))


def working_day(world: World, clock: str) -> date:
    """Go on to the next working day at this time of day."""
    day = next(day for day in days_ahead(world) if national_calendar("40").is_working_day(day))
    world.move_to(at(day, clock))
    return day


def answer_pages(page: Page, answers: Mapping[str, str]) -> None:
    """Answer page after page, each with what it asks; what was filled in beforehand stays. Ends at a refusal."""
    left = dict(answers)
    while left:
        asked = [name for name in left if page.locator(f'[name="{name}"]').count()]
        assert asked, f"{page.url} asks none of {sorted(left)}"
        while asked:
            fill(page, {name: left.pop(name) for name in asked})
            asked = [name for name in left if page.locator(f'[name="{name}"]').count()]
        press(page, "บันทึกและไปต่อ")
        if page.get_by_role("alert").count():
            return
