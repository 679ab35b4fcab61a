"""Who holds a licence at the portal, and what one page about it needs: a form that is tried once, and what was typed,
kept when it is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import Visitor, admitted
from saduak.channels.portal.filed.readers import Tried, Wrong
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotFound
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present
from saduak.licences.queries import LicenceView, licence, own_licences

Arguments = ParamSpec("Arguments")


@dataclass
class Holder(Tried):
    """The holder, or who acts for it, before one licence at one moment."""

    request: HttpRequest
    here: Visitor
    view: LicenceView
    now: datetime
    wrong: list[Wrong] = field(default_factory=list)
    status: int = 200

    @property
    def actor(self) -> Actor:
        """Who acts, on behalf of the holder of this licence, whoever is chosen now."""
        row = self.view.row
        if row.organisation_id:
            return user(self.here.user_id, channel="portal", on_behalf_of=f"organisation:{row.organisation_id}")
        is_own = row.person_id in {None, self.here.person_id}
        return user(self.here.user_id, channel="portal", on_behalf_of="" if is_own else f"person:{row.person_id}")

    def done(self, said: str) -> HttpResponse:
        """Back to the page of the licence, which says what was done."""
        messages.success(self.request, say(said, language_of_page()))
        return see(reverse("portal:licence", args=[self.view.row.id]))

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page."""
        row = self.view.row
        told = {"licence": self.view, "row": row, "record": self.view.record, "wrong": self.wrong, "here": self.here}
        return render(self.request, f"portal/licences/{template}", {**told, **context}, status=self.status)


def for_holders(
    view: Callable[Concatenate[Holder, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Guard a page of a licence: its holder only, and who acts for it. Raises NotFound for anybody else, an officer of
    its agency among them, who has the desk for that."""

    @never_cache
    @wraps(view)
    def guarded(
        request: HttpRequest, licence_id: UUID, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        here, now = admitted(request, "one_time_code"), present()
        if isinstance(here, HttpResponse):
            return here
        actor = user(here.user_id, channel="portal")
        found = licence(actor, licence_id, now)
        if found.row.id not in {each.row.id for each in own_licences(actor, now)}:
            raise NotFound("not_found", what="licence")
        return view(Holder(request, here, found, now), *args, **kwargs)

    return guarded
