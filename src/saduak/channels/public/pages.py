"""What every public page knows of its own language."""

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
