"""May it be filed? Who files for whom, under which manual, with which answers and papers; then the first event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.tasks import planned_ids
from saduak.cases.models import Case, CaseWords
from saduak.cases.ports import FilingBar
from saduak.cases.queries.law import DEFAULT_REGIME, form_of
from saduak.cases.story import Story
from saduak.catalogue.queries import Publication, asking_stamp, current, pinned, publication
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.formlogic import Checked, FormLogic
from saduak.core.package import Answers, Document, FieldKind, Package, Source
from saduak.core.reasons import Code, Words, buddhist_year
from saduak.core.receipt import Channel
from saduak.core.transitions import Command, Refusal, State, move
from saduak.core.transitions import Role as Part
from saduak.ledger.canonical import canonical
from saduak.ledger.rows import ask
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.policy.standing import Standing, standing
from saduak.parties.queries import Agency, acts_for, asking_agency, asking_name
from saduak.sources.texts import article

ASSURANCE = ("none", "one_time_code", "ial_1", "ial_2")
"""How sure it is who filed, least first; a package says what its service asks."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies: a person, an organisation, or nobody known where the service asks for no log-in."""

    person: UUID | None
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class Manner:
    """How it came in, as the command's arguments say."""

    channel: str
    entered_at: datetime | None
    reply: str
    language: str
    assurance: str
    identity_seen: str
    consented: bool
    missing_known: bool
    helper: str
    reason: str


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything that is filed."""

    publication: UUID
    applicant: Applicant
    answers: Mapping[str, Any]
    papers: Sequence[Mapping[str, Any]]
    manner: Manner
    draft: UUID | None = None


def opened(write: Write, filing: Filing, now: datetime) -> Act:
    """Check that it may be filed, record it, and make the case's row; its papers and tasks follow."""
    publication = _publication(filing.publication)
    agency, who, known, catalogue = _found(publication, filing.applicant, write, now)
    clerk = _clerk(who, filing, agency)
    entered = _entered(filing.manner, clerk, now)
    _require_manual(publication, entered, catalogue)
    _require_applicant(who, filing, clerk, publication.service)
    _require_no_bar(filing.applicant, publication.service, _local(entered).date())
    package = pinned(publication.id)
    _require_identity(package, filing.manner, clerk)
    form = form_of(publication.id)
    answers = _checked(form, filing, clerk)
    _require_papers(form, package, answers, filing, clerk)
    case = _case(filing, publication, agency, who, clerk, entered)
    words = _words(case, form, answers, filing, known)
    write.begin(Ref.of("case", case.id))
    case.number = _number(write, agency, entered)
    act = Act(write, case, who, Story(()), now)
    act.answers = answers
    _record(act, filing, words, publication.version)
    write.insert(words)
    return act


# May it be filed


def _publication(publication_id: UUID) -> Publication:
    found = publication(publication_id)
    if found is None or not found.office:
        raise NotFound("not_found", what="service")
    return found


def _found(
    publication: Publication, applicant: Applicant, write: Write, now: datetime
) -> tuple[Agency, Standing, str, str]:
    """The agency that serves it, who files before it, the registered name of who applies, and the state of the
    catalogue."""
    named = asking_name(applicant.person, applicant.organisation)
    found, *others = ask(asking_agency(publication.office), standing(write.actor, now), named, asking_stamp())
    if not found:
        raise WrongState("office_not_set_up", office=Words(publication.office_th, publication.office_en))
    who, name, catalogue = others
    return found[0], who, name, catalogue


def _clerk(who: Standing, filing: Filing, agency: Agency) -> UUID | None:
    """The intake officer who enters what came by hand; none for what the applicant files.

    Raises NotAllowed("not_intake").
    """
    if filing.manner.channel == Channel.ELECTRONIC:
        return None
    if not who.has(Role.INTAKE, agency.id):
        raise NotAllowed("not_intake")
    return min(who.officers_at(agency.id))


def _entered(manner: Manner, clerk: UUID | None, now: datetime) -> datetime:
    """The true time of entry: now for what enters by itself, what the clerk says for what was handed over."""
    if clerk is None or manner.entered_at is None:
        return now
    if manner.entered_at > now:
        raise DomainError("entered_later", entered=_local(manner.entered_at), now=_local(now))
    return manner.entered_at


def _require_manual(publication: Publication, entered: datetime, catalogue: str) -> None:
    """A published manual in force at the moment of filing (LFA s.7 and s.11)."""
    holds = current(publication.service, publication.office, _local(entered).date(), catalogue)
    answer = move(State.DRAFT, Command.SUBMIT, Part.APPLICANT, ("manual_published",) if holds else ())
    if isinstance(answer, Refusal) or holds is None:
        raise WrongState("not_published", service=Words(publication.name_th, publication.name_en))
    if holds.id != publication.id:
        raise WrongState("manual_changed", since=holds.valid_from)


def _require_applicant(who: Standing, filing: Filing, clerk: UUID | None, service: str) -> None:
    """For oneself, or under a mandate for this service; a clerk for whoever stands at the counter."""
    if filing.applicant.organisation and filing.applicant.person:
        raise DomainError("applicant_two")
    applicant = filing.applicant.organisation or filing.applicant.person
    if clerk or applicant is None or applicant == who.person:
        return
    if who.person is None or not acts_for(who.person, applicant, service, who.now):
        raise NotAllowed("not_the_applicant")


def _require_no_bar(applicant: Applicant, service: str, day: date) -> None:
    """Whose licence of the same kind was revoked waits for as long as its law says."""
    barred: FilingBar = import_module(settings.WIRING).FILING_BAR
    bar = barred(applicant.person, applicant.organisation, service, day)
    if bar:
        law = Words(article(bar.law, "th"), article(bar.law, "en"))
        raise WrongState("barred_until", until=bar.until, law=law)


def _require_identity(package: Package, manner: Manner, clerk: UUID | None) -> None:
    """The level the service asks for, by log-in, or a paper that the clerk saw."""
    wanted = package.service.assurance
    if clerk and wanted != "none" and not manner.identity_seen:
        raise DomainError("identity_needed")
    if clerk is None and ASSURANCE.index(manner.assurance) < ASSURANCE.index(wanted):
        raise NotAllowed("assurance_needed", wanted=Code("assurance", wanted))
    if not manner.consented:
        raise DomainError("consent_needed")


def _checked(form: FormLogic, filing: Filing, clerk: UUID | None) -> Answers:
    """The answers cleaned. On paper an application may come with gaps: it is received, and checked (LFA s.8)."""
    checked: Checked = form.check(filing.answers)
    if checked.refusals:
        first = checked.refusals[0]
        raise DomainError("line_refused", why=Words(first.says.th, first.says.en), rule=first.rule)
    if checked.faults and clerk is None:
        raise DomainError("answers_faulty", count=len(checked.faults))
    return checked.answers


def _require_papers(form: FormLogic, package: Package, answers: Answers, filing: Filing, clerk: UUID | None) -> None:
    """Who files without a paper that the manual asks for says that they know it: the filing counts all the same."""
    missing = missing_papers(form, package, answers, {str(paper["document"]) for paper in filing.papers})
    if missing and clerk is None and not filing.manner.missing_known:
        raise DomainError("papers_missing", papers=[Words(paper.name.th, paper.name.en) for paper in missing])


def missing_papers(form: FormLogic, package: Package, answers: Answers, given: set[str]) -> tuple[Document, ...]:
    """What the applicant has to bring and has not: never a paper of the state, nor a consent asked in the system."""
    asked = form.documents(package.service.documents, answers)
    return tuple(
        document
        for document in asked
        if document.required and not document.state_issued and not document.consent and document.id not in given
    )


# What is recorded


def _case(
    filing: Filing,
    publication: Publication,
    agency: Agency,
    who: Standing,
    clerk: UUID | None,
    entered: datetime,
) -> Case:
    """The row as far as filing decides it; `settle` adds the rest."""
    return Case(
        id=uuid7(),
        agency=agency,
        publication_id=publication.id,
        service=publication.service,
        lane=publication.lane,
        state=State.SUBMITTED.value,
        channel=filing.manner.channel,
        reply=_reply(filing.manner),
        language=filing.manner.language,
        person_id=filing.applicant.person,
        organisation_id=filing.applicant.organisation,
        filed_by_id=who.person if clerk is None else None,
        clerk_id=clerk,
        entered_at=entered,
        act_on=_local(entered).date(),
        seq=0,
    )


def _reply(manner: Manner) -> str:
    """Electronic filers are answered electronically unless they said otherwise (EPA s.11)."""
    return manner.reply if manner.reply in {"electronic", "paper"} else "electronic"


def _words(case: Case, form: FormLogic, answers: Answers, filing: Filing, known: str) -> CaseWords:
    """What the applicant wrote, with name and address as letters will use them."""
    return CaseWords(
        case=case,
        answers=canonical(answers),
        applicant_name=_name(known, answers),
        applicant_address=answered(form, answers, FieldKind.ADDRESS),
        applicant_email=answered(form, answers, FieldKind.EMAIL),
        helper=filing.manner.helper[:200],
        reason=filing.manner.reason[:300],
    )


def applicant_name(applicant: Applicant, answers: Answers) -> str:
    """The registered name; where nobody is known, the one written in the form."""
    [known] = ask(asking_name(applicant.person, applicant.organisation))
    return _name(known, answers)


def _name(known: str, answers: Answers) -> str:
    written = answers.get("applicant", {})
    stated = str(written.get("name", "")) if isinstance(written, Mapping) else ""
    return (known or stated)[:300]


def answered(form: FormLogic, answers: Answers, kind: FieldKind) -> str:
    """The first answer of a kind outside the lines, such as the address."""
    for group in form.groups():
        line = answers.get(group.id)
        if not isinstance(line, Mapping):
            continue
        for field in group.fields:
            if field.kind is kind and line.get(field.id):
                return str(line[field.id])
    return ""


def _record(act: Act, filing: Filing, words: CaseWords, version: str) -> None:
    case, manner = act.case, filing.manner
    papers = [{**paper, "id": paper.get("id") or str(uuid7())} for paper in filing.papers]
    act.record(
        events.FILED,
        "LFA s.7",
        number=case.number,
        agency=case.agency_id,
        publication=case.publication_id,
        service=case.service,
        version=version,
        lane=case.lane,
        regime=DEFAULT_REGIME,
        entered_at=case.entered_at,
        channel=case.channel,
        reply=case.reply,
        language=case.language,
        person=case.person_id,
        organisation=case.organisation_id,
        filed_by=case.filed_by_id,
        clerk=case.clerk_id,
        identity_seen=manner.identity_seen,
        consented=manner.consented,
        draft=filing.draft,
        papers=[_paper(paper, case.clerk_id) for paper in papers],
        tasks=planned_ids(pinned(filing.publication)),
        answers=words.digest(words.answers),
        applicant_name=words.digest(words.applicant_name),
        helper=words.digest(words.helper),
        reason=words.digest(words.reason),
    )


def _paper(paper: Mapping[str, Any], clerk: UUID | None) -> dict[str, Any]:
    """A paper as the event tells it; `source` is `core.package.Source`. The counter certifies its copy of an original
    that was shown, free of charge (EPA s.12)."""
    source = str(paper.get("source") or Source.UPLOAD)
    if source not in {Source.UPLOAD, Source.SHOWN_ORIGINAL}:
        raise DomainError("paper_source_unknown", source=source)
    file = paper.get("file")
    return {
        "id": paper["id"],
        "document": str(paper["document"]),
        "source": source,
        "file": str(file) if file else None,
        "certified_by": str(clerk) if clerk and file and source == Source.SHOWN_ORIGINAL else None,
    }


def _number(write: Write, agency: Agency, entered: datetime) -> str:
    """The next number of the agency in the Buddhist year, such as KKI-69-00012."""
    letters = "".join(part[0] for part in agency.slug.split("-")).upper()
    year = buddhist_year(_local(entered).year) % 100
    return f"{letters}-{year:02d}-{write.draw(f'case:{letters}:{year:02d}'):05d}"


def _local(at: datetime) -> datetime:
    return at.astimezone(BANGKOK)
