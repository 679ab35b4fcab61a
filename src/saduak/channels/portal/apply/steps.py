"""What is done of a draft and what is left: its pages, its papers, the last look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from saduak.cases.queries import OpenDraft
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, say_in_lane
from saduak.core.formlogic import Checked, Fault
from saduak.core.letters import in_language
from saduak.core.package import Group

GAPS = frozenset({"answer_missing", "answer_too_few_lines"})
"""What is only not answered yet; everything else is wrong."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `state` is done, todo, wrong, or later for what waits for those before it."""

    id: str
    title: str
    address: str
    state: str
    note: str = ""


def steps(draft: OpenDraft) -> tuple[Step, ...]:
    """Everything that there is to do, in order."""
    return (*_pages(draft), *_papers(draft), _last(draft))


def step_after(draft: OpenDraft, page_id: str) -> str:
    """The address of what follows a page of the form."""
    found = steps(draft)
    at = next((place for place, step in enumerate(found) if step.id == page_id), -1)
    return found[min(at + 1, len(found) - 1)].address


def next_step(found: Sequence[Step]) -> Step:
    """The first thing that is not done."""
    return next((step for step in found if step.state != "done"), found[-1])


def faults_in(checked: Checked, groups: Iterable[Group]) -> list[Fault]:
    """What is wrong or missing in these groups."""
    names = {group.id for group in groups}
    return [fault for fault in checked.faults if fault.group in names]


def _pages(draft: OpenDraft) -> Iterator[Step]:
    language = language_of_page()
    for page in draft.form.pages(draft.checked.answers):
        yield Step(
            page.page.id,
            in_language(page.page.title, language),
            reverse("portal:draft_page", args=[draft.id, page.page.id]),
            _state(draft.checked, page.page.groups),
        )


def _state(checked: Checked, groups: Sequence[Group]) -> str:
    names = {group.id for group in groups}
    faults = faults_in(checked, groups)
    if any(refusal.group in names for refusal in checked.refusals) or any(fault.code not in GAPS for fault in faults):
        return "wrong"
    return "todo" if faults else "done"


def _papers(draft: OpenDraft) -> Iterator[Step]:
    if not draft.documents:
        return
    language = language_of_page()
    refused = any(laid.file.state == "refused" for laid in draft.files)
    missing = len(draft.missing)
    note = say("apply.papers_left", language, number=missing) if missing else ""
    is_certain = draft.checked.may_be_filed
    state = "wrong" if refused else "todo" if missing else "done" if is_certain else "later"
    yield Step("papers", say("apply.papers", language), reverse("portal:draft_papers", args=[draft.id]), state, note)


def _last(draft: OpenDraft) -> Step:
    state = "todo" if draft.checked.may_be_filed else "later"
    return Step(
        "check",
        say_in_lane(draft.package.service.lane, "apply.check", language_of_page()),
        reverse("portal:check", args=[draft.id]),
        state,
    )
