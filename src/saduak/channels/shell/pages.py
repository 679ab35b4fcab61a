"""What every page knows of itself: its language, the same page in the other one, and whether a part of it is asked."""

from django.http import HttpRequest
from django.utils.translation import get_language

from saduak.core.reasons import Language


def language_of_page() -> Language:
    """The language the page is shown in; Thai unless English was asked for."""
    return "en" if get_language() == "en" else "th"


def in_other_language(request: HttpRequest) -> str:
    """The address of this page in the other language, with the same question."""
    path = request.get_full_path()
    return path.removeprefix("/en") or "/" if language_of_page() == "en" else f"/en{path}"


def first_page() -> str:
    """Where the wordmark leads."""
    return "/en/" if language_of_page() == "en" else "/"


def asks_for_a_part(request: HttpRequest) -> bool:
    """Whether a script on the page asks for a part to put in place; a page without scripts never does."""
    asked = request.headers
    return asked.get("HX-Request") == "true" and not (
        asked.get("HX-Boosted") or asked.get("HX-History-Restore-Request")
    )
