"""What delay notices, extensions and approvals by silence say, and the notices of a case as its page shows them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from saduak.cases.models import Consultation, Notice, StandingOrder
from saduak.cases.queries.consultations import name_of
from saduak.cases.queries.letters import Composed, case_values
from saduak.cases.queries.whole import WholeCase
from saduak.core.calendars import BANGKOK
from saduak.core.errors import CalendarYearUnknown
from saduak.core.letters import in_language, merged
from saduak.core.looks import sending
from saduak.core.package import StepKind
from saduak.core.periods import last_day
from saduak.core.reasons import Language, short_date, written
from saduak.messages.commands import Signatory
from saduak.sources.texts import read_sentences, sentences

__all__ = [
    "Notice",
    "clockwords",
    "composed",
    "delay_letter",
    "expected_end",
    "facts_told",
    "notices_of",
    "regulator",
    "sends_at",
    "signed_by_order",
    "standing_order",
    "standing_orders",
]
HERE = Path(__file__).parent


@lru_cache(maxsize=2)
def clockwords(language: Language) -> Mapping[str, str]:
    """Every phrase of these letters by its key."""
    return read_sentences(HERE / f"clockwork.{language}.yaml")


# The letters


def composed(case: WholeCase, kind: str, said: Mapping[str, str], language: Language) -> Composed:
    """The package's letter of this kind, else the house's, filled with the case and with what is said besides."""
    words = clockwords(language)
    own = next((letter for letter in case.package.letters if letter.kind == kind), None)
    if own is None:
        templates = [words[f"{kind}.subject"], words[f"{kind}.body"], words["closing.usual"]]
    else:
        parts = (own.subject, own.body, own.closing)
        templates = [in_language(text, language) if text else "" for text in parts]
    values = {**case_values(case, language, *templates), **said}
    subject, body, closing = (merged(template, values) for template in templates)
    return Composed(kind, language, subject, body, closing.strip())


def delay_letter(case: WholeCase, notice: Notice, next_on: date, language: Language) -> Composed:
    """A delay notice with its number, its reason or the facts instead, and when the next one comes."""
    said = {
        "delay.number": str(notice.number),
        "delay.reason": notice.told,
        "delay.next": written(next_on, language, sentences(language)),
    }
    return composed(case, "delay", said, language)


def regulator(case: WholeCase, language: Language) -> str:
    """To whom the copy goes (U12)."""
    return clockwords(language)[f"copy.{case.book.regime.settings.regulator_copy}"]


def standing_order(agency_id: UUID, day: date) -> StandingOrder | None:
    """The order under which the system sends on `day`, the latest in force."""
    return StandingOrder.objects.filter(agency=agency_id, since__lte=day).order_by("-since", "-recorded_at").first()


def standing_orders(agency_id: UUID) -> Sequence[StandingOrder]:
    """Every such order on file at an agency, the latest first."""
    return list(StandingOrder.objects.filter(agency=agency_id).order_by("-since", "-recorded_at"))


def signed_by_order(case: WholeCase, order: StandingOrder | None, language: Language) -> Signatory:
    """The authority's post with the order behind it; nobody signs by hand."""
    words, title = clockwords(language), in_language(case.package.service.authority.title, language)
    if order is None:
        return Signatory("", title, words["order.missing"])
    since = short_date(order.since, language, sentences(language))
    return Signatory("", title, words["order.signed"].format(number=order.number, since=since))


# Facts from the case, where nobody gave a reason


def facts_told(case: WholeCase, language: Language) -> str:
    """The stage, whom the case waits for since when, and when its end is expected; marked as the system's words."""
    return " ".join(
        (
            *_stage(case, language),
            *_awaited(case, language),
            _expected(case, language),
            clockwords(language)["facts.mark"],
        )
    )


def _stage(case: WholeCase, language: Language) -> Iterator[str]:
    words = clockwords(language)
    if case.row.completed_at is None:
        yield words["facts.unchecked"].format(since=_day(case.clock.since, language))
        return
    task = next((task for task in case.tasks if task.state == "open"), None)
    if task and task.started_at:
        name = in_language(case.step(task).name, language)
        yield words["facts.step"].format(step=name, since=_day(task.started_at, language))
        return
    waiting = next((task for task in case.tasks if task.state == "waiting"), None)
    if waiting:
        yield words["facts.waits"].format(step=in_language(case.step(waiting).name, language))


def _awaited(case: WholeCase, language: Language) -> Iterator[str]:
    words = clockwords(language)
    for consent in case.consents:
        if consent.state == "asked":
            asked = [
                said.at for said in case.story.of("case.consent_asked") if said.payload["consent"] == str(consent.id)
            ]
            since, chased = min(asked, default=consent.asked_at), max(asked, default=consent.asked_at)
            yield words["facts.consent"].format(
                party=consent.name, since=_day(since, language), chased=_day(chased, language)
            )
    for row in case.consultations:
        if row.state == "asked" and row.parent_id is None:
            yield _opinion(row, language)
    hearing = case.hearing
    if hearing and hearing.answer_by and hearing.answered_at is None and not hearing.skipped:
        yield words["facts.hearing"].format(until=written(hearing.answer_by, language, sentences(language)))


def _opinion(row: Consultation, language: Language) -> str:
    """Whose opinion is awaited since when and until when, and when it was last asked after."""
    said = {
        "body": name_of(row).en if language == "en" else name_of(row).th,
        "since": _day(row.asked_at, language),
        "due": written(row.due_on, language, sentences(language)),
    }
    words, chased = clockwords(language), max((at for at in (row.chased_at, row.reminded_at) if at), default=None)
    if chased is None:
        return words["facts.opinion"].format(**said)
    return words["facts.opinion_chased"].format(**said, chased=_day(chased, language))


def _expected(case: WholeCase, language: Language) -> str:
    try:
        day = expected_end(case)
    except CalendarYearUnknown:
        return clockwords(language)["facts.unexpected"]
    return clockwords(language)["facts.expected"].format(day=written(day, language, sentences(language)))


def expected_end(case: WholeCase) -> date:
    """When the decision is to be expected: the steps that are left take the time of the manual, from today or from
    where they began, and not before the answers of other agencies are due. Raises `CalendarYearUnknown`."""
    today = case.now.astimezone(BANGKOK).date()
    tasks = {task.step: task for task in case.tasks}
    end = today
    for step in case.package.service.steps:
        task = tasks.get(step.id)
        if task is None or task.state == "done" or not step.time.unit.is_of_days:
            continue
        begins = task.started_at.astimezone(BANGKOK).date() if task.started_at else end
        end = max(end, last_day(begins, step.time, case.book.calendar))
        if step.kind == StepKind.DECISION:
            break
    awaited = (row.due_on for row in case.consultations if row.state == "asked" and row.parent_id is None)
    end = max([end, *awaited])
    return case.book.calendar.first_working_day(end)


def _day(at: datetime, language: Language) -> str:
    return written(at.astimezone(BANGKOK).date(), language, sentences(language))


# The notices of a case


def notices_of(case: WholeCase) -> Sequence[Notice]:
    """The delay notices of a case in order, the draft of the next last; dropped ones are left out."""
    return list(Notice.objects.filter(case=case.row).exclude(state="dropped").order_by("number"))


def sends_at(case: WholeCase, notice: Notice) -> datetime:
    """When a drafted notice goes, with a reason or without one."""
    return sending(notice.due_on, case.book.calendar)
