"""What happened to an application, in plain words: what the applicant may know, never the work within the agency."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from saduak.cases.queries import WholeCase
from saduak.cases.queries.chronicle import Told, chronicle
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.calendars import BANGKOK
from saduak.core.letters import in_language
from saduak.core.reasons import written

SHOWN: Final = frozenset(
    f"case.{name}"
    for name in (
        *("filed", "completed", "defect_recorded", "defect_acknowledged", "defect_answered", "defect_judged"),
        *("defect_extended", "answers_amended", "returned", "reinstated", "referred", "withdrawn", "paper_added"),
        *("reply_chosen", "version_chosen", "version_moved", "exception_ordered", "task_started", "task_finished"),
        "visit_recorded",
        *("consulted", "consultation_answered", "consultation_taken_back"),
        *("consent_asked", "consent_answered", "hearing_opened", "hearing_answered", "hearing_skipped"),
        *("decided", "notified"),
        *("appeal_filed", "appeal_forwarded", "appeal_extended", "appeal_decided", "appeal_withdrawn"),
        *("order_replaced", "return_revoked"),
    )
)
"""Kinds that are told; drafts of orders, checks, assignments and warnings are the agency's own work."""
WITH_GROUND: Final = frozenset(
    {"case.returned", "case.withdrawn", "case.reinstated", "case.defect_extended", "case.referred"}
)
"""Kinds whose words were told to the applicant, or are their own."""


class Event(NamedTuple):
    """One thing that happened. `by` is "you", "agency", "other_party" or "system"."""

    says: str
    detail: str
    by: str
    at: datetime
    ground: str


class ToldDue(NamedTuple):
    """A due date as it was told: when, which day, and the reasons of that time as sentences with their articles."""

    at: datetime
    due: date | datetime | None
    because: tuple[Mapping[str, str], ...]


BY: Final = MappingProxyType({"applicant": "you", "officer": "agency", "other_party": "other_party"})


def events(case: WholeCase) -> tuple[Event, ...]:
    """What happened, latest first."""
    return tuple(_event(case, told) for told in chronicle(case) if told.kind in SHOWN)


def due_told(case: WholeCase) -> tuple[ToldDue, ...]:
    """Every due date that was told, latest first."""
    return tuple(_due(said.payload, said.at) for said in reversed(list(case.story.of("case.due_told"))))


def document_name(case: WholeCase, document: str) -> str:
    """The name of a document of the manual; of a paper offered freely, that it is one."""
    listed = case.package.service.documents
    found = next((each.name for each in (() if isinstance(listed, str) else listed) if each.id == document), None)
    language = language_of_page()
    return in_language(found, language) if found else say("case_page.offered", language)


def _event(case: WholeCase, told: Told) -> Event:
    ground = told.ground if told.kind in WITH_GROUND else ""
    says = say(f"event.{told.kind}", language_of_page())
    return Event(says, _detail(case, told.kind, told.payload), BY.get(told.by, "system"), told.at, ground)


def _detail(case: WholeCase, kind: str, said: Mapping[str, Any]) -> str:
    language = language_of_page()
    if kind in {"case.defect_recorded", "case.defect_extended", "case.reinstated"}:
        return str(written(date.fromisoformat(said["deadline"]), language, sentences(language)))
    if kind == "case.defect_judged":
        return say("item_state.mended" if said["accepted"] else "item_state.open", language)
    if kind == "case.return_revoked":
        return say(f"appeal_reopening.{said['how']}", language)
    if kind == "case.paper_added":
        return document_name(case, said["document"])
    if kind in {"case.task_started", "case.task_finished"}:
        step = next((each for each in case.package.service.steps if each.id == said["step"]), None)
        return in_language(step.name, language) if step else ""
    if kind == "case.consent_answered":
        return say(f"consent_state.{said['state']}", language)
    if kind == "case.reply_chosen":
        return say(f"reply_way.{said['reply']}", language)
    return say(f"outcome.{said['outcome']}", language) if "outcome" in said else str(said.get("agency_named", ""))


def _due(said: Mapping[str, Any], at: datetime) -> ToldDue:
    language = language_of_page()
    moment = datetime.fromisoformat(said["due_at"]).astimezone(BANGKOK) if said["due_at"] else None
    day = date.fromisoformat(said["due_on"]) if said["due_on"] else None
    because = tuple(
        {"says": reason["text"][language], "article": reason["citation"]["text"][language]}
        for reason in said["because"]
    )
    return ToldDue(at, moment or day, because)
