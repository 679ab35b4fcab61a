"""A page of a form asks for further questions while somebody goes on typing: nothing typed is lost."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route

STATIC = "src/saduak/channels/shell/static/shell/questions.js"
SHEET = """<!doctype html><form id="sheet"><div id="questions">
<input name="place.area" value="{area}"><input name="place.workers" value="{workers}">
<input type="radio" name="place.right" value="own"{own}>
<input type="radio" name="place.right" value="lease"></div></form>"""
SENT = SHEET.format(area="220", workers="5", own=" checked")


@pytest.fixture
def sheet(page: Page) -> Page:
    """A form as the server draws it, with the script that every page brings and htmx's events fired by hand."""

    def answer(route: Route) -> None:
        route.fulfill(body=SENT, content_type="text/html")

    page.route("**/sheet", answer)
    page.goto("/sheet")
    page.add_script_tag(path=STATIC)
    return page


def swap(page: Page, answer: str) -> None:
    """What htmx does when the answer of the server is there."""
    page.evaluate(
        """answer => {
            document.dispatchEvent(new Event("htmx:beforeSwap"));
            const whole = new DOMParser().parseFromString(decodeURIComponent(answer), "text/html");
            document.getElementById("questions").replaceWith(whole.getElementById("questions"));
            document.dispatchEvent(new Event("htmx:afterSwap"));
        }""",
        quote(answer),
    )


def test_what_was_typed_meanwhile_stays_and_what_the_server_says_counts(sheet: Page) -> None:
    sheet.evaluate("document.dispatchEvent(new Event('htmx:beforeRequest'))")
    sheet.locator("[name='place.workers']").fill("7")
    sheet.locator("[value=lease]").check()
    swap(sheet, SHEET.format(area="220.00", workers="5", own=" checked"))
    assert sheet.locator("[name='place.area']").input_value() == "220.00"
    assert sheet.locator("[name='place.workers']").input_value() == "7"
    assert sheet.locator("[value=lease]").is_checked()
