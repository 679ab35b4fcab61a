"""Another party's consent, without which a case is not decided (W-5)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.models import Consent
from saduak.cases.queries.papers import papers_by_document
from saduak.core.package import Answers, ConsentOf

LINK_HOLDS = timedelta(days=60)
"""How long a link to consent can be used."""


class Party(NamedTuple):
    """A party as the form names it."""

    number: str
    name: str


def ask_consents(act: Act, asked: frozenset[tuple[str, str]] = frozenset()) -> None:
    """Ask every other party that the answers name, where no consent on paper lies with the application.

    `asked` are document and number of those who were asked before.
    """
    given = {paper["document"] for paper in act.story.filed["papers"]}
    answers = act.answers
    for document in act.form.documents(act.package.service.documents, answers):
        if document.consent is None or document.id in given:
            continue
        for party, name in sorted(_parties(document.consent, answers)):
            if (document.id, party) not in asked:
                _ask(act, document.id, party, name)


def _ask(act: Act, document: str, party: str, name: str) -> None:
    consent = Consent(
        id=uuid7(),
        case=act.case,
        document=document,
        party=party,
        name=name,
        state="asked",
        asked_at=act.now,
        expires_at=act.now + LINK_HOLDS,
    )
    consent.save(force_insert=True)
    record_asked(act, consent)


def record_asked(act: Act, consent: Consent) -> None:
    """Record that the party was asked, for the first time or again."""
    act.record(
        events.CONSENT_ASKED,
        consent=consent.id,
        document=consent.document,
        party=consent.party,
        expires_at=consent.expires_at,
    )


class Answer(NamedTuple):
    """What a party answered: `way` is "link", "log_in" or "paper", `person` who did where that is known."""

    gives: bool
    way: str
    name: str = ""
    note: str = ""
    person: Any = None


def close_consent(act: Act, consent: Consent, answer: Answer) -> None:
    """Record an answer and bring the row up to it."""
    consent.state = "given" if answer.gives else "declined"
    consent.answered_at, consent.answered_by, consent.note = act.now, answer.name, answer.note
    consent.save(update_fields=["state", "answered_at", "answered_by", "note"])
    act.record(
        events.CONSENT_ANSWERED,
        consent=consent.id,
        state=consent.state,
        way=answer.way,
        person=answer.person,
        answered_by=consent.digest(consent.answered_by),
        note=consent.digest(consent.note),
    )


def close_by_paper(act: Act, document: str) -> None:
    """A consent on paper that comes later stands for what was asked under the same document."""
    for consent in Consent.objects.filter(case=act.case, document=document).exclude(state="given").order_by("id"):
        close_consent(act, consent, Answer(gives=True, way="paper", name=consent.name))


def missing_consents(act: Act, without: frozenset[int] = frozenset()) -> list[Consent]:
    """The parties whose consent is neither given nor on paper. `without` are refused lines (from 1): who is named in
    those alone need not consent."""
    wanted = _wanted(act, without)
    if not wanted:
        return []
    on_paper = set(papers_by_document(act.case))
    open_ones = Consent.objects.filter(case=act.case).exclude(state="given").exclude(document__in=on_paper)
    return [consent for consent in open_ones.order_by("id") if (consent.document, consent.party) in wanted]


def _wanted(act: Act, without: frozenset[int]) -> set[tuple[str, str]]:
    """Document and number of each party that the application still needs."""
    listed = act.package.service.documents
    if not isinstance(listed, str) and not any(document.consent for document in listed):
        return set()
    decided = act.package.service.decides_lines
    answers = dict(act.answers)
    if decided:
        lines = answers.get(decided, ())
        answers[decided] = tuple(line for place, line in enumerate(_lines(lines), 1) if place not in without)
    documents = act.form.documents(act.package.service.documents, act.answers)
    return {
        (document.id, party)
        for document in documents
        if document.consent
        for party, _ in _parties(document.consent, answers)
    }


def _lines(given: Any) -> Iterator[Mapping[str, Any]]:
    return iter([given] if isinstance(given, Mapping) else given)


def _parties(of: ConsentOf, answers: Answers) -> set[Party]:
    """Number and name of each party once."""
    group, number = of.number.split(".")
    name = of.name.split(".")[-1]
    lines = _lines(answers.get(group, ()))
    return {Party(str(line[number]), str(line.get(name, ""))) for line in lines if line.get(number)}
