"""One case of the demonstration: how it was filed, and who acts in it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from saduak.cases.commands import submit_application
from saduak.cases.commands.applying import missing_papers
from saduak.cases.models import Case
from saduak.cases.queries import WholeCase, whole_case
from saduak.catalogue.queries import current, pinned
from saduak.cli.demo import papers
from saduak.cli.demo.world import Citizen, Post, World, told
from saduak.core.calendars import BANGKOK
from saduak.core.formlogic import FormLogic
from saduak.files.commands import receive
from saduak.ledger.actors import Actor
from saduak.licences.models import Licence

Said = Mapping[str, Any]
Words = Sequence[str]
"""What stands after an act's name."""
By = Mapping[str, Any]
"""Case, moment and key, as every command on a case takes them."""


@dataclass
class Tale:
    """A case as `cases.yaml` tells it; `case_id` is there once it was filed."""

    world: World
    name: str
    said: Said
    case_id: UUID | None = None

    @property
    def office(self) -> str:
        office: str = self.said["office"]
        return office

    @property
    def who(self) -> Citizen:
        return self.world.people[self.said["who"]]

    @property
    def is_electronic(self) -> bool:
        return bool(self.said.get("channel", "electronic") == "electronic")

    @property
    def clerk(self) -> Post:
        return self.world.post(self.office, "intake")

    @property
    def officer(self) -> Post:
        """Who considers it."""
        return self.world.post(self.office, "officer", "intake")

    @property
    def checker(self) -> Post:
        """The second person."""
        return self.world.post(self.office, "checker", "supervisor", "intake")

    def authority(self, words: Words = ()) -> Post:
        """The authority, or the post after "by"."""
        return self.world.post(self.office, words[-1] if "by" in words else "authority")

    @property
    def applicant(self) -> Actor:
        """Who acts for the applicant: themselves, or the counter for who has no log-in or came by hand."""
        return self.who.actor if self.is_electronic and self.who.actor else self.clerk.actor

    @property
    def id(self) -> UUID:
        """The case's id. Raises LookupError before it was filed."""
        if self.case_id is None:
            raise LookupError(self.name)
        return self.case_id

    @property
    def row(self) -> Case:
        """The case as it stands now."""
        return Case.objects.get(pk=self.id)

    @property
    def whole(self) -> WholeCase:
        """The case in full, as the counter sees it."""
        return whole_case(self.clerk.actor, self.id, self.row.entered_at)

    def file(self, title: str, now: datetime, key: str) -> UUID:
        """A paper with this title, handed in by the applicant."""
        return receive(actor=self.applicant, name=f"{title[:60]}.pdf", content=papers.paper(title), now=now, key=key)


Acts = Mapping[str, Callable[[Tale, Words, By], None]]
"""Acts by the word that the courses use."""


def file_case(tale: Tale, now: datetime, key: str) -> UUID:
    """File it as its story says; the case's id."""
    said, who = tale.said, tale.who
    publication = publication_of(tale, now)
    answers = answers_of(tale, now)
    is_company = "waste" in said and "own" not in said
    return submit_application(
        actor=tale.applicant,
        publication_id=publication,
        person_id=None if is_company else who.person,
        organisation_id=tale.world.company if is_company else None,
        answers=answers,
        papers=_papers(tale, publication, answers, now, key),
        channel=said.get("channel", "electronic"),
        entered_at=None if tale.is_electronic else now - timedelta(minutes=20),
        reply=said.get("reply", "electronic"),
        language=said.get("language", "th"),
        assurance=who.assurance if tale.is_electronic else "none",
        identity_seen="" if tale.is_electronic else "id_card",
        consented=True,
        missing_known=True,
        helper=said.get("helper", ""),
        reason=said.get("reason", ""),
        now=now,
        key=key,
    )


def publication_of(tale: Tale, now: datetime) -> UUID:
    """The manual in force at the office on the day. Raises LookupError."""
    found = current(tale.said["service"], tale.office, now.astimezone(BANGKOK).date())
    if found is None:
        raise LookupError(tale.said["service"])
    return found.id


def answers_of(tale: Tale, now: datetime) -> dict[str, Any]:
    """What is answered: the service's usual answers, those of this case, and the applicant's own."""
    usual = json.loads(json.dumps(told("answers")[tale.said["service"]]))
    for group in ("place", "business", "goods"):
        usual.setdefault(group, {}).update(tale.said.get(group, {}))
    answers = {group: said for group, said in usual.items() if said}
    if tale.said.get("renews"):
        answers["request"] = {"kind": "renewal", "licence_number": _own_licence(tale)}
    if "waste" in tale.said:
        answers["applicant"] |= _company(tale)
        answers["period"] = _period(now.astimezone(BANGKOK).date())
        answers["waste"] = [dict(line) for line in told("answers")["waste"][tale.said["waste"]]]
    else:
        answers["applicant"] |= _person(tale.who)
    return answers


def _own_licence(tale: Tale) -> str:
    """The number of the latest licence of this service that the applicant holds."""
    held = Licence.objects.filter(person=tale.who.person, service=tale.said["service"])
    return held.order_by("-issued_on").values_list("number", flat=True)[0]


def _person(who: Citizen) -> dict[str, Any]:
    said = who.said
    found = {name: said[name] for name in ("age", "address", "telephone", "email") if name in said}
    name = f"{said.get('title', '')}{who.name}"
    return {"person_id": said["number"], "name": name, "nationality": said.get("nationality", "ไทย"), **found}


def _company(tale: Tale) -> dict[str, Any]:
    said = told("people")["company"]
    by = "attorney" if tale.who.key == said["attorney"] and "own" not in tale.said else "operator"
    names = {"name": said["name"], "tax_id": said["number"], "signs_as": by}
    return {**names, **{name: said[name] for name in ("address", "telephone", "email")}}


def _period(filed: date) -> dict[str, str]:
    """A year from the first day of the month after next."""
    first = (filed.replace(day=1) + timedelta(days=65)).replace(day=1)
    return {"starts_on": first.isoformat(), "ends_on": (first + timedelta(days=364)).isoformat()}


def _papers(tale: Tale, publication: UUID, answers: Said, now: datetime, key: str) -> tuple[dict[str, Any], ...]:
    """Everything that the applicant has to bring, but for what this one forgot."""
    package = pinned(publication)
    form = FormLogic(package.form, package.code_lists)
    asked = missing_papers(form, package, form.check(answers).answers, set(tale.said.get("without", ())))
    return tuple(
        {
            "document": paper.id,
            "source": "upload" if tale.is_electronic else "shown_original",
            "file": str(tale.file(paper.name.th, now, f"{key}:{paper.id}")),
        }
        for paper in asked
    )
