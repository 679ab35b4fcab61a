"""A draft that a clerk fills in for somebody: whose it is to open, how it is kept, and the pages it goes through."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.cases.commands import save_draft
from saduak.cases.queries import OpenDraft, case_of_draft, open_draft
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotFound
from saduak.core.letters import in_language
from saduak.core.package import Answers
from saduak.core.receipt import Channel
from saduak.ledger.present import present
from saduak.parties.policy import Role

Arguments = ParamSpec("Arguments")


@dataclass
class Counter(Form):
    """A form about one draft of the counter."""

    draft: OpenDraft

    def keep(self, answers: Answers | None = None, papers: Iterable[Mapping[str, Any]] | None = None) -> None:
        """Save what was typed, right or wrong, and the papers; the draft in hand is read anew."""
        row = self.draft.row
        self.attempt(
            save_draft,
            ":keep",
            draft_id=row.id,
            answers=answers,
            papers=None if papers is None else tuple(papers),
        )
        self.draft = open_draft(self.actor, row.id, self.now)

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page, with the way through all pages on top."""
        here = context.get("here", "")
        return self.page(
            f"intake/{template}", draft=self.draft, steps=steps(self.draft, here), who=who(self.draft), **context
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One page on the way to filing; `is_here` marks the one that is open, `faults` counts what is open on it."""

    id: str
    says: str
    where: str
    is_here: bool
    faults: int


@dataclass(frozen=True, slots=True)
class Who:
    """For whom the clerk writes: the name, and the number by its last digits."""

    name: str
    number: str
    is_organisation: bool


def at_counter(
    view: Callable[Concatenate[Counter, Arguments], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """Guard a view: intake officers of the agency at which the draft was begun. Raises NotFound for all others.

    What was filed already leads to its receipt, as after a second click or a way back in the browser.
    """

    @wraps(view)
    @never_cache
    @for_officers(Role.INTAKE)
    def guarded(
        request: HttpRequest, officer: OnDuty, /, draft_id: UUID, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        now = present()
        filed = case_of_draft(officer.actor, draft_id, now)
        if filed:
            return HttpResponse(status=303, headers={"Location": reverse("desk:intake_receipt", args=[filed.id])})
        draft = open_draft(officer.actor, draft_id, now)
        if draft.row.channel == Channel.ELECTRONIC or draft.row.agency_id not in officer.agencies(Role.INTAKE):
            raise NotFound("not_found", what="draft")
        return view(Counter(request, officer, now, draft), *args, **kwargs)

    return guarded


def who(draft: OpenDraft) -> Who | None:
    """The applicant on file; None where nobody is known."""
    party = draft.row.organisation or draft.row.person
    return Who(party.name, party.masked_identifier, bool(draft.row.organisation)) if party else None


def steps(draft: OpenDraft, here: str) -> list[Step]:
    """The pages of the form, the papers, and the last look."""
    language, checked = language_of_page(), draft.checked
    found = []
    for page in draft.form.pages(checked.answers):
        groups = {group.id for group in page.groups}
        about = [fault.group for fault in checked.faults] + [refusal.group for refusal in checked.refusals]
        count = sum(group in groups for group in about)
        where = reverse("desk:intake_page", args=[draft.id, page.page.id])
        found.append(Step(page.page.id, in_language(page.page.title, language), where, page.page.id == here, count))
    papers, last = (reverse(f"desk:intake_{name}", args=[draft.id]) for name in ("papers", "file"))
    found.append(Step("papers", say("intake.papers", language), papers, here == "papers", len(draft.missing)))
    found.append(Step("file", say("intake.last_look", language), last, here == "file", 0))
    return found


def after(draft: OpenDraft, here: str) -> str:
    """The address of the page after this one."""
    found = steps(draft, here)
    at = next((number for number, step in enumerate(found) if step.is_here), -1)
    return found[min(at + 1, len(found) - 1)].where
