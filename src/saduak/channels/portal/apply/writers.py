"""Who writes an application: somebody who is logged in, or anybody where the service asks for no log-in.

The drafts of those who are not logged in are listed in their session: the id in an address alone opens nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.cases.queries import OpenDraft, case_of_draft, open_draft
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import Visitor, admitted, lead, visitor
from saduak.core.errors import NotFound, WrongState
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present

VISITOR = Actor("system", "visitor", channel="portal")
"""Whoever writes without a log-in."""
HELD = "portal.drafts"
MOST_HELD = 20
KEY = re.compile(r"[0-9a-f]{32}")
Arguments = ParamSpec("Arguments")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and the draft in hand."""

    here: Visitor | None
    draft: OpenDraft
    now: datetime

    @property
    def actor(self) -> Actor:
        """Who acts, and on whose behalf: the one for whom the draft was begun, whoever is chosen now."""
        if self.here is None:
            return VISITOR
        row = self.draft.row
        if row.organisation_id:
            return user(self.here.user_id, channel="portal", on_behalf_of=f"organisation:{row.organisation_id}")
        is_own = row.person_id in {None, self.here.person_id}
        behalf = "" if is_own else f"person:{row.person_id}"
        return user(self.here.user_id, channel="portal", on_behalf_of=behalf)

    @property
    def assurance(self) -> str:
        """How sure it is who writes."""
        return self.here.assurance if self.here else "none"


def for_writers(
    view: Callable[Concatenate[HttpRequest, Writer, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Guard a view of a draft: its writer only, logged in as surely as the service asks; a filed draft leads to its
    receipt. Raises NotFound for another's draft as for none.
    """

    @never_cache
    @wraps(view)
    def guarded(
        request: HttpRequest, draft_id: UUID, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        found = writer(request, draft_id)
        return found if isinstance(found, HttpResponse) else view(request, found, *args, **kwargs)

    return guarded


def writer(request: HttpRequest, draft_id: UUID) -> Writer | HttpResponse:
    """Who writes this draft, or the way to the entrance or to the receipt. Raises NotFound, WrongState."""
    here, now = visitor(request), present()
    if here is None and not holds(request, draft_id):
        return lead(request, "entrance:choose")
    actor = here.actor if here else VISITOR
    try:
        draft = open_draft(actor, draft_id, now)
    except WrongState:
        filed = case_of_draft(actor, draft_id, now)
        if filed is None:
            raise
        return see(reverse("portal:receipt", args=[filed.id]))
    if draft.row.owner is None and not holds(request, draft_id):
        raise NotFound("not_found", what="draft")
    level = draft.package.service.assurance
    found = admitted(request, level) if level != "none" else here
    return found if isinstance(found, HttpResponse) else Writer(found, draft, now)


def holds(request: HttpRequest, draft_id: UUID) -> bool:
    """Whether this browser began the draft without a log-in."""
    return str(draft_id) in request.session.get(HELD, [])


def hold(request: HttpRequest, draft_id: UUID) -> None:
    """Remember that this browser began the draft without a log-in."""
    request.session[HELD] = [*request.session.get(HELD, []), str(draft_id)][-MOST_HELD:]


def held(request: HttpRequest) -> list[UUID]:
    """The drafts that this browser began without a log-in, latest first."""
    return [UUID(draft_id) for draft_id in reversed(request.session.get(HELD, []))]


def key_of(request: HttpRequest) -> str:
    """The key that the form was drawn with; a fresh one where somebody sent something else.

    Visitors without a log-in are all one actor: theirs counts within their own browser only, by the secret that it
    sends with every form, so that nobody is answered what another was.
    """
    sent = request.POST.get("key", "")
    if not KEY.fullmatch(sent):
        return uuid4().hex
    if request.user.is_authenticated:
        return sent
    return sha256(f"{request.META.get('CSRF_COOKIE', '')}:{sent}".encode()).hexdigest()[:32]
