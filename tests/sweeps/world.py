"""Two agencies with cases in every state, a third one that has no business there, and people of every kind.

Everything that must stay within the agency and its applicant bears `MARK`: a page that shows it to anybody else leaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.test import Client

from saduak.cases import commands as cases
from saduak.cases.models import Appeal, AppealBody, Case, Consent, DefectItem, DefectReply, Hearing, Task
from saduak.cases.queries.consents import consent_link
from saduak.cases.queries.tracking import tracking_code
from saduak.cases.tests import desk, office
from saduak.cases.tests.consulting import agree, ask
from saduak.cases.tests.desk import TUESDAY, WEDNESDAY
from saduak.cases.tests.office import CITY, FACTORY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, Office, key
from saduak.files.commands import receive, record_scan
from saduak.files.tests.papers import PDF
from saduak.identities.commands import invite_officer
from saduak.ledger.actors import INSTALLER, REACTION, Actor, user
from saduak.ledger.present import present
from saduak.licences.models import Licence
from saduak.linkage.commands import attest
from saduak.messages.models import Letter
from saduak.parties import commands as parties
from saduak.parties.models import Agency, Mandate, Unit
from saduak.parties.tests import town
from tests.sweeps.counter import counter_draft
from tests.sweeps.licensed import licensed, of_licence
from tests.sweeps.money import HOUSE, another_cashier, with_money
from tests.sweeps.people import Somebody

MARK = "ลับเฉพาะ"
NAME = f"นางสาว{MARK} ตัวอย่าง"
OTHER_SERVICE = "health/food-small"
STRANGE = "tha-phra"
ROLES = ("intake", "officer", "checker", "authority", "supervisor")
ANSWERS: Mapping[str, Any] = {**RESTAURANT, "place": {**RESTAURANT["place"], "name": f"ครัว{MARK}"}}
WASTE_ANSWERS: Mapping[str, Any] = {
    **FACTORY,
    "applicant": {**FACTORY["applicant"], "name": f"บริษัท {MARK} จำกัด"},
}


@dataclass(frozen=True)
class Bundle:
    """Things of one agency that belong together, by the names under which addresses and commands speak of them."""

    name: str
    at: Office
    things: Mapping[str, Any]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class World:
    """Everybody and everything. `marks` are words that no page shows to `strangers`."""

    city: Office
    industry: Office
    strange: Office
    bundles: tuple[Bundle, ...]
    owner: Somebody
    strangers: tuple[Somebody, ...]
    central: tuple[Somebody, ...]
    admins: Mapping[UUID, Somebody]
    marks: tuple[str, ...]
    sessions: dict[Somebody, str] = field(default_factory=dict)

    def log_in(self) -> None:
        """Open a session for everybody, once."""
        own = (who for bundle in self.bundles for who in self.own(bundle))
        for who in {*own, *self.strangers, *self.central, *self.admins.values()}:
            self.sessions[who] = who.session()

    def browser(self, who: Somebody) -> Client:
        """A fresh browser in which somebody is logged in. What fails inside is an answer of 500, not an exception."""
        client = Client(raise_request_exception=False)
        if self.sessions[who]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client

    def bundle(self, name: str) -> Bundle:
        """The bundle of that name."""
        return next(bundle for bundle in self.bundles if bundle.name == name)

    def own(self, bundle: Bundle) -> tuple[Somebody, ...]:
        """The applicant, the agency's people who may know of its cases, and who handles its money, where it has any."""
        cashier = (bundle.things["cashier"],) if "invoice_id" in bundle.things else ()
        return (
            self.owner,
            *(Somebody(f"own {role}", getattr(bundle.at, role).actor, True) for role in ROLES),
            *cashier,
        )

    def admin(self, bundle: Bundle) -> Somebody:
        """Who sets up the posts of the agency, and sees no case."""
        return self.admins[bundle.at.agency]


SYSTEM: tuple[Somebody, ...] = tuple(Somebody(str(actor), actor) for actor in HOUSE)
VISITOR = Somebody("a visitor", Actor("system", "visitor", channel="portal"))


def build() -> World:
    """Make it, by the real commands."""
    owner, person = _person("owner", NAME)
    city, industry, strange = (_office(slug) for slug in (CITY, INDUSTRY, STRANGE))
    city, industry = (replace(at, citizen=owner, person=person) for at in (city, industry))
    admins = {
        at.agency: Somebody("own admin", town.officer(at.agency, f"the-admin-{at.slug}", "agency_admin").actor, True)
        for at in (city, industry)
    }
    parties.open_unit(
        actor=INSTALLER,
        agency_id=city.agency,
        parent_id=None,
        name_th="กองสาธารณสุข",
        name_en="Health",
        now=MONDAY,
        key=key(),
    )
    invite_officer(
        actor=INSTALLER,
        agency_id=city.agency,
        unit_id=None,
        email="invited@example.com",
        position="นักวิชาการ",
        roles=("officer",),
        now=MONDAY,
        key=key(),
    )
    strangers = (*_strangers(strange, owner, person), another_cashier(strange.agency))
    bundles = tuple(_bundles(city, industry, owner, person))
    desk.work()
    bundles = tuple(replace(each, things=_told(each)) for each in bundles)
    bundles = with_money(bundles, city.agency, person, MARK)
    central = tuple(
        Somebody(role, town.officer(strange.agency, f"central-{role}", role).actor, True)
        for role in ("regulator", "auditor")
    )
    marks = (
        MARK,
        *Case.objects.exclude(id__in=Licence.objects.values("case")).values_list("number", flat=True),
        *map(tracking_code, Case.objects.values_list("id", flat=True)),
    )
    made = World(city, industry, strange, bundles, Somebody("the applicant", owner), strangers, central, admins, marks)
    made.log_in()
    for bundle in bundles:
        for who in central:
            _opened_for_oversight(who, bundle)
    return made


def _opened_for_oversight(who: Somebody, bundle: Bundle) -> None:
    """The pages of a case are open to who looks after all agencies for the day on which they said why."""
    told = {"case_id": bundle.things["case_id"], "purpose": MARK, "now": present(), "key": key()}
    cases.oversee_case(actor=who.actor, **told)


def _strangers(strange: Office, owner: Actor, person: UUID) -> list[Somebody]:
    agent, agent_person = _person("agent", "นายตัวแทน อีกบริการ")
    mandate = town.mandate(owner, "person", person, agent_person, scope=(OTHER_SERVICE,))
    late, late_person = _person("late", "นายตัวแทน หมดอายุ")
    town.mandate(owner, "person", person, late_person, until=MONDAY)
    admin = town.officer(strange.agency, f"the-admin-{strange.slug}", "agency_admin")
    return [
        VISITOR,
        Somebody("another citizen", strange.citizen),
        Somebody("an agent for another service", agent, acting=mandate),
        Somebody("an agent whose mandate is over", late),
        *(Somebody(f"another agency's {role}", getattr(strange, role).actor, True) for role in ROLES),
        Somebody("another agency's admin", admin.actor, True),
    ]


def _person(mail: str, name: str) -> tuple[Actor, UUID]:
    actor = user(town.login(mail))
    told = {"agency_id": None, "name": name, "identifier": town.identifier(), "now": MONDAY, "key": key()}
    return actor, parties.register_person(actor=actor, **told)


def _office(slug: str) -> Office:
    return desk.with_letter_code(office.office(slug))


def _bundles(city: Office, industry: Office, owner: Actor, person: UUID) -> list[Bundle]:
    """Things of the agencies, a bundle for every state that pages and commands tell apart."""
    defect = _defect(city)
    returned = _returned(city)
    withdrawn = _filed(city)
    cases.withdraw(actor=owner, case_id=withdrawn, ground=MARK, seen=None, now=MONDAY, key=key())
    unfinished, draft_file = _draft(city, owner, person)
    shared = {
        "draft_id": unfinished,
        "draft_file": draft_file,
        "person_id": person,
        "mandate_id": Mandate.objects.filter(person=person).earliest("id").id,
        "counter_draft_id": counter_draft(city, person, ANSWERS),
    }
    made = {
        "filed": (city, _filed(city)),
        "begun": (city, _begun(city)),
        "defect": (city, defect),
        "drafted": (city, _drafted(city)),
        "checked": (city, _checked(city)),
        "decided": (city, _decided(city)),
        "returned": (city, returned),
        "withdrawn": (city, withdrawn),
        "waste": (industry, _waste(industry)),
        "appealed": (industry, _appealed(industry, city)),
        "forwarded": (city, _forwarded(industry)),
        "licensed": (industry, licensed(industry)),
    }
    asked = _consulted(industry, made["waste"][1], city)
    agreed = {at.agency: agree(at, 7, MONDAY.date(), body=MARK) for at in (city, industry)}
    return [
        Bundle(name, at, {**shared, **asked, "agreement_id": agreed[at.agency], "case_id": case_id})
        for name, (at, case_id) in made.items()
    ]


def _consulted(at: Office, case_id: UUID, asked: Office) -> Mapping[str, UUID]:
    """One agency asks the other, and passes a paper on."""
    file_id = _file_of(at.citizen)
    told = {"case_id": case_id, "seen": None, "now": MONDAY}
    paper = cases.offer_paper(actor=at.citizen, document="", file_id=file_id, key=key(), **told)
    said = {"questions": (MARK,), "facts": MARK, "paper_ids": (paper,)}
    own = ask(at, case_id, MONDAY, asked_id=asked.agency, **said)
    return {"consultation_id": own, "passed_file_id": file_id}


def _file_of(actor: Actor) -> UUID:
    file_id = receive(actor=actor, name=f"สัญญา{MARK}.pdf", content=PDF, now=MONDAY, key=key())
    record_scan(actor=REACTION, file_id=file_id, malware="", scanner="none", now=MONDAY, key=key())
    return file_id


def _filed(at: Office) -> UUID:
    lease = {"document": "right_to_place", "source": "upload", "file": str(_file_of(at.citizen))}
    needed = office.papers_needed(office.publication(at.slug, FOOD_LARGE), ANSWERS)
    others = tuple(paper for paper in needed if paper["document"] != "right_to_place")
    return office.file(at, FOOD_LARGE, ANSWERS, papers=(lease, *others))


def _begun(at: Office) -> UUID:
    """Complete; the visit has begun."""
    case_id = _filed(at)
    cases.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "visit")
    attest(
        actor=at.officer.actor,
        agency_id=at.agency,
        case_id=case_id,
        register="dopa.person",
        subject_kind="person",
        subject_id=at.person,
        document="identity_card",
        note=MARK,
        seen_on=MONDAY.date(),
        copy_id=None,
        purpose="linkage.purpose.verify_identity",
        legal_basis="PHA s.54",
        now=MONDAY,
        key=key(),
    )
    return case_id


def _defect(at: Office) -> UUID:
    """A record of one item that was answered and not judged."""
    case_id = _recorded(at)
    item = DefectItem.objects.get(record=case_id)
    cases.answer_defect(
        actor=at.citizen,
        case_id=case_id,
        item_id=item.id,
        text=f"ส่งแล้ว {MARK}",
        file_id=None,
        answers=None,
        answered_at=None,
        channel="",
        seen=None,
        now=TUESDAY,
        key=key(),
    )
    return case_id


def _recorded(at: Office) -> UUID:
    case_id = office.file(at, FOOD_LARGE, ANSWERS, papers=())
    cases.record_defect(
        actor=at.officer.actor,
        case_id=case_id,
        items=({"about": "document:right_to_place", "found": MARK, "mend": MARK},),
        amount=7,
        unit="day",
        acknowledgement="electronic",
        proof="",
        seen=None,
        now=MONDAY,
        key=key(),
    )
    return case_id


def _returned(at: Office) -> UUID:
    case_id = _recorded(at)
    cases.acknowledge_defect(
        actor=at.citizen, case_id=case_id, acknowledgement="electronic", proof="", seen=None, now=MONDAY, key=key()
    )
    late = MONDAY + timedelta(days=10)
    cases.return_application(actor=at.officer.actor, case_id=case_id, reasons=MARK, seen=None, now=late, key=key())
    return case_id


def _considered(at: Office) -> UUID:
    case_id = _begun(at)
    desk.visit(at, case_id, note=MARK)
    desk.finish(at, case_id, "visit")
    desk.begin(at, case_id, "opinion")
    desk.finish(at, case_id, "opinion")
    return case_id


def _drafted(at: Office) -> UUID:
    """A refusal that waits for its checker, and for the party to be heard."""
    case_id = _considered(at)
    desk.draft(at, case_id, **{**desk.REFUSAL, "reasons": MARK})
    cases.open_hearing(
        actor=at.officer.actor,
        case_id=case_id,
        grounds=MARK,
        answer_by=date(2026, 11, 12),
        seen=None,
        now=TUESDAY,
        key=key(),
    )
    return case_id


def _checked(at: Office) -> UUID:
    case_id = _considered(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    return case_id


def _decided(at: Office) -> UUID:
    case_id = _checked(at)
    desk.decide(at, case_id)
    return case_id


def _waste(at: Office) -> UUID:
    case_id = office.file(at, WASTE, WASTE_ANSWERS)
    cases.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "review")
    return case_id


def _appealed(at: Office, above: Office) -> UUID:
    """A waste permit refused and told; its appeal lies with who made the order, and the other office decides after."""
    if not AppealBody.objects.filter(agency=at.agency).exists():
        cases.send_appeals_to(
            actor=INSTALLER,
            agency_id=at.agency,
            service="",
            superior_id=above.agency,
            number="1/2569",
            since=date(2026, 1, 1),
            now=MONDAY,
            key=key(),
        )
    case_id = office.file(at, WASTE, WASTE_ANSWERS)
    cases.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "review")
    desk.finish(at, case_id, "review")
    desk.skip_hearing(at, case_id)
    lines = ({"line": 1, "outcome": "refused", "conditions": [], "reasons": MARK},)
    desk.draft(at, case_id, "refused", lines=lines, facts=MARK, law=MARK, reasons=MARK)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    cases.file_appeal(
        actor=at.citizen,
        case_id=case_id,
        grounds=MARK,
        papers=(_file_of(at.citizen),),
        channel="electronic",
        entered_at=None,
        seen=None,
        now=WEDNESDAY,
        key=key(),
    )
    return case_id


def _forwarded(at: Office) -> UUID:
    """The same, reported to the office that decides it."""
    case_id = _appealed(at, at)
    cases.consider_appeal(
        actor=at.authority.actor,
        case_id=case_id,
        appeal_id=Appeal.objects.get(case=case_id).id,
        view="disagrees",
        report=MARK,
        outcome="",
        lines=(),
        facts="",
        law="",
        reasons="",
        conditions=(),
        until=None,
        seen=None,
        now=WEDNESDAY,
        key=key(),
    )
    return case_id


def _draft(at: Office, owner: Actor, person: UUID) -> tuple[UUID, UUID]:
    publication = office.publication(at.slug, FOOD_LARGE)
    draft_id = cases.start_draft(
        actor=owner,
        agency_id=at.agency,
        publication_id=publication,
        person_id=person,
        organisation_id=None,
        channel="electronic",
        answers=ANSWERS,
        now=MONDAY,
        key=key(),
    )
    file_id = _file_of(owner)
    lease = ({"document": "right_to_place", "source": "upload", "file": str(file_id)},)
    cases.save_draft(actor=owner, draft_id=draft_id, answers=ANSWERS, papers=lease, now=MONDAY, key=key())
    return draft_id, file_id


def _told(bundle: Bundle) -> Mapping[str, Any]:
    """The ids of everything that came to be around the case of a bundle."""
    case_id = bundle.things["case_id"]
    case = Case.objects.get(pk=case_id)
    tasks = {task.state: task for task in Task.objects.filter(case=case_id)}
    letters = list(Letter.objects.filter(case_id=case_id).order_by("id"))
    paper = case.papers.exclude(file=None).first()
    look = apps.get_model("linkage", "Look").objects.filter(case_id=case_id).first()
    consent = Consent.objects.filter(case=case_id).first()
    reply = DefectReply.objects.filter(item__record=case_id).first()
    item = DefectItem.objects.filter(record=case_id).first()
    hearing = Hearing.objects.filter(case=case_id).first()
    task = tasks.get("open") or next(iter(tasks.values()), None)
    unit = Unit.objects.filter(agency=bundle.at.agency).first()
    appeal = Appeal.objects.filter(case=case_id).first()
    found = {
        **bundle.things,
        **of_licence(case_id),
        "appeal_id": appeal.id if appeal else None,
        "superior_id": AppealBody.objects.values_list("superior", flat=True).earliest("id"),
        "appeal_file": appeal.papers[0] if appeal else None,
        "number": case.number,
        "code": tracking_code(case_id),
        "publication_id": case.publication_id,
        "agency_id": bundle.at.agency,
        "agency_slug": Agency.objects.get(pk=bundle.at.agency).slug,
        "officer_id": bundle.at.officer.id,
        "grant_id": bundle.at.officer.grants["officer"],
        "user_id": bundle.at.officer.user,
        "unit_id": unit.id if unit else None,
        "task_id": task.id if task else None,
        "task_step": task.step if task else None,
        "letter_id": letters[-1].id if letters else None,
        "file_id": paper.file if paper else None,
        "look_id": look.id if look else None,
        "consent_id": consent.id if consent else None,
        "consent_token": consent_link(consent.id) if consent else None,
        "item_id": item.id if item else None,
        "reply_id": reply.id if reply else None,
        "hearing_id": hearing.id if hearing else None,
    }
    return {name: value for name, value in found.items() if value is not None}


NOW = WEDNESDAY + timedelta(days=9)
"""When commands of a sweep are tried: after everything that was made."""
