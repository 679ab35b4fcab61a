"""Another party's consent, without which a case is not decided (W-5)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.models import Consent
from saduak.core.package import Answers, ConsentOf

LINK_HOLDS = timedelta(days=60)
"""How long a link to consent can be used."""


def ask_consents(act: Act) -> None:
    """Ask every other party that the answers name, where no consent on paper lies with the application."""
    given = {paper["document"] for paper in act.story.filed["papers"]}
    answers = act.answers
    for document in act.form.documents(act.package.service.documents, answers):
        if document.consent is None or document.id in given:
            continue
        for party, name in sorted(_parties(document.consent, answers)):
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
    act.record(
        events.CONSENT_ASKED,
        consent=consent.id,
        document=document,
        party=party,
        expires_at=consent.expires_at,
    )


def _parties(of: ConsentOf, answers: Answers) -> set[tuple[str, str]]:
    """Number and name of each party once."""
    group, number = of.number.split(".")
    given = answers.get(group, ())
    lines: Iterator[Mapping[str, Any]] = iter([given] if isinstance(given, Mapping) else given)
    name = of.name.split(".")[-1]
    return {(str(line[number]), str(line.get(name, ""))) for line in lines if line.get(number)}
