"""Who is here, read from the session at every request, and the guards that portal and desk put before their views.

    @for_citizens(Level.IAL_1)
    def draft(request: HttpRequest, visitor: Visitor, case_id: UUID) -> HttpResponse: ...

    @for_officers("officer", "checker")
    def work(request: HttpRequest, officer: OnDuty) -> HttpResponse: ...

A session keeps real time and holds no more than: the level of the log-in, whether a second factor was given, and the
mandate that was chosen. Roles, mandates and a counter's proofs are asked anew each time, so that none outlives its end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from saduak.core.errors import NotAllowed
from saduak.identities.policy import higher, reaches
from saduak.identities.queries import counter_level
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present
from saduak.parties.queries import Post, Principal, known_user, mandates_held, person_of_user, posts_of_user

Arguments = ParamSpec("Arguments")
LEVEL, SECOND, ACTING = "entrance.level", "entrance.second", "entrance.acting"
BACKEND = "django.contrib.auth.backends.ModelBackend"
HELD = "visit"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A citizen who is logged in. `person_id` is none until they said their name; `acting_for` none for oneself."""

    user_id: UUID
    person_id: UUID | None
    name: str
    assurance: str
    acting_for: Principal | None

    @property
    def actor(self) -> Actor:
        """Who acts, and on whose behalf, for a command."""
        principal = self.acting_for
        behalf = f"{principal.kind}:{principal.id}" if principal else ""
        return user(self.user_id, channel="portal", on_behalf_of=behalf)

    def reaches(self, level: str) -> bool:
        """Whether this log-in is as sure as a service asks."""
        return reaches(self.assurance, level)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """An officer who is logged in with both factors, with the posts and roles in force now."""

    user_id: UUID
    posts: tuple[Post, ...]

    @property
    def actor(self) -> Actor:
        """Who acts, for a command."""
        return user(self.user_id, channel="desk")

    def agencies(self, *roles: str) -> tuple[UUID, ...]:
        """The agencies at which one of the roles is held; at which any post is held, when none is named."""
        return tuple(post.agency_id for post in self.posts if not roles or post.roles & set(roles))

    def post_at(self, agency_id: UUID) -> Post | None:
        """The post at an agency."""
        return next((post for post in self.posts if post.agency_id == agency_id), None)


def visitor(request: HttpRequest) -> Visitor | None:
    """The citizen behind a request; None for a stranger and for an officer on duty."""
    level = request.session.get(LEVEL)
    if not (level and request.user.is_authenticated):
        return None
    user_id = UUID(str(request.user.pk))
    person = person_of_user(user_id)
    if person is None:
        return Visitor(user_id, None, "", level, None)
    return Visitor(
        user_id, person.id, person.name, higher(level, counter_level(person.id)), _principal(request, person.id)
    )


def _principal(request: HttpRequest, person_id: UUID) -> Principal | None:
    """The chosen principal, while the mandate holds; the choice is dropped with it."""
    chosen = request.session.get(ACTING)
    if chosen is None:
        return None
    held = next((each for each in mandates_held(person_id, present()) if str(each.mandate_id) == chosen), None)
    if held is None:
        del request.session[ACTING]
        raise NotAllowed("mandate_over")
    return held


def officer(request: HttpRequest) -> OnDuty | None:
    """The officer behind a request: logged in with both factors and in a post now; None otherwise."""
    if not (request.session.get(SECOND) and request.user.is_authenticated):
        return None
    user_id = UUID(str(request.user.pk))
    posts = posts_of_user(user_id, present())
    return OnDuty(user_id, posts) if posts else None


def for_citizens(
    level: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Visitor, Arguments], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase],
]:
    """Guard a view: a visitor who has not proved `level` and said their name is led through the entrance and back."""

    def guard(
        view: Callable[Concatenate[HttpRequest, Visitor, Arguments], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            here = admitted(request, level)
            return here if isinstance(here, HttpResponse) else view(request, here, *args, **kwargs)

        return guarded

    return guard


def admitted(request: HttpRequest, level: str) -> Visitor | HttpResponse:
    """The visitor, if sure enough for `level` (read from a service, say); else the way to the entrance and back."""
    here = visitor(request)
    if here is None or not here.reaches(level):
        return lead(request, "entrance:choose", level=level)
    return here if here.person_id else lead(request, "entrance:name")


def for_officers(
    *roles: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, OnDuty, Arguments], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase],
]:
    """Guard a view: only officers, holding one of `roles` somewhere when any is named.

    Raises NotAllowed("no_such_role"), which the frame answers with 403. What they may do at which agency is the
    policy's business.
    """

    def guard(
        view: Callable[Concatenate[HttpRequest, OnDuty, Arguments], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
            here = officer(request)
            if here is None:
                return lead(request, "entrance:officer")
            if roles and not here.agencies(*roles):
                raise NotAllowed("no_such_role")
            return view(request, here, *args, **kwargs)

        return guarded

    return guard


def lead(request: HttpRequest, name: str, **query: str) -> HttpResponse:
    """A redirect into the entrance that remembers where to go back to: this page, or where a form was sent from."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    asked = {**query, **({"next": back} if back else {})}
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode(asked)}" if asked else reverse(name))


def enter(request: HttpRequest, user_id: UUID, *, level: str = "", second: bool = False) -> None:
    """Open a session: of a citizen at `level`, or of an officer with the `second` factor given."""
    account = known_user(user_id)
    request.session.flush()
    login(request, account, backend=BACKEND)
    if level:
        request.session[LEVEL] = level
    if second:
        request.session[SECOND] = True


def onward(request: HttpRequest, asked: str) -> str:
    """Where somebody wanted to go, if that is on this site; nothing else is ever followed."""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else ""
