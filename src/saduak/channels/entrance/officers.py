"""Officers: password, then the second factor, which everybody who holds a post must set up before anything else."""

import time
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.channels.entrance.citizens import NEXT, first_of, form_page, see
from saduak.channels.entrance.factors import picture
from saduak.channels.entrance.forms import CodeForm, NameForm, NewPasswordForm, PasswordForm, words
from saduak.channels.entrance.limits import count, forgive
from saduak.channels.entrance.visits import enter, lead, officer, onward
from saduak.channels.shell.errors import sentence_of
from saduak.core.errors import SaduakError, WrongState
from saduak.identities.commands import accept_invitation
from saduak.identities.queries import Invited, invitation_of, second_factor
from saduak.ledger.actors import ENTRANCE
from saduak.ledger.present import present
from saduak.parties.commands import name_user
from saduak.parties.queries import known_user, posts_of_user

PENDING, SECRET = "entrance.pending", "entrance.secret"
PENDING_SECONDS = 900
"""How long the page for the second factor waits after the password."""


@never_cache
@form_page
def password(request: HttpRequest) -> HttpResponse:
    """The first factor. Nobody is logged in by it."""
    if onward(request, request.GET.get("next", "")):
        request.session[NEXT] = request.GET["next"]
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user_id = _with_password(request, form)
        if user_id:
            _wait(request, user_id)
            return see(reverse("entrance:second" if second_factor().is_set_up(user_id) else "entrance:set_up"))
    return render(request, "entrance/officer.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@form_page
def second(request: HttpRequest) -> HttpResponse:
    """The second factor, which opens the session."""
    user_id = _waiting(request)
    if user_id is None:
        return see(reverse("entrance:officer"))
    if not second_factor().is_set_up(user_id):
        return see(reverse("entrance:set_up"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _passes(request, user_id, form):
        return _opened(request, user_id)
    return render(request, "entrance/second.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@form_page
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up the authenticator app: the only page for an officer who has none."""
    user_id = _waiting(request)
    if user_id is None or second_factor().is_set_up(user_id):
        return see(reverse("entrance:officer" if user_id is None else "entrance:second"))
    secret = request.session.setdefault(SECRET, second_factor().new_secret())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_set_up(user_id, secret, form):
        goal = request.session.get(NEXT, "")
        enter(request, user_id, second=True)
        request.session[NEXT] = goal
        return see(reverse("entrance:codes"))
    context = {"form": form, **picture(secret, known_user(user_id).email or "")}
    return render(request, "entrance/set_up.html", context, status=422 if form.errors else 200)


@never_cache
@form_page
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, to be kept on paper; and the way on."""
    here = officer(request)
    if here is None:
        return see(reverse("entrance:officer"))
    context = {"codes": second_factor().recovery_codes(here.user_id), "goal": _goal(request), "posts": here.posts}
    return render(request, "entrance/codes.html", context)


@never_cache
@form_page
def own_name(request: HttpRequest) -> HttpResponse:
    """An officer corrects the name that stands under letters."""
    here = officer(request)
    if here is None:
        return lead(request, "entrance:officer")
    form = NameForm(request.POST or None, initial={"name": known_user(here.user_id).name})
    if request.method == "POST" and form.is_valid():
        said = {"user_id": here.user_id, "name": form.cleaned_data["name"]}
        name_user(actor=here.actor, **said, now=present(), key=f"officer-name:{uuid4()}")
        return see(first_of("desk:home", "entrance:codes"))
    context = {"form": form, "posts": here.posts}
    return render(request, "entrance/officer_name.html", context, status=422 if form.errors else 200)


@never_cache
@form_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invited officer confirms the name to sign with, chooses a password, and goes on to the second factor."""
    invited = invitation_of(token)
    if invited.accepted_at:
        raise WrongState("invitation_used")
    if present() >= invited.until:
        raise WrongState("invitation_expired")
    form = NewPasswordForm(request.POST or None, initial={"name": invited.name})
    if request.method == "POST" and form.is_valid() and _is_chosen(invited, form):
        second_factor().forget(invited.user_id)
        _wait(request, invited.user_id)
        return see(reverse("entrance:set_up"))
    context = {"form": form, "invited": invited}
    return render(request, "entrance/invitation.html", context, status=422 if form.errors else 200)


def _with_password(request: HttpRequest, form: PasswordForm) -> UUID | None:
    """The log-in, if the password is right and a post is held; the form says no more than that one of them is not."""
    email = form.cleaned_data["email"].lower()
    try:
        count(request, "password_tried", email)
    except SaduakError as error:
        form.add_error("password", sentence_of(error))
        return None
    account = authenticate(request, username=email, password=form.cleaned_data["password"])
    user_id = UUID(str(account.pk)) if account else None
    if user_id is None or not posts_of_user(user_id, present()):
        form.add_error("password", words("entrance.password_wrong"))
        return None
    forgive(request, "password_tried", email)
    return user_id


def _passes(request: HttpRequest, user_id: UUID, form: CodeForm) -> bool:
    try:
        count(request, "second_tried", str(user_id))
    except SaduakError as error:
        form.add_error("code", sentence_of(error))
        return False
    if second_factor().passes(user_id, form.cleaned_data["code"]):
        forgive(request, "second_tried", str(user_id))
        return True
    form.add_error("code", words("entrance.second_wrong"))
    return False


def _is_set_up(user_id: UUID, secret: str, form: CodeForm) -> bool:
    if second_factor().set_up(user_id, secret, form.cleaned_data["code"]):
        return True
    form.add_error("code", words("entrance.second_wrong"))
    return False


def _is_chosen(invited: Invited, form: NewPasswordForm) -> bool:
    """Set the password, unless it is one that everybody guesses."""
    chosen = form.cleaned_data["password"]
    try:
        validate_password(chosen, known_user(invited.user_id))
    except ValidationError:
        form.add_error("password", words("entrance.wrong_password_weak"))
        return False
    said = {"password": chosen, "name": form.cleaned_data["name"]}
    accept_invitation(actor=ENTRANCE, invitation_id=invited.id, **said, now=present(), key=f"accept:{uuid4()}")
    return True


def _wait(request: HttpRequest, user_id: UUID) -> None:
    """Remember who has given the first factor, under a fresh session key."""
    request.session.cycle_key()
    stamp = known_user(user_id).get_session_auth_hash()
    request.session[PENDING] = {"user": str(user_id), "stamp": stamp, "until": time.time() + PENDING_SECONDS}


def _waiting(request: HttpRequest) -> UUID | None:
    """Who has given the first factor and is still awaited: not after a quarter of an hour, nor a new password."""
    pending: dict[str, Any] = request.session.get(PENDING, {})
    if not pending or time.time() >= pending["until"]:
        return None
    user_id = UUID(pending["user"])
    return user_id if known_user(user_id).get_session_auth_hash() == pending["stamp"] else None


def _opened(request: HttpRequest, user_id: UUID) -> HttpResponse:
    goal = _goal(request)
    enter(request, user_id, second=True)
    return see(goal)


def _goal(request: HttpRequest) -> str:
    return onward(request, request.session.get(NEXT, "")) or first_of("desk:home", "entrance:codes")
