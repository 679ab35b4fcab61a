"""People at the portal for tests: a browser that is logged in, and what it types into the pages of a form."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.cases.tests.office import Office
from saduak.channels.entrance.visits import ACTING, BACKEND, LEVEL
from saduak.ledger.actors import Actor
from saduak.parties.models import User

WASTE_START = "/my/apply/industry/waste-removal/khon-kaen-industry/"
FOOD_START = "/my/apply/health/food-large/khon-kaen-city/"
FOOD_PAGES = ("request", "applicant", "business", "certify")
WASTE_PAGES = ("applicant", "waste")


def browser(actor: Actor, level: str = "ial_1", acting: UUID | None = None) -> Client:
    """A browser in which this citizen is logged in at a level, acting under a mandate where one is named."""
    account = User.objects.get(pk=actor.id)
    client, session = Client(), SessionStore()
    session["_auth_user_id"] = str(account.pk)
    session["_auth_user_backend"] = BACKEND
    session["_auth_user_hash"] = account.get_session_auth_hash()
    session[LEVEL] = level
    if acting:
        session[ACTING] = str(acting)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def applicant(at: Office) -> Client:
    """The office's citizen at the portal."""
    return browser(at.citizen)


def begin(client: Client, start: str = FOOD_START) -> str:
    """Begin an application; the address of the draft."""
    answer = client.post(start)
    assert answer.status_code == 303, words(answer)
    return str(answer.headers["Location"])


def typed(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a browser sends them."""
    found: dict[str, Any] = {}
    for group, given in answers.items():
        for at, line in enumerate(given) if isinstance(given, list) else ((None, given),):
            place = group if at is None else f"{group}.{at}"
            found |= {f"{place}.{name}": _word(value) for name, value in line.items()}
    return found


def _word(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def page_of(draft: str, page: str) -> str:
    """The address of a page of the form."""
    return f"{draft}page/{page}/"


def write(client: Client, draft: str, answers: Mapping[str, Any], pages: tuple[str, ...] = FOOD_PAGES) -> None:
    """Answer every page."""
    for page in pages:
        answer = client.post(page_of(draft, page), typed(answers))
        assert answer.status_code == 303, words(answer)


def upload(client: Client, draft: str, document: str, *files: tuple[str, bytes], do: str = "upload") -> Any:
    """Attach files as one document."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{draft}papers/", {"document": document, "do": do, "file": sent})


def submit(client: Client, draft: str, **said: Any) -> Any:
    """Press the last button."""
    return client.post(f"{draft}check/", {"consent": "yes", "missing_known": "yes", "reply": "electronic", **said})


def words(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())
