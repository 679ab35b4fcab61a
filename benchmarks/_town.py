"""An office with many people at its desks, and cases of every kind as templates for `_loader`."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from _loader import Person, Plan, Template, template_of

CITIZENS, OFFICERS = 200, 20
LONG_AGO = tuple(date(2027, 1, 4) + timedelta(weeks=week) for week in (0, 2, 4, 5, 6))
DAILY = tuple(date(2027, 1, 4) + timedelta(days=day) for day in range(0, 63, 4))
LATELY = tuple(date(2027, 3, day) for day in (8, 9, 10, 11, 12))
"""Days on which cases are filed: those that are late or withdrawn, those that are decided, those that are open."""
NOW = datetime(2027, 3, 15, 4, 0, tzinfo=UTC)
"""Eleven in the morning of a Monday: when people look at what was loaded."""
PAPERS = ("processor_consent", "method_details", "process_diagram", "photographs")
KINDS = {
    "filed": (14, LATELY),
    "considered": (10, LATELY),
    "drafted": (1, LATELY),
    "noticed": (1, LONG_AGO),
    "withdrawn": (12, LONG_AGO),
    "decided": (1, DAILY),
}
"""How often each kind of case is copied, and when those were filed."""


class Town(NamedTuple):
    """The office, and the people who take turns in the copies."""

    office: Any
    citizens: Sequence[Person]
    officers: Sequence[Person]


def settle() -> Town:
    """The industry office of the shipped files, with its officers, and citizens."""
    from django.conf import settings

    from saduak.cases.tests import desk, office
    from saduak.parties.tests import town

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody logs in here
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    citizens = [town.citizen(f"applicant-{each}") for each in range(CITIZENS)]
    officers = [town.officer(at.agency, f"officer-{each}", "officer") for each in range(OFFICERS)]
    return Town(
        at,
        [Person(str(person), str(actor.id)) for actor, person in citizens],
        [Person(str(post.id), str(post.user)) for post in officers],
    )


class Course:
    """One case from filing on, by real commands at the moments at which they would come."""

    def __init__(self, town: Town, day: date) -> None:
        self.town, self.at, self.day = town, town.office, day
        self.people = [Person(str(self.at.person), str(self.at.citizen.id))]
        self.people.append(Person(str(self.at.officer.id), str(self.at.officer.user)))

    def moment(self, days: int, hour: int = 3) -> datetime:
        """So many days after filing, at this hour of UTC."""
        return datetime.combine(self.day + timedelta(days=days), time(hour), UTC)

    def filed(self) -> UUID:
        """Filed, and nobody has looked at it."""
        from saduak.cases.tests import office

        answers = {**office.FACTORY, "period": {"starts_on": "2027-06-01", "ends_on": "2028-05-31"}}
        papers = tuple({"document": name, "source": "upload", "file": None} for name in PAPERS)
        return office.file(self.at, office.WASTE, answers, papers=papers, now=self.moment(0))

    def considered(self) -> UUID:
        """Found complete, given to an officer, its review begun."""
        from saduak.cases import commands
        from saduak.cases.tests import desk
        from saduak.cases.tests.office import key

        case_id, now = self.filed(), self.moment(0, 4)
        commands.confirm_complete(actor=self.at.intake.actor, case_id=case_id, seen=None, now=now, key=key())
        desk.begin(self.at, case_id, "review", self.moment(1))
        return case_id

    def noticed(self) -> UUID:
        """Late: told twice of the delay, without a reason."""
        case_id = self.considered()
        self.looked_at(case_id, self.moment(21))
        return case_id

    def late(self) -> UUID:
        """Late since yesterday: its first notice is drafted and goes this afternoon."""
        case_id = self.considered()
        self.looked_at(case_id, self.moment(10, 6))
        return case_id

    def looked_at(self, case_id: UUID, until: datetime) -> None:
        """The poller's looks at this case and no other, each at its moment."""
        from saduak.cases import commands
        from saduak.cases.models import Case
        from saduak.cases.tests.office import key
        from saduak.ledger.actors import WORKER

        while (at := Case.objects.get(pk=case_id).next_look_at) and at <= until:
            commands.look_at_case(actor=WORKER, case_id=case_id, now=at, key=key())

    def withdrawn(self) -> UUID:
        """Withdrawn by the applicant after a week."""
        from saduak.cases import commands
        from saduak.cases.tests.office import key

        case_id = self.considered()
        commands.withdraw(actor=self.at.citizen, case_id=case_id, ground="", seen=None, now=self.moment(4), key=key())
        return case_id

    def drafted(self) -> UUID:
        """Its decision drafted, waiting for the second pair of eyes."""
        from saduak.cases.tests import desk

        case_id = self.considered()
        self.consented(case_id)
        desk.finish(self.at, case_id, "review", self.moment(2))
        line = {"line": 1, "outcome": "granted", "conditions": (), "reasons": ""}
        desk.draft(self.at, case_id, lines=(line,), now=self.moment(2))
        return case_id

    def decided(self) -> UUID:
        """Granted by the head within the promise, its letters sent, sealed and read."""
        from saduak.cases.tests import desk

        case_id = self.drafted()
        desk.check(self.at, case_id, now=self.moment(3))
        desk.decide(self.at, case_id, now=self.moment(4))
        desk.work(self.moment(4))
        return case_id

    def consented(self, case_id: UUID) -> None:
        """The officer has seen the paper with the processor's consent."""
        from saduak.cases import commands
        from saduak.cases.models import Consent, Paper
        from saduak.cases.tests.office import key

        commands.accept_paper_consent(
            actor=self.at.officer.actor,
            consent_id=Consent.objects.get(case=case_id).id,
            paper_id=Paper.objects.get(case=case_id, document=PAPERS[0]).id,
            now=self.moment(2),
            key=key(),
        )


def plan(town: Town, where: str, kinds: Mapping[str, tuple[int, Sequence[date]]] = KINDS) -> Plan:
    """Templates of these kinds, one for each kind and day, and how often each is copied."""
    made = [(template(town, kind, day), weight) for kind, (weight, days) in kinds.items() for day in days]
    return Plan([each for each, _ in made], [weight for _, weight in made], [town.citizens, town.officers], where)


def template(town: Town, kind: str, day: date) -> Template:
    """One case of a kind, filed on a day."""
    from saduak.cases.tests import desk

    desk.work(NOW)  # what earlier templates left in the outbox
    course = Course(town, day)
    return template_of(getattr(course, kind), course.people)
