"""For whom one acts, and whom one lets act: mandates with an end."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from saduak.catalogue.queries import offered
from saduak.channels.entrance.citizens import NEXT, first_of, form_page, see
from saduak.channels.entrance.forms import MandateForm, words
from saduak.channels.entrance.limits import count
from saduak.channels.entrance.visits import ACTING, Visitor, for_citizens, onward
from saduak.channels.shell.errors import sentence_of
from saduak.channels.shell.pages import language_of_page
from saduak.core.errors import DomainError, SaduakError
from saduak.ledger.actors import user
from saduak.ledger.present import present
from saduak.parties.commands import give_mandate, revoke_mandate
from saduak.parties.queries import Principal, mandates_given, mandates_held, person_with_email, person_with_identifier


@never_cache
@form_page
@for_citizens("one_time_code")
def acting(request: HttpRequest, here: Visitor) -> HttpResponse:
    """Choose for whom one acts from now on; the choice holds while the mandate does."""
    held = mandates_held(_person(here), present())
    if onward(request, request.GET.get("next", "")):
        request.session[NEXT] = request.GET["next"]
    if request.method != "POST":
        return render(request, "entrance/acting.html", {"here": here, "held": held})
    chosen = request.POST.get("for", "")
    if chosen == "self":
        request.session.pop(ACTING, None)
    elif chosen in {str(each.mandate_id) for each in held}:
        request.session[ACTING] = chosen
    else:
        return render(request, "entrance/acting.html", {"here": here, "held": held, "is_wrong": True}, status=422)
    goal: str = request.session.pop(NEXT, "")
    return see(onward(request, goal) or first_of("portal:home", "entrance:me"))


@never_cache
@form_page
@for_citizens("ial_1")
def mandates(request: HttpRequest, here: Visitor) -> HttpResponse:
    """Whom one lets act, and a form to let one more: for oneself, or for the organisation that one directs and acts for
    now. A code by e-mail is not enough for that.
    """
    form = MandateForm(request.POST or None, services=_services())
    if request.method == "POST" and form.is_valid() and _is_given(request, here, form):
        return see(reverse("entrance:mandates"))
    given = mandates_given(_giver(here)[1], present())
    context = {"form": form, "given": given, "company": _company(here), "names": dict(_services())}
    return render(request, "entrance/mandates.html", context, status=422 if form.errors else 200)


@require_POST
@for_citizens("one_time_code")
def end_mandate(request: HttpRequest, here: Visitor, mandate_id: UUID) -> HttpResponse:
    """End a mandate, given or held; back to where it was listed."""
    own = user(here.user_id, channel="portal")
    revoke_mandate(actor=own, mandate_id=mandate_id, now=present(), key=f"end:{mandate_id}")
    is_given = request.POST.get("from") == "mandates"
    return see(reverse("entrance:mandates" if is_given else "entrance:acting"))


def _is_given(request: HttpRequest, here: Visitor, form: MandateForm) -> bool:
    """Give the mandate; what is in the way stands beside its field."""
    told = form.cleaned_data
    try:
        count(request, "mandate_sought", str(here.user_id))
        agent = _agent(told["whom"])
        give_mandate(
            actor=here.actor if _company(here) else user(here.user_id, channel="portal"),
            principal_kind=_giver(here)[0],
            principal_id=_giver(here)[1],
            agent_id=agent,
            scope=tuple(told["scope"]),
            until=_end_of(told["last_day"]),
            named_by="address" if "@" in told["whom"] else "number",
            now=present(),
            key=f"give:{uuid4()}",
        )
    except SaduakError as error:
        form.add_error("day" if error.code == "term_backwards" else "whom", sentence_of(error))
        return False
    return True


def _giver(here: Visitor) -> tuple[str, UUID]:
    """In whose name a mandate is given: kind and id."""
    company = _company(here)
    return (company.kind, company.id) if company else ("person", _person(here))


def _company(here: Visitor) -> Principal | None:
    """The organisation for which a director acts now."""
    return here.acting_for if here.acting_for and here.acting_for.directs else None


def _agent(whom: str) -> UUID:
    """The person with this address or number; DomainError("agent_unknown")."""
    found = person_with_email(whom) if "@" in whom else person_with_identifier(whom)
    if found is None:
        raise DomainError("agent_unknown")
    return found.id


def _end_of(last_day: date) -> datetime:
    """The first moment after a day in Thailand."""
    midnight = datetime.combine(last_day, time(), ZoneInfo(settings.TIME_ZONE))
    return midnight + timedelta(days=1)


def _person(here: Visitor) -> UUID:
    """The visitor's person; the guard has seen to it that there is one."""
    if here.person_id is None:
        raise DomainError("name_missing", sentence=words("entrance.wrong_name"))
    return here.person_id


def _services() -> list[tuple[str, str]]:
    """The services a mandate may be limited to."""
    is_english = language_of_page() == "en"
    rows = offered(present().astimezone(ZoneInfo(settings.TIME_ZONE)).date())
    return [(row.service, row.name_en if is_english else row.name_th) for row in rows]
