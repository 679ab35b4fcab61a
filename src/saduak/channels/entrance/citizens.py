"""Citizens: by one-time code, by an identity provider; who they are here, and the way out."""

import time
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from uuid_utils.compat import uuid7

from saduak.channels.entrance.codes import Kept, fresh, is_right
from saduak.channels.entrance.forms import Asked, CodeForm, EmailForm, NameForm, words
from saduak.channels.entrance.limits import count, forgive
from saduak.channels.entrance.visits import SECOND, enter, lead, onward, visitor
from saduak.channels.shell.errors import sentence_of
from saduak.channels.shell.pages import language_of_page
from saduak.core.errors import DomainError, SaduakError, Unavailable
from saduak.identities.commands import recognise_address, recognise_person
from saduak.identities.policy import level_of_ial
from saduak.identities.queries import code_sender, proofs, providers
from saduak.ledger.actors import ENTRANCE
from saduak.ledger.present import present
from saduak.parties.commands import change_email, register_person
from saduak.parties.queries import known_user, posts_of_user, user_with_email

CODE, NEXT, NOTE, GONE = "entrance.code", "entrance.next", "entrance.note", "entrance.gone"
ASKED = ("one_time_code", "ial_1", "ial_2")
"""The levels that a service may ask for."""
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The ways in that are sure enough for what is wanted."""
    told = request.GET.get("level", "")
    wanted = told if told in ASKED else ""
    if onward(request, request.GET.get("next", "")):
        request.session[NEXT] = request.GET["next"]
    context = {
        "providers": list(providers()),
        "code_is_enough": wanted not in {"ial_1", "ial_2"},
        "wanted": wanted,
        "note": request.session.pop(NOTE, ""),
        "here": visitor(request),
    }
    return render(request, "entrance/choose.html", context)


@never_cache
@form_page
def ask_code(request: HttpRequest) -> HttpResponse:
    """Send a code to an address."""
    form = EmailForm(request.POST or None)
    if request.method != "POST":
        return render(request, "entrance/code.html", {"form": form})
    if form.is_valid():
        refused = _sent(request, form.cleaned_data["email"].lower(), is_new_address=False)
        if not refused:
            return see(reverse("entrance:check"))
        form.add_error("email", refused)
    return render(request, "entrance/code.html", {"form": form}, status=422)


@never_cache
@form_page
def check_code(request: HttpRequest) -> HttpResponse:
    """Take the code and open the session."""
    kept = request.session.get(CODE)
    if not kept:
        return see(reverse("entrance:code"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_right(request, Kept(**kept["kept"]), form):
        return _entered(request, Kept(**kept["kept"]), is_new_address=kept["is_new_address"])
    context = {"form": form, "email": kept["kept"]["email"]}
    return render(request, "entrance/check.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@form_page
def add_email(request: HttpRequest) -> HttpResponse:
    """Give the log-in an address of one's own, so that a code opens it as well."""
    here = visitor(request)
    if here is None:
        return lead(request, "entrance:choose")
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = _sent(request, form.cleaned_data["email"].lower(), is_new_address=True)
        if not refused:
            return see(reverse("entrance:check"))
        form.add_error("email", refused)
    return render(request, "entrance/email.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@form_page
def tell_name(request: HttpRequest) -> HttpResponse:
    """Somebody who came by code says their name, once."""
    here = visitor(request)
    if here is None:
        return lead(request, "entrance:choose")
    if onward(request, request.GET.get("next", "")):
        request.session[NEXT] = request.GET["next"]
    form = NameForm(request.POST or None)
    if here.person_id or (request.method == "POST" and form.is_valid()):
        if here.person_id is None:
            register_person(
                actor=here.actor,
                agency_id=None,
                name=form.cleaned_data["name"],
                identifier="",
                now=present(),
                key=f"name:{here.user_id}",
            )
        return see(_goal(request))
    return render(request, "entrance/name.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
def go_to_provider(request: HttpRequest, provider: str) -> HttpResponseBase:
    """Off to an identity provider."""
    wired = providers().get(provider)
    if wired is None:
        raise Http404
    if onward(request, request.GET.get("next", "")):
        request.session[NEXT] = request.GET["next"]
    request.session[GONE] = {"language": language_of_page()}
    return wired.begin(request, callback_of(request, provider))


@never_cache
@require_GET
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from an identity provider, in the language in which the visitor left."""
    gone: Mapping[str, Any] = request.session.pop(GONE, {})
    with override(gone.get("language", "th")):
        wired = providers().get(provider)
        if wired is None:
            raise Http404
        here = visitor(request)
        try:
            vouched = wired.finish(request, callback_of(request, provider))
            user_id = recognise_person(
                actor=ENTRANCE,
                provider=provider,
                vouched=vouched,
                user_id=here.user_id if here else None,
                now=present(),
                key=f"{provider}:{uuid7()}",  # the provider gives each answer once; a session of its own may come back
            )
        except (DomainError, Unavailable) as error:
            request.session[NOTE] = error.code
            return see(reverse("entrance:choose"))
        goal = _goal(request)
        enter(request, user_id, level=level_of_ial(vouched.ial))
        return see(goal)


@never_cache
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Who one is here, and by what proof."""
    here = visitor(request)
    if here is None:
        return see(reverse("entrance:codes")) if request.session.get(SECOND) else lead(request, "entrance:choose")
    account = known_user(here.user_id)
    context = {
        "here": here,
        "email": account.email,
        "proofs": proofs(here.user_id)[:10],
        "providers": list(providers()),
    }
    return render(request, "entrance/me.html", context)


@never_cache
@form_page
def leave(request: HttpRequest) -> HttpResponse:
    """End the session. A link alone ends nothing: the page asks."""
    if request.method != "POST":
        return render(request, "entrance/out.html")
    logout(request)
    return see(reverse("entrance:choose"))


def callback_of(request: HttpRequest, provider: str) -> str:
    """The address to come back to, whole, without a slash at its end and the same in every language."""
    return request.build_absolute_uri(reverse("entrance_back", args=(provider,)))


def _sent(request: HttpRequest, email: str, *, is_new_address: bool) -> str:
    """Send a code and keep its digest; a sentence when that cannot be."""
    known = user_with_email(email)
    if known and (is_new_address or posts_of_user(known.id, present())):
        return words("entrance.email_taken" if is_new_address else "entrance.officer_door")
    code, kept = fresh(email, time.time())
    try:
        count(request, "code_sent", email)
        code_sender()(email, code, language_of_page())
    except SaduakError as error:
        return sentence_of(error)
    request.session[CODE] = {"kept": kept._asdict(), "is_new_address": is_new_address}
    return ""


def _is_right(request: HttpRequest, kept: Kept, form: Asked) -> bool:
    try:
        count(request, "code_tried", kept.mark)
    except SaduakError:
        form.add_error("code", words("entrance.code_spent"))
        return False
    if is_right(kept, form.cleaned_data["code"], time.time()):
        forgive(request, "code_tried", kept.mark)
        return True
    form.add_error("code", words("entrance.code_wrong" if time.time() < kept.until else "entrance.code_expired"))
    return False


def _entered(request: HttpRequest, kept: Kept, *, is_new_address: bool) -> HttpResponse:
    """The session of who has read the code; one that is open already keeps its level and gains an address."""
    here = visitor(request)
    del request.session[CODE]
    if is_new_address:
        if here is None:
            return lead(request, "entrance:choose")
        change_email(actor=ENTRANCE, user_id=here.user_id, email=kept.email, now=present(), key=f"email:{kept.mark}")
        return see(reverse("entrance:me"))
    key = f"code:{kept.mark}"
    user_id = recognise_address(actor=ENTRANCE, email=kept.email, reference=kept.mark, now=present(), key=key)
    goal = _goal(request)
    enter(request, user_id, level="one_time_code")
    return _named(request, goal)


def _named(request: HttpRequest, goal: str) -> HttpResponse:
    """On to the goal, by way of the page that asks for a name where none is known."""
    here = visitor(request)
    if here and here.person_id is None:
        request.session[NEXT] = goal
        return see(reverse("entrance:name"))
    return see(goal)


def _goal(request: HttpRequest) -> str:
    """Where the visitor wanted to go; else the portal's first page, else the page about oneself."""
    wanted: str = request.session.pop(NEXT, "")
    return onward(request, wanted) or first_of("portal:home", "entrance:me")


def first_of(*names: str) -> str:
    """The address of the first of these pages that this installation has."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return "/"


def see(address: str) -> HttpResponse:
    """After a form: look there (303), so that a reload sends nothing twice."""
    answer = HttpResponseRedirect(address)
    answer.status_code = 303
    return answer
